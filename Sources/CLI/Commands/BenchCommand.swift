import Benchmarking
import CommandLineSupport
import LinearAlgebra
import SystemSupport

/// `sextant bench`: how fast the vector kernels are here.
enum BenchCommand: Command {
    static let dimension = Option.value(
        "dimension", "N", .wholeNumber(from: 1, to: 65_536), default: 256, help: "Elements of a vector")
    static let count = Option.value(
        "count", "N", .wholeNumber(from: 64, to: 100_000_000), default: 200_000, help: "How many vectors")

    static let definition = CommandDefinition(
        name: "bench",
        abstract: "Measure the vector kernels on this machine",
        discussion: """
            Runs every kernel with every instruction set that this machine has, beside the memory's bandwidth and the \
            plain loop. Every answer is compared with the plain loop's, bit for bit; the exit code is 2 if one differs.
            """,
        options: [dimension.definition, count.definition],
        formats: [.table, .plain, .json, .csv],
        examples: [
            .init("sextant bench --threads 1", "One core"),
            .init("sextant bench --json -o bench.json", "A record to keep"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let benchmark = KernelBenchmark(
            dimension: context[dimension], count: context[count], threads: context.threads)
        var progress: ProgressBar?
        let report = benchmark.run { done, total in
            if progress == nil { progress = context.messages.progress("Measuring", total: total) }
            progress?.update(done)
        }
        progress?.finish()
        if let advice = BLASInfo.advice { context.messages.warning(advice) }
        switch context.format {
        case .json: try context.output.write(json(report))
        case .csv: for row in cells(report) { try context.output.write(CSV.line(row)) }
        case .plain: for row in cells(report).dropFirst() { try context.output.write(TabSeparated.line(row)) }
        default: for line in table(report, context) { try context.output.writeLine(line) }
        }
        let wrong = report.rows.filter { !$0.agrees }.map { "\($0.kernel.rawValue) with \(name($0))" }
        guard !wrong.isEmpty else { return .found }
        context.messages.error("not the plain loop's answers: \(wrong.joined(separator: ", "))")
        return .failure
    }
}
