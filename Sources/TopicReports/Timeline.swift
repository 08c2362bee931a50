import Digests

/// How many papers there are over time, of all and of a topic: by days, by weeks, or by months when it is long. Days without
/// any paper are days without a digest: they say nothing of a topic.
struct Timeline: Sendable {
    private let periods: Periods

    init(_ papers: [TopicReport.Paper]) {
        let known = papers.compactMap(\.day)
        let span = Int((known.max()?.daysSinceEpoch ?? 0) - (known.min()?.daysSinceEpoch ?? 0))
        periods = Periods(papers.map(\.day), by: span <= 92 ? .day : span <= 731 ? .week : .month)
    }

    var unit: PeriodUnit { periods.unit }
    /// The first day of each stretch of time in which there are papers.
    var days: [Day] { periods.starts }
    /// The papers of each.
    var totals: [Int] { periods.totals }

    /// The share that some papers have of each stretch, taken together with the ones before and after: a day alone may have
    /// few papers.
    func shares(of members: [Int]) -> [Double] {
        let counts = periods.counts(of: members)
        return days.indices.map { stretch in
            let around = max(0, stretch - 1)...min(days.count - 1, stretch + 1)
            return Double(counts[around].reduce(0, +)) / Double(totals[around].reduce(0, +))
        }
    }
}
