import Evaluation
import Retrieval
import SystemSupport

/// Queries of one kind, and how well each mode answers them.
public struct EvaluatedQueries: Sendable {
    /// The figures of one mode.
    public struct Result: Sendable {
        /// The mode.
        public let mode: EvaluatedMode
        /// Every metric for every query.
        public let evaluation: RetrievalEvaluation
    }

    /// How much better the default mode is than another on the same queries.
    public struct Comparison: Sendable {
        /// The other mode.
        public let against: EvaluatedMode
        /// The mean of the default mode's score minus the other's, and where it lies at 95 % confidence.
        public let interval: PairedBootstrap.Interval
    }

    /// `judged`, or the language and the field that known items are looked for by: `zh-tldr`.
    public let name: String
    /// The names of the metrics.
    public let metrics: [String]
    /// The judged queries, sorted.
    public let queries: [String]
    /// For each query a checksum of its text, its judgments, and whether it is a paper that is left out itself: scores can be
    /// paired where it is the same.
    public let fingerprints: [UInt64]
    /// The figures, in the order of the modes.
    public let results: [Result]

    init(
        name: String, qrels: QRels, texts: [String: String], queriesArePapers: Bool, metrics: [String],
        results: [(mode: EvaluatedMode, evaluation: RetrievalEvaluation)]
    ) {
        self.name = name
        self.metrics = metrics
        queries = qrels.queries
        fingerprints = qrels.queries.map { query in
            let judged = qrels.gains[query, default: [:]].sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" }
            let kind = queriesArePapers ? ["without the paper itself"] : []
            let text = ([texts[query] ?? ""] + judged + kind).joined(separator: "\n")
            return Array(text.utf8).withRawSpan { Checksum.of($0) }
        }
        self.results = results.map { Result(mode: $0.mode, evaluation: $0.evaluation) }
    }

    /// The metric that decides, the first of all.
    public var mainMetric: String { metrics[0] }

    /// The metric that decides for each query in one mode, in the order of ``queries``.
    public func mainScores(_ mode: EvaluatedMode) -> [Double] {
        results.first { $0.mode == mode }?.evaluation.perQuery(mainMetric) ?? []
    }

    /// The default mode against each other one by the metric that decides; empty without queries.
    public var comparisons: [Comparison] {
        let standard = EvaluatedMode(SearchOptions().mode)
        return results.filter { $0.mode != standard }.compactMap { result in
            PairedBootstrap().interval(mainScores(standard), mainScores(result.mode)).map {
                Comparison(against: result.mode, interval: $0)
            }
        }
    }
}
