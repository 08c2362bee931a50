import Digests

extension ValueKind<Day> {
    /// A day, or the first one of a month or year: `2026-03-08`, `2026-03`, `2026`.
    public static var firstDay: Self {
        date { text in Day(text) ?? Month(text)?.firstDay ?? Month("\(text)-01")?.firstDay }
    }

    /// A day, or the last one of a month or year: `2026-03-08`, `2026-03`, `2026`.
    public static var lastDay: Self {
        date { text in Day(text) ?? Month(text)?.lastDay ?? Month("\(text)-12")?.lastDay }
    }

    private static func date(_ parse: @escaping @Sendable (String) -> Day?) -> Self {
        Self("a date such as 2026-03-08, 2026-03 or 2026", parse: parse)
    }
}

extension ValueKind<Month> {
    /// A month: `2026-03`.
    public static var month: Self { Self("a month such as 2026-03") { Month($0) } }
}

extension Month {
    fileprivate var lastDay: Day? {
        [31, 30, 29, 28].lazy.compactMap { Day(year: year, month: month, day: $0) }.first
    }
}
