/// When a paper appeared: a day, or a month where no more is known.
public enum PaperDate: Hashable, Sendable {
    case day(Day)
    case month(Month)

    /// The day itself, or the first of the month.
    public var firstDay: Day {
        switch self {
        case .day(let day): day
        case .month(let month): month.firstDay
        }
    }

    /// The month, or the day's.
    public var month: Month {
        switch self {
        case .day(let day): day.month
        case .month(let month): month
        }
    }

    /// The day; `nil` where the month alone is known.
    public var day: Day? {
        if case .day(let day) = self { day } else { nil }
    }
}

extension PaperDate: CustomStringConvertible {
    /// As in `2026-03-08`, or `2026-03`.
    public var description: String { day?.description ?? month.description }
}
