/// A day of the Gregorian calendar, from year 1 to year 9999.
public struct Day: Comparable, Hashable, Sendable {
    /// Days since 1970-01-01; negative before.
    public let daysSinceEpoch: Int32

    public init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// The day of that date; `nil` if the calendar has none (month 13, 30 February).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Years that begin in March put the leap day last, so that a month's first day is linear in its number
        // (Hinnant, “chrono-Compatible Low-Level Date Algorithms”, days_from_civil).
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSinceEpoch: Int32(era * 146_097 + dayOfEra - 719_468))
        // 30 February counts on into March and so is no date.
        guard components == (year, month, day) else { return nil }
    }

    /// The day written `2026-03-08`; `nil` for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 10 else { return nil }
        var numbers = (year: 0, month: 0, day: 0)
        for (place, byte) in text.utf8.enumerated() {
            guard place == 4 || place == 7 ? byte == UInt8(ascii: "-") : byte.isDigit else { return nil }
            let digit = Int(byte) - 0x30
            switch place {
            case 0..<4: numbers.year = numbers.year * 10 + digit
            case 5, 6: numbers.month = numbers.month * 10 + digit
            case 8, 9: numbers.day = numbers.day * 10 + digit
            default: break
            }
        }
        self.init(year: numbers.year, month: numbers.month, day: numbers.day)
    }

    /// Year, month 1...12 and day 1...31.
    public var components: (year: Int, month: Int, day: Int) {
        // civil_from_days of the same source: the inverse of what `init(year:month:day:)` computes.
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The month that this day is in.
    public var month: Month { Month(of: self) }

    public static func < (a: Day, b: Day) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
}

extension Day: CustomStringConvertible {
    /// As in `2026-03-08`.
    public var description: String {
        let (year, month, day) = components
        return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }
}

/// A month of a year.
public struct Month: Comparable, Hashable, Sendable {
    public let year: Int
    /// 1...12.
    public let month: Int

    /// `nil` if the month is not in 1...12 or the year not in 1...9999.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        self.year = year
        self.month = month
    }

    /// The month written `2026-03`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            let year = Int(digits: parts[0]), let month = Int(digits: parts[1])
        else { return nil }
        self.init(year: year, month: month)
    }

    init(of day: Day) {
        (year, month, _) = day.components
    }

    /// The first day of the month.
    public var firstDay: Day {
        guard let day = Day(year: year, month: month, day: 1) else {
            preconditionFailure("a month without a first day")
        }
        return day
    }

    /// The last day of the month.
    public var lastDay: Day {
        let next = month == 12 ? Month(year: year + 1, month: 1) : Month(year: year, month: month + 1)
        return Day(daysSinceEpoch: (next?.firstDay.daysSinceEpoch ?? firstDay.daysSinceEpoch + 31) - 1)
    }

    public static func < (a: Month, b: Month) -> Bool { (a.year, a.month) < (b.year, b.month) }
}

extension Month: CustomStringConvertible {
    /// As in `2026-03`.
    public var description: String { "\(year.padded(to: 4))-\(month.padded(to: 2))" }
}

extension Int {
    /// The number that consists of ASCII digits alone (no sign); `nil` for anything else.
    init?(digits text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0.isDigit }) else { return nil }
        self.init(text)
    }

    func padded(to width: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
    }
}
