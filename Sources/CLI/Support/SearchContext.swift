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
        filter.since = self[StandardOptions.since]
        filter.until = self[StandardOptions.until]
        filter.month = self[StandardOptions.month]
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
