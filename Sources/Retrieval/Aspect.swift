import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import TextAnalysis
import VectorKernels

extension Searcher {
    /// The papers whose one field is nearest to that field of the seeds: the same method, say, for another problem.
    ///
    /// The field of every paper that passes the filter is placed in the latent space anew, so that the answer is exact.
    /// - Returns: `nil` when no seed has the field.
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(text of the field in all papers).
    public func similar(
        _ query: SimilarQuery, by field: FieldName, options: SearchOptions
    ) throws(IndexError) -> SearchResults? {
        guard let target = try direction(of: query.seeds, by: field) else { return nil }
        let left = Set(query.seeds + query.avoided)
        var hits: [Hit] = []
        var total = 0
        for (index, segment) in corpus.segments.enumerated() {
            let rows = options.filter.rows(of: segment)
                .keeping { !left.contains(PaperLocation(segment: index, row: $0)) }.map { $0 }
            let scores = try parallelMap(count: rows.count, threads: options.threads) { item throws(IndexError) in
                try place(of: field, in: segment.paper(rows[item])).map { dot($0.span, target.span) }
            }
            for (row, score) in zip(rows, scores) {
                guard let score else { continue }
                total += 1
                guard score > 0, score >= options.minimumScore ?? 0 else { continue }
                let location = PaperLocation(segment: index, row: row)
                hits.append(
                    Hit(
                        location: location, id: corpus.id(at: location), score: score, lexical: nil, semantic: score,
                        support: nil))
            }
        }
        hits.sort(by: Hit.precedes)
        return SearchResults(hits: Array(hits.prefix(options.limit)), total: total, unknownTerms: [])
    }

    private func direction(of seeds: [PaperLocation], by field: FieldName) throws(IndexError) -> [Float]? {
        var sum = [Float](repeating: 0, count: corpus.dimensions)
        var found = false
        for location in seeds {
            guard let place = try place(of: field, in: corpus.paper(at: location)) else { continue }
            found = true
            for index in sum.indices { sum[index] += place[index] }
        }
        guard found else { return nil }
        var span = sum.mutableSpan
        normalize(&span)
        return sum
    }

    /// The place of a field's texts in the latent space; `nil` when the paper does not have the field.
    private func place(of field: FieldName, in paper: Paper) throws(IndexError) -> [Float]? {
        let texts = paper.fields.filter { $0.key.name == field }.map(\.value.text)
        guard !texts.isEmpty, let model = corpus.model else { return nil }
        return model.embed(texts: texts)
    }
}
