import CommandLineSupport
import Sextant

/// `sextant trends`: topics over time.
enum TrendsCommand: Command {
    static let unit = Option<PeriodUnit?>.optional(
        "by", "UNIT", .choice, help: "Count papers by day, week or month (default: what suits the span of time)")
    static let since = Option<Day?>.optional(
        "since", "DATE", .firstDay, help: "Say which topics are new since this day, month or year")

    static let definition = CommandDefinition(
        name: "trends",
        abstract: "Show which topics grow, fade or are new",
        discussion: """
            Sorts the papers into topics, as `sextant topics` does, and follows each topic's share of all papers over days, weeks \
            or months. A topic grows or fades when its share does so by more than chance: the slope of a logistic regression, \
            whose error is widened by how much the counts scatter (quasi-likelihood), compared with Student's t; of the \
            trends called at most one in twenty is expected to be chance (Benjamini and Hochberg). The factor is that of the odds \
            from the first period to the last, with its 95 % interval.

            With --since a topic is new when its share before that day was below a fifth of its share since, by more than \
            chance (exact binomial test, Benjamini and Hochberg). Papers of all time take part: --since leaves none out. \
            Periods without papers say nothing. Papers without a date are counted and left out; those of which only the month is \
            known take part by months alone.
            """,
        options: [unit.definition, since.definition, TopicsCommand.count.definition, TopicsCommand.fresh.definition],
        shared: [StandardOptions.limit.definition]
            + StandardOptions.filters.filter { $0.name != StandardOptions.since.definition.name },
        formats: [.table, .plain, .json, .jsonl, .csv],
        examples: [
            .init("sextant trends --month 2026-03", "A month's topics, day by day"),
            .init("sextant trends --by week --since 2026-03-16", "By weeks, and what is new since the middle of March"),
            .init("sextant trends -k 40 --json", "Forty topics with all their counts, for programs"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let library = try context.openLibrary()
        var filter = try context.filter()
        filter.since = nil
        let topics = try library.topics(context, of: filter)
        let trends = try library.trends(
            of: topics, by: context[unit], since: context[since], threads: context.threads)
        return try TrendList(trends, of: topics, in: library).write(context)
    }
}
