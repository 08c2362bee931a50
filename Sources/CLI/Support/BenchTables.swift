import Benchmarking
import CommandLineSupport
import LinearAlgebra

/// A benchmark's report as tables for people: tasks side by side, implementations one below the other.
struct BenchTables {
    private let report: BenchmarkReport
    private let earlier: BenchRecord?

    /// - Parameter earlier: What to show ratios to, in place of shares of the machine's limit.
    init(_ report: BenchmarkReport, _ earlier: BenchRecord?) {
        self.report = report
        self.earlier = earlier
    }

    func lines(_ context: CommandContext) -> [String] {
        let second = earlier == nil ? nil : "× the earlier run"
        var lines = heading
        lines += [
            "",
            context.style(.bold, "Pairs of vectors")
                + " in first-level cache, one thread: GB/s, \(second ?? "% of reading alone")",
        ]
        lines += table(.pairs, context)
        lines += [
            "",
            context.style(.bold, "One query") + " over many rows: GB/s, \(second ?? "% of reading alone")",
        ]
        lines += table(.oneQuery, context)
        lines += [
            "",
            context.style(.bold, "\(KernelBenchmark.queriesPerBatch) queries")
                + " over many rows: 10⁹ products/s, \(second ?? "× BLAS sgemm")",
        ]
        lines += table(.batch, context)
        return lines + [""] + notes
    }

    private var heading: [String] {
        let threads = report.threads == 1 ? "one thread" : "\(report.threads) threads"
        var machine = report.processor ?? "unknown processor"
        if let bytes = report.cacheBytes { machine += ", last-level cache \(Figures.bytes(bytes))" }
        // OpenBLAS's own text goes on with how it was built, which is for records.
        let library = BLASInfo.configuration?.split(separator: " ").prefix(2).joined(separator: " ")
        return [
            machine,
            "In memory: \(Figures.count(report.count)) vectors of \(report.dimension) elements, \(threads); in cache: one "
                + "thread",
            "BLAS: \(library ?? "a library that does not tell its name")"
                + (BLASInfo.core.map { ", \($0) kernels" } ?? ""),
        ]
    }

    private var notes: [String] {
        let isRight = report.rows.allSatisfy(\.agrees)
        let inUse = report.rows.filter { $0.implementation == .kernels(report.activeInstructionSet) }
        let isInMemory = !inUse.contains { $0.task.place == .memory && $0.residence == .cache }
        return (isInMemory ? [] : ["Not all of it was in memory: some rows fit the last-level cache (see --count)."])
            + [
                "*: in use everywhere else",
                isRight
                    ? "All answers have the bits of the plain loop's; BLAS's are within rounding."
                    : "Figures in brackets are of wrong answers.",
            ]
    }

    private func table(_ meeting: BenchmarkKernel.Meeting, _ context: CommandContext) -> [String] {
        let tasks = BenchmarkTask.all.filter { $0.kernel.meeting == meeting }
        var table = Table(
            [Table.Column("", emphasis: .accent)]
                + tasks.map { Table.Column(title($0), isRightAligned: true) })
        for implementation in Implementation.all where tasks.contains(where: { implementation.computes($0.kernel) }) {
            let isInUse = implementation == .kernels(report.activeInstructionSet)
            table.add(
                [implementation.name + (isInUse ? " *" : "")]
                    + tasks.map { report.row($0, implementation).map(cell) ?? "" })
        }
        let limits = tasks.map { report.row($0, .plain)?.readLimit }
        if limits.contains(where: { $0 != nil }) {
            table.add(["reading alone"] + limits.map { $0.map { figure($0) + Self.blank } ?? "" })
        }
        return table.lines(width: context.width, style: context.style)
    }

    private func title(_ task: BenchmarkTask) -> String {
        switch task.kernel.meeting {
        case .pairs: task.kernel == .cosine ? "cosine float32" : "dot \(task.kernel.elementType)"
        case .oneQuery, .batch: "\(task.kernel.elementType) \(task.place.rawValue)"
        }
    }

    /// `35.1   98 %`, and in brackets what is wrong.
    private func cell(_ row: BenchmarkRow) -> String {
        let isBatch = row.task.kernel.meeting == .batch
        let rate = figure(isBatch ? row.gigaproductsPerSecond : row.gigabytesPerSecond)
        var second = ""
        if let earlier {
            second = earlier.ratio(of: row).map { Figures.fixed($0) + "×" } ?? "-"
        } else if let share = row.shareOfLimit {
            second = Figures.percent(share, digits: 0)
        } else if let times = report.timesBLAS(row) {
            second = Figures.fixed(times) + "×"
        }
        let text = rate + String(repeating: " ", count: max(1, Self.blank.count - second.count)) + second
        return row.agrees ? text : "[\(text)]"
    }

    /// As wide as a second figure with the space before it.
    private static let blank = "       "

    private func figure(_ value: Double) -> String { Figures.fixed(value, digits: value < 99.95 ? 1 : 0) }
}
