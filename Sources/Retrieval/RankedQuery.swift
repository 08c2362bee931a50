import Corpus
import IndexStore
import SystemSupport
import VectorKernels
import Vocab

/// The ranking of one query over all papers that pass.
///
/// In the hybrid mode the evidence for a paper is
///
///     e = w · (BM25 of its words + ramp · BM25 of its pairs) / √(greatest · best BM25) + cosine + feedback · its vector
///
/// with w = ``wordWeight``: how much of the query's words it has, of what a paper with text in its languages can have at
/// most (``QueryTerms/greatestScore(in:)``) and of what the best paper of the index has; the words that it has side by side (``PhraseEvidence``); the cosine of the
/// query in the latent space; and what makes it like the best papers by words (``RelevanceFeedback``). The score is a monotone
/// function of it (``EvidenceScale``). All of it depends on the query, the paper and the index alone, so that a paper has
/// the same score under any filter and in a list of any length.
///
/// Pairs tell good papers apart. They count in full from the evidence of the ``fullRank``th reference paper on, and
/// less and less down to that of the ``leastRank``th, so that only some dozens of papers have to be read.
///
/// Only some papers are compared with the query in the latent space, and the best are still those of a full scan:
/// ``SegmentRanking`` says why.
struct RankedQuery {
    /// What words count for, beside the cosine. One weight for queries of all lengths is as good as one that depends on it, on
    /// thirteen sets of queries: judged ones, titles and summaries.
    static let wordWeight: Float = 1.6
    /// The ranks of the reference papers whose evidence pairs count from, and from which in full.
    private static let (leastRank, fullRank) = (15, 5)
    /// How many of the best papers are looked for at least, and at most for the sake of their pairs.
    private static let (leastDepth, greatestDepth) = (50, 400)

    let terms: QueryTerms
    let mode: SearchMode
    let statistics: CorpusStatistics
    private let threads: Int
    private let segments: [SegmentRanking]
    /// What the scores of papers are multiplied by that have text in just the languages of each ``LanguageSet``.
    private let factors: [ScoreFactors]
    /// `nil` but in the hybrid mode.
    private let phrases: PhraseEvidence?
    /// Of each paper in the latent space; empty when that is not asked.
    private let target: [Float]
    /// ``RelevanceFeedback/vector``; empty but in the hybrid mode.
    private let feedback: [Float]
    /// The evidence from which pairs count, and from which in full; without pairs.
    private var ramp: (start: Float, end: Float) = (0, 0)

    /// - Parameters:
    ///   - rows: The rows of each segment to choose from.
    ///   - referenceRows: The rows that may be reference papers, `rows` among them.
    /// - Throws: ``IndexError`` when a record is damaged.
    init(
        terms: QueryTerms, rows: [RowSet], referenceRows: [RowSet], mode: SearchMode, statistics: CorpusStatistics,
        threads: Int
    ) throws(IndexError) {
        self.terms = terms
        self.mode = mode
        self.statistics = statistics
        self.threads = threads
        let segments = statistics.corpus.segments.indices.map { index in
            SegmentRanking(
                terms, segment: index, rows: rows[index], referenceRows: referenceRows[index], mode: mode,
                statistics: statistics, threads: threads)
        }
        var factors = Self.factors(of: terms, mode: mode)
        guard mode == .hybrid else {
            self.factors = factors
            (phrases, feedback) = (nil, [])
            target = mode == .semantic && terms.hasPlace ? terms.vector : []
            self.segments = segments
            return
        }
        var best = TopK(k: RelevanceFeedback.referenceCount)
        var found: [(location: PaperLocation, lexical: Float)] = []
        for (index, segment) in segments.enumerated() {
            for (row, lexical) in segment.references(factors) {
                best.insert(score: lexical, index: found.count)
                found.append((PaperLocation(segment: index, row: row), lexical))
            }
        }
        // By the best paper as well: of a long query no paper has more than a small share.
        let share = (best.sorted.first?.score ?? 0) / Self.wordWeight
        let scale = share > 0 ? 1 / share.squareRoot() : 1
        factors = factors.map { ScoreFactors(lexical: $0.lexical * scale, semantic: $0.semantic) }
        self.factors = factors
        let references = best.sorted.map { (location: found[$0.index].location, lexical: $0.score * scale) }
        let phrases = try PhraseEvidence(
            terms.pairs, references: references.map(\.location), statistics: statistics, threads: threads)
        let vectors = references.map { statistics.corpus.vector(at: $0.location) }
        let evidence = zip(references, vectors).map { reference, vector in
            let languages = LanguageSet(at: reference.location, in: statistics.corpus).intersection(terms)
            let pairs = factors[languages.index].lexical * (phrases.references[reference.location] ?? []).reduce(0, +)
            return reference.lexical + pairs + max(0, dot(vector.span, terms.vector.span))
        }
        let feedback = RelevanceFeedback(vectors, evidence: evidence, dimensions: statistics.corpus.dimensions).vector
        var target = terms.vector
        for index in target.indices { target[index] += feedback[index] }
        self.phrases = phrases
        self.feedback = feedback
        self.target = target.contains { $0 != 0 } ? target : []
        let ranked = zip(references, vectors).map { reference, vector in
            reference.lexical + max(0, dot(vector.span, target.span))
        }.sorted(by: >)
        if let last = ranked.indices.last {
            ramp = (ranked[min(last, Self.leastRank)], ranked[min(last, Self.fullRank)])
        }
        self.segments = segments
    }

