import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import TextAnalysis
import VectorKernels

/// Papers to find more like, and papers to keep away from.
public struct SimilarQuery: Sendable {
    /// The papers to find more like: their vectors' mean is asked for.
    public var seeds: [PaperLocation]
    /// The papers to keep away from: half their vectors' mean is taken off (Rocchio 1971).
    public var avoided: [PaperLocation]
    /// Whether each paper of the answer should add something to those before it, rather than be the next nearest.
    public var isDiverse: Bool

    /// A query by example.
    public init(seeds: [PaperLocation], avoided: [PaperLocation] = [], isDiverse: Bool = false) {
        self.seeds = seeds
        self.avoided = avoided
        self.isDiverse = isDiverse
    }
}

extension Searcher {
    /// The papers most like others, which themselves are left out.
    ///
    /// The nearest by their vectors are found by a certified search and ordered anew by their words and by what like
    /// papers give each other (``SimilarRanking``).
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(papers · dimensions), half a byte each, and O(text of the best).
    public func similar(_ query: SimilarQuery, options: SearchOptions) throws(IndexError) -> SearchResults {
        var wide = options
        wide.minimumScore = nil
        wide.limit = query.isDiverse ? Diversity.choice(options.limit) : options.limit
        wide.limit = max(wide.limit, MutualSupport.candidates)
        var results = nearest(query, options: wide)
        var hits = try SimilarRanking(results.hits, query: query, searcher: self, threads: options.threads).hits
        if let minimum = options.minimumScore { hits.removeAll { $0.score < minimum } }
        if query.isDiverse {
            hits = Diversity.order(Array(hits.prefix(wide.limit)), limit: options.limit, corpus: corpus)
        }
        results.hits = Array(hits.prefix(options.limit))
        return results
    }

    /// The papers nearest to others by their vectors alone: those of a full scan.
    func nearest(_ query: SimilarQuery, options: SearchOptions) -> SearchResults {
        let target = direction(of: query)
        guard target.contains(where: { $0 != 0 }) else { return SearchResults(hits: [], total: 0, unknownTerms: []) }
        var hits: [Hit] = []
        var total = 0
        for (index, segment) in corpus.segments.enumerated() {
            var rows = options.filter.rows(of: segment)
            for location in query.seeds + query.avoided where location.segment == index { rows.remove(location.row) }
            total += rows.count
            hits += nearest(to: target, in: segment, rows: rows, options: options).compactMap { row, score in
                guard score > 0, score >= options.minimumScore ?? 0 else { return nil }
                let location = PaperLocation(segment: index, row: row)
                return Hit(
                    location: location, id: corpus.id(at: location), score: score, lexical: nil, semantic: score,
                    support: nil)
            }
        }
        hits.sort(by: Hit.precedes)
        return SearchResults(hits: Array(hits.prefix(options.limit)), total: total, unknownTerms: [])
    }

    private func nearest(
        to target: [Float], in segment: PaperSegment, rows: RowSet, options: SearchOptions
    ) -> [(index: Int, score: Float)] {
        guard let searchable = segment.searchableRows else { return [] }
        let words = rows.words(rowCount: segment.rowCount)
        return certifiedTopK(
            query: target.span, in: searchable, k: options.limit, allowed: words.span, threads: options.threads)
    }

    /// The unit vector that a query by example asks for, or zeros.
    func direction(of query: SimilarQuery) -> [Float] {
        var sum = sum(of: query)
        var span = sum.mutableSpan
        normalize(&span)
        return sum
    }

    private func sum(of query: SimilarQuery) -> [Float] {
        var sum = [Float](repeating: 0, count: corpus.dimensions)
        for (location, weight) in query.weights {
            for (index, value) in corpus.vector(at: location).enumerated() { sum[index] += weight * value }
        }
        return sum
    }

    private func modelCounts(of texts: [FieldText], _ model: LatentSemanticModel) -> [TermCount] {
        var counts: [UInt32: FieldCounts] = [:]
        for text in texts {
            for term in Analyzer().terms(in: text.text) {
                guard let id = model.weights.terms.index(ofSorted: term.text) else { continue }
                counts[UInt32(id), default: FieldCounts()].add(to: text.field)
            }
        }
        return model.weights.compared(
            counts.sorted { $0.key < $1.key }.map { TermCount(id: $0.key, count: UInt16($0.value.total)) })
    }

    /// Why papers are like the papers of a query: what each term of the seeds adds to the cosine and by standing in the
    /// paper, and what like papers add.
    ///
    /// - Parameter options: Those that the query was asked with: the filter decides which papers are compared.
    /// - Throws: ``IndexError`` when a record is damaged.
    public func explain(
        _ query: SimilarQuery, at locations: [PaperLocation], options: SearchOptions
    ) throws(IndexError) -> [Explanation] {
        guard let model = corpus.model else { return [] }
        var wide = options
        wide.minimumScore = nil
        wide.limit = MutualSupport.candidates
        let ranking = try SimilarRanking(
            nearest(query, options: wide).hits, query: query, searcher: self, threads: options.threads)
        var examples: [(counts: [TermCount], weight: Float)] = []
        var words: [Term: String] = [:]
        for (location, weight) in query.weights {
            let texts = try corpus.paper(at: location).fieldTexts
            examples.append((modelCounts(of: texts, model), weight))
            words.merge(shownWords(in: texts.map(\.text))) { first, _ in first }
        }
        let length = squaredNorm(sum(of: query).span).squareRoot()
        var explanations: [Explanation] = []
        for location in locations {
            let vector = corpus.vector(at: location)
            var space: [UInt32: Float] = [:]
            for (counts, weight) in examples where length > 0 {
                for (entry, share) in zip(counts, model.contributions(of: counts, to: vector)) {
                    space[entry.id, default: 0] += share * weight / length * SimilarRanking.ownShare
                }
            }
            let lexical = ranking.contributions(at: location)
            let parts =
                lexical.map { TermContribution(term: $0.key, lexical: $0.value, semantic: 0) }
                + space.map { id, share in
                    let term = Term(model.weights.terms.text(Int(id)), model.weights.languages[Int(id)])
                    return TermContribution(term: term, lexical: 0, semantic: share)
                }
            let support = ranking.hits.first { $0.location == location }?.support ?? 0
            explanations.append(Explanation(parts.sorted { $0.term < $1.term }, words: words, support: support))
        }
        return explanations
    }
}

extension SimilarQuery {
    /// The papers, and what the vector of each counts for.
    var weights: [(PaperLocation, Float)] {
        seeds.map { ($0, 1 / Float(seeds.count)) } + avoided.map { ($0, -0.5 / Float(avoided.count)) }
    }
}
