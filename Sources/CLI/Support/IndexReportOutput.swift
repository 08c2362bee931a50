import CommandLineSupport
import JSON
import Sextant

/// Says what an index run did.
struct IndexReportOutput {
    let report: IndexReport
    let isDryRun: Bool
    let isVerbose: Bool
    let seconds: Double

    /// Writes the report; problems go to standard error.
    ///
    /// - Returns: A failure when a named path could not be read or held no entry.
    func write(_ context: CommandContext) throws -> ExitCode {
        for line in problemLines { context.messages.warning(line.singleLine) }
        writeFailures(context.messages)
        for warning in report.warnings {
            context.messages.warning("the index is complete, but not all could be synced or cleaned up: \(warning)")
        }
        switch context.format {
        case .json: try context.output.write(json)
        case .plain: for (name, value) in counts { try context.output.write(TabSeparated.line([name, String(value)])) }
        default: try writeText(context)
        }
        return failedPaths.isEmpty ? .found : .failure
    }

    /// The named paths that could not be read or held no entry.
    private var failedPaths: [DigestSummary.NamedPath] {
        report.summary.paths.filter { !$0.isReadable || $0.read + $0.emptyDays == 0 }
    }

    /// Says why the run fails, with `--quiet` too.
    private func writeFailures(_ messages: Messages) {
        for path in failedPaths {
            let own = report.problems.filter { isFailure($0, of: path.path) }
            for problem in own { messages.error("\(problem)") }
            guard own.isEmpty else { continue }
            let reason = path.read == 0 ? "no paper was found there" : "not all of it could be read"
            messages.error("\(path.path.escaped): \(reason)")
        }
    }

    private func isFailure(_ problem: DigestProblem, of path: String) -> Bool {
        problem.severity == .failure && (problem.file == path || path == "-" && problem.file == "standard input")
    }

    private var counts: [(String, Int)] {
        let total = report.summary.total
        return [
            ("files", report.summary.files), ("entries", total.entries), ("rejected", total.rejected),
            ("added", report.added), ("merged", report.merged), ("regenerated", report.regenerated),
            ("changed", report.changed), ("unchanged", report.unchanged), ("repeated", report.repeated),
            ("papers", report.papers),
            ("problems", report.problems.count),
        ]
    }

    private func writeText(_ context: CommandContext) throws {
        let summary = report.summary
        let formats = DigestFormat.allCases.compactMap { format in
            summary.formats[format].map {
                "\(Figures.count($0.entries)) in \(Figures.count($0.files)) \(format.plural($0.files))"
            }
        }
        let entries = summary.total.entries
        let rejected = summary.total.rejected
        let read =
            "read \(Figures.count(entries)) \(entries == 1 ? "entry" : "entries")"
            + (rejected > 0 ? ", rejected \(Figures.count(rejected))" : "")
        try context.output.writeLine(formats.isEmpty ? read : read + " (" + formats.joined(separator: ", ") + ")")
        let changes = [
            "added \(Figures.count(report.added))", "merged \(Figures.count(report.merged))",
            "changed \(Figures.count(report.changed))",
            "regenerated \(Figures.count(report.regenerated))", "unchanged \(Figures.count(report.unchanged))",
            "repeated \(Figures.count(report.repeated))",
        ]
        try context.output.writeLine((isDryRun ? "would have " : "") + changes.joined(separator: ", "))
        switch report.fit {
        case .first: try context.output.writeLine("fitted the model")
        case .growth: try context.output.writeLine("fitted the model anew: the pile has doubled since the last fit")
        case .asked: try context.output.writeLine("fitted the model anew on all papers")
        case nil: break
        }
        let isNothing = report.added + report.merged + report.changed + report.regenerated == 0
        let state = isNothing ? "nothing new; the index has" : isDryRun ? "the index would have" : "the index has"
        let papers = Figures.count(report.papers, "paper")
        try context.output.writeLine("\(state) \(papers) (\(Figures.fixed(seconds, digits: 1)) s)")
    }

    /// Every problem that is not said as the run's failure, or the first few of each kind and how many more there are.
    private var problemLines: [String] {
        let failed = failedPaths.map(\.path)
        let rest = report.problems.filter { problem in !failed.contains { isFailure(problem, of: $0) } }
        guard !isVerbose else { return rest.map(\.description) }
        var lines: [String] = []
        for kind in DigestProblem.Kind.allCases {
            let problems = rest.filter { $0.kind == kind }
            lines += problems.prefix(3).map(\.description)
            if problems.count > 3 {
                lines.append("… and \(Figures.count(problems.count - 3)) more like this (--verbose lists all)")
            }
        }
        return lines
    }

    private var json: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.key("dry_run")
            json.bool(isDryRun)
            for (name, value) in counts where name != "problems" {
                json.member(name, value)
            }
            json.key("fitted")
            json.bool(report.fit != nil)
            json.member("seconds", (seconds * 1000).rounded() / 1000)
            json.key("problems")
            json.array { json in
                for problem in report.problems {
                    json.object { json in
                        json.member("file", problem.file)
                        json.key("line")
                        if let line = problem.line { json.int(line) } else { json.null() }
                        json.member("kind", problem.kind.rawValue)
                        json.member("message", problem.message)
                        json.member("action", problem.action)
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }
}

extension DigestFormat {
    /// What files of the format are called.
    fileprivate func plural(_ count: Int) -> String {
        switch self {
        case .report: count == 1 ? "report" : "reports"
        case .table: count == 1 ? "table" : "tables"
        case .jsonl: count == 1 ? "JSONL file" : "JSONL files"
        case .bibtex: count == 1 ? "BibTeX file" : "BibTeX files"
        case .tagged: count == 1 ? "file of tagged references" : "files of tagged references"
        case .separated: count == 1 ? "CSV file" : "CSV files"
        case .json: count == 1 ? "JSON file" : "JSON files"
        }
    }
}
