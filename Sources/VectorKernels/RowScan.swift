import SystemSupport

/// How a scan divides rows: by words of the bit set that filters them, 64 rows each.
struct RowScan {
    static let rowsPerWord = 64
    /// Blocks of nibbles in a word.
    static let blocksPerWord = rowsPerWord / NibbleVectors.blockRows
    /// The most words whose nibbles are looked at before their rows are: a quarter of a megabyte to a whole.
    static let wordsPerChunk = 128
    /// The most rows that a full scan scores together.
    static let rowsPerRun = 8192
    /// Below this many rows a part, a thread costs more than it saves.
    static let smallestPart = 8192

    /// The number of rows.
    let count: Int

    /// The words that cover the rows.
    var wordCount: Int { (count + Self.rowsPerWord - 1) / Self.rowsPerWord }

    /// How many parts rows are divided in for a number of threads.
    func partCount(threads: Int) -> Int { max(1, min(threads, count / Self.smallestPart)) }

    /// Whether a bit set has a row; none has all.
    static func contains(_ allowed: Span<UInt64>?, _ row: Int) -> Bool {
        guard let allowed else { return true }
        return allowed[row / rowsPerWord] >> UInt64(row % rowsPerWord) & 1 == 1
    }

    /// The rows of a word: those that exist and are allowed.
    func rows(ofWord word: Int, allowed: Span<UInt64>?) -> UInt64 {
        let existing = min(Self.rowsPerWord, count - word * Self.rowsPerWord)
        let mask = UInt64.max >> UInt64(Self.rowsPerWord - existing)
        guard let allowed else { return mask }
        return mask & allowed[word]
    }

    /// Runs `scan` over consecutive parts of the words, a selection each, and merges the selections.
    func select(
        k: Int, allowed: Span<UInt64>?, threads: Int, _ scan: @Sendable (_ words: Range<Int>, inout TopK) -> Void
    ) -> [(index: Int, score: Float)] {
        if let allowed { precondition(allowed.count >= wordCount, "scan: the bit set does not cover the rows") }
        let parts = partCount(threads: threads)
        let selections = parallelMap(count: parts, threads: parts) { part in
            var best = TopK(k: k)
            scan(wordCount * part / parts..<wordCount * (part + 1) / parts, &best)
            return best
        }
        var best = TopK(k: k)
        for selection in selections { best.merge(selection) }
        return best.sorted
    }

    /// Lists the allowed rows of some words, ascending.
    ///
    /// Where a quarter or more are allowed, `look` is asked which blocks of 16 rows have candidates: it sets a mask for each
    /// and returns true, or false for all rows.
    func list(
        _ words: Range<Int>, allowed: Span<UInt64>?, into list: inout [UInt32], masks: inout [UInt16],
        look: (_ blocks: Range<Int>, inout [UInt16]) -> Bool
    ) {
        list.removeAll(keepingCapacity: true)
        let allowedCount = words.reduce(0) { $0 + rows(ofWord: $1, allowed: allowed).nonzeroBitCount }
        guard allowedCount > 0 else { return }
        let firstBlock = words.lowerBound * Self.blocksPerWord
        let blockCount = (count + NibbleVectors.blockRows - 1) / NibbleVectors.blockRows
        let blocks = firstBlock..<min(words.upperBound * Self.blocksPerWord, blockCount)
        let isLookedAt = 4 * allowedCount >= words.count * Self.rowsPerWord && look(blocks, &masks)
        for word in words {
            var left = rows(ofWord: word, allowed: allowed)
            if isLookedAt {
                var candidates: UInt64 = 0
                for place in 0..<Self.blocksPerWord {
                    let block = word * Self.blocksPerWord + place
                    guard block < blocks.upperBound else { break }
                    candidates |= UInt64(masks[block - firstBlock]) << UInt64(place * NibbleVectors.blockRows)
                }
                left &= candidates
            }
            while left != 0 {
                list.append(UInt32(word * Self.rowsPerWord + left.trailingZeroBitCount))
                left &= left - 1
            }
        }
    }

    /// Calls `body` with runs of rows to be scored together, which together have all allowed ones.
    ///
    /// Without a bit set, runs are long. Where at least half of a word's rows are allowed, one run spans them all, since
    /// reading on is cheaper than many short runs; elsewhere a run has allowed rows only.
    func forEachRun(in words: Range<Int>, allowed: Span<UInt64>?, _ body: (_ run: Range<Int>) -> Void) {
        guard allowed != nil else {
            let end = min(words.upperBound * Self.rowsPerWord, count)
            for start in stride(from: words.lowerBound * Self.rowsPerWord, to: end, by: Self.rowsPerRun) {
                body(start..<min(start + Self.rowsPerRun, end))
            }
            return
        }
        for word in words {
            let first = word * Self.rowsPerWord
            var left = rows(ofWord: word, allowed: allowed)
            if left.nonzeroBitCount * 2 >= Self.rowsPerWord {
                body(first + left.trailingZeroBitCount..<first + Self.rowsPerWord - left.leadingZeroBitCount)
                continue
            }
            while left != 0 {
                let skipped = left.trailingZeroBitCount
                let length = (~(left >> UInt64(skipped))).trailingZeroBitCount
                body(first + skipped..<first + skipped + length)
                left &= ~((UInt64.max >> UInt64(Self.rowsPerWord - length)) << UInt64(skipped))
            }
        }
    }
}
