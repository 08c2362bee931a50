import Benchmarking
import CommandLineSupport
import JSON

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
        var progress = context.messages.progress("Measuring", total: nil)
        let report = benchmark.run { done, _ in progress.update(done) }
        progress.finish()
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

extension BenchCommand {
    private static func name(_ row: BenchmarkRow) -> String { row.instructionSet?.rawValue ?? "plain loop" }

    private static func table(_ report: BenchmarkReport, _ context: CommandContext) -> [String] {
        var table = Table([
            Table.Column("kernel", emphasis: .accent), Table.Column("elements"), Table.Column("instruction set"),
            Table.Column("GB/s", isRightAligned: true), Table.Column("vectors/s", isRightAligned: true),
            Table.Column("× plain", isRightAligned: true), Table.Column("× memory", isRightAligned: true),
            Table.Column("data in"), Table.Column("answers"),
        ])
        var plain = 1.0
        for row in report.rows {
            if row.instructionSet == nil { plain = row.vectorsPerSecond }
            table.add([
                row.kernel.rawValue, row.kernel.elementType, name(row),
                Figures.fixed(row.gigabytesPerSecond, digits: 1),
                Figures.count(Int(row.vectorsPerSecond)), Figures.fixed(row.vectorsPerSecond / plain, digits: 1),
                Figures.fixed(row.shareOfBandwidth), row.residence.rawValue, row.agrees ? "equal" : "DIFFERENT",
            ])
        }
        let threads = report.threads == 1 ? "one thread" : "\(report.threads) threads"
        return [
            "\(Figures.count(report.count)) vectors of \(report.dimension) elements, \(threads); "
                + "in use elsewhere: \(report.activeInstructionSet.rawValue)",
            "Memory: \(Figures.fixed(report.readBandwidth, digits: 1)) GB/s read"
                + (report.cacheBytes.map { "; last-level cache \(Figures.bytes($0))" } ?? ""), "",
        ] + table.lines(width: context.width, style: context.style)
    }

    /// A heading and a record for each row, for other programs.
    private static func cells(_ report: BenchmarkReport) -> [[String]] {
        let heading = [
            "kernel", "elements", "instruction_set", "gb_per_second", "vectors_per_second", "share_of_bandwidth",
            "residence", "agrees",
        ]
        return [heading]
            + report.rows.map { row in
                [
                    row.kernel.rawValue, row.kernel.elementType, name(row), "\(row.gigabytesPerSecond)",
                    "\(row.vectorsPerSecond)", "\(row.shareOfBandwidth)", row.residence.rawValue, "\(row.agrees)",
                ]
            }
    }

    private static func json(_ report: BenchmarkReport) -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { json in
            json.member("version", 1)
            json.member("dimension", report.dimension)
            json.member("count", report.count)
            json.member("threads", report.threads)
            json.member("instruction_set", report.activeInstructionSet.rawValue)
            json.member("read_gb_per_second", report.readBandwidth)
            json.member("read_bytes", report.readBytes)
            json.key("cache_bytes")
            if let bytes = report.cacheBytes { json.int(bytes) } else { json.null() }
            json.key("rows")
            json.array { json in
                for row in report.rows {
                    json.object { json in
                        json.member("kernel", row.kernel.rawValue)
                        json.member("elements", row.kernel.elementType)
                        json.member("instruction_set", name(row))
                        json.member("gb_per_second", row.gigabytesPerSecond)
                        json.member("vectors_per_second", row.vectorsPerSecond)
                        json.member("share_of_bandwidth", row.shareOfBandwidth)
                        json.member("residence", row.residence.rawValue)
                        json.key("agrees")
                        json.bool(row.agrees)
                    }
                }
            }
        }
        writer.newline()
        return writer.bytes
    }
}
