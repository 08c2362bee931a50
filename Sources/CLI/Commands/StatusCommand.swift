import CommandLineSupport
import JSON
import Sextant

/// `sextant status`: what the index holds.
enum StatusCommand: Command {
    static let definition = CommandDefinition(
        name: "status",
        abstract: "Show what the index holds",
        discussion: """
            Papers, languages, months, categories, size, the model, and the drift since it was fitted: how much of the \
            newer papers' vocabulary the model does not know.
            """,
        formats: [.table, .plain, .json],
        examples: [.init("sextant status --json", "The same for programs")])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let library = try context.openLibrary()
        let status = library.status()
        switch context.format {
        case .json: try context.output.write(json(status, of: library))
        case .plain:
            for (name, text) in rows(status, of: library) { try context.output.write(TabSeparated.line([name, text])) }
        default:
            let list = DefinitionList(emphasis: .bold)
            for line in list.lines(rows(status, of: library), width: context.width ?? 100, style: context.style) {
                try context.output.writeLine(line)
            }
        }
        if status.drift.value > 0.05 {
            context.messages.note("new papers use words the model does not know: `sextant index --refit` would help")
        }
        return status.papers == 0 ? .nothingFound : .found
    }

    private static func rows(_ status: LibraryStatus, of library: Library) -> [(name: String, text: String)] {
        let drift = status.drift
        let folded = drift.foldedCoverage.map {
            "; \(Figures.count(drift.folded)) folded in since, words known \(Figures.percent($0))"
        }
        return [
            ("index", library.path),
            ("papers", Figures.count(status.papers)),
            (
                "languages",
                status.languages.map { "\($0.language.code) \(Figures.count($0.papers))" }.joined(separator: ", ")
            ),
            ("months", months(status)),
            ("categories", categories(status)),
            (
                "size",
                "\(Figures.bytes(status.bytes)) in \(status.segments) \(status.segments == 1 ? "segment" : "segments")"
            ),
            (
                "model",
                "\(status.dimensions) dimensions, \(Figures.count(status.terms)) terms, "
                    + "\(Figures.percent(status.capturedEnergy)) of the weight captured"
            ),
            (
                "drift",
                "\(Figures.fixed(drift.value, digits: 3)): fitted on \(Figures.count(drift.fitted)), "
                    + "words known \(Figures.percent(drift.fittedCoverage))" + (folded ?? "")
            ),
        ]
    }

    /// `2025-04: 3, 2025-05: 8; before that, from 2021-06: 12; without a date: 5`
    private static func months(_ status: LibraryStatus) -> String {
        let latest = status.months.suffix(12).map { "\($0.month): \(Figures.count($0.papers))" }
        var parts = latest.isEmpty ? [] : [latest.joined(separator: ", ")]
        let earlier = status.months.dropLast(12)
        if let first = earlier.first {
            let papers = earlier.reduce(0) { $0 + $1.papers }
            parts.append("before that, from \(first.month): \(Figures.count(papers))")
        }
        if status.undated > 0 { parts.append("without a date: \(Figures.count(status.undated))") }
        return parts.joined(separator: "; ")
    }

    private static func categories(_ status: LibraryStatus) -> String {
        let parts = status.categories.prefix(12).map { "\($0.category) \(Figures.count($0.papers))" }
        let more = status.categories.count - parts.count
        return (parts + (more > 0 ? ["and \(more) more"] : [])).joined(separator: ", ")
    }

    private static func json(_ status: LibraryStatus, of library: Library) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.member("index", library.path)
            json.member("papers", status.papers)
            json.member("segments", status.segments)
            json.member("bytes", status.bytes)
            json.member("dimensions", status.dimensions)
            json.member("terms", status.terms)
            json.member("captured_energy", status.capturedEnergy)
            json.key("languages")
            json.object { json in for entry in status.languages { json.member(entry.language.code, entry.papers) } }
            json.key("months")
            json.object { json in for entry in status.months { json.member(entry.month.description, entry.papers) } }
            json.member("undated", status.undated)
            json.key("categories")
            json.object { json in for entry in status.categories { json.member(entry.category, entry.papers) } }
            json.key("drift")
            json.object { json in
                json.member("value", status.drift.value)
                json.member("fitted", status.drift.fitted)
                json.member("folded", status.drift.folded)
                json.member("fitted_coverage", status.drift.fittedCoverage)
                json.key("folded_coverage")
                if let coverage = status.drift.foldedCoverage { json.double(coverage) } else { json.null() }
            }
        }
        json.newline()
        return json.bytes
    }
}
