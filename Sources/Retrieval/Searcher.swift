import Corpus
import IndexStore
import LatentSemantics
import SystemSupport
import VectorKernels

/// Answers queries over a corpus: exactly, over all papers that pass the filter.
public struct Searcher: Sendable {
    /// The papers searched.
    public let corpus: PaperCorpus
    private let lazyStatistics: Lazy<CorpusStatistics>

    /// A searcher of a corpus.
    public init(_ corpus: PaperCorpus) {
        self.corpus = corpus
        lazyStatistics = Lazy { CorpusStatistics(corpus) }
    }

    /// What BM25 needs to know of the corpus, counted when it is first asked for: similar papers need none of it.
    var statistics: CorpusStatistics { lazyStatistics.value }

    /// The best papers for a query.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(papers · dimensions + postings of the terms).
    public func search(_ query: Query, options: SearchOptions) throws(IndexError) -> SearchResults {
        try search([query], options: options)[0]
    }

    /// The best papers for each of many queries, which together cost less than one by one.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(queries · (papers · dimensions + postings of the terms)), on all threads of the options.
    public func search(_ queries: [Query], options: SearchOptions) throws(IndexError) -> [SearchResults] {
        let batchSize = 32
        var results: [SearchResults] = []
        let filtered = corpus.segments.map { options.filter.rows(of: $0) }
        for start in stride(from: 0, to: queries.count, by: batchSize) {
            let batch = queries[start..<min(start + batchSize, queries.count)]
            results += try searchBatch(Array(batch), filtered: filtered, options: options)
        }
        return results
    }

    private func searchBatch(
        _ queries: [Query], filtered: [RowSet], options: SearchOptions
    ) throws(IndexError) -> [SearchResults] {
        let statistics = statistics
        let terms = parallelMap(count: queries.count, threads: options.threads) { index in
            QueryTerms(queries[index].text, statistics: statistics)
        }
        let semantic =
            options.mode == .lexical
            ? nil
            : corpus.segments.map { segment in
                SemanticScores(
                    queries: terms.map(\.vector), segment: segment, dimensions: corpus.dimensions,
                    threads: options.threads)
            }
        // A single query has all threads for its own conditions; of many, each works on one.
        let inner = queries.count == 1 ? options.threads : 1
        return try parallelMap(count: queries.count, threads: options.threads) { index throws(IndexError) in
            let matcher = ConditionMatcher(conditions: queries[index].conditions, threads: inner)
            var rows = filtered
            for segment in rows.indices {
                rows[segment] = try matcher.matching(rows[segment], of: corpus.segments[segment])
            }
            let ranking = RankedQuery(
                terms: terms[index], rows: rows, semantic: semantic?.map { $0.scores(ofQuery: index) },
                mode: options.mode, statistics: statistics)
            var results = ranking.results(
                limit: options.limit, minimumScore: options.minimumScore,
                isListing: terms[index].entries.isEmpty && !queries[index].conditions.isEmpty)
            results.corrections = try corrections(terms[index], of: queries[index].text)
            return results
        }
    }

    /// The misspelt words of a query as it has them, and those taken in their stead as a paper writes them.
    private func corrections(
        _ terms: QueryTerms, of text: String
    ) throws(IndexError) -> [(written: String, taken: String)] {
        guard !terms.corrections.isEmpty else { return [] }
        let written = surfaceWords(in: [text])
        var corrections: [(written: String, taken: String)] = []
        for (wrong, right) in terms.corrections.sorted(by: { $0.key < $1.key }) {
            var taken: String?
            for segment in corpus.segments where taken == nil {
                guard let row = segment.postings.firstRow(of: right.text) else { continue }
                taken = surfaceWords(in: try segment.paper(row).indexedTexts)[right]
            }
            corrections.append((written[wrong] ?? wrong.text, taken ?? right.text))
        }
        return corrections
    }
}
