import Corpus
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
/// to: `a` is ``lexicalWeight`` times the share of the query of which that is so. A paper is not held to lack words that
/// it cannot have: the best lexical score is that among the papers with text in the same of the query's languages, or
/// ``leastBest`` of the best of all.
///
/// A hybrid ranking keeps a share of every score for what papers that are alike give each other: see ``MutualSupport``.
///
/// Only some papers are compared with the query in the latent space, and the best are still those of a full scan:
/// ``SegmentRanking`` says why.
struct RankedQuery {
    /// The weight of words where they can speak. Of 0.4 to 0.7 the best on three judged collections and 4,341 titles.
    static let lexicalWeight: Float = 0.6

    /// The best score by words of some papers is taken to be at least this share of the best of all: that a few have
    /// another language does not make a chance match of one of them a good one. Of 0, 0.5, 0.75 and 1 on Chinese
    /// questions to papers with English text among others with both: 1 finds the whole summary's paper first more often,
    /// a few characters' less often, and 0.5 is as good as 0.
    static let leastBest: Float = 0.5

    let terms: QueryTerms
    let mode: SearchMode
    let statistics: CorpusStatistics
    private let segments: [SegmentRanking]
    private let bestSemantic: Float

    /// - Parameters:
    ///   - rows: The rows of each segment to choose from.
    ///   - limit: The most papers that will be asked for.
    init(
        terms: QueryTerms, rows: [RowSet], mode: SearchMode, limit: Int, statistics: CorpusStatistics, threads: Int
    ) {
        self.terms = terms
        self.mode = mode
        self.statistics = statistics
        let depth = mode == .hybrid && terms.hasPlace ? max(limit, MutualSupport.candidates) : limit
        segments = statistics.corpus.segments.indices.map { index in
            SegmentRanking(
                terms, segment: index, rows: rows[index], mode: mode, depth: depth, statistics: statistics,
                threads: threads)
        }
        bestSemantic = segments.map(\.bestSemantic).max() ?? 0
    }

    /// What the scores of papers are multiplied by that have text in just these of the query's languages.
    private func factors(_ languages: LanguageSet) -> ScoreFactors {
        let best = LanguageSet.all.map(bestLexical).max() ?? 0
        return ScoreFactors(
            mode: mode, share: languages.share(of: terms),
            bestLexical: max(bestLexical(languages), Self.leastBest * best), bestSemantic: bestSemantic)
    }

    /// The best score by words among papers that have text in just these of the query's languages.
    private func bestLexical(_ languages: LanguageSet) -> Float {
        segments.map { $0.bestLexical(languages) }.max() ?? 0
    }

    /// Whether papers support each other in this ranking.
    private var isSupported: Bool { mode == .hybrid && terms.hasPlace }

    /// The share of a score that is the paper's own.
    private var ownShare: Float { isSupported ? 1 - MutualSupport.weight : 1 }

    /// The best papers, at most as many as the ranking was made for.
    func results(limit: Int, minimumScore: Float?) -> SearchResults {
        var hits: [Hit] = []
        for (index, segment) in segments.enumerated() {
            hits += segment.best(factors).map { item in
                let location = PaperLocation(segment: index, row: item.index)
                return Hit(
                    location: location, id: statistics.corpus.id(at: location), score: ownShare * item.score,
                    lexical: segment.lexicalScore(item.index), semantic: segment.semanticScore(item.index),
                    support: isSupported ? 0 : nil)
            }
        }
        hits.sort(by: Hit.precedes)
        if isSupported {
            let alone = hits.prefix(MutualSupport.candidates)
            hits.replaceSubrange(..<alone.count, with: support(alone).sorted(by: Hit.precedes))
        }
        if let minimumScore { hits.removeAll { $0.score < minimumScore } }
        return SearchResults(
            hits: Array(hits.prefix(limit)), total: segments.reduce(0) { $0 + $1.choice },
            unknownTerms: terms.entries.filter(\.isUnknown).map(\.term.text))
    }

    /// The best hits with what they give each other.
    private func support(_ best: ArraySlice<Hit>) -> [Hit] {
        let support = MutualSupport(
            best.map(\.location), scores: best.map { $0.score / ownShare }, corpus: statistics.corpus)
        return zip(best, support.gains).map { hit, gain in
            Hit(
                location: hit.location, id: hit.id, score: hit.score + gain, lexical: hit.lexical,
                semantic: hit.semantic, support: gain)
        }
    }

    /// What each term of the query adds to the score of a paper; with the support of others the parts add up to it.
    func contributions(at location: PaperLocation) -> [TermContribution] {
        let segment = statistics.corpus.segments[location.segment]
        let languages = segment.postings.withLengths { LanguageSet($0, row: location.row) }
        let factors = factors(languages.intersection(terms))
        let words = LexicalScorer(statistics: statistics)
            .contributions(terms, segment: segment, row: location.row).map { $0 * factors.lexical * ownShare }
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
