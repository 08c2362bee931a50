import Corpus
import LatentSemantics
import SystemSupport
import TextAnalysis
import VectorKernels
import Vocab

/// BM25F (Zaragoza, Craswell, Taylor, Saria and Robertson 2004), each field of each language with lengths of its own.
///
/// A term that stands `tf` times in a field of length `l` in the term's language, of mean length `m` there, has the
/// frequency w·tf / (1 - b + b·l/m) in it, and over all fields f their sum; it scores idf · f·(k1 + 1) / (f + k1), times
/// the term's occurrences in the query. With lengths by language an English abstract is not held to be long because a
/// Chinese summary stands beside it. A paper that has no text in a term's language is scored by the term's translation,
/// where the latent space knows one (``NearestTerms``).
/// A word with alternatives counts for the best of them in each paper (disjunction max), a Chinese word that is.
struct LexicalScorer {
    /// How soon more occurrences stop to count for more. 1.5: the best of 1.2, 1.5 and 2 on three judged collections.
    static let k1: Float = 1.5
    /// What an occurrence counts for in a field.
    static func weight(_ field: TextField) -> Float { field == .title ? 1.5 : 1 }
    /// How much longer fields are held to need more occurrences, 0 to 1.
    static func b(_ field: TextField) -> Float { field == .title ? 0.9 : 0.6 }

    private let statistics: CorpusStatistics
    /// Of each language.
    private let norms: [FieldNorms]

    init(statistics: CorpusStatistics) {
        self.statistics = statistics
        norms = Language.allCases.map { language in
            let start = Postings.lengths(ofRow: 0, language)
            let means = statistics.meanLengths[start..<start + TextField.count]
            return FieldNorms(
                base: SIMD3(TextField.allCases.map { (1 - Self.b($0)) / Self.weight($0) }),
                slope: SIMD3(zip(TextField.allCases, means).map { Self.b($0) / (Self.weight($0) * max($1, 1)) }),
                saturation: Self.k1)
        }
    }

    /// Scores the rows of a segment: 0 where no term of the query stands, and where a row is not allowed.
    ///
    /// - Parameter allowed: A bit for each row.
    /// - Complexity: O(rows + postings of the terms), on `threads` threads.
    func scores(_ query: QueryTerms, segment index: Int, allowed: [UInt64], threads: Int) -> WordScores {
        let segment = statistics.corpus.segments[index]
        let terms = terms(query, segment: index)
        var scores = [Float](repeating: 0, count: segment.rowCount)
        parallelBlocks(of: &scores, blockSize: Self.blockSize, threads: threads) { block, scores in
            let first = block * Self.blockSize
            for term in terms.single { add(term, segment, first: first, to: &scores) }
            if !terms.words.isEmpty { addBest(terms.words, segment, first: first, to: &scores) }
            for start in stride(from: 0, to: scores.count, by: 64) where allowed[(first + start) / 64] != .max {
                for row in start..<min(start + 64, scores.count)
                where allowed[(first + row) / 64] >> UInt64((first + row) % 64) & 1 == 0 { scores[row] = 0 }
            }
        }
        return WordScores(scores)
    }

    /// Rows that one thread scores at a time: enough to pay for its start.
    private static let blockSize = 1 << 14

    /// What each term of the query adds to the score of one paper.
    func contributions(_ query: QueryTerms, at location: PaperLocation) -> [Float] {
        var contributions = [Float](repeating: 0, count: query.entries.count)
        let terms = terms(query, segment: location.segment)
        func gain(_ term: SoughtTerm) -> Float {
            var found = [Float(0)]
            var scores = found.mutableSpan
            add(term, statistics.corpus.segments[location.segment], first: location.row, to: &scores)
            return scores[0]
        }
        for term in terms.single { contributions[term.entry] += gain(term) }
        for alternatives in terms.words {
            let gains = alternatives.map { $0.map(gain) }
            let sums = gains.map { $0.reduce(0, +) }
            guard let best = sums.indices.max(by: { sums[$0] < sums[$1] }) else { continue }
            for (term, gain) in zip(alternatives[best], gains[best]) { contributions[term.entry] += gain }
        }
        return contributions
    }

    /// What occurrences in a paper count for, before the weight of the term.
    func gain(_ counts: FieldCounts, of language: Language, at location: PaperLocation) -> Float {
        statistics.corpus.segments[location.segment].postings.withLengths { lengths in
            let start = Postings.lengths(ofRow: location.row, language)
            return norms[Int(language.rawValue)].gain(
                counts: counts.rawValue, lengths: lengths.extracting(start..<start + TextField.count))
        }
    }

