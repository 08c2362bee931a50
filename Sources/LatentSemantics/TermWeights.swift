import LinearAlgebra
import SystemSupport
import Vocab

/// The vocabulary of a model and the weight of each of its terms.
///
/// An entry that occurs `n` times weighs (1 + ln n) · idf, where idf = 1 + ln((N + 1) / (df + 1)); N counts the papers
/// that have any term of the term's language, so that a language which few papers have is not taken for rare words.
/// The weights of each language side of a text are then brought to unit length.
public struct TermWeights: Sendable {
    /// The terms, ascending by their bytes.
    public let terms: TextColumn
    /// The language of each term.
    public let languages: [Language]
    /// The inverse document frequency of each term.
    public let inverseDocumentFrequencies: any ElementStorage<Float>
    /// What each term counts for in BM25 as a factor of its inverse document frequency, trained on the collection
    /// (``TermWeightTraining``); `nil` in an index whose model has none.
    public internal(set) var lexicalFactors: (any ElementStorage<Float>)?

    /// The terms a fit keeps and their weights.
    ///
    /// A term of a single paper relates it to no other, so terms need two papers once there are 50 papers.
    public init(_ matrix: TermDocumentMatrix) {
        let minimum: UInt32 = matrix.documentCount >= 50 ? 2 : 1
        let kept = (0..<matrix.termCount).filter { matrix.documentFrequencies[$0] >= minimum }
        let papers = Self.papersByLanguage(matrix)
        terms = TextColumn(kept.lazy.map { matrix.terms.text($0) })
        languages = kept.map { matrix.languages[$0] }
        inverseDocumentFrequencies = kept.map { id in
            let total = Double(papers[Int(matrix.languages[id].rawValue)] + 1)
            return Float(1 + logarithm(total / Double(matrix.documentFrequencies[id] + 1)))
        }
    }

    /// Weights as they were stored.
    ///
    /// - Returns: `nil` when the parts do not fit each other.
    public init?(
        terms: TextColumn, inverseDocumentFrequencies: any ElementStorage<Float>,
        lexicalFactors: (any ElementStorage<Float>)? = nil
    ) {
        guard inverseDocumentFrequencies.count == terms.count, lexicalFactors?.count ?? terms.count == terms.count
        else { return nil }
        self.lexicalFactors = lexicalFactors
        self.terms = terms
        self.inverseDocumentFrequencies = inverseDocumentFrequencies
        // Terms ascend by their bytes, those of Latin letters first: only what comes after them is looked at.
        let ascii = terms.count(sortedBefore: languageBoundary)
        languages =
            [Language](repeating: .english, count: ascii)
            + (ascii..<terms.count).map { index in terms.withBytes(index) { languageOfTerm($0) } }
    }

