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
    /// - Throws: ``CollectionError``, ``IndexError``, `FileError`.
    public static func judged(
        _ collection: BEIRCollection, threads: Int, progress: Progress = { _, _, _ in }
    ) throws -> LibraryEvaluation {
        try withoutActuallyEscaping(progress) { progress in
            try withTemporaryIndex { path in
                var builder = LibraryBuilder(path: path)
                builder.threads = threads
                let report = try builder.index([collection.corpus]) { progress($0.rawValue, $1, $2) }
                let run = EvaluationRun(
                    library: try Library(path: path), queries: collection.queries.count, threads: threads,
                    progress: progress)
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
        let folder = Environment.value("TMPDIR") ?? "/tmp"
        // A name that nobody else takes or guesses; nothing that is measured depends on it.
        let path = "\(folder)/sextant-eval-\(Environment.processID)-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileSystem.remove(path) }
        return try body(path)
    }
}

/// Runs sets of queries in every mode.
private final class EvaluationRun {
    /// How every query is asked, but for the mode.
    var options = SearchOptions()

    private let library: Library
    private let progress: LibraryEvaluation.Progress
    private let total: Int
    private var done = 0

    init(library: Library, queries: Int, threads: Int, progress: @escaping LibraryEvaluation.Progress) {
        self.library = library
        self.progress = progress
        total = queries * SearchMode.allCases.count
        options.threads = threads
    }

    func evaluate(
        _ name: String, _ queries: [BEIRCollection.Query], _ qrels: QRels, _ metrics: [any RankingMetric]
    ) throws(IndexError) -> EvaluatedQueries {
        var results: [(SearchMode, RetrievalEvaluation)] = []
        for mode in SearchMode.allCases {
            let run = try search(queries, mode: mode)
            results.append((mode, RetrievalEvaluation(qrels: qrels, run: run, metrics: metrics)))
        }
        let texts = Dictionary(uniqueKeysWithValues: queries.map { ($0.id, $0.text) })
        return EvaluatedQueries(name: name, qrels: qrels, texts: texts, metrics: metrics.map(\.name), results: results)
    }

    /// The IDs that each query finds, best first.
    private func search(
        _ queries: [BEIRCollection.Query], mode: SearchMode
    ) throws(IndexError) -> [String: [String]] {
        options.mode = mode
        var run: [String: [String]] = [:]
        let size = 64
        for start in stride(from: 0, to: queries.count, by: size) {
            progress("searching", done, total)
            let part = queries[start..<min(start + size, queries.count)]
            let results = try library.searcher.search(part.map { Query(text: $0.text) }, options: options)
            for (query, result) in zip(part, results) { run[query.id] = result.hits.map(\.id) }
            done += part.count
        }
        return run
    }
}
