import Benchmarking
import CommandLineSupport
import JSON
import LinearAlgebra

/// How a benchmark's report is written for other programs.
extension BenchCommand {
    /// A heading and a record for each row.
    static func cells(_ report: BenchmarkReport, _ earlier: BenchRecord?) -> [[String]] {
        let heading = [
            "kernel", "elements", "instruction_set", "gb_per_second", "vectors_per_second", "share_of_bandwidth",
            "residence", "agrees", "place", "queries", "gproducts_per_second", "share_of_limit", "times_plain",
            "times_blas", "ratio",
        ]
        func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        return [heading]
            + report.rows.map { row in
                let kernel = row.task.kernel
                return [
                    kernel.rawValue, kernel.elementType, row.implementation.name, cell(row.gigabytesPerSecond),
                    cell(row.vectorsPerSecond), cell(row.gigabytesPerSecond / report.readBandwidth),
                    row.residence.rawValue, "\(row.agrees)", row.task.place.rawValue, "\(kernel.queryCount)",
                    cell(row.gigaproductsPerSecond), cell(row.shareOfLimit), cell(report.timesPlain(row)),
                    cell(report.timesBLAS(row)), cell(earlier?.ratio(of: row)),
                ]
            }
    }

    static func json(_ report: BenchmarkReport, _ earlier: BenchRecord?) -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { json in
            json.member("version", 1)
            json.member("sextant", Tool.definition.version)
            json.member("processor", report.processor)
            json.member("dimension", report.dimension)
            json.member("count", report.count)
            json.member("threads", report.threads)
            json.member("instruction_set", report.activeInstructionSet.rawValue)
            json.member("read_gb_per_second", report.readBandwidth)
            json.member("read_bytes", report.readBytes)
            json.key("cache_bytes")
            if let bytes = report.cacheBytes { json.int(bytes) } else { json.null() }
            json.member("blas_core", BLASInfo.core)
            json.member("blas_configuration", BLASInfo.configuration)
            json.key("rows")
            json.array { json in
                for row in report.rows { json.object { members(of: row, report, earlier, &$0) } }
            }
        }
        writer.newline()
        return writer.bytes
    }

    private static func members(
        of row: BenchmarkRow, _ report: BenchmarkReport, _ earlier: BenchRecord?, _ json: inout JSONWriter
    ) {
        json.member("kernel", row.task.kernel.rawValue)
        json.member("elements", row.task.kernel.elementType)
        json.member("instruction_set", row.implementation.name)
        json.member("place", row.task.place.rawValue)
        json.member("queries", row.task.kernel.queryCount)
        json.member("gb_per_second", row.gigabytesPerSecond)
        json.member("vectors_per_second", row.vectorsPerSecond)
        json.member("gproducts_per_second", row.gigaproductsPerSecond)
        json.member("share_of_bandwidth", row.gigabytesPerSecond / report.readBandwidth)
        json.member("share_of_limit", row.shareOfLimit)
        json.member("times_plain", report.timesPlain(row))
        json.member("times_blas", report.timesBLAS(row))
        if let earlier { json.member("ratio", earlier.ratio(of: row)) }
        json.member("residence", row.residence.rawValue)
        json.key("agrees")
        json.bool(row.agrees)
    }
}
