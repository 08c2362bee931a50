import VectorKernels

/// The scores of a segment's rows by words, which are not negative: 0 where a row has none.
struct WordScores {
    private let scores: [Float]

    init(_ scores: [Float]) { self.scores = scores }

    /// The score of a row.
    subscript(row: Int) -> Float { scores[row] }

    /// How many of the rows among `members`, a bit for each, have a score.
    func count(among members: [UInt64]) -> Int {
        var count = 0
        forEach(above: 0, among: members) { _, _, _ in count += 1 }
        return count
    }

    /// Calls `body` with each row among `members`, a bit for each, whose score is above a limit that `body` may raise.
    func forEach(
        above limit: Float, among members: [UInt64], _ body: (_ row: Int, _ score: Float, _ limit: inout Float) -> Void
    ) {
        var limit = limit
        var next = 0
        while let row = Kernels.active.firstIndex(in: scores.span, from: next, atLeast: limit.nextUp) {
            next = row + 1
            if members[row / 64] >> UInt64(row % 64) & 1 == 1 { body(row, scores[row], &limit) }
        }
    }
}
