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
    /// Occurrences, one or more.
    public let counts: [FieldCounts]
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
        documents: Int, threads: Int, texts: @Sendable (Int) -> [FieldText]
    ) -> TermDocumentMatrix {
        let pool = CounterPool()
        let blockSize = LocalBlock.largestCount
        let blocks = parallelMap(count: (documents + blockSize - 1) / blockSize, threads: threads) { block in
            let range = block * blockSize..<min((block + 1) * blockSize, documents)
            return pool.withCounter { LocalBlock(documents: range, counter: $0, texts: texts) }
        }
        return TermDocumentMatrix(blocks: blocks, localTerms: pool.terms(), threads: threads)
    }

    private init(blocks: [LocalBlock], localTerms: [[Term]], threads: Int) {
        let vocabulary = MergedVocabulary(localTerms, threads: threads)
        let sorted = parallelMap(count: blocks.count, threads: threads) { index in
            blocks[index].renumbered(
                vocabulary.ids[blocks[index].counterIndex], termCount: vocabulary.terms.count)
        }
        var rowOffsets = [0]
        var termIDs: [UInt32] = []
        var counts: [FieldCounts] = []
        let total = sorted.reduce(0) { $0 + $1.termIDs.count }
        termIDs.reserveCapacity(total)
        counts.reserveCapacity(total)
        for block in sorted {
            for end in block.rowEnds { rowOffsets.append(termIDs.count + end) }
            termIDs.append(contentsOf: block.termIDs)
            counts.append(contentsOf: block.counts)
        }
        self.init(
            terms: TextColumn(vocabulary.terms.lazy.map(\.text)), languages: vocabulary.terms.map(\.language),
            rowOffsets: rowOffsets, termIDs: termIDs, counts: counts)
    }

    /// A matrix of known parts; `terms` ascend by their bytes, the IDs of a row ascend.
    public init(
        terms: TextColumn, languages: [Language], rowOffsets: [Int], termIDs: [UInt32], counts: [FieldCounts]
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
        (rowOffsets[row]..<rowOffsets[row + 1]).map { TermCount(id: termIDs[$0], count: UInt16(counts[$0].total)) }
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
    /// The most documents of a block.
    static let largestCount = 512

    let counterIndex: Int
    /// Where each document's entries end.
    var rowEnds: [Int] = []
    var termIDs: [UInt32] = []
    var counts: [FieldCounts] = []

    init(documents: Range<Int>, counter pooled: PooledCounter, texts: (Int) -> [FieldText]) {
        counterIndex = pooled.index
        for document in documents {
            let start = termIDs.count
            for text in texts(document) {
                pooled.occurrences.removeAll(keepingCapacity: true)
                pooled.counter.append(text.text, to: &pooled.occurrences)
                append(pooled.occurrences, of: text.field, start: start, places: &pooled.places)
            }
            rowEnds.append(termIDs.count)
        }
    }

    private init(counterIndex: Int, rowEnds: [Int]) {
        self.counterIndex = counterIndex
        self.rowEnds = rowEnds
    }

    /// Counts the terms of a text without sorting them.
    ///
    /// - Parameters:
    ///   - start: Where the document's entries begin.
    ///   - places: For every term met before, where it was last put in the lists of some block: whether it stands there in
    ///     this document is looked up, so that nothing needs to be cleared from document to document.
    private mutating func append(_ ids: [UInt32], of field: TextField, start: Int, places: inout [UInt32]) {
        var one = FieldCounts()
        one.add(to: field)
        for id in ids {
            while places.count <= Int(id) { places.append(contentsOf: repeatElement(0, count: places.count + 1024)) }
            let place = Int(places[Int(id)])
            if place >= start, place < termIDs.count, termIDs[place] == id {
                counts[place].add(to: field)
            } else {
                places[Int(id)] = UInt32(termIDs.count)
                termIDs.append(id)
                counts.append(one)
            }
        }
    }

    /// The same block under the global term IDs, each row sorted.
    ///
    /// All rows are sorted together, by the digits of an entry's ID and then its row: a quarter of the time of a sort of
    /// each.
    func renumbered(_ global: [UInt32], termCount: Int) -> LocalBlock {
        var entries: [UInt64] = []
        entries.reserveCapacity(termIDs.count)
        var start = 0
        for (row, end) in rowEnds.enumerated() {
            for entry in start..<end {
                let id = UInt64(global[Int(termIDs[entry])])
                entries.append(UInt64(row) << 48 | id << 16 | UInt64(counts[entry].rawValue))
            }
            start = end
        }
        var space = entries
        var shift = 16
        while termCount >> (shift - 16) > 0 {
            Self.sort(entries, byDigitAt: shift, into: &space)
            swap(&entries, &space)
            shift += Self.digitBits
        }
        Self.sort(entries, byDigitAt: 48, into: &space)
        var result = LocalBlock(counterIndex: counterIndex, rowEnds: rowEnds)
        result.termIDs = space.map { UInt32(truncatingIfNeeded: $0 >> 16) }
        result.counts = space.map { FieldCounts(rawValue: UInt16(truncatingIfNeeded: $0)) }
        return result
    }

    /// A digit holds the number of a row: blocks have at most 512.
    private static let digitBits = 9

    /// A stable counting sort by one digit.
    private static func sort(_ entries: [UInt64], byDigitAt shift: Int, into sorted: inout [UInt64]) {
        let mask = UInt64(1 << digitBits - 1)
        var places = InlineArray<513, Int>(repeating: 0)
        for entry in entries { places[Int(entry >> UInt64(shift) & mask) + 1] += 1 }
        for digit in 1...512 { places[digit] += places[digit - 1] }
        for entry in entries {
            let digit = Int(entry >> UInt64(shift) & mask)
            sorted[places[digit]] = entry
            places[digit] += 1
        }
    }
}
