import Digests
import SystemSupport

extension ValueKind<Day> {
    /// A day, or the first one of a month, a year or a time before today: `2026-03-08`, `2026-03`, `2026`, `7d`, `last month`.
    public static var firstDay: Self { firstDay(today: .today) }

    /// A day, or the last one of a month, a year or a time before today.
    public static var lastDay: Self { lastDay(today: .today) }

    /// As ``firstDay``, on a day that is given.
    static func firstDay(today: @escaping @autoclosure @Sendable () -> Day) -> Self {
        date { TimeSpan($0, today: today())?.days.lowerBound }
    }

    /// As ``lastDay``, on a day that is given.
    static func lastDay(today: @escaping @autoclosure @Sendable () -> Day) -> Self {
        date { TimeSpan($0, today: today())?.days.upperBound }
    }

    private static func date(_ parse: @escaping @Sendable (String) -> Day?) -> Self {
        Self("a date such as 2026-03-08, 2026-03, 2026, 7d, yesterday or “last month”", parse: parse)
    }
}

extension ValueKind<Month> {
    /// A month: `2026-03`, `2026-3`, `last month`.
    public static var month: Self { month(today: .today) }

    /// As ``month``, on a day that is given.
    static func month(today: @escaping @autoclosure @Sendable () -> Day) -> Self {
        Self("a month such as 2026-03 or “last month”") { text in
            guard let days = TimeSpan(text, today: today())?.days, days.lowerBound == days.lowerBound.month.firstDay,
                days.upperBound == days.lowerBound.month.lastDay
            else { return nil }
            return days.lowerBound.month
        }
    }
}

/// A time as people write it, in days.
struct TimeSpan: Equatable {
    /// The first and the last day.
    let days: ClosedRange<Day>

    /// - Parameters:
    ///   - text: `2026-03-08`, `2026-3-8`, `2026/03`, `2026`, `today`, `yesterday`, `7d`, `2 weeks`, `3 months ago`,
    ///     `last week`, `this month`, in any case of letters.
    ///   - today: The day that words are about.
    init?(_ text: String, today: Day) {
        let words = text.lowercased().split { " _-".contains($0) }.map(String.init)
        guard let days = Self.written(text) ?? Self.named(words, today) ?? Self.ago(words, today) else { return nil }
        self.days = days
    }

    private static func named(_ words: [String], _ today: Day) -> ClosedRange<Day>? {
        let monday = PeriodUnit.week.start(of: today)
        switch words {
        case ["today"]: return today...today
        case ["yesterday"]: return today.adding(-1)...today.adding(-1)
        case ["this", "week"]: return monday...monday.adding(6)
        case ["last", "week"]: return monday.adding(-7)...monday.adding(-1)
        case ["this", "month"]: return today.month.days
        case ["last", "month"]: return today.month.firstDay.adding(-1).month.days
        case ["this", "year"]: return year(today.components.year)
        case ["last", "year"]: return year(today.components.year - 1)
        default: return nil
        }
    }

    /// `7d`, `7 days`, `7 days ago`, `last 7 days`: from that day to today.
    private static func ago(_ words: [String], _ today: Day) -> ClosedRange<Day>? {
        var text = words.joined()
        if text.hasPrefix("last") { text.removeFirst(4) }
        if text.hasSuffix("ago") { text.removeLast(3) }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count < 5, let number = Int(digits) else { return nil }
        let first: Day?
        switch text.dropFirst(digits.count) {
        case "d", "day", "days": first = today.adding(-number)
        case "w", "week", "weeks": first = today.adding(-7 * number)
        case "m", "month", "months": first = today.addingMonths(-number)
        case "y", "year", "years": first = today.addingMonths(-12 * number)
        default: return nil
        }
        return first.map { $0...today }
    }

    /// `2026-03-08`, `2026-3-8`, `2026/03`, `2026.3`, `2026`
    private static func written(_ text: String) -> ClosedRange<Day>? {
        let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        let numbers = parts.compactMap { $0.allSatisfy { $0.isASCII && $0.isNumber } ? Int($0) : nil }
        guard numbers.count == parts.count, parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count <= 2 }) else {
            return nil
        }
        switch numbers.count {
        case 1: return year(numbers[0])
        case 2: return Month(year: numbers[0], month: numbers[1])?.days
        case 3: return Day(year: numbers[0], month: numbers[1], day: numbers[2]).map { $0...$0 }
        default: return nil
        }
    }

    private static func year(_ number: Int) -> ClosedRange<Day>? {
        guard let first = Month(year: number, month: 1), let last = Month(year: number, month: 12) else { return nil }
        return first.firstDay...last.lastDay
    }
}

extension Day {
    /// The day by the clock, where the computer is.
    static var today: Day { Day(daysSinceEpoch: Int32(Clock.localDaysSinceEpoch)) }

    func adding(_ days: Int) -> Day { Day(daysSinceEpoch: daysSinceEpoch + Int32(days)) }

    /// The same day of another month, or the last one where that is shorter.
    func addingMonths(_ months: Int) -> Day? {
        let (year, month, day) = components
        let number = year * 12 + month - 1 + months
        guard let target = Month(year: number / 12, month: number % 12 + 1) else { return nil }
        return Day(year: target.year, month: target.month, day: day) ?? target.lastDay
    }
}

extension Month {
    var days: ClosedRange<Day> { firstDay...lastDay }
}
