import Evaluation
import Testing

@Suite struct RetrievalEvaluationTests {
    let qrels = QRels([
        "q1": ["a": 3, "b": 1, "c": 2], "q2": ["d": 1], "q3": ["e": 2, "f": 2], "q4": ["g": 0],
    ])
    let run = [
        "q1": ["x", "a", "c", "y", "b"],
        "q2": ["p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "d"],
        "q5": ["a"],
    ]

    @Test func `the means are those of an independent implementation`() throws {
        let evaluation = RetrievalEvaluation(qrels: qrels, run: run)
        let expected = ["nDCG@10": 0.2295771265, "MAP": 0.2265993266, "MRR@10": 1.0 / 6, "R@1": 0, "R@10": 1.0 / 3]
        for (metric, value) in expected {
            #expect(abs(try #require(evaluation.mean(metric)) - value) < 1e-9, "\(metric)")
        }
        #expect(evaluation.mean("R@100") == 2.0 / 3)
    }

    @Test func `every judged query counts, also one without results`() {
        let evaluation = RetrievalEvaluation(qrels: qrels, run: run, metrics: [Recall(at: 11)])
        #expect(evaluation.queries == ["q1", "q2", "q3"])
        #expect(evaluation.perQuery("R@11") == [1, 1, 0])
        #expect(evaluation.mean("R@11") == 2.0 / 3)
    }

    @Test func `a query with no relevant document is no query`() {
        #expect(QRels(["q": ["a": 0, "b": -1], "r": ["a": 0, "b": 1]]) == QRels(["r": ["b": 1]]))
    }

    @Test func `a repeated document counts at its first rank`() {
        let judged = qrels.judge("q1", ranking: ["a", "x", "a", "b"])
        #expect(judged == JudgedRanking(gains: [3, 0, 1], relevant: [3, 2, 1]))
        #expect(qrels.judge("q9", ranking: ["a"]) == nil)
    }

    @Test func `no judgments give zeros and not a division by zero`() {
        let evaluation = RetrievalEvaluation(qrels: QRels([:]), run: run)
        #expect(evaluation.means == [0, 0, 0, 0, 0, 0, 0])
        #expect(evaluation.queries.isEmpty)
    }

    @Test func `a metric that was not measured is absent`() {
        let evaluation = RetrievalEvaluation(qrels: qrels, run: run, metrics: [NDCG(at: 3)])
        #expect(evaluation.metricNames == ["nDCG@3"])
        #expect(evaluation.mean("nDCG@10") == nil)
        #expect(evaluation.perQuery("MAP") == nil)
    }
}
