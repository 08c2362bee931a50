/// A length of time that papers are counted by.
public enum PeriodUnit: String, Sendable, CaseIterable {
    case day, week, month

    /// The unit that cuts a span into a number of periods that can be read: days up to seven weeks, weeks up to two years.
    public init(for days: ClosedRange<Day>) {
        let span = days.upperBound.daysSinceEpoch - days.lowerBound.daysSinceEpoch
        self = span < 50 ? .day : span < 731 ? .week : .month
    }

    /// The first day of the period of a day: weeks begin on Monday.
    public func start(of day: Day) -> Day {
        switch self {
        case .day: return day
        case .week:
            // 1970-01-01 was a Thursday.
            let weekday = (Int(day.daysSinceEpoch) + 3) % 7
            return Day(daysSinceEpoch: day.daysSinceEpoch - Int32((weekday + 7) % 7))
        case .month: return day.month.firstDay
        }
    }

    /// The number of the period that begins with a day, in its own unit.
    public func time(of start: Day) -> Double {
        switch self {
        case .day: Double(start.daysSinceEpoch)
        case .week: Double(start.daysSinceEpoch) / 7
        case .month: Double(start.month.year * 12 + start.month.month)
        }
    }
}

/// Papers counted by periods.
public struct Periods: Sendable {
    public let unit: PeriodUnit
    /// The first day of each period that has papers, ascending.
    public let starts: [Day]
    /// The papers of each period.
    public let totals: [Int]
    /// The period of each paper; nil for one without a day.
    private let places: [Int?]

    /// - Parameter days: The day of each paper; nil for one that is not to be counted.
    public init(_ days: [Day?], by unit: PeriodUnit) {
        self.unit = unit
        let begins = days.map { $0.map { unit.start(of: $0) } }
        let starts = Set(begins.compactMap { $0 }).sorted()
        let index = Dictionary(uniqueKeysWithValues: starts.enumerated().map { ($1, $0) })
        places = begins.map { $0.flatMap { index[$0] } }
        var totals = [Int](repeating: 0, count: starts.count)
        for case let place? in places { totals[place] += 1 }
        self.starts = starts
        self.totals = totals
    }

    /// The number of each period, in its own unit.
    public var times: [Double] { starts.map { unit.time(of: $0) } }

    /// How many of some papers are in each period.
    public func counts(of papers: [Int]) -> [Int] {
        var counts = [Int](repeating: 0, count: starts.count)
        for paper in papers { if let place = places[paper] { counts[place] += 1 } }
        return counts
    }
}
