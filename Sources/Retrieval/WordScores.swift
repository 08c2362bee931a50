/// The scores of a segment's rows by words, which are not negative: 0 where a row has none.
///
/// The best score of each 64 rows is kept, by which rows that do not matter are passed over together.
struct WordScores {
    private let scores: [Float]
    /// The best of rows 64 · i to 64 · i + 63.
    private let best: [Float]

    init(_ scores: [Float]) {
        self.scores = scores
        best = stride(from: 0, to: scores.count, by: 64).map { start in
            let rows = scores.span.extracting(start..<min(start + 64, scores.count))
            var best: (Float, Float, Float, Float) = (0, 0, 0, 0)
            for index in stride(from: 0, to: rows.count & ~3, by: 4) {
                best.0 = rows[index] > best.0 ? rows[index] : best.0
                best.1 = rows[index + 1] > best.1 ? rows[index + 1] : best.1
                best.2 = rows[index + 2] > best.2 ? rows[index + 2] : best.2
                best.3 = rows[index + 3] > best.3 ? rows[index + 3] : best.3
            }
            for index in rows.count & ~3..<rows.count { best.0 = max(best.0, rows[index]) }
            return max(best.0, best.1, best.2, best.3)
        }
    }

    /// The score of a row.
    subscript(row: Int) -> Float { scores[row] }

    /// How many rows have a score.
    var count: Int { scores.count { $0 > 0 } }

    /// Calls `body` with each row among `members`, a bit for each, whose score is above a limit that `body` may raise.
    func forEach(
        above limit: Float, among members: [UInt64], _ body: (_ row: Int, _ score: Float, _ limit: inout Float) -> Void
    ) {
        var limit = limit
        for word in best.indices where best[word] > limit {
            var left = members[word]
            while left != 0 {
                let row = word * 64 + left.trailingZeroBitCount
                if scores[row] > limit { body(row, scores[row], &limit) }
                left &= left - 1
            }
        }
    }
}
