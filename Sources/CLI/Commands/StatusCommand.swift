import CommandLineSupport

/// `sextant status`: what the index holds.
enum StatusCommand: Command {
    static let definition = CommandDefinition(
        name: "status",
        abstract: "Show what the index holds",
        discussion: """
            Papers, languages, months, categories, size, the model, and the drift since it was fitted: how much of the \
            newer papers' vocabulary the model does not know.
            """,
        formats: [.table, .plain, .json],
        examples: [.init("sextant status --json", "The same for programs")])

    static func run(_ context: CommandContext) throws -> ExitCode { throw NotYet(command: definition.name) }
}
