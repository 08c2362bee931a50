import Corpus
import LatentSemantics
import Vocab

/// Okapi BM25 (Robertson, Walker, Jones, Hancock-Beaulieu and Gatford 1994), each language with lengths of its own.
///
/// An occurrence count `tf` of a term in a paper of length `l` in the term's language, of mean length `m` there, scores
/// idf · tf·(k1 + 1) / (tf + k1·(1 - b + b·l/m)), times the term's occurrences in the query. With lengths by language an
/// English abstract is not held to be long because a Chinese summary stands beside it.
struct LexicalScorer {
    /// How soon more occurrences stop to count for more. 1.5: the best of 1.2, 1.5 and 2 on three judged collections.
    static let k1: Float = 1.5
    /// How much longer papers are held to need more occurrences, 0 to 1.
    static let b: Float = 0.6

    let statistics: CorpusStatistics

    /// Scores the rows of a segment: 0 where no term of the query stands, and where a row is not allowed.
    ///
    /// - Parameter allowed: A bit for each row.
    /// - Complexity: O(rows + postings of the terms).
    func scores(_ query: QueryTerms, _ segment: PaperSegment, allowed: [UInt64]) -> [Float] {
        var scores = [Float](repeating: 0, count: segment.rowCount)
        segment.postings.withLengths { lengths in
            for entry in query.entries where entry.inverseDocumentFrequency > 0 {
                let language = Int(entry.term.language.rawValue)
                segment.postings.forEach(entry.term.text) { row, count in
                    guard allowed[row / 64] >> UInt64(row % 64) & 1 == 1 else { return }
                    let length = Float(lengths[row * Language.allCases.count + language])
                    scores[row] += score(entry, count: Float(count), length: length)
                }
            }
        }
        return scores
    }

    /// What each term of the query adds to the score of one row.
    func contributions(_ query: QueryTerms, segment: PaperSegment, row wanted: Int) -> [Float] {
        query.entries.map { entry in
            var found: Float = 0
            segment.postings.withLengths { lengths in
                segment.postings.forEach(entry.term.text) { row, count in
                    guard row == wanted else { return }
                    let language = Int(entry.term.language.rawValue)
                    let length = Float(lengths[row * Language.allCases.count + language])
                    found = score(entry, count: Float(count), length: length)
                }
            }
            return found
        }
    }

    private func score(_ entry: QueryTerms.Entry, count: Float, length: Float) -> Float {
        let mean = statistics.meanLengths[Int(entry.term.language.rawValue)]
        let norm = Self.k1 * (1 - Self.b + Self.b * length / max(mean, 1))
        return entry.inverseDocumentFrequency * Float(entry.count) * count * (Self.k1 + 1) / (count + norm)
    }
}
