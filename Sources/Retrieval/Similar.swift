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
    /// The papers nearest to others, which themselves are left out.
    ///
    /// The papers' vectors are scanned in a smaller form and those that could be among the best are scored in full: the
    /// answer is that of a full scan, certified.
    /// - Complexity: O(papers · dimensions), half a byte each.
    public func similar(_ query: SimilarQuery, options: SearchOptions) -> SearchResults {
        let target = direction(of: query)
        guard target.contains(where: { $0 != 0 }) else { return SearchResults(hits: [], total: 0, unknownTerms: []) }
        var hits: [Hit] = []
        var total = 0
        var options = options
        let limit = options.limit
        if query.isDiverse { options.limit = Diversity.choice(limit) }
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
        hits = Array(hits.prefix(options.limit))
        if query.isDiverse { hits = Diversity.order(hits, limit: limit, corpus: corpus) }
        return SearchResults(hits: hits, total: total, unknownTerms: [])
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
        var sum = [Float](repeating: 0, count: corpus.dimensions)
        for (location, weight) in weights(of: query) {
            for (index, value) in corpus.vector(at: location).enumerated() { sum[index] += weight * value }
        }
        var span = sum.mutableSpan
        normalize(&span)
        return sum
    }

    private func weights(of query: SimilarQuery) -> [(PaperLocation, Float)] {
        query.seeds.map { ($0, 1 / Float(query.seeds.count)) }
            + query.avoided.map { ($0, -0.5 / Float(query.avoided.count)) }
    }

    /// Why papers are near to the papers of a query: what each term of the seeds adds to the cosine.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func explain(_ query: SimilarQuery, at locations: [PaperLocation]) throws(IndexError) -> [Explanation] {
        guard let model = corpus.model else { return [] }
        var sum = [Float](repeating: 0, count: corpus.dimensions)
        var examples: [(terms: [QueryTerms.Entry], weight: Float)] = []
        var words: [Term: String] = [:]
        for (location, weight) in weights(of: query) {
            let texts = try corpus.paper(at: location).indexedTexts
            examples.append((QueryTerms(texts.joined(separator: "\n"), statistics: statistics).entries, weight))
            words.merge(shownWords(in: texts)) { first, _ in first }
            for (index, value) in corpus.vector(at: location).enumerated() { sum[index] += weight * value }
        }
        let length = squaredNorm(sum.span).squareRoot()
        return locations.map { location in
            let vector = corpus.vector(at: location)
            var totals: [Term: Float] = [:]
            for (entries, weight) in examples {
                let counts = QueryTerms.modelCounts(entries)
                let shares = model.contributions(of: counts, to: vector)
                let known = Dictionary(uniqueKeysWithValues: zip(counts.map(\.id), shares))
                for entry in entries {
                    guard let id = entry.modelID, let share = known[id], length > 0 else { continue }
                    totals[entry.term, default: 0] += share * weight / length
                }
            }
            let parts = totals.map { TermContribution(term: $0.key, lexical: 0, semantic: $0.value) }
            return Explanation(parts.sorted { $0.term < $1.term }, words: words)
        }
    }
}