    private static func papersByLanguage(_ matrix: TermDocumentMatrix) -> [Int] {
        var papers = [Int](repeating: 0, count: Language.allCases.count)
        for row in 0..<matrix.documentCount {
            var seen = 0
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                seen |= 1 << Int(matrix.languages[Int(matrix.termIDs[entry])].rawValue)
            }
            for language in papers.indices where seen >> language & 1 == 1 { papers[language] += 1 }
        }
        return papers
    }

    /// What a term counts for in BM25 as a factor of its inverse document frequency; 1 where nothing was learned.
    public func lexicalFactor(of term: UInt32) -> Float { lexicalFactors?.withSpan { $0[Int(term)] } ?? 1 }

    /// The number of terms.
    public var count: Int { languages.count }

    /// For each term of another vocabulary (ascending by bytes), its ID here, or -1.
    ///
    /// - Complexity: O(both vocabularies).
    public func ids(of other: TextColumn) -> [Int32] {
        terms.bytes.withSpan { bytes in
            terms.offsets.withSpan { offsets in
                other.bytes.withSpan { otherBytes in
                    other.offsets.withSpan { otherOffsets in
                        Self.ids(of: otherBytes, otherOffsets, in: bytes, offsets)
                    }
                }
            }
        }
    }

    /// For each text of a column, its index in another, or -1; both ascend.
    private static func ids(
        of wanted: Span<UInt8>, _ wantedOffsets: Span<UInt64>, in bytes: Span<UInt8>, _ offsets: Span<UInt64>
    ) -> [Int32] {
        var ids = [Int32](repeating: -1, count: wantedOffsets.count - 1)
        var index = 0
        for other in ids.indices {
            let text = wanted.extracting(Int(wantedOffsets[other])..<Int(wantedOffsets[other + 1]))
            while index < offsets.count - 1 {
                let order = compare(bytes.extracting(Int(offsets[index])..<Int(offsets[index + 1])), text)
                if order == 0 { ids[other] = Int32(index) }
                if order >= 0 { break }
                index += 1
            }
        }
        return ids
    }

    /// The terms by which a paper is compared with others: those in English where it has an English text.
    ///
    /// A vector that adds both language sides would have a direction of its own for having two, and papers would lie
    /// together by language. A paper whose English is a few names in a Chinese text (one term in ``otherShare`` and
    /// fewer) is compared by all its terms.
    public func compared(_ counts: [TermCount]) -> [TermCount] {
        var occurrences = [Int](repeating: 0, count: Language.allCases.count)
        for entry in counts { occurrences[Int(languages[Int(entry.id)].rawValue)] += Int(entry.count) }
        let (english, chinese) = (
            occurrences[Int(Language.english.rawValue)], occurrences[Int(Language.chinese.rawValue)]
        )
        guard chinese > 0, english * Self.otherShare >= chinese else { return counts }
        return counts.filter { languages[Int($0.id)] == .english }
    }

    /// Terms in Chinese for each in English up to which the English ones are a text and not names in a Chinese one.
    private static let otherShare = 8

    /// The weights of the terms of a text, (1 + ln tf) · idf.
    func textWeights(of counts: [TermCount]) -> [Float] {
        inverseDocumentFrequencies.withSpan { idf in
            counts.map { (1 + logTable[Int($0.count)]) * idf[Int($0.id)] }
        }
    }

    /// The weights of a text, each language side of unit length.
    ///
    /// - Parameter counts: Term IDs of this vocabulary, ascending.
    public func weights(of counts: [TermCount]) -> [Float] {
        inverseDocumentFrequencies.withSpan { idf in
            var weights = counts.map { (1 + logTable[Int($0.count)]) * idf[Int($0.id)] }
            var squares = [Float](repeating: 0, count: Language.allCases.count)
            for index in weights.indices {
                squares[Int(languages[Int(counts[index].id)].rawValue)] += weights[index] * weights[index]
            }
            for index in weights.indices {
                weights[index] /= squares[Int(languages[Int(counts[index].id)].rawValue)].squareRoot()
            }
            return weights
        }
    }

    /// The weighted rows of a matrix over another vocabulary.
    ///
    /// - Complexity: O(entries + both vocabularies), on `threads` threads.
    public func weighted(_ matrix: TermDocumentMatrix, rows: [Int], threads: Int) -> SparseMatrix {
        let ids = ids(of: matrix.terms)
        let blockSize = 1024
        let blocks = parallelMap(count: (rows.count + blockSize - 1) / blockSize, threads: threads) { block in
            var (ends, columns, values) = ([Int](), [UInt32](), [Float]())
            for row in rows[block * blockSize..<min((block + 1) * blockSize, rows.count)] {
                let counts = known(matrix, row: row, ids: ids)
                for entry in counts { columns.append(entry.id) }
                values += weights(of: counts)
                ends.append(columns.count)
            }
            return (ends: ends, columns: columns, values: values)
        }
        var rowOffsets = [0]
        var columns: [UInt32] = []
        var values: [Float] = []
        let total = blocks.reduce(0) { $0 + $1.columns.count }
        columns.reserveCapacity(total)
        values.reserveCapacity(total)
        for block in blocks {
            for end in block.ends { rowOffsets.append(columns.count + end) }
            columns.append(contentsOf: block.columns)
            values.append(contentsOf: block.values)
        }
        return SparseMatrix(
            rows: rows.count, columns: count, rowOffsets: rowOffsets, columnIndices: columns, values: values)
    }

    /// The counts of the terms of a row that this vocabulary has, under its IDs.
    func known(_ matrix: TermDocumentMatrix, row: Int, ids: [Int32]) -> [TermCount] {
        let range = matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]
        var known: [TermCount] = []
        known.reserveCapacity(range.count)
        for entry in range {
            let id = ids[Int(matrix.termIDs[entry])]
            if id >= 0 { known.append(TermCount(id: UInt32(id), count: UInt16(matrix.counts[entry].total))) }
        }
        return known
    }
}

/// The first byte that a Han character can have in UTF-8: Han script begins at U+2E80.
private let languageBoundary: UInt8 = 0xE2

/// The language of a term by its script: terms are wholly Han or not at all.
func languageOfTerm(_ bytes: Span<UInt8>) -> Language {
    guard bytes.count > 0, bytes[0] >= languageBoundary else { return .english }
    let scalar = String(decoding: [UInt8](bytes.extracting(first: min(4, bytes.count))), as: UTF8.self).unicodeScalars
        .first
    return scalar.map(Script.isHan) == true ? .chinese : .english
}
