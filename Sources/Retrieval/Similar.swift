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
    /// The papers most like others, which themselves are left out: a ranking as of a search, with the terms of the papers as
    /// the query and their direction as its vector (``RankedQuery``).
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(papers · dimensions), half a byte each, and O(postings of the papers' terms).
    public func similar(_ query: SimilarQuery, options: SearchOptions) throws(IndexError) -> SearchResults {
        guard !query.seeds.isEmpty else { return SearchResults(hits: [], total: 0, unknownTerms: []) }
        let ranking = try ranking(query, options: options)
        let limit = query.isDiverse ? Diversity.choice(options.limit) : options.limit
        var results = try ranking.results(limit: limit, minimumScore: options.minimumScore)
        if query.isDiverse { results.hits = Diversity.order(results.hits, limit: options.limit, corpus: corpus) }
        return results
    }

    private func ranking(_ query: SimilarQuery, options: SearchOptions) throws(IndexError) -> RankedQuery {
        func without(_ rows: [RowSet]) -> [RowSet] {
            var rows = rows
            for location in query.seeds + query.avoided { rows[location.segment].remove(location.row) }
            return rows
        }
        return try RankedQuery(
            terms: QueryTerms(query, searcher: self, threads: options.threads), rows: without(filtered(options.filter)),
            referenceRows: without(filtered(PaperFilter())), mode: options.mode, statistics: statistics,
            threads: options.threads)
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

    func sum(of query: SimilarQuery) -> [Float] {
        var sum = [Float](repeating: 0, count: corpus.dimensions)
        for (location, weight) in query.weights {
            for (index, value) in corpus.vector(at: location).enumerated() { sum[index] += weight * value }
        }
        return sum
    }

    /// Why papers are like the papers of a query: what each term of the seeds adds by its place in the latent space and by
    /// standing in the paper, and what like papers add.
    ///
    /// - Parameter options: Those that the query was asked with: their mode is explained.
    /// - Throws: ``IndexError`` when a record is damaged.
    public func explain(
        _ query: SimilarQuery, at locations: [PaperLocation], options: SearchOptions
    ) throws(IndexError) -> [Explanation] {
        let ranking = try ranking(query, options: options)
        var words: [Term: String] = [:]
        for location in query.seeds + query.avoided {
            let texts = try corpus.paper(at: location).fieldTexts.map(\.text)
            words.merge(shownWords(in: texts)) { first, _ in first }
        }
        var explanations: [Explanation] = []
        for location in locations { explanations.append(Explanation(try ranking.parts(at: location), words: words)) }
        return explanations
    }
}

extension SimilarQuery {
    /// The papers, and what the vector of each counts for.
    var weights: [(PaperLocation, Float)] {
        seeds.map { ($0, 1 / Float(seeds.count)) } + avoided.map { ($0, -0.5 / Float(avoided.count)) }
    }
}
