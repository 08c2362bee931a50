import CommandLineSupport
import Sextant
import SystemSupport

/// `sextant index`: reads digests into the index.
enum IndexCommand: Command {
    static let refit = Option.flag("refit", help: "Fit the model anew on all papers, instead of folding new ones in")
    static let dryRun = Option.flag("dry-run", help: "Report what would change, and change nothing")
    static let dimensions = Option<Int?>.optional(
        "dimensions", "K", .wholeNumber(from: 1, to: 4096),
        help: "Dimensions of the model when it is fitted (default: 4 times the root of the papers, at most 512)")
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
        options: [refit.definition, dimensions.definition, dryRun.definition, verbose.definition],
        formats: [.table, .plain, .json],
        examples: [
            .init("sextant index ~/digests", "Reads every digest in the folder"),
            .init("sextant index --dry-run 2026-01-30.md", "Says what a new digest would add"),
            .init("xz -dc pile.jsonl.xz | sextant index -", "Reads JSON lines from a pipe"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        var builder = LibraryBuilder(path: try context.indexPath())
        builder.threads = context.threads
        builder.refit = context[refit]
        builder.analysis.dimensions = context[dimensions]
        let start = Clock.seconds
        var progress = IndexProgress(context.messages)
        defer { progress.finish() }
        let report =
            context[dryRun]
            ? try builder.dryRun(context.arguments.words) { progress.update($0, $1, $2) }
            : try builder.index(context.arguments.words) { progress.update($0, $1, $2) }
        progress.finish()
        let output = IndexReportOutput(
            report: report, isDryRun: context[dryRun], isVerbose: context[verbose], seconds: Clock.seconds - start)
        return try output.write(context)
    }
}
