import CommandLineSupport

/// `sextant index`: reads digests into the index.
enum IndexCommand: Command {
    static let refit = Option.flag("refit", help: "Fit the model anew on all papers, instead of folding new ones in")
    static let dryRun = Option.flag("dry-run", help: "Report what would change, and change nothing")
    static let verbose = Option.flag("verbose", help: "List every problem, instead of the first few of each kind")

    static let definition = CommandDefinition(
        name: "index",
        abstract: "Read digests into the index",
        discussion: """
            Reads files, folders with all that is in them, or '-' for standard input. The first time it fits a model to \
            the papers; afterwards it folds new papers in, which is much faster. Reading the same digests again changes \
            nothing.

            It reports how many papers were added, merged, changed, unchanged and rejected, and what could not be read. \
            The exit code is 2 if one of the named paths could not be read or held no paper; all others are indexed \
            nevertheless.
            """,
        arguments: [
            ArgumentDefinition(
                "PATH", help: "A file, a folder, or '-' for standard input", completion: .file, isRepeated: true)
        ],
        options: [refit.definition, dryRun.definition, verbose.definition],
        formats: [.table, .plain, .json],
        examples: [
            .init("sextant index ~/digests", "Reads every digest in the folder"),
            .init("sextant index --dry-run 2026-01-30.md", "Says what a new digest would add"),
            .init("xz -dc pile.jsonl.xz | sextant index -", "Reads JSON lines from a pipe"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode { throw NotYet(command: definition.name) }
}
