import Corpus
import Glibc
import IndexStore
import VectorKernels
import Vocab

/// The ranking of one query over all papers that pass.
///
/// The hybrid score is a weighted mean of the two rankings, each brought to at most 1 by its best paper:
///
///     score = a · lexical / best lexical + (1 - a) · semantic / best semantic
///
/// Words can speak only for papers that have text in the language of the query, or in one that its words are translated
/// to: `a` is ``lexicalWeight(terms:isTrained:)`` times the share of the query of which that is so. A paper is not held to
/// lack words that
/// it cannot have: the best lexical score is that among the papers with text in the same of the query's languages, or
/// ``leastBest`` of the best of all.
///
/// In a hybrid ranking, the best papers gain by the words of the query that they have together (``PhraseEvidence``), and
/// a share of every score is kept for what papers that are alike give each other (``MutualSupport``).
///
/// Only some papers are compared with the query in the latent space, and the best are still those of a full scan:
/// ``SegmentRanking`` says why.
struct RankedQuery {
    /// The weight of words where they can speak, of a query of so many terms.
    ///
    /// 0.6 up to 16 terms: of 0.4 to 0.8 the best on three judged collections and 4,341 titles. Less for longer ones, down to
    /// 0.4 from 64 terms on, with trained vectors to 0.1: in a whole abstract every word is one of many, and its place says
    /// more.
    static func lexicalWeight(terms: Int, isTrained: Bool) -> Float {
        let doublings = min(2, max(0, log2(Float(max(1, terms)) / 16)))
        return 0.6 - (isTrained ? 0.25 : 0.1) * doublings
    }

    /// The most terms of a query whose papers support each other where vectors are trained: a whole abstract says enough
    /// itself (nDCG@10 on arXiv's citations .294 without support, .290 with it).
    static let supportedTerms = 64

    /// The best score by words of some papers is taken to be at least this share of the best of all: that a few have
    /// another language does not make a chance match of one of them a good one. Of 0, 0.5, 0.75 and 1 on Chinese
    /// questions to papers with English text among others with both: 1 finds the whole summary's paper first more often,
    /// a few characters' less often, and 0.5 is as good as 0.
    static let leastBest: Float = 0.5

    let terms: QueryTerms
    let mode: SearchMode
    let statistics: CorpusStatistics
    private let threads: Int
    /// How many of the best are ranked.
    private let depth: Int
    private let segments: [SegmentRanking]
    /// What the scores of papers are multiplied by that have text in just the languages of each ``LanguageSet``.
    private let factors: [ScoreFactors]

    /// - Parameters:
    ///   - rows: The rows of each segment to choose from.
    ///   - limit: The most papers that will be asked for.
    init(
        terms: QueryTerms, rows: [RowSet], mode: SearchMode, limit: Int, statistics: CorpusStatistics, threads: Int
    ) {
        self.terms = terms
        self.mode = mode
        self.statistics = statistics
        self.threads = threads
        let depth = mode == .hybrid ? max(limit, MutualSupport.candidates) : limit
        var segments = statistics.corpus.segments.indices.map { index in
            SegmentRanking(
                terms, segment: index, rows: rows[index], mode: mode, depth: depth, statistics: statistics,
                threads: threads)
        }
        SegmentRanking.findNearest(&segments)
        self.segments = segments
        self.depth = depth
        let best = LanguageSet.all.map { set in segments.map { $0.bestLexical(set) }.max() ?? 0 }
        let lexicalWeight = Self.lexicalWeight(
            terms: terms.entries.count, isTrained: statistics.isTrained)
        factors = LanguageSet.all.map { set in
            ScoreFactors(
                mode: mode, weight: lexicalWeight * set.share(of: terms),
                bestLexical: max(best[set.index], Self.leastBest * (best.max() ?? 0)),
                bestSemantic: segments.map(\.bestSemantic).max() ?? 0)
        }
    }

    /// What the scores of a paper are multiplied by.
    private func factors(at location: PaperLocation) -> ScoreFactors {
        factors[LanguageSet(at: location, in: statistics.corpus).intersection(terms).index]
    }

    /// Whether papers support each other in this ranking.
    private var isSupported: Bool {
        mode == .hybrid && terms.hasPlace && (terms.entries.count <= Self.supportedTerms || !statistics.isTrained)
    }

    /// The share of a score that is the paper's own.
    private var ownShare: Float { isSupported ? 1 - MutualSupport.weight : 1 }

    /// The best papers, at most as many as the ranking was made for.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    func results(limit: Int, minimumScore: Float?) throws(IndexError) -> SearchResults {
        var hits: [Hit] = []
        // What is not among the best of the segments so far need not be found in the next.
        var best = TopK(k: depth)
        for (index, segment) in segments.enumerated() {
            hits += segment.best(factors, least: best.threshold).map { item in
                best.insert(score: item.score, index: item.index)
                let location = PaperLocation(segment: index, row: item.index)
                return Hit(
                    location: location, id: statistics.corpus.id(at: location), score: ownShare * item.score,
                    lexical: segment.lexicalScore(item.index), semantic: segment.semanticScore(item.index),
                    support: isSupported ? 0 : nil)
            }
        }
        hits.sort(by: Hit.precedes)
        if mode == .hybrid {
            let best = hits.prefix(PhraseEvidence.candidates)
            hits.replaceSubrange(..<best.count, with: try withPhrases(best).sorted(by: Hit.precedes))
        }
        if isSupported { hits = MutualSupport.supported(hits, corpus: statistics.corpus, threads: threads) }
        if let minimumScore { hits.removeAll { $0.score < minimumScore } }
        return SearchResults(
            hits: Array(hits.prefix(limit)), total: segments.reduce(0) { $0 + $1.choice },
            unknownTerms: terms.entries.filter(\.isUnknown).map(\.term.text))
    }

    /// The best hits with what the query's phrases add to them.
    private func withPhrases(_ best: ArraySlice<Hit>) throws(IndexError) -> [Hit] {
        let locations = best.map(\.location)
        let evidence = try PhraseEvidence(terms, in: locations, statistics: statistics, threads: threads)
        return zip(best, evidence.scores).map { hit, scores in
            let factor = factors(at: hit.location).lexical * PhraseEvidence.weight * ownShare
            var hit = hit
            hit.phrases = zip(evidence.pairs, scores).filter { $0.1 > 0 }.map {
                PhraseShare(pair: $0, share: $1 * factor)
            }
            hit.score = hit.phrases.reduce(hit.score) { $0 + $1.share }
            return hit
        }
    }

    /// What each term of the query adds to the score of a paper; with phrases and the support of others the parts add up
    /// to it.
    func contributions(at location: PaperLocation) -> [TermContribution] {
        let factors = factors(at: location)
        let words = LexicalScorer(statistics: statistics).contributions(terms, at: location)
            .map { $0 * factors.lexical * ownShare }
        let counts = QueryTerms.modelCounts(terms.entries)
        let vector = statistics.corpus.vector(at: location)
        let shares = statistics.corpus.model?.contributions(of: counts, to: vector) ?? []
        var space: [UInt32: Float] = [:]
        for (entry, share) in zip(counts, shares) { space[entry.id] = share * factors.semantic * ownShare }
        return terms.entries.enumerated().map { index, entry in
            TermContribution(
                term: entry.term, lexical: words[index], semantic: entry.modelID.flatMap { space[$0] } ?? 0)
        }
    }
}
