import Benchmarking
import CommandLineSupport
import JSON
import LinearAlgebra

/// How a benchmark's report is written.
extension BenchCommand {
    static func name(_ row: BenchmarkRow) -> String { row.instructionSet?.rawValue ?? "plain loop" }

    static func table(_ report: BenchmarkReport, _ context: CommandContext) -> [String] {
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
                + (report.cacheBytes.map { "; last-level cache \(Figures.bytes($0))" } ?? ""),
            "BLAS: \(BLASInfo.core.map { "\($0) kernels of " } ?? "")\(BLASInfo.configuration ?? "a library that does not tell")",
            "",
        ] + table.lines(width: context.width, style: context.style)
    }

    /// A heading and a record for each row, for other programs.
    static func cells(_ report: BenchmarkReport) -> [[String]] {
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

    static func json(_ report: BenchmarkReport) -> [UInt8] {
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
            json.key("blas_core")
            if let core = BLASInfo.core { json.string(core) } else { json.null() }
            json.key("blas_configuration")
            if let configuration = BLASInfo.configuration { json.string(configuration) } else { json.null() }
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
