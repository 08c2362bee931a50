import Corpus
import LatentSemantics
import SystemSupport
import VectorKernels
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
    private let norms: [FieldNorms]

    init(statistics: CorpusStatistics) {
        corpus = statistics.corpus
        norms = Language.allCases.map { language in
            let start = Postings.lengths(ofRow: 0, language)
            let means = statistics.meanLengths[start..<start + TextField.count]
            return FieldNorms(
                base: TextField.allCases.map { (1 - Self.b($0)) / Self.weight($0) },
                slope: zip(TextField.allCases, means).map { Self.b($0) / (Self.weight($0) * max($1, 1)) },
                saturation: Self.k1)
        }
    }

    /// Scores the rows of a segment: 0 where no term of the query stands, and where a row is not allowed.
    ///
    /// - Parameter allowed: A bit for each row.
    /// - Complexity: O(rows + postings of the terms), on `threads` threads.
    func scores(_ query: QueryTerms, _ segment: PaperSegment, allowed: [UInt64], threads: Int) -> WordScores {
        var scores = [Float](repeating: 0, count: segment.rowCount)
        parallelBlocks(of: &scores, blockSize: Self.blockSize, threads: threads) { block, scores in
            let first = block * Self.blockSize
            for entry in query.entries { add(entry, segment, first: first, to: &scores) }
            for start in stride(from: 0, to: scores.count, by: 64) where allowed[(first + start) / 64] != .max {
                for row in start..<min(start + 64, scores.count)
                where allowed[(first + row) / 64] >> UInt64((first + row) % 64) & 1 == 0 { scores[row] = 0 }
            }
        }
        return WordScores(scores)
    }

    /// Rows that one thread scores at a time: enough to pay for its start.
    private static let blockSize = 1 << 14

    /// What each term of the query adds to the score of one row.
    func contributions(_ query: QueryTerms, segment: PaperSegment, row: Int) -> [Float] {
        query.entries.map { entry in
            var found = [Float(0)]
            var scores = found.mutableSpan
            add(entry, segment, first: row, to: &scores)
            return scores[0]
        }
    }

    /// What occurrences in a paper count for, before the weight of the term.
    func gain(_ counts: FieldCounts, of language: Language, at location: PaperLocation) -> Float {
        corpus.segments[location.segment].postings.withLengths { lengths in
            let start = Postings.lengths(ofRow: location.row, language)
            return norms[Int(language.rawValue)].gain(
                counts: counts.rawValue, lengths: lengths.extracting(start..<start + TextField.count))
        }
    }

    /// Adds to the scores of rows what a term of the query counts for there, or its translation where a row has no text in
    /// the term's language.
    private func add(
        _ entry: QueryTerms.Entry, _ segment: PaperSegment, first: Int, to scores: inout MutableSpan<Float>
    ) {
        let rows = first..<first + scores.count
        segment.postings.withLengths { lengths in
            if entry.inverseDocumentFrequency > 0 {
                segment.postings.withPostings(entry.term.text, in: rows) { rows, counts in
                    let start = Postings.lengths(ofRow: first, entry.term.language)
                    Kernels.active.addFieldScores(
                        rows: rows, counts: counts, first: first, lengths: lengths.extracting(droppingFirst: start),
                        rowLengths: Postings.lengthsPerPaper, norms: norms[Int(entry.term.language.rawValue)],
                        weight: entry.inverseDocumentFrequency * Float(entry.count), to: &scores)
                }
            }
            guard let translation = entry.translation else { return }
            let weight = translation.weight * Float(entry.count)
            segment.postings.forEach(translation.term.text, in: rows) { row, counts in
                guard !Postings.hasText(lengths, row: row, in: entry.term.language) else { return }
                let start = Postings.lengths(ofRow: row, translation.term.language)
                let gain = norms[Int(translation.term.language.rawValue)].gain(
                    counts: counts.rawValue, lengths: lengths.extracting(start..<start + TextField.count))
                scores[row - first] += weight * gain
            }
        }
    }
}
