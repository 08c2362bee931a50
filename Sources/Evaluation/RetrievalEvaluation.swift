/// A run measured against judgments: every metric for every judged query, and their means.
///
/// Every judged query counts, also one that the run has no results for: it scores 0. Queries of the run that nobody
/// judged are left out.
public struct RetrievalEvaluation: Sendable, Equatable {
    /// The metrics' names, in the order given.
    public let metricNames: [String]
    /// The judged queries, sorted.
    public let queries: [String]
    /// One row for each of `queries`, one column for each of `metricNames`.
    public let scores: [[Double]]

    /// The metrics that judged collections are compared by; the first is the one that decides.
    public static let standardMetrics: [any RankingMetric] = [
        NDCG(at: 10), AveragePrecision(), ReciprocalRank(at: 10), TMeasure(at: 10), Recall(at: 1), Recall(at: 10),
        Recall(at: 100),
    ]

    /// The metrics of known items, where each query has one relevant document; the first is the one that decides.
    public static let knownItemMetrics: [any RankingMetric] = [
        ReciprocalRank(at: 10), NDCG(at: 10), Recall(at: 1), Recall(at: 10), Recall(at: 100),
    ]

    /// Measures a run.
    ///
    /// - Parameters:
    ///   - qrels: The judgments.
    ///   - run: Document IDs by query, best first.
    ///   - metrics: What to measure.
    public init(
        qrels: QRels, run: [String: [String]], metrics: [any RankingMetric] = RetrievalEvaluation.standardMetrics
    ) {
        metricNames = metrics.map(\.name)
        queries = qrels.queries
        scores = queries.map { query in
            guard let ranking = qrels.judge(query, ranking: run[query, default: []]) else {
                return metrics.map { _ in 0 }
            }
            return metrics.map { $0.score(ranking) }
        }
    }

    /// The mean of each metric over all judged queries, in the order of `metricNames`; zeros when there are none.
    public var means: [Double] {
        metricNames.indices.map { column in
            // In the order of the sorted queries, so that the last digit does not depend on hashing.
            let sum = scores.reduce(0) { $0 + $1[column] }
            return queries.isEmpty ? 0 : sum / Double(queries.count)
        }
    }

    /// The mean of one metric, or `nil` if it was not measured.
    public func mean(_ metric: String) -> Double? {
        metricNames.firstIndex(of: metric).map { means[$0] }
    }

    /// One metric for every query, in the order of `queries`, or `nil` if it was not measured.
    public func perQuery(_ metric: String) -> [Double]? {
        metricNames.firstIndex(of: metric).map { column in scores.map { $0[column] } }
    }
}
