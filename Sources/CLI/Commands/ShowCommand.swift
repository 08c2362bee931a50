import CommandLineSupport

/// `sextant show`: a paper as a card.
enum ShowCommand: Command {
    static let definition = CommandDefinition(
        name: "show",
        abstract: "Show a paper",
        discussion: "All that the digests say of it, in both languages.",
        arguments: [ArgumentDefinition("ID", help: "A paper's ID or link", isRepeated: true)],
        formats: OutputFormat.allCases,
        examples: [
            .init("sextant show 2601.21465", "The paper as a card"),
            .init("sextant show 2601.21465 --format bibtex", "Its entry for a bibliography"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode { throw NotYet(command: definition.name) }
}
