import Synchronization
import SystemSupport
import TextAnalysis
import Vocab

/// How often each term stands in each document, in compressed sparse rows.
public struct TermDocumentMatrix: Sendable {
    /// The terms, ascending by their bytes; a term's index is its ID.
    public let terms: TextColumn
    /// The language of each term.
    public let languages: [Language]
    /// Row `d` is `rowOffsets[d]..<rowOffsets[d + 1]` of ``termIDs`` and ``counts``; `documentCount + 1` values.
    public let rowOffsets: [Int]
    /// Term IDs, ascending within a row.
    public let termIDs: [UInt32]
    /// Occurrences, 1 to 65,535 (more count as that many).
    public let counts: [UInt16]
    /// In how many documents each term stands.
    public let documentFrequencies: [UInt32]

    /// The number of documents.
    public var documentCount: Int { rowOffsets.count - 1 }
    /// The number of distinct terms.
    public var termCount: Int { languages.count }

    /// Analyses `documents` texts on `threads` threads and counts their terms.
    ///
    /// - Parameters:
    ///   - texts: The texts of document `d`; called once for each, on any thread.
    /// - Complexity: O(bytes of text + distinct terms · log distinct terms). The result does not depend on `threads`.
    public static func count(
        documents: Int, threads: Int, texts: @Sendable (Int) -> [String]
    ) -> TermDocumentMatrix {
        let pool = CounterPool()
        let blockSize = 512
        let blocks = parallelMap(count: (documents + blockSize - 1) / blockSize, threads: threads) { block in
            let range = block * blockSize..<min((block + 1) * blockSize, documents)
            return pool.withCounter { counter, index in
                LocalBlock(documents: range, counter: &counter, counterIndex: index, texts: texts)
            }
        }
        return TermDocumentMatrix(blocks: blocks, localTerms: pool.terms(), threads: threads)
    }

    private init(blocks: [LocalBlock], localTerms: [[Term]], threads: Int) {
        let vocabulary = Set(localTerms.joined()).sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
        var ids: [Term: UInt32] = [:]
        ids.reserveCapacity(vocabulary.count)
        for (id, term) in vocabulary.enumerated() { ids[term] = UInt32(id) }
        let global = localTerms.map { terms in terms.map { ids[$0] ?? 0 } }
        let sorted = parallelMap(count: blocks.count, threads: threads) { index in
            blocks[index].renumbered(global[blocks[index].counterIndex])
        }
        var rowOffsets = [0]
        var termIDs: [UInt32] = []
        var counts: [UInt16] = []
        let total = sorted.reduce(0) { $0 + $1.termIDs.count }
        termIDs.reserveCapacity(total)
        counts.reserveCapacity(total)
        for block in sorted {
            for length in block.rowLengths { rowOffsets.append((rowOffsets.last ?? 0) + length) }
            termIDs.append(contentsOf: block.termIDs)
            counts.append(contentsOf: block.counts)
        }
        self.init(
            terms: TextColumn(vocabulary.lazy.map(\.text)), languages: vocabulary.map(\.language),
            rowOffsets: rowOffsets, termIDs: termIDs, counts: counts)
    }

    /// A matrix of known parts; `terms` ascend by their bytes, the IDs of a row ascend.
    public init(
        terms: TextColumn, languages: [Language], rowOffsets: [Int], termIDs: [UInt32], counts: [UInt16]
    ) {
        precondition(terms.count == languages.count, "TermDocumentMatrix: a language for every term")
        precondition(termIDs.count == counts.count, "TermDocumentMatrix: a count for every entry")
        var frequencies = [UInt32](repeating: 0, count: languages.count)
        for id in termIDs { frequencies[Int(id)] += 1 }
        self.terms = terms
        self.languages = languages
        self.rowOffsets = rowOffsets
        self.termIDs = termIDs
        self.counts = counts
        self.documentFrequencies = frequencies
    }

    /// The entries of document `row`: term IDs and counts, IDs ascending.
    public func row(_ row: Int) -> [TermCount] {
        (rowOffsets[row]..<rowOffsets[row + 1]).map { TermCount(id: termIDs[$0], count: counts[$0]) }
    }
}

/// How often one term stands in a text.
public struct TermCount: Equatable, Sendable {
    /// The term's ID in its vocabulary.
    public var id: UInt32
    /// Occurrences, 1 or more.
    public var count: UInt16

    /// A term and its count.
    public init(id: UInt32, count: UInt16) {
        self.id = id
        self.count = count
    }

    /// The counts of a list of term IDs, ascending by ID; `ids` is sorted in place.
    static func counting(_ ids: inout [UInt32]) -> [TermCount] {
        ids.sort()
        var counted: [TermCount] = []
        for id in ids {
            if let last = counted.last, last.id == id {
                counted[counted.count - 1].count = last.count == .max ? .max : last.count + 1
            } else {
                counted.append(TermCount(id: id, count: 1))
            }
        }
        return counted
    }
}

/// The counts of a block of documents, under the term numbers of the counter that counted them.
private struct LocalBlock: Sendable {
    let counterIndex: Int
    var rowLengths: [Int] = []
    var termIDs: [UInt32] = []
    var counts: [UInt16] = []

    init(documents: Range<Int>, counter: inout TermCounter, counterIndex: Int, texts: (Int) -> [String]) {
        self.counterIndex = counterIndex
        var occurrences: [UInt32] = []
        for document in documents {
            occurrences.removeAll(keepingCapacity: true)
            for text in texts(document) { counter.append(text, to: &occurrences) }
            append(TermCount.counting(&occurrences))
        }
    }

    private init(like other: LocalBlock) {
        counterIndex = other.counterIndex
        termIDs.reserveCapacity(other.termIDs.count)
        counts.reserveCapacity(other.counts.count)
    }

    private mutating func append(_ row: [TermCount]) {
        rowLengths.append(row.count)
        for entry in row {
            termIDs.append(entry.id)
            counts.append(entry.count)
        }
    }

    /// The same block under the global term IDs, each row sorted again.
    func renumbered(_ global: [UInt32]) -> LocalBlock {
        var result = LocalBlock(like: self)
        var start = 0
        for length in rowLengths {
            let row = (start..<start + length).map { TermCount(id: global[Int(termIDs[$0])], count: counts[$0]) }
            result.append(row.sorted { $0.id < $1.id })
            start += length
        }
        return result
    }
}

/// A counter and its index in the pool.
///
/// One thread at a time has it: the pool hands it out and takes it back.
private final class PooledCounter: @unchecked Sendable {
    var counter = TermCounter()
    let index: Int

    init(index: Int) { self.index = index }
}

/// Counters handed to whichever thread asks, so that no more are made than threads work at once.
private final class CounterPool: Sendable {
    private struct State {
        var idle: [PooledCounter] = []
        var made = 0
    }
    private let state = Mutex(State())

    func withCounter<R>(_ body: (inout TermCounter, Int) -> R) -> R {
        let pooled = state.withLock { state in
            if let last = state.idle.popLast() { return last }
            state.made += 1
            return PooledCounter(index: state.made - 1)
        }
        defer { state.withLock { $0.idle.append(pooled) } }
        return body(&pooled.counter, pooled.index)
    }

    /// The terms of each counter, by its index; call when no counter is out.
    func terms() -> [[Term]] {
        state.withLock { state in state.idle.sorted { $0.index < $1.index }.map { $0.counter.terms } }
    }
}
