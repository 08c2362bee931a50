import CommandLineSupport
import JSON
import Sextant

/// `sextant new`: papers unlike anything before.
enum NewCommand: Command {
    static let since = Option<Day?>.optional(
        "since", "DATE", .firstDay, help: "Look at papers of this day, month or year, or later; all others are before")

    static let definition = CommandDefinition(
        name: "new",
        abstract: "Show papers unlike anything before",
        discussion: """
            Compares each paper since a day with all papers before it, and shows those whose nearest earlier paper is farthest \
            away: how near it is (a cosine), which paper that is, and the words that neither it nor most earlier papers have, with \
            the number of earlier papers that do.

            How far is far is told by the papers of the time before: rarity is the share of them that were as far from everything \
            before them. One in a hundred papers has 1 % or less by chance, and the first line says how many that would be.
            """,
        options: [since.definition],
        shared: [StandardOptions.limit.definition]
            + StandardOptions.filters.filter { $0.name != StandardOptions.since.definition.name },
        formats: [.table, .plain, .json, .jsonl, .csv, .bibtex, .ids],
        examples: [
            .init("sextant new --since 2026-03-25", "The last days of March against all before"),
            .init("sextant new --since 2026-03 --category cs.CL -n 20", "A month of one category"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        guard let since = context[since] else {
            throw UsageError("'new' needs --since: the day that papers are new from, such as --since 2026-03-25")
        }
        let library = try context.openLibrary()
        let novelty = try library.novelty(since: since, of: context.filter(), threads: context.threads)
        return try NewPaperList(novelty, since: since, in: library).write(context)
    }
}
