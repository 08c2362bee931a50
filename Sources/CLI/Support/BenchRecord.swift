import Benchmarking
import JSON

/// The record of an earlier benchmark, to compare with.
struct BenchRecord {
    private struct Key: Hashable {
        let kernel, place, implementation: String
    }

    private let processor: String?
    private let dimension, count, threads: Int64?
    private let rates: [Key: Double]

    /// Reads what `--save` or `--json` wrote.
    /// - Throws: ``SavedRecordError`` when it is not that, `FileError` when it cannot be read.
    init(path: String) throws {
        self = try SavedRecord.read(path, of: "bench") { json in
            BenchRecord(json, try SavedRecord.elements("rows", of: json))
        }
    }

    private init(_ json: JSONValue, _ rows: JSONElements) {
        processor = json["processor"]?.string
        (dimension, count, threads) = (json["dimension"]?.int, json["count"]?.int, json["threads"]?.int)
        var rates: [Key: Double] = [:]
        for row in rows {
            guard let kernel = row["kernel"]?.string, let place = row["place"]?.string,
                let name = row["instruction_set"]?.string, let rate = row["vectors_per_second"]?.double, rate > 0
            else { continue }
            rates[Key(kernel: kernel, place: place, implementation: name)] = rate
        }
        self.rates = rates
    }

    /// How many times as fast as then; `nil` when it was not measured then.
    func ratio(of row: BenchmarkRow) -> Double? {
        let key = Key(
            kernel: row.task.kernel.rawValue, place: row.task.place.rawValue, implementation: row.implementation.name)
        return rates[key].map { row.vectorsPerSecond / $0 }
    }

    /// What was not as it is now and makes ratios say something else than that the program has changed.
    func differences(from report: BenchmarkReport) -> [String] {
        var differences: [String] = []
        if processor != report.processor {
            differences.append("processor \(processor ?? "unknown"), now \(report.processor ?? "unknown")")
        }
        for (name, then, now) in [
            ("elements", dimension, report.dimension), ("vectors", count, report.count),
            ("threads", threads, report.threads),
        ] where then != Int64(now) {
            differences.append("\(then.map { "\($0)" } ?? "unknown") \(name), now \(now)")
        }
        return differences
    }
}