    /// A term that is looked for: one of the query, or what stands for it.
    private struct SoughtTerm {
        let postings: Range<Int>
        let language: Language
        let weight: Float
        /// The place of the query's term among its entries.
        let entry: Int
        /// The rows in which the term does not count, a bit for each; none for a term of the query.
        let without: [UInt64]
    }

    /// Those that are looked for: terms that count for themselves, and the alternatives of each word of which the best
    /// counts.
    private struct SoughtTerms {
        var single: [SoughtTerm] = []
        /// Shape (words, alternatives, terms).
        var words: [[[SoughtTerm]]] = []
        private var last: QueryTerms.Alternative?

        /// Adds a term; those of an alternative follow one another, and the alternatives of a word.
        mutating func append(_ term: SoughtTerm, as alternative: QueryTerms.Alternative?) {
            guard let alternative else { return single.append(term) }
            if alternative.word != last?.word {
                words.append([[term]])
            } else if alternative != last {
                words[words.count - 1].append([term])
            } else {
                words[words.count - 1][words[words.count - 1].count - 1].append(term)
            }
            last = alternative
        }

        /// The same, the terms of words without another alternative among those that count for themselves.
        var simplified: SoughtTerms {
            var terms = SoughtTerms()
            terms.single = single + words.filter { $0.count == 1 }.flatMap { $0[0] }
            terms.words = words.filter { $0.count > 1 }
            return terms
        }
    }

    /// The terms of a query that papers have, and those that stand for some in papers without text in their language.
    private func terms(_ query: QueryTerms, segment: Int) -> SoughtTerms {
        let texts = Language.allCases.map { language in
            query.entries.contains { $0.translation != nil && $0.term.language == language }
                ? statistics.rows(withTextIn: language, segment: segment) : []
        }
        let postings = statistics.corpus.segments[segment].postings
        var terms = SoughtTerms()
        func seek(_ term: Term, _ weight: Float, _ index: Int, without: [UInt64]) {
            let range = postings.postings(of: term.text)
            let weight = weight * Float(query.entries[index].count)
            guard !range.isEmpty, weight > 0 else { return }
            terms.append(
                SoughtTerm(postings: range, language: term.language, weight: weight, entry: index, without: without),
                as: query.entries[index].alternative)
        }
        for (index, entry) in query.entries.enumerated() {
            seek(entry.term, entry.weight, index, without: [])
            guard let translation = entry.translation else { continue }
            seek(translation.term, translation.weight, index, without: texts[Int(entry.term.language.rawValue)])
        }
        return terms.simplified
    }

    /// Adds what the best alternative of each word counts for to the scores of rows.
    private func addBest(
        _ words: [[[SoughtTerm]]], _ segment: PaperSegment, first: Int, to scores: inout MutableSpan<Float>
    ) {
        var best = [Float](repeating: 0, count: scores.count)
        var sums = best
        for alternatives in words {
            for terms in alternatives {
                var span = sums.mutableSpan
                for term in terms { add(term, segment, first: first, to: &span) }
                for index in best.indices {
                    if sums[index] > best[index] { best[index] = sums[index] }
                    sums[index] = 0
                }
            }
            for index in best.indices {
                scores[index] += best[index]
                best[index] = 0
            }
        }
    }

    /// Adds what a term counts for to the scores of rows.
    private func add(_ sought: SoughtTerm, _ segment: PaperSegment, first: Int, to scores: inout MutableSpan<Float>) {
        segment.postings.withPostings(sought.postings, in: first..<first + scores.count) { rows, counts in
            guard !sought.without.isEmpty else { return add(rows, counts, sought, segment, first, &scores) }
            var left: (rows: [UInt32], counts: [UInt16]) = ([], [])
            for index in 0..<rows.count {
                let row = Int(rows[index])
                guard row / 64 < sought.without.count, sought.without[row / 64] >> UInt64(row % 64) & 1 == 0 else {
                    continue
                }
                left.rows.append(rows[index])
                left.counts.append(counts[index])
            }
            add(left.rows.span, left.counts.span, sought, segment, first, &scores)
        }
    }

    private func add(
        _ rows: Span<UInt32>, _ counts: Span<UInt16>, _ sought: SoughtTerm, _ segment: PaperSegment, _ first: Int,
        _ scores: inout MutableSpan<Float>
    ) {
        segment.postings.withLengths { lengths in
            let start = Postings.lengths(ofRow: first, sought.language)
            Kernels.active.addFieldScores(
                rows: rows, counts: counts, first: first, lengths: lengths.extracting(droppingFirst: start),
                rowLengths: Postings.lengthsPerPaper, norms: norms[Int(sought.language.rawValue)],
                weight: sought.weight, to: &scores)
        }
    }
}
