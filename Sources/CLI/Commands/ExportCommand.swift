import CommandLineSupport
import Sextant

/// `sextant export`: the papers or their vectors in another form.
enum ExportCommand: Command {
    /// What to write.
    enum Target: String, CaseIterable, Sendable {
        case jsonl, csv, bibtex, npy
    }

    static let to = Option<Target?>.optional(
        "to", "FORM", .choice, help: "Write jsonl, csv, bibtex, or npy (the vectors; default: jsonl)")

    static let definition = CommandDefinition(
        name: "export",
        abstract: "Write papers or vectors for other programs",
        discussion: """
            Writes all papers that the filters let through, in the order of their IDs: as JSON lines (everything that is \
            known of each), CSV, BibTeX, or their vectors as a NumPy array in that order.
            """,
        options: [to.definition],
        shared: StandardOptions.filters,
        formats: [.jsonl, .csv, .bibtex],
        examples: [
            .init("sextant export --month 2026-01 -o january.jsonl", "A month as JSON lines"),
            .init("sextant export --to npy -o vectors.npy", "All vectors, for numpy.load"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let library = try context.openLibrary()
        let filter = try context.filter()
        let rows = library.corpus.segments.map { filter.rows(of: $0) }
        let locations = library.corpus.locations().filter { rows[$0.segment].contains($0.row) }
        let target = context[to]?.rawValue ?? context.format.rawValue
        if target == Target.npy.rawValue {
            guard context[StandardOptions.output] != nil else { throw UsageError("--to npy needs -o FILE") }
            try context.output.write(library.vectorsAsNPY(locations))
        } else {
            let format = OutputFormat(rawValue: target) ?? .jsonl
            if format == .csv { try context.output.write(CSV.line(Paper.columns)) }
            for location in locations {
                if context.output.isClosed { break }
                try library.paper(at: location).write(as: format, to: context.output)
            }
        }
        return locations.isEmpty ? .nothingFound : .found
    }
}
