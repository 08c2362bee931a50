/// Collects the rows that could be among the k best of a query, by bounds on their scores, and scores in full only those
/// that still could in the end.
///
/// k rows have a score of at least the k-th greatest lower bound: a row whose upper bound lies below it is not among the
/// k best. The same holds of the k-th best exact score.
struct CertifiedSelection: Sendable {
    /// What may wait to be scored before it is sorted out: some multiple of what usually remains.
    private static let roomFactor = 64

    private var lowerBounds: TopK
    private var exact: TopK
    private var waiting: [(index: Int, upper: Float)] = []
    private let least: Float
    private let room: Int

    /// - Parameter least: Rows that score less are left out.
    init(k: Int, least: Float = -.infinity) {
        threshold = least
        self.least = least
        lowerBounds = TopK(k: k)
        exact = TopK(k: k)
        room = Self.roomFactor * (k + 16)
    }

    /// A row whose upper bound lies below this is not among the k best.
    private(set) var threshold: Float

    /// Takes a row with the range of its score into account. A row without a range has NaN or infinities.
    mutating func offer(index: Int, range: (lower: Float, upper: Float)) {
        guard !(range.upper < threshold) else { return }
        waiting.append((index, range.upper))
        if range.lower > lowerBounds.threshold, range.lower > -.infinity {
            lowerBounds.insert(score: range.lower, index: index)
            threshold = max(threshold, lowerBounds.threshold)
        }
    }

    /// Whether so many rows wait that ``sortOut(_:_:)`` should be called.
    var isFull: Bool { waiting.count >= room }

    /// Sorts out what waits, and scores the rest when it is still too much for the certificate to be of use.
    mutating func sortOut(_ query: Span<Float>, _ vectors: Span<Float>) {
        let threshold = threshold
        waiting.removeAll { $0.upper < threshold }
        if waiting.count >= room / 2 { settle(query, vectors) }
    }

    /// Scores what waits and could still be among the best.
    mutating func settle(_ query: Span<Float>, _ vectors: Span<Float>) {
        var list: [UInt32] = []
        for row in waiting where !(row.upper < threshold) { list.append(UInt32(row.index)) }
        waiting.removeAll(keepingCapacity: true)
        var scores = [Float](repeating: 0, count: list.count)
        var span = scores.mutableSpan
        Kernels.active.dotListed(query, vectors, indices: list.span, into: &span)
        for position in list.indices where span[position] >= least {
            exact.insert(score: span[position], index: Int(list[position]))
        }
        threshold = max(threshold, exact.threshold)
    }

    /// The exact selection, complete after ``settle(_:_:)``.
    var best: TopK { exact }
}
