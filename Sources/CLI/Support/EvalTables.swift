import CommandLineSupport
import Sextant

/// An evaluation as tables for people: the means, how sure their differences are, and what has changed.
struct EvalTables {
    private let evaluation: LibraryEvaluation
    private let earlier: EvalRecord?

    /// - Parameter earlier: What to show changes since.
    init(_ evaluation: LibraryEvaluation, _ earlier: EvalRecord?) {
        self.evaluation = evaluation
        self.earlier = earlier
    }

    func lines(_ context: CommandContext) -> [String] {
        let metric = evaluation.sets.first?.mainMetric ?? ""
        var lines = means.lines(width: context.width, style: context.style)
        lines += ["", context.style(.bold, "\(SearchOptions().mode.rawValue) against the other modes") + ", \(metric)"]
        lines += comparisons.lines(width: context.width, style: context.style)
        if earlier != nil {
            lines += ["", context.style(.bold, "now against the earlier run") + ", \(metric) of the same queries"]
            lines += changes.lines(width: context.width, style: context.style)
        }
        return lines
    }

    private var means: Table {
        let metrics = evaluation.sets.first?.metrics ?? []
        var table = Table(
            [.init("queries"), .init("count", isRightAligned: true), .init("mode")]
                + metrics.map { .init($0, isRightAligned: true) })
        for set in evaluation.sets {
            for result in set.results {
                table.add(
                    [set.name, Figures.count(set.queries.count), result.mode.rawValue]
                        + result.evaluation.means.map { Figures.fixed($0, digits: 4) })
            }
        }
        return table
    }

    private static let interval: [Table.Column] = [
        .init("difference", isRightAligned: true), .init("95 % interval", isRightAligned: true), .init(""),
    ]

    private var comparisons: Table {
        var table = Table([.init("queries"), .init("against")] + Self.interval)
        for set in evaluation.sets {
            for comparison in set.comparisons {
                table.add([set.name, comparison.against.rawValue] + cells(comparison.interval))
            }
        }
        return table
    }

    private var changes: Table {
        var table = Table(
            [
                .init("queries"), .init("same", isRightAligned: true), .init("mode"),
                .init("earlier", isRightAligned: true),
            ]
                + Self.interval)
        for set in evaluation.sets {
            for result in set.results {
                let change = earlier?.change(of: set, mode: result.mode)
                table.add(
                    [set.name, Figures.count(change?.count ?? 0), result.mode.rawValue]
                        + [change.map { Figures.fixed($0.earlier, digits: 4) } ?? "-"]
                        + (change.map { cells($0.interval) } ?? ["-", "-", ""]))
            }
        }
        return table
    }

    /// `+0.0400`, `+0.0210 to +0.0590`, `significant`.
    private func cells(_ interval: PairedBootstrap.Interval) -> [String] {
        [
            signed(interval.mean), "\(signed(interval.lower)) to \(signed(interval.upper))",
            verdict(interval),
        ]
    }

    private func verdict(_ interval: PairedBootstrap.Interval) -> String {
        if interval.isSignificant { return "significant" }
        return interval.lower == 0 && interval.upper == 0 ? "the same" : "may be chance"
    }

    private func signed(_ value: Double) -> String {
        (value >= 0 ? "+" : "") + Figures.fixed(value, digits: 4)
    }
}