    private static func factors(of terms: QueryTerms, mode: SearchMode) -> [ScoreFactors] {
        let greatest = LanguageSet.all.map { terms.greatestScore(in: $0) }
        let most = greatest.max() ?? 0
        return zip(LanguageSet.all, greatest).map { set, greatest in
            switch mode {
            case .lexical: ScoreFactors(lexical: most > 0 ? 1 / most : 0, semantic: 0)
            case .semantic: ScoreFactors(lexical: 0, semantic: 1)
            case .hybrid:
                ScoreFactors(
                    lexical: greatest > 0 ? wordWeight * set.share(of: terms) / greatest : 0, semantic: 1)
            }
        }
    }

    /// What the scores of a paper are multiplied by.
    private func factors(at location: PaperLocation) -> ScoreFactors {
        factors[LanguageSet(at: location, in: statistics.corpus).intersection(terms).index]
    }

    /// The score of a paper for the evidence, 0…1.
    private func score(_ evidence: Float, as naming: PaperNaming?) -> Float {
        let score = mode == .hybrid ? EvidenceScale.score(evidence) : evidence
        return naming?.score(score) ?? score
    }

    /// The share of their weight that pairs count with in a paper, for the evidence without them.
    private func pairShare(_ evidence: Float) -> Float {
        guard ramp.end > ramp.start else { return evidence >= ramp.start ? 1 : 0 }
        return min(1, max(0, (evidence - ramp.start) / (ramp.end - ramp.start)))
    }

    /// The best papers.
    ///
    /// - Parameter named: Papers that the query names, which come first.
    /// - Throws: ``IndexError`` when a record is damaged.
    func results(
        limit: Int, minimumScore: Float?, named: [PaperLocation: PaperNaming] = [:]
    ) throws(IndexError) -> SearchResults {
        let corpus = statistics.corpus
        var candidates = candidates(limit)
        let found = Set(candidates.map(\.location))
        for location in named.keys where !found.contains(location) { candidates.append(candidate(location)) }
        let pairs = try pairEvidence(of: candidates)
        var hits = zip(candidates, pairs).map { candidate, pairs in
            let vector = mode == .lexical ? [] : corpus.vector(at: candidate.location)
            return Hit(
                location: candidate.location, id: corpus.id(at: candidate.location),
                score: score(candidate.evidence + pairs, as: named[candidate.location]),
                lexical: mode == .semantic
                    ? nil
                    : factors(at: candidate.location).lexical * candidate.lexical
                        / (mode == .hybrid ? Self.wordWeight : 1),
                semantic: target.isEmpty ? nil : dot(vector.span, terms.vector.span),
                support: mode == .hybrid ? max(0, dot(vector.span, feedback.span)) : nil)
        }
        hits.sort(by: Hit.precedes)
        if let minimumScore { hits.removeAll { $0.score < minimumScore } }
        let isByWords = mode == .lexical || (mode == .hybrid && target.isEmpty)
        return SearchResults(
            hits: Array(hits.prefix(limit)),
            total: segments.reduce(0) { $0 + (isByWords ? $1.wordedChoice : $1.choice) },
            unknownTerms: terms.entries.filter(\.isUnknown).map(\.term.text))
    }

    /// A paper with the evidence for it, pairs left out, and its score by words.
    private struct Candidate {
        let location: PaperLocation
        let evidence: Float
        let lexical: Float
    }

