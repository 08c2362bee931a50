/// When a paper appeared: a day, or a month or a year where no more is known.
public enum PaperDate: Hashable, Sendable {
    case day(Day)
    case month(Month)
    /// A year from 1 to 9999.
    case year(Int)

    /// The date written `2026-03-08`, `2026-03` or `2026`; `nil` for anything else.
    public init?(_ text: String) {
        if let day = Day(text) {
            self = .day(day)
        } else if let month = Month(text) {
            self = .month(month)
        } else if text.utf8.count == 4, let year = Int(digits: text), year > 0 {
            self = .year(year)
        } else {
            return nil
        }
    }

    /// The day itself, or the first of the month or of the year.
    public var firstDay: Day {
        switch self {
        case .day(let day): day
        case .month(let month): month.firstDay
        case .year(let year): Day(year: year, month: 1, day: 1) ?? Day(daysSinceEpoch: 0)
        }
    }

    /// The month, or the day's; `nil` where the year alone is known.
    public var month: Month? {
        switch self {
        case .day(let day): day.month
        case .month(let month): month
        case .year: nil
        }
    }

    /// The year.
    public var year: Int {
        if case .year(let year) = self { year } else { firstDay.components.year }
    }

    /// The day; `nil` where less is known.
    public var day: Day? {
        if case .day(let day) = self { day } else { nil }
    }

    /// How exact it is: a day before a month before a year, the earlier of two of a kind.
    var rank: (Int, Day) {
        switch self {
        case .day: (0, firstDay)
        case .month: (1, firstDay)
        case .year: (2, firstDay)
        }
    }
}

extension PaperDate: CustomStringConvertible {
    /// As in `2026-03-08`, `2026-03`, or `2026`.
    public var description: String {
        switch self {
        case .day(let day): day.description
        case .month(let month): month.description
        case .year(let year): year.padded(to: 4)
        }
    }
}
