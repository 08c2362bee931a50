import SystemSupport

/// How a scan divides rows: by words of the bit set that filters them, 64 rows each.
struct RowScan {
    static let rowsPerWord = 64
    /// Below this many rows a part, a thread costs more than it saves.
    static let smallestPart = 8192

    /// The number of rows.
    let count: Int

    init(query: Span<Float>, vectors: Span<Float>, dimension: Int) {
        precondition(dimension > 0 && query.count == dimension, "scan: the query is of another dimension")
        precondition(vectors.count.isMultiple(of: dimension), "scan: vectors are no multiple of the dimension")
        count = vectors.count / dimension
    }

    /// The words that cover the rows.
    var wordCount: Int { (count + Self.rowsPerWord - 1) / Self.rowsPerWord }

    /// Runs `scan` over consecutive parts of the words, a selection each, and merges the selections.
    func select(
        k: Int, allowed: Span<UInt64>?, threads: Int, _ scan: @Sendable (_ words: Range<Int>, inout TopK) -> Void
    ) -> [(index: Int, score: Float)] {
        if let allowed { precondition(allowed.count >= wordCount, "scan: the bit set does not cover the rows") }
        let parts = max(1, min(threads, count / Self.smallestPart))
        let selections = parallelMap(count: parts, threads: parts) { part in
            var best = TopK(k: k)
            scan(wordCount * part / parts..<wordCount * (part + 1) / parts, &best)
            return best
        }
        var best = TopK(k: k)
        for selection in selections { best.merge(selection) }
        return best.sorted
    }

    /// Calls `body` with runs of up to 64 rows to be scanned together, and which of them count: bit 0 is for the first.
    ///
    /// Where at least half of a word's rows are allowed, one run spans them all, since reading on is cheaper than many
    /// short runs; elsewhere a run has allowed rows only.
    func forEachRun(in words: Range<Int>, allowed: Span<UInt64>?, _ body: (_ run: Range<Int>, _ mask: UInt64) -> Void) {
        for word in words {
            let first = word * Self.rowsPerWord
            let existing = min(Self.rowsPerWord, count - first)
            var mask = UInt64.max >> UInt64(Self.rowsPerWord - existing)
            if let allowed { mask &= allowed[word] }
            if mask.nonzeroBitCount * 2 >= existing {
                let skipped = mask.trailingZeroBitCount
                let end = Self.rowsPerWord - mask.leadingZeroBitCount
                body(first + skipped..<first + end, mask >> UInt64(skipped))
                continue
            }
            while mask != 0 {
                let skipped = mask.trailingZeroBitCount
                let length = (~(mask >> UInt64(skipped))).trailingZeroBitCount
                let run = UInt64.max >> UInt64(Self.rowsPerWord - length)
                body(first + skipped..<first + skipped + length, run)
                mask &= ~(run << UInt64(skipped))
            }
        }
    }
}
