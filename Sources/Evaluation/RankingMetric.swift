import Glibc  // for log2

/// A figure for one ranking, from 0 (nothing relevant found) to 1 (as good as can be).
public protocol RankingMetric: Sendable {
    /// The field's short name, such as `nDCG@10`.
    var name: String { get }
    /// The figure in 0...1; 0 when no document is relevant. Higher is better.
    func score(_ ranking: JudgedRanking) -> Double
}

/// Normalised discounted cumulative gain: gain divided by log₂(rank + 1), over what the best ranking would have.
///
/// The gain is linear, as in Järvelin and Kekäläinen, *Cumulated Gain-Based Evaluation of IR Techniques* (2002) and in
/// `trec_eval`, and the ideal ranking holds every relevant document, found or not.
public struct NDCG: RankingMetric {
    /// How many ranks count.
    public let cutoff: Int

    /// - Parameter cutoff: How many ranks count, 1 or more.
    public init(at cutoff: Int = 10) {
        precondition(cutoff > 0, "a cutoff is 1 or more")
        self.cutoff = cutoff
    }

    public var name: String { "nDCG@\(cutoff)" }

    public func score(_ ranking: JudgedRanking) -> Double {
        let ideal = discountedGain(ranking.relevant)
        return ideal > 0 ? discountedGain(ranking.gains) / ideal : 0
    }

    private func discountedGain(_ gains: [Int]) -> Double {
        var sum = 0.0
        for (index, gain) in gains.prefix(cutoff).enumerated() where gain > 0 {
            sum += Double(gain) / log2(Double(index + 2))
        }
        return sum
    }
}

/// Average precision: the mean, over all relevant documents, of the precision at each one's rank (0 if not found).
///
/// Its mean over queries is MAP. There is no cutoff: the whole ranking counts.
public struct AveragePrecision: RankingMetric {
    /// There is nothing to set.
    public init() {}

    public var name: String { "MAP" }

    public func score(_ ranking: JudgedRanking) -> Double {
        guard !ranking.relevant.isEmpty else { return 0 }
        var found = 0
        var sum = 0.0
        for (index, gain) in ranking.gains.enumerated() where gain > 0 {
            found += 1
            sum += Double(found) / Double(index + 1)
        }
        return sum / Double(ranking.relevant.count)
    }
}

/// The reciprocal of the first relevant document's rank; 0 if none is within the cutoff. Its mean is MRR.
public struct ReciprocalRank: RankingMetric {
    /// How many ranks count.
    public let cutoff: Int

    /// - Parameter cutoff: How many ranks count, 1 or more.
    public init(at cutoff: Int = 10) {
        precondition(cutoff > 0, "a cutoff is 1 or more")
        self.cutoff = cutoff
    }

    public var name: String { "MRR@\(cutoff)" }

    public func score(_ ranking: JudgedRanking) -> Double {
        let first = ranking.gains.prefix(cutoff).firstIndex { $0 > 0 }
        return first.map { 1 / Double($0 + 1) } ?? 0
    }
}

/// The share of the relevant documents that the first ranks hold.
public struct Recall: RankingMetric {
    /// How many ranks count.
    public let cutoff: Int

    /// - Parameter cutoff: How many ranks count, 1 or more.
    public init(at cutoff: Int) {
        precondition(cutoff > 0, "a cutoff is 1 or more")
        self.cutoff = cutoff
    }

    public var name: String { "R@\(cutoff)" }

    public func score(_ ranking: JudgedRanking) -> Double {
        guard !ranking.relevant.isEmpty else { return 0 }
        let found = ranking.gains.prefix(cutoff).count { $0 > 0 }
        return Double(found) / Double(ranking.relevant.count)
    }
}

/// What a reader of the first ranks gets: relevant documents for the time spent on others. It needs no total of the
/// relevant documents, which in a pile that grows nobody knows.
///
/// After Schwartz, Vasilyev and Sawaya, *How Important Is Recall for Measuring Retrieval Quality?* (arXiv 2512.20854,
/// 2025), who weigh the number n of relevant documents among the first K against the share of the others there:
/// T = (1 - α) · n - α · (K - n) / K. Here α is ½, K is the cutoff c or the length of a shorter ranking, and T is brought
/// from its range -½...c/2 to 0...1:
///
///     score = (n + n / K) / (c + 1)
///
/// So a ranking of c documents or more scores its precision n / c, whatever α is; a shorter one may score higher than
/// that, for what it leaves out wasted nobody's time.
///
/// Its limits: the order within the first ranks does not count, nor do grades; what nobody judged counts as not
/// relevant, so that the score is a lower bound; and a query with fewer than c relevant documents cannot reach 1. It
/// compares systems on the same queries, not one collection with another.
public struct TMeasure: RankingMetric {
    /// How many ranks count.
    public let cutoff: Int

    /// - Parameter cutoff: How many ranks count, 1 or more.
    public init(at cutoff: Int = 10) {
        precondition(cutoff > 0, "a cutoff is 1 or more")
        self.cutoff = cutoff
    }

    public var name: String { "T@\(cutoff)" }

    public func score(_ ranking: JudgedRanking) -> Double {
        let read = ranking.gains.prefix(cutoff)
        guard !read.isEmpty else { return 0 }
        let relevant = Double(read.count { $0 > 0 })
        return (relevant + relevant / Double(read.count)) / Double(cutoff + 1)
    }
}
