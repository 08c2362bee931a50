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
