import Corpus
import LatentSemantics
import SystemSupport
import Vocab

/// BM25F (Zaragoza, Craswell, Taylor, Saria and Robertson 2004), each field of each language with lengths of its own.
///
/// A term that stands `tf` times in a field of length `l` in the term's language, of mean length `m` there, has the
/// frequency w·tf / (1 - b + b·l/m) in it, and over all fields f their sum; it scores idf · f·(k1 + 1) / (f + k1), times
/// the term's occurrences in the query. With lengths by language an English abstract is not held to be long because a
/// Chinese summary stands beside it. A paper that has no text in a term's language is scored by the term's translation,
/// where the latent space knows one (``NearestTerms``).
struct LexicalScorer {
    /// How soon more occurrences stop to count for more. 1.5: the best of 1.2, 1.5 and 2 on three judged collections.
    static let k1: Float = 1.5
    /// What an occurrence counts for in a field.
    static func weight(_ field: TextField) -> Float { field == .title ? 1.5 : 1 }
    /// How much longer fields are held to need more occurrences, 0 to 1.
    static func b(_ field: TextField) -> Float { field == .title ? 0.9 : 0.6 }

    private let corpus: PaperCorpus
    /// Of each language.
    private let gains: [FieldGains]

    init(statistics: CorpusStatistics) {
        corpus = statistics.corpus
        gains = Language.allCases.map { FieldGains($0, statistics) }
    }

    /// Scores the rows of a segment: 0 where no term of the query stands, and where a row is not allowed.
    ///
    /// - Parameter allowed: A bit for each row.
    /// - Complexity: O(rows + postings of the terms), on `threads` threads.
    func scores(_ query: QueryTerms, _ segment: PaperSegment, allowed: [UInt64], threads: Int) -> WordScores {
        var scores = [Float](repeating: 0, count: segment.rowCount)
        parallelBlocks(of: &scores, blockSize: Self.blockSize, threads: threads) { block, scores in
            let first = block * Self.blockSize
            for entry in query.entries {
                forEach(entry, segment, rows: first..<first + scores.count) { row, score in
                    if allowed[row / 64] >> UInt64(row % 64) & 1 == 1 { scores[row - first] += score }
                }
            }
        }
        return WordScores(scores)
    }

    /// Rows that one thread scores at a time: enough to pay for its start.
    private static let blockSize = 1 << 14

    /// What each term of the query adds to the score of one row.
    func contributions(_ query: QueryTerms, segment: PaperSegment, row wanted: Int) -> [Float] {
        query.entries.map { entry in
            var found: Float = 0
            forEach(entry, segment, rows: wanted..<wanted + 1) { _, score in found += score }
            return found
        }
    }

    /// What occurrences in a paper count for, before the weight of the term.
    func gain(_ counts: FieldCounts, of language: Language, at location: PaperLocation) -> Float {
        corpus.segments[location.segment].postings.withLengths {
            gains[Int(language.rawValue)].gain(counts, $0, row: location.row)
        }
    }

    /// Calls `body` with each row that has a term of the query, or its translation and no text in the term's language.
    private func forEach(
        _ entry: QueryTerms.Entry, _ segment: PaperSegment, rows: Range<Int>, _ body: (_ row: Int, Float) -> Void
    ) {
        let language = entry.term.language
        segment.postings.withLengths { lengths in
            if entry.inverseDocumentFrequency > 0 {
                let own = gains[Int(language.rawValue)]
                let weight = entry.inverseDocumentFrequency * Float(entry.count)
                segment.postings.forEach(entry.term.text, in: rows) { row, counts in
                    body(row, weight * own.gain(counts, lengths, row: row))
                }
            }
            guard let translation = entry.translation else { return }
            let weight = translation.weight * Float(entry.count)
            let other = gains[Int(translation.term.language.rawValue)]
            segment.postings.forEach(translation.term.text, in: rows) { row, counts in
                guard !Postings.hasText(lengths, row: row, in: language) else { return }
                body(row, weight * other.gain(counts, lengths, row: row))
            }
        }
    }
}

/// What the occurrences of a term of a language count for, before the weight of the term.
private struct FieldGains {
    /// An occurrence in a field of length `l` counts 1 / (base + slope · l).
    private typealias Line = (base: Float, slope: Float)

    private let title: Line
    private let abstract: Line
    private let summary: Line
    /// Where the lengths of the first row begin.
    private let start: Int
    private let stride = Postings.lengthsPerPaper

    init(_ language: Language, _ statistics: CorpusStatistics) {
        start = Postings.lengths(ofRow: 0, language)
        let means = statistics.meanLengths[start..<start + TextField.count]
        func line(_ field: TextField) -> Line {
            let (weight, b) = (LexicalScorer.weight(field), LexicalScorer.b(field))
            return ((1 - b) / weight, b / (weight * max(means[means.startIndex + Int(field.rawValue)], 1)))
        }
        (title, abstract, summary) = (line(.title), line(.abstract), line(.summary))
    }

    func gain(_ counts: FieldCounts, _ lengths: Span<UInt16>, row: Int) -> Float {
        let place = start + row * stride
        func norm(_ field: TextField, _ line: Line) -> Float {
            line.base + line.slope * Float(lengths[place + Int(field.rawValue)])
        }
        // The sum of count / norm over the fields as one fraction: divisions, and guesses at what is zero, take longer.
        let (t, a, s) = (norm(.title, title), norm(.abstract, abstract), norm(.summary, summary))
        let sum = Float(counts[.title]) * a * s + Float(counts[.abstract]) * t * s + Float(counts[.summary]) * t * a
        return sum * (LexicalScorer.k1 + 1) / (sum + LexicalScorer.k1 * t * a * s)
    }
}