    /// A paper that need not be among the best.
    private func candidate(_ location: PaperLocation) -> Candidate {
        let segment = segments[location.segment]
        let lexical = segment.lexicalScore(location.row) ?? 0
        let space =
            target.isEmpty ? 0 : max(0, dot(statistics.corpus.vector(at: location).span, target.span))
        return Candidate(
            location: location, evidence: factors(at: location).evidence(lexical: lexical, semantic: space),
            lexical: lexical)
    }

    /// The best papers by all evidence but pairs, among them all for which pairs count.
    private func candidates(_ limit: Int) -> [Candidate] {
        let hasPairs = !(phrases?.pairs.isEmpty ?? true)
        var depth = hasPairs ? max(limit, Self.leastDepth) : limit
        while true {
            var segments = segments
            SegmentRanking.findNearest(&segments, to: target, depth: depth)
            var candidates: [Candidate] = []
            // What is not among the best of the segments so far need not be found in the next.
            var best = TopK(k: depth)
            for (index, segment) in segments.enumerated() {
                candidates += segment.best(factors, least: best.threshold).map { item in
                    best.insert(score: item.score, index: item.index)
                    return Candidate(
                        location: PaperLocation(segment: index, row: item.index), evidence: item.score,
                        lexical: segment.lexicalScore(item.index) ?? 0)
                }
            }
            guard hasPairs, depth < Self.greatestDepth, candidates.count >= depth, best.threshold > ramp.start else {
                return candidates
            }
            depth *= 2
        }
    }

    /// What the pairs of the query add to the evidence for each candidate.
    private func pairEvidence(of candidates: [Candidate]) throws(IndexError) -> [Float] {
        var evidence = [Float](repeating: 0, count: candidates.count)
        guard let phrases, !phrases.pairs.isEmpty else { return evidence }
        let counting = candidates.indices.filter {
            candidates[$0].lexical > 0 && pairShare(candidates[$0].evidence) > 0
        }
        let scores = try phrases.scores(at: counting.map { candidates[$0].location })
        for (index, scores) in zip(counting, scores) {
            evidence[index] =
                pairShare(candidates[index].evidence) * factors(at: candidates[index].location).lexical
                * scores.reduce(0, +)
        }
        return evidence
    }
}

extension RankedQuery {
    /// What a score is made of: all parts add up to it.
    struct Parts {
        /// What each term of the query adds; several of one term add up.
        var terms: [TermContribution] = []
        /// What words that stand side by side in the query add, where the paper has them together.
        var phrases: [PhraseShare] = []
        /// What the best papers by words add that are like it.
        var support: Float = 0
    }

    /// What the score of a paper is made of.
    ///
    /// - Parameter naming: How the query names the paper.
    /// - Throws: ``IndexError`` when a record is damaged.
    func parts(at location: PaperLocation, as naming: PaperNaming? = nil) throws(IndexError) -> Parts {
        let factors = factors(at: location)
        let vector = statistics.corpus.vector(at: location)
        let words = LexicalScorer(statistics: statistics).contributions(terms, at: location).map {
            $0 * factors.lexical
        }
        let space = target.isEmpty ? 0 : dot(vector.span, target.span)
        var parts = Parts()
        parts.terms = zip(terms.entries, words).map { TermContribution(term: $0.term, lexical: $1, semantic: 0) }
        if factors.semantic > 0, space > 0 {
            parts.terms += terms.spaceContributions(to: vector, statistics.corpus.model)
            parts.support = feedback.isEmpty ? 0 : dot(vector.span, feedback.span)
        }
        let lexical = words.reduce(0, +)
        let base = lexical + factors.semantic * max(0, space)
        var evidence = base
        if let phrases, lexical > 0, pairShare(base) > 0 {
            let factor = factors.lexical * pairShare(base)
            parts.phrases = zip(phrases.pairs, try phrases.scores(at: [location])[0]).filter { $0.1 > 0 }.map {
                PhraseShare(pair: $0, share: $1 * factor)
            }
            evidence = parts.phrases.reduce(evidence) { $0 + $1.share }
        }
        return parts.scaled(by: evidence > 0 ? score(evidence, as: naming) / evidence : 0)
    }
}

extension RankedQuery.Parts {
    fileprivate func scaled(by factor: Float) -> RankedQuery.Parts {
        RankedQuery.Parts(
            terms: terms.map {
                TermContribution(term: $0.term, lexical: $0.lexical * factor, semantic: $0.semantic * factor)
            },
            phrases: phrases.map { PhraseShare(pair: $0.pair, share: $0.share * factor) }, support: support * factor)
    }
}
