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

    /// The terms a fit keeps and their weights.
    ///
    /// A term of a single paper relates it to no other, so terms need two papers once there are 50 papers.
    init(_ matrix: TermDocumentMatrix) {
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
        terms: TextColumn, inverseDocumentFrequencies: any ElementStorage<Float>
    ) {
        guard inverseDocumentFrequencies.count == terms.count else { return nil }
        self.terms = terms
        self.inverseDocumentFrequencies = inverseDocumentFrequencies
        languages = (0..<terms.count).map { index in
            terms.withBytes(index) { bytes in languageOfTerm(bytes) }
        }
    }

    private static func papersByLanguage(_ matrix: TermDocumentMatrix) -> [Int] {
        var papers = [Int](repeating: 0, count: Language.allCases.count)
        for row in 0..<matrix.documentCount {
            var seen = [Bool](repeating: false, count: papers.count)
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                seen[Int(matrix.languages[Int(matrix.termIDs[entry])].rawValue)] = true
            }
            for language in seen.indices where seen[language] { papers[language] += 1 }
        }
        return papers
    }

    /// The number of terms.
    public var count: Int { languages.count }

    /// For each term of another vocabulary (ascending by bytes), its ID here, or -1.
    ///
    /// - Complexity: O(both vocabularies).
    public func ids(of other: TextColumn) -> [Int32] {
        var ids = [Int32](repeating: -1, count: other.count)
        var mine = 0
        for index in ids.indices {
            other.withBytes(index) { wanted in
                while mine < count {
                    let order = terms.withBytes(mine) { compare($0, wanted) }
                    if order == 0 { ids[index] = Int32(mine) }
                    if order >= 0 { return }
                    mine += 1
                }
            }
        }
        return ids
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

    /// The weighted rows of a matrix over this vocabulary.
    func weighted(_ matrix: TermDocumentMatrix, rows: [Int], threads: Int) -> SparseMatrix {
        let ids = ids(of: matrix.terms)
        let blockSize = 1024
        let blocks = parallelMap(count: (rows.count + blockSize - 1) / blockSize, threads: threads) { block in
            rows[block * blockSize..<min((block + 1) * blockSize, rows.count)].map { row in
                let counts = known(matrix.row(row), ids: ids)
                return (counts.map(\.id), weights(of: counts))
            }
        }
        var rowOffsets = [0]
        var columns: [UInt32] = []
        var values: [Float] = []
        for (rowColumns, rowValues) in blocks.joined() {
            columns.append(contentsOf: rowColumns)
            values.append(contentsOf: rowValues)
            rowOffsets.append(columns.count)
        }
        return SparseMatrix(
            rows: rows.count, columns: count, rowOffsets: rowOffsets, columnIndices: columns, values: values)
    }

    /// The counts of terms that this vocabulary has, under its IDs.
    public func known(_ counts: [TermCount], ids: [Int32]) -> [TermCount] {
        counts.compactMap { entry in
            let id = ids[Int(entry.id)]
            return id < 0 ? nil : TermCount(id: UInt32(id), count: entry.count)
        }
    }
}

/// The language of a term by its script: terms are wholly Han or not at all.
func languageOfTerm(_ bytes: Span<UInt8>) -> Language {
    guard bytes.count > 0, bytes[0] >= 0xE2 else { return .english }
    let scalar = String(decoding: [UInt8](bytes.extracting(first: min(4, bytes.count))), as: UTF8.self).unicodeScalars
        .first
    return scalar.map(Script.isHan) == true ? .chinese : .english
}
