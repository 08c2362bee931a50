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
/// Words can speak only for papers that have text in the language of the query: `a` is ``lexicalWeight`` times the share
/// of the query that is in languages the paper has. So a Chinese query ranks a paper that has English text alone by the
/// latent space, and does not hold the missing Chinese words against it.
///
/// A hybrid ranking keeps a share of every score for what papers that are alike give each other: see ``MutualSupport``.
///
/// Only some papers are compared with the query in the latent space, and the best are still those of a full scan:
/// ``SegmentRanking`` says why.
struct RankedQuery {
    /// The weight of words where they can speak. Of 0.4 to 0.7 the best on three judged collections and 4,341 titles.
    static let lexicalWeight: Float = 0.6

    let terms: QueryTerms
    let mode: SearchMode
    let statistics: CorpusStatistics
    private let segments: [SegmentRanking]
    private let bestLexical: Float
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
        bestLexical = segments.map(\.bestLexical).max() ?? 0
        bestSemantic = segments.map(\.bestSemantic).max() ?? 0
    }

    /// What the scores of a paper are multiplied by whose languages have a share of the query.
    private func factors(_ share: Float) -> ScoreFactors {
        ScoreFactors(mode: mode, share: share, bestLexical: bestLexical, bestSemantic: bestSemantic)
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
        let factors = factors(languages.share(of: terms.languageShares))
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
