import Benchmarking
import CommandLineSupport
import LinearAlgebra
import SystemSupport

/// `sextant bench`: how fast the vector kernels are here.
enum BenchCommand: Command {
    static let dimension = Option.value(
        "dimension", "N", .wholeNumber(from: 1, to: 65_536), default: 256, help: "Elements of a vector")
    static let count = Option.value(
        "count", "N", .wholeNumber(from: 64, to: 100_000_000), default: 1_000_000,
        help: "How many vectors to scan in memory")
    static let save = Option.optional("save", "FILE", .file, help: "Also write the JSON record to FILE")
    static let compare = Option.optional(
        "compare", "FILE", .file, help: "Show ratios to an earlier record, of --save or --json")

    static let definition = CommandDefinition(
        name: "bench",
        abstract: "Measure the vector kernels on this machine",
        discussion: """
            Runs every kernel with every instruction set that this machine has, beside the plain loop, the BLAS library \
            and what reading memory alone reaches: pairs of vectors, one query over many rows, and batches of queries, in \
            cache on one thread and in memory on all. Every answer is compared with the plain loop's, bit for bit (BLAS up \
            to rounding); the exit code is 2 if one differs.

            It takes about half a minute and, for a million vectors of 256 elements, up to 2 GB of memory.
            """,
        options: [dimension.definition, count.definition, save.definition, compare.definition],
        formats: [.table, .plain, .json, .csv],
        examples: [
            .init("sextant bench --threads 1", "One core"),
            .init("sextant bench --save before.json", "A record to keep"),
            .init("sextant bench --compare before.json", "What has become faster or slower since"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        // Before anything that takes time: what cannot be read or written is said at once.
        var earlier: BenchRecord?
        if let path = context[compare] { earlier = try BenchRecord(path: path) }
        var saved: ResultOutput?
        if let path = context[save] { saved = try ResultOutput(path: path) }
        let report = measure(context)
        if let path = context[compare], let differences = earlier?.differences(from: report), !differences.isEmpty {
            context.messages.warning("\(path) is of other circumstances: \(differences.joined(separator: "; "))")
        }
        try write(report, earlier, context)
        if let saved {
            try saved.write(json(report, nil))
            try saved.finish()
        }
        let wrong = report.rows.filter { !$0.agrees }
        guard !wrong.isEmpty else { return .found }
        let names = wrong.map { "\($0.task.kernel.rawValue) with \($0.implementation.name)" }
        context.messages.error("not the plain loop's answers: \(names.joined(separator: ", "))")
        return .failure
    }

    private static func measure(_ context: CommandContext) -> BenchmarkReport {
        let benchmark = KernelBenchmark(
            dimension: context[dimension], count: context[count], threads: context.threads)
        var progress: ProgressBar?
        let report = benchmark.run { done, total in
            if progress == nil { progress = context.messages.progress("Measuring", total: total) }
            progress?.update(done)
        }
        progress?.finish()
        if let advice = BLASInfo.advice { context.messages.warning(advice) }
        return report
    }

    private static func write(_ report: BenchmarkReport, _ earlier: BenchRecord?, _ context: CommandContext) throws {
        switch context.format {
        case .json: try context.output.write(json(report, earlier))
        case .csv: for row in cells(report, earlier) { try context.output.write(CSV.line(row)) }
        case .plain: for row in cells(report, earlier).dropFirst() { try context.output.write(TabSeparated.line(row)) }
        default: for line in BenchTables(report, earlier).lines(context) { try context.output.writeLine(line) }
        }
    }
}
