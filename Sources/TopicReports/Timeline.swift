import Digests

/// How many papers there are over time, of all and of a topic: by days, by weeks, or by months when it is long.
struct Timeline: Sendable {
    /// A day, the Monday of a week, or the first of a month.
    enum Unit: String, Sendable { case day, week, month }

    let unit: Unit
    /// The first day of each stretch of time in which there are papers.
    let days: [Day]
    /// The papers of each.
    let totals: [Int]
    /// The stretch of each paper.
    private let stretches: [Int?]

    init(_ papers: [TopicReport.Paper]) {
        let known = papers.compactMap(\.day)
        let span = Int((known.max()?.daysSinceEpoch ?? 0) - (known.min()?.daysSinceEpoch ?? 0))
        let unit: Unit = span <= 92 ? .day : span <= 731 ? .week : .month
        let starts = papers.map { $0.day.map { Self.start(of: $0, unit) } }
        // Days without any paper are days without a digest: they say nothing of a topic.
        let days = Set(starts.compactMap { $0 }).sorted()
        let index = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0) })
        stretches = starts.map { $0.flatMap { index[$0] } }
        var totals = [Int](repeating: 0, count: days.count)
        for case let stretch? in stretches { totals[stretch] += 1 }
        (self.unit, self.days, self.totals) = (unit, days, totals)
    }

    private static func start(of day: Day, _ unit: Unit) -> Day {
        switch unit {
        case .day: return day
        case .week:
            // 1970-01-01 was a Thursday.
            let weekday = (Int(day.daysSinceEpoch) + 3) % 7
            return Day(daysSinceEpoch: day.daysSinceEpoch - Int32(truncatingIfNeeded: (weekday + 7) % 7))
        case .month: return day.month.firstDay
        }
    }

    /// The share that some papers have of each stretch, taken together with the ones before and after: a day alone may have
    /// few papers.
    func shares(of members: [Int]) -> [Double] {
        var counts = [Int](repeating: 0, count: days.count)
        for member in members { if let stretch = stretches[member] { counts[stretch] += 1 } }
        return days.indices.map { stretch in
            let around = max(0, stretch - 1)...min(days.count - 1, stretch + 1)
            return Double(counts[around].reduce(0, +)) / Double(totals[around].reduce(0, +))
        }
    }
}
