import CommandLineSupport

/// `sextant doctor`: finds trouble.
enum DoctorCommand: Command {
    static let verbose = Option.flag("verbose", help: "List every finding, instead of the first few of each kind")

    static let definition = CommandDefinition(
        name: "doctor",
        abstract: "Find trouble in the index, the digests and the machine",
        discussion: """
            Looks for missing days, entries whose summary failed, duplicates, changed abstracts, a linear algebra library \
            that does not know this processor, and damaged files. The exit code is 0 when there is nothing to report, 1 \
            when there is, and 2 when it could not look.
            """,
        options: [verbose.definition],
        formats: [.table, .plain, .json],
        examples: [.init("sextant doctor || echo 'look into it'", "For a script that runs every day")])

    static func run(_ context: CommandContext) throws -> ExitCode { throw NotYet(command: definition.name) }
}
