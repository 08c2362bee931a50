import Corpus
import Digests
import Evaluation
import IndexStore
import Retrieval
import SystemSupport
import Vocab

/// How well each mode of search finds what it should.
public struct LibraryEvaluation: Sendable {
    /// One set of queries in one mode.
    public struct Row: Sendable {
        /// The queries: `judged`, or the language of the summaries.
        public let queries: String
        /// How many.
        public let count: Int
        /// The mode of search.
        public let mode: SearchMode
        /// The means of the metrics, in the order of ``LibraryEvaluation/metrics``.
        public let values: [Double]
    }

    /// The names of the metrics.
    public let metrics: [String]
    /// The figures.
    public let rows: [Row]

    private static let all: [any RankingMetric] = [
        NDCG(at: 10), AveragePrecision(), ReciprocalRank(at: 10), Recall(at: 1), Recall(at: 10), Recall(at: 100),
    ]
    /// How deep a ranking is looked at: as deep as mean average precision is commonly taken.
    private static let depth = 1000

    /// Measures a judged collection in an index of its own, which is removed afterwards.
    ///
    /// - Throws: ``CollectionError``, ``IndexError``, `FileError`.
    public static func judged(_ collection: BEIRCollection, threads: Int) throws -> LibraryEvaluation {
        try withTemporaryIndex { path in
            var builder = LibraryBuilder(path: path)
            builder.threads = threads
            _ = try builder.index([collection.corpus])
            let rows = try rows(
                "judged", collection.queries, QRels(collection.judgments), of: Library(path: path), threads: threads)
            return LibraryEvaluation(metrics: all.map(\.name), rows: rows)
        }
    }

    /// Measures known items of a pile that nobody judged: the summary of a paper must find the paper, when the paper is
    /// indexed without it.
    ///
    /// Up to 1,000 papers, evenly spaced by ID, lose their summaries in an index of their own, which is removed
    /// afterwards; those of each language are a set of queries.
    /// - Throws: ``IndexError``, `FileError`.
    public static func knownItems(of library: Library, threads: Int) throws -> LibraryEvaluation {
        let papers = try library.corpus.locations().map { try library.paper(at: $0) }
        let having = papers.indices.filter { index in papers[index].fields.contains { $0.key.name == .tldr } }
        guard !having.isEmpty else { return LibraryEvaluation(metrics: all.map(\.name), rows: []) }
        let sample = Set((0..<min(1000, having.count)).map { having[$0 * having.count / min(1000, having.count)] })
        return try withTemporaryIndex { path in
            var builder = LibraryBuilder(path: path)
            builder.threads = threads
            try builder.index(papers.indices.map { sample.contains($0) ? papers[$0].withoutSummary : papers[$0] })
            let bare = try Library(path: path)
            let rows = try Language.allCases.flatMap { language in
                let queries = sample.sorted().compactMap { index in
                    papers[index].fields[FieldKey(.tldr, language)].map {
                        BEIRCollection.Query(id: papers[index].id.rawValue, text: $0.text)
                    }
                }
                let qrels = QRels(Dictionary(uniqueKeysWithValues: queries.map { ($0.id, [$0.id: 1]) }))
                return queries.isEmpty ? [] : try self.rows(language.code, queries, qrels, of: bare, threads: threads)
            }
            return LibraryEvaluation(metrics: all.map(\.name), rows: rows)
        }
    }

    private static func rows(
        _ name: String, _ queries: [BEIRCollection.Query], _ qrels: QRels, of library: Library, threads: Int
    ) throws -> [Row] {
        try SearchMode.allCases.map { mode in
            var options = SearchOptions()
            options.mode = mode
            options.limit = depth
            options.threads = threads
            let results = try library.searcher.search(queries.map { Query(text: $0.text) }, options: options)
            var run: [String: [String]] = [:]
            for (query, result) in zip(queries, results) { run[query.id] = result.hits.map(\.id) }
            let evaluation = RetrievalEvaluation(qrels: qrels, run: run, metrics: all)
            return Row(queries: name, count: qrels.queries.count, mode: mode, values: evaluation.means)
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

extension Paper {
    /// The paper without its summary, in any language.
    fileprivate var withoutSummary: Paper {
        var paper = self
        for field in fields where field.key.name.isSummary { paper.fields[field.key] = nil }
        return paper
    }
}
