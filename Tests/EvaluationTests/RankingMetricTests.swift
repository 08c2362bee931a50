import Evaluation
import Testing

@Suite struct RankingMetricTests {
    /// Relevant: gains 3, 2 and 1; found at ranks 2, 3 and 5.
    let ranking = JudgedRanking(gains: [0, 3, 2, 0, 1], relevant: [1, 3, 2])

    @Test func `nDCG divides the discounted gain by the ideal one`() {
        // log2 of 3, 4, 6: 1.5849625, 2, 2.5849625. Gain 3/1.5849625 + 2/2 + 1/2.5849625 = 1.8927893 + 1 + 0.3868528;
        // ideal 3/1 + 2/1.5849625 + 1/2 = 3 + 1.2618595 + 0.5.
        #expect(abs(NDCG(at: 10).score(ranking) - 3.2796421 / 4.7618595) < 1e-7)
    }

    @Test func `nDCG counts no rank beyond its cutoff, nor does its ideal`() {
        #expect(NDCG(at: 1).score(ranking) == 0)
        #expect(abs(NDCG(at: 2).score(ranking) - 1.8927893 / 4.2618595) < 1e-7)
    }

    @Test func `average precision divides by all relevant documents`() {
        #expect(abs(AveragePrecision().score(ranking) - (1.0 / 2 + 2.0 / 3 + 3.0 / 5) / 3) < 1e-15)
        let halfFound = JudgedRanking(gains: [1], relevant: [1, 1])
        #expect(AveragePrecision().score(halfFound) == 0.5)
    }

    @Test func `reciprocal rank looks at the first relevant document within the cutoff`() {
        #expect(ReciprocalRank(at: 10).score(ranking) == 0.5)
        #expect(ReciprocalRank(at: 1).score(ranking) == 0)
        let eleventh = JudgedRanking(gains: Array(repeating: 0, count: 10) + [1], relevant: [1])
        #expect(ReciprocalRank(at: 10).score(eleventh) == 0)
        #expect(ReciprocalRank(at: 11).score(eleventh) == 1.0 / 11)
    }

    @Test func `recall counts relevant documents, not gains`() {
        #expect(Recall(at: 1).score(ranking) == 0)
        #expect(Recall(at: 3).score(ranking) == 2.0 / 3)
        #expect(Recall(at: 100).score(ranking) == 1)
    }

    @Test func `the T-measure of a whole list is its precision, and needs no total`() {
        // Three relevant ones among five: (3 + 3/5) / 6 = 3/5, however many there are elsewhere.
        for total in [3, 100] {
            let ranking = JudgedRanking(gains: [0, 3, 2, 0, 1, 1], relevant: Array(repeating: 1, count: total))
            #expect(TMeasure(at: 5).score(ranking) == 3.0 / 5)
        }
    }

    @Test func `the T-measure is the paper's, brought to 0...1`() {
        // Four shown, three of them relevant, cutoff 10: T = (3 - 1/4) / 2 = 1.375, and (1.375 + 0.5) / 5.5.
        let short = JudgedRanking(gains: [1, 1, 0, 2], relevant: [1, 1, 2])
        #expect(abs(TMeasure(at: 10).score(short) - 1.875 / 5.5) < 1e-15)
        // Six more that are not relevant make it worse; recall and nDCG would be the same.
        let long = JudgedRanking(gains: [1, 1, 0, 2, 0, 0, 0, 0, 0, 0], relevant: [1, 1, 2])
        #expect(abs(TMeasure(at: 10).score(long) - 0.3) < 1e-15)
        // The ends of the range: T = -1/2 and T = 5.
        #expect(TMeasure(at: 10).score(JudgedRanking(gains: [0, 0], relevant: [1])) == 0)
        #expect(TMeasure(at: 10).score(JudgedRanking(gains: Array(repeating: 1, count: 12), relevant: [1])) == 1)
    }

    @Test func `names carry the cutoff`() {
        #expect(
            RetrievalEvaluation.standardMetrics.map(\.name) == [
                "nDCG@10", "MAP", "MRR@10", "T@10", "R@1", "R@10", "R@100",
            ])
    }

    @Test(arguments: RetrievalEvaluation.standardMetrics.indices)
    func `nothing found and nothing relevant both score zero`(index: Int) {
        let metric = RetrievalEvaluation.standardMetrics[index]
        #expect(metric.score(JudgedRanking(gains: [], relevant: [2, 1])) == 0)
        #expect(metric.score(JudgedRanking(gains: [0, 0], relevant: [])) == 0)
    }

    @Test func `the ideal ranking scores one, and swapping a worse document forward never helps`() {
        var generator = SeededGenerator(state: 7)
        let metrics: [any RankingMetric] = [NDCG(at: 5), NDCG(at: 100), AveragePrecision()]
        for _ in 0..<200 {
            let relevant = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                Int.random(in: 1...3, using: &generator)
            }
            let ideal = relevant.sorted(by: >)
            var gains = (ideal + [0, 0, 0]).shuffled(using: &generator)
            for metric in metrics {
                #expect(metric.score(JudgedRanking(gains: ideal, relevant: relevant)) == 1)
            }
            let index = Int.random(in: 0..<gains.count - 1, using: &generator)
            let before = metrics.map { $0.score(JudgedRanking(gains: gains, relevant: relevant)) }
            guard gains[index] > gains[index + 1] else { continue }
            gains.swapAt(index, index + 1)
            for (metric, score) in zip(metrics, before) {
                #expect(metric.score(JudgedRanking(gains: gains, relevant: relevant)) <= score)
            }
        }
    }
}

/// The same stream of numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed ^= mixed >> 33
        mixed = mixed &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 29)
    }
}
