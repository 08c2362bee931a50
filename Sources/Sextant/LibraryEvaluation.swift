import Corpus
import Digests
import Evaluation
import IndexStore
import Retrieval
import SystemSupport

/// How well each mode of search finds what it should.
public struct LibraryEvaluation: Sendable {
    /// Told what is being done, how much of it is done, and of how much.
    public typealias Progress = (_ stage: String, _ done: Int, _ total: Int?) -> Void

    /// The papers in the index that was searched.
    public let papers: Int
    /// The figures for each kind of queries.
    public let sets: [EvaluatedQueries]

    /// Measures a judged collection in an index of its own, which is removed afterwards.
    ///
    /// Where every query is a document, by ID and text, the paper itself is left out of each ranking, and
    /// ``EvaluatedMode/similar`` is measured too.
    /// - Parameter queriesArePapers: Whether every query's ID is a document's and means it, whatever the query's text.
    /// - Throws: ``CollectionError``, ``IndexError``, `FileError`.
    public static func judged(
        _ collection: BEIRCollection, queriesArePapers: Bool = false, threads: Int,
        progress: Progress = { _, _, _ in }
    ) throws -> LibraryEvaluation {
        try withoutActuallyEscaping(progress) { progress in
            try withTemporaryIndex { path in
                var builder = LibraryBuilder(path: path)
                builder.threads = threads
                let report = try builder.index([collection.corpus]) { progress($0.rawValue, $1, $2) }
                let library = try Library(path: path)
                let run = EvaluationRun(
                    library: library, queries: collection.queries.count,
                    papers: try QueryPapers(of: collection, in: library, isRequired: queriesArePapers),
                    threads: threads, progress: progress)
                // As deep as mean average precision is commonly taken.
                run.options.limit = 1000
                let set = try run.evaluate(
                    "judged", collection.queries, QRels(collection.judgments), RetrievalEvaluation.standardMetrics)
                return LibraryEvaluation(papers: report.papers, sets: [set])
            }
        }
    }

    /// Measures known items of a pile that nobody judged: each part of a paper's summary, and its title, must find the
    /// paper when it is indexed without.
    ///
    /// The pile is indexed anew for this, apart; half of the papers lose their summaries there, and up to 1,000 of them
    /// are looked for by it. They are ranked among the papers without a summary. As many others are looked for by their
    /// titles.
    /// - Returns: A set for each language and field, none where the pile has nothing to ask for.
    /// - Throws: ``IndexError``, `FileError`.
    /// - Complexity: That of indexing the pile, and of up to 1,000 searches in each mode for each set; the papers are held
    ///   in memory.
    public static func knownItems(
        of library: Library, threads: Int, progress: Progress = { _, _, _ in }
    ) throws -> LibraryEvaluation {
        let locations = library.corpus.locations()
        progress(IndexStage.reading.rawValue, 0, locations.count)
        let papers = try parallelMap(count: locations.count, threads: threads) { index throws(IndexError) in
            try library.paper(at: locations[index])
        }
        let items = KnownItems(papers)
        guard !items.sets.isEmpty else { return LibraryEvaluation(papers: papers.count, sets: []) }
        return try withoutActuallyEscaping(progress) { progress in
            try withTemporaryIndex { path in
                var builder = LibraryBuilder(path: path)
                builder.threads = threads
                try builder.index(items.papers) { progress($0.rawValue, $1, $2) }
                let run = EvaluationRun(
                    library: try Library(path: path), queries: items.sets.reduce(0) { $0 + $1.queries.count },
                    threads: threads, progress: progress)
                run.options.limit = 100
                run.options.filter.categories = [KnownItems.candidates]
                let sets = try items.sets.map { set in
                    try run.evaluate(set.name, set.queries, set.qrels, RetrievalEvaluation.knownItemMetrics)
                }
                return LibraryEvaluation(papers: papers.count, sets: sets)
            }
        }
    }

    private static func withTemporaryIndex<R>(_ body: (String) throws -> R) throws -> R {
        let index = try TemporaryIndex()
        defer { withExtendedLifetime(index) {} }
        return try body(index.path)
    }
}

/// Runs sets of queries in every mode.
private final class EvaluationRun {
    /// How every query is asked, but for the mode.
    var options = SearchOptions()

    private let library: Library
    /// The papers that queries are, which are left out of their rankings.
    private let papers: [String: PaperLocation]
    private let modes: [EvaluatedMode]
    private let progress: LibraryEvaluation.Progress
    private let total: Int
    private var done = 0

    init(
        library: Library, queries: Int, papers: QueryPapers = QueryPapers(), threads: Int,
        progress: @escaping LibraryEvaluation.Progress
    ) {
        self.library = library
        self.papers = papers.locations
        self.progress = progress
        modes = papers.locations.isEmpty ? EvaluatedMode.searches : EvaluatedMode.allCases
        total = queries * modes.count
        options.threads = threads
    }

    func evaluate(
        _ name: String, _ queries: [BEIRCollection.Query], _ qrels: QRels, _ metrics: [any RankingMetric]
    ) throws(IndexError) -> EvaluatedQueries {
        let qrels = QRels(withoutPapers(qrels.gains))
        var results: [(EvaluatedMode, RetrievalEvaluation)] = []
        for mode in modes {
            let run = try rank(queries, mode: mode)
            results.append((mode, RetrievalEvaluation(qrels: qrels, run: run, metrics: metrics)))
        }
        let texts = Dictionary(uniqueKeysWithValues: queries.map { ($0.id, $0.text) })
        return EvaluatedQueries(
            name: name, qrels: qrels, texts: texts, queriesArePapers: !papers.isEmpty, metrics: metrics.map(\.name),
            results: results)
    }

    /// The judgments but those of a paper as relevant to itself, which no ranking can satisfy.
    private func withoutPapers(_ judgments: [String: [String: Int]]) -> [String: [String: Int]] {
        guard !papers.isEmpty else { return judgments }
        return Dictionary(
            uniqueKeysWithValues: judgments.map { query, judged in (query, judged.filter { $0.key != query }) })
    }

    /// The IDs that each query finds, best first.
    private func rank(
        _ queries: [BEIRCollection.Query], mode: EvaluatedMode
    ) throws(IndexError) -> [String: [String]] {
        var run: [String: [String]] = [:]
        let size = 64
        for start in stride(from: 0, to: queries.count, by: size) {
            progress("searching", done, total)
            let part = Array(queries[start..<min(start + size, queries.count)])
            for (query, result) in zip(part, try results(of: part, mode: mode)) {
                let hits = result.hits.filter { $0.location != papers[query.id] }
                run[query.id] = hits.prefix(options.limit).map(\.id)
            }
            done += part.count
        }
        return run
    }

    private func results(
        of queries: [BEIRCollection.Query], mode: EvaluatedMode
    ) throws(IndexError) -> [SearchResults] {
        guard let searchMode = mode.searchMode else { return try similar(to: queries) }
        var options = options
        options.mode = searchMode
        // The paper itself takes a place, which is for another.
        if !papers.isEmpty { options.limit += 1 }
        return try library.searcher.search(queries.map { Query(text: $0.text) }, options: options)
    }

    private func similar(to queries: [BEIRCollection.Query]) throws(IndexError) -> [SearchResults] {
        let seeds = queries.map { query in papers[query.id].map { [$0] } ?? [] }
        var single = options
        single.threads = 1
        return try parallelMap(count: seeds.count, threads: options.threads) {
            [library, single] index throws(IndexError) in
            try library.similar(to: SimilarQuery(seeds: seeds[index]), options: single)
        }
    }
}
