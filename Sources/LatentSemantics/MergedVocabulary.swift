import SystemSupport
import TextAnalysis

/// The terms of several counters as one vocabulary, ascending by their bytes.
struct MergedVocabulary {
    /// The terms; a term's index is its ID.
    private(set) var terms: [Term] = []
    /// For each counter, the ID of each of its terms.
    private(set) var ids: [[UInt32]]

    /// - Parameter counters: Each counter's terms, all different.
    /// - Complexity: O(terms · log terms).
    init(_ counters: [[Term]], threads: Int) {
        let sorted = parallelMap(count: counters.count, threads: threads) { counter in
            counters[counter].indices.map { Entry(counters[counter][$0], counter: counter, index: $0) }
                .sorted { $0.precedes($1, in: counters) }
        }
        // Runs in order are found and merged by the library's sort.
        let all = Array(sorted.joined()).sorted { $0.precedes($1, in: counters) }
        ids = counters.map { [UInt32](repeating: 0, count: $0.count) }
        for entry in all {
            let term = counters[entry.counter][entry.index]
            if terms.last != term { terms.append(term) }
            ids[entry.counter][entry.index] = UInt32(terms.count - 1)
        }
    }

    /// A term of a counter, with its first eight bytes, which decide most comparisons.
    private struct Entry: Sendable {
        let prefix: UInt64
        let counter: Int
        let index: Int

        init(_ term: Term, counter: Int, index: Int) {
            let utf8 = term.text.utf8.span
            var prefix: UInt64 = 0
            for byte in 0..<8 { prefix = prefix << 8 | (byte < utf8.count ? UInt64(utf8[byte]) : 0) }
            self.prefix = prefix
            self.counter = counter
            self.index = index
        }

        func precedes(_ other: Entry, in counters: [[Term]]) -> Bool {
            if prefix != other.prefix { return prefix < other.prefix }
            return counters[counter][index] < counters[other.counter][other.index]
        }
    }
}
