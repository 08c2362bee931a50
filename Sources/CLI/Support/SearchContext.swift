import CommandLineSupport
import Sextant

extension CommandContext {
    /// The index of the command line, open for questions.
    func openLibrary() throws -> Library { try Library(path: indexPath()) }

    /// The filter that the command line asks for.
    func filter() throws(UsageError) -> PaperFilter {
        var filter = PaperFilter()
        filter.categories = self[StandardOptions.category]
        filter.authors = self[StandardOptions.author]
        filter.since = self[StandardOptions.since].flatMap(firstDay)
        filter.until = self[StandardOptions.until].flatMap(lastDay)
        filter.month = self[StandardOptions.month].flatMap { Month($0) }
        if let since = filter.since, let until = filter.until, since > until {
            throw UsageError("--since \(since) is later than --until \(until)")
        }
        return filter
    }

    /// Filter, limit, minimum score and threads of the command line.
    func searchOptions() throws(UsageError) -> SearchOptions {
        var options = SearchOptions()
        options.limit = self[StandardOptions.limit]
        options.minimumScore = self[StandardOptions.minimumScore].map { Float($0) }
        options.filter = try filter()
        options.threads = threads
        return options
    }
}

/// The first day of a day, month or year.
private func firstDay(_ text: String) -> Day? {
    Day(text) ?? Month(text)?.firstDay ?? Month(text + "-01")?.firstDay
}

/// The last day of a day, month or year.
private func lastDay(_ text: String) -> Day? {
    if let day = Day(text) { return day }
    guard let month = Month(text) ?? Month(text + "-12") else { return nil }
    let next = month.month == 12 ? Month(year: month.year + 1, month: 1) : Month(year: month.year, month: month.month + 1)
    return next.map { Day(daysSinceEpoch: $0.firstDay.daysSinceEpoch - 1) }
}
