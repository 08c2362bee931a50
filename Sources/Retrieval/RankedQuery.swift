import Corpus
import IndexStore
import VectorKernels
import Vocab

/// The scores of one query over all papers that pass, ready to be ranked and explained.
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
struct RankedQuery {
    /// The weight of words where they can speak. Of 0.4 to 0.7 the best on three judged collections and 4,341 titles.
    static let lexicalWeight: Float = 0.6

    let terms: QueryTerms
    let rows: [RowSet]
    let mode: SearchMode
    let statistics: CorpusStatistics
    private let lexical: [[Float]]?
    private let semantic: [[Float]]?
    private let bestLexical: Float
    private let bestSemantic: Float

    init(
        terms: QueryTerms, rows: [RowSet], semantic: [[Float]]?, mode: SearchMode, statistics: CorpusStatistics
    ) {
        self.terms = terms
        self.rows = rows
        self.mode = mode
        self.statistics = statistics
        self.semantic = terms.hasPlace ? semantic : nil
        let scorer = LexicalScorer(statistics: statistics)
        lexical = mode == .semantic ? nil : statistics.corpus.segments.map { scorer.scores(terms, segment: $0) }
        bestLexical = Self.best(lexical, rows)
        bestSemantic = Self.best(self.semantic, rows)
    }

    private static func best(_ scores: [[Float]]?, _ rows: [RowSet]) -> Float {
        var best: Float = 0
        for (scores, rows) in zip(scores ?? [], rows) {
            for row in rows where scores[row] > best { best = scores[row] }
        }
        return best
    }

    /// Whether papers support each other in this ranking.
    private var isSupported: Bool { mode == .hybrid && terms.hasPlace }

    /// The share of a score that is the paper's own.
    private var ownShare: Float { isSupported ? 1 - MutualSupport.weight : 1 }

    /// The best papers.
    ///
    /// - Parameter isListing: Whether papers that score nothing count too: the query has conditions and no words.
    func results(limit: Int, minimumScore: Float?, isListing: Bool) -> SearchResults {
        let minimum = minimumScore ?? 0
        var hits: [Hit] = []
        var total = 0
        for segment in rows.indices {
            var best = TopK(k: isSupported ? max(limit, MutualSupport.candidates) : limit)
            statistics.corpus.segments[segment].postings.withLengths { lengths in
                for row in rows[segment] {
                    let score = score(segment: segment, row: row, lengths: lengths)
                    guard score > 0 || isListing else { continue }
                    if score >= minimum { total += 1 }
                    best.insert(score: score, index: row)
                }
            }
            hits += best.sorted.map { hit(segment: segment, row: $0.index, score: $0.score) }
        }
        hits.sort(by: Hit.precedes)
        if isSupported {
            let alone = hits.prefix(MutualSupport.candidates)
            let supported = support(alone).sorted(by: Hit.precedes)
            total += supported.count { $0.score >= minimum } - alone.count { $0.score >= minimum }
            hits.replaceSubrange(..<alone.count, with: supported)
        }
        if minimumScore != nil { hits.removeAll { $0.score < minimum } }
        return SearchResults(
            hits: Array(hits.prefix(limit)), total: total,
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

    private func hit(segment: Int, row: Int, score: Float) -> Hit {
        let location = PaperLocation(segment: segment, row: row)
        return Hit(
            location: location, id: statistics.corpus.id(at: location), score: score,
            lexical: lexical?[segment][row], semantic: semantic?[segment][row], support: isSupported ? 0 : nil)
    }

    private func score(segment: Int, row: Int, lengths: Span<UInt32>) -> Float {
        let parts = factors(row: row, lengths: lengths)
        var score: Float = 0
        if let lexical, parts.lexical > 0 { score += parts.lexical * lexical[segment][row] }
        if let semantic, parts.semantic > 0 { score += parts.semantic * semantic[segment][row] }
        return ownShare * score
    }

    /// What the two scores of a row are multiplied by.
    private func factors(row: Int, lengths: Span<UInt32>) -> (lexical: Float, semantic: Float) {
        switch mode {
        case .lexical: return (1, 0)
        case .semantic: return (0, 1)
        case .hybrid:
            guard bestSemantic > 0 else { return (bestLexical > 0 ? 1 / bestLexical : 0, 0) }
            guard bestLexical > 0 else { return (0, 1 / bestSemantic) }
            var present: Float = 0
            for language in Language.allCases {
                let index = Int(language.rawValue)
                if lengths[row * Language.allCases.count + index] > 0 { present += terms.languageShares[index] }
            }
            let weight = Self.lexicalWeight * present
            return (weight / bestLexical, (1 - weight) / bestSemantic)
        }
    }

    /// What each term of the query adds to the score of a paper; with the support of others the parts add up to it.
    func contributions(at location: PaperLocation) -> [TermContribution] {
        let segment = statistics.corpus.segments[location.segment]
        var factors = segment.postings.withLengths { self.factors(row: location.row, lengths: $0) }
        factors = (factors.lexical * ownShare, factors.semantic * ownShare)
        let words = LexicalScorer(statistics: statistics)
            .contributions(terms, segment: segment, row: location.row).map { $0 * factors.lexical }
        let counts = QueryTerms.modelCounts(terms.entries)
        let vector = statistics.corpus.vector(at: location)
        let shares = statistics.corpus.model?.contributions(of: counts, to: vector) ?? []
        var space: [UInt32: Float] = [:]
        for (entry, share) in zip(counts, shares) { space[entry.id] = share * factors.semantic }
        return terms.entries.enumerated().map { index, entry in
            TermContribution(
                term: entry.term, lexical: words[index], semantic: entry.modelID.flatMap { space[$0] } ?? 0)
        }
    }
}
