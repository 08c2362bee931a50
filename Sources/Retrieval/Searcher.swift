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

    /// The best papers for each of many queries, which are shared among the threads.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(queries · (papers · dimensions + postings of the terms)).
    public func search(_ queries: [Query], options: SearchOptions) throws(IndexError) -> [SearchResults] {
        let filtered = filtered(options.filter)
        // A single query has all threads for itself; of many, each has one.
        let threads = queries.count == 1 ? options.threads : 1
        return try parallelMap(count: queries.count, threads: options.threads) { index throws(IndexError) in
            try search(queries[index], filtered: filtered, options: options, threads: threads)
        }
    }

    private func search(
        _ query: Query, filtered: [RowSet], options: SearchOptions, threads: Int
    ) throws(IndexError) -> SearchResults {
        if let author = author(named: query) {
            let query = Query(author: author)
            var results = listing(try matching(query, among: filtered, threads: threads), options)
            results.author = author
            return results
        }
        let rows = try matching(query, among: filtered, threads: threads)
        let named = options.mode == .hybrid ? try named(query) : [:]
        let terms = QueryTerms(query.text, statistics: statistics, threads: threads)
        if terms.entries.isEmpty, named.isEmpty, !query.requirements.isEmpty { return listing(rows, options) }
        let ranking = try RankedQuery(
            terms: terms, rows: rows, referenceRows: self.filtered(PaperFilter()), mode: options.mode,
            statistics: statistics, threads: threads)
        var results = try ranking.results(
            limit: options.limit, minimumScore: options.minimumScore,
            named: named.filter { rows[$0.key.segment].contains($0.key.row) })
        results.namesID = named.values.contains(.id)
        results.corrections = terms.corrections
        results.translations = terms.lexicon.readings
        return results
    }

    /// The rows of each segment that pass the filter.
    func filtered(_ filter: PaperFilter) -> [RowSet] { corpus.segments.map { filter.rows(of: $0) } }

    /// The rows of each segment, among those that pass the filter, that meet what a query requires.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    func matching(_ query: Query, among filtered: [RowSet], threads: Int) throws(IndexError) -> [RowSet] {
        let matcher = ConditionMatcher(threads: threads)
        var rows = filtered
        for segment in rows.indices {
            for requirement in query.requirements {
                rows[segment] = try matcher.meeting(
                    requirement, among: rows[segment], of: corpus.segments[segment])
            }
        }
        return rows
    }

    /// The papers that meet conditions, when there is nothing to rank them by: the newest first, then in the order of
    /// their IDs.
    private func listing(_ rows: [RowSet], _ options: SearchOptions) -> SearchResults {
        var found: [(day: Int32, hit: Hit)] = []
        for (segment, rows) in rows.enumerated() where options.minimumScore ?? 0 <= 0 {
            for row in rows {
                let location = PaperLocation(segment: segment, row: row)
                let hit = Hit(
                    location: location, id: corpus.id(at: location), score: 0, lexical: nil, semantic: nil, support: nil
                )
                found.append((corpus.date(at: location)?.firstDay.daysSinceEpoch ?? .min, hit))
            }
        }
        found.sort { a, b in a.day != b.day ? a.day > b.day : Hit.precedes(a.hit, b.hit) }
        return SearchResults(
            hits: found.prefix(options.limit).map(\.hit), total: rows.reduce(0) { $0 + $1.count }, unknownTerms: [])
    }

    /// The misspelt words of a query as it has them, and those that were taken in their stead as a paper writes them.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func readings(
        of text: String, in results: SearchResults
    ) throws(IndexError) -> [(written: String, taken: String)] {
        guard !results.corrections.isEmpty else { return [] }
        let written = surfaceWords(in: [text])
        var readings: [(written: String, taken: String)] = []
        for (wrong, right) in results.corrections.sorted(by: { $0.key < $1.key }) {
            readings.append((written[wrong] ?? wrong.text, try surfaceWord(of: right) ?? right.text))
        }
        return readings
    }
}
