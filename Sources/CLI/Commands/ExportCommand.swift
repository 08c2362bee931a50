import CommandLineSupport
import Sextant

/// `sextant export`: the papers or their vectors in another form.
enum ExportCommand: Command {
    /// What to write.
    enum Target: String, CaseIterable, Sendable {
        case jsonl, csv, bibtex, npy, knn, atlas
    }

    static let to = Option<Target?>.optional(
        "to", "FORM", .choice,
        help: "Write jsonl, csv, bibtex, npy (the vectors), knn (each paper's nearest) or atlas (a map; default: jsonl)"
    )
    static let neighbors = Option.value(
        "neighbors", short: "k", "K", .wholeNumber(from: 1, to: 10_000), default: 10,
        help: "With knn and atlas: at most K neighbours of a paper")

    static let definition = CommandDefinition(
        name: "export",
        abstract: "Write papers or vectors for other programs",
        discussion: """
            Writes all papers that the filters let through, in the order of their IDs: as JSON lines (everything that is \
            known of each), CSV, BibTeX, or their vectors as a NumPy array in that order.

            The form knn is the exact graph of nearest neighbours among these papers: a line for each paper and neighbour, \
            the nearest first, with the two IDs and their cosine between tabs.

            The form atlas is for Embedding Atlas, which shows it with: embedding-atlas FILE.jsonl --text abstract --x x --y y \
            --neighbors neighbors. Each line has a paper, its place on the map of topics --report, and its nearest.
            """,
        options: [to.definition, neighbors.definition],
        shared: StandardOptions.filters,
        formats: [.jsonl, .csv, .bibtex],
        examples: [
            .init("sextant export --month 2026-01 -o january.jsonl", "A month as JSON lines"),
            .init("sextant export --to npy -o vectors.npy", "All vectors, for numpy.load"),
            .init("sextant export --to knn -k 5 -o neighbours.tsv", "The five papers nearest to each"),
            .init("sextant export --month 2026-01 --to atlas -o january.jsonl", "A month for Embedding Atlas"),
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
        } else if target == Target.knn.rawValue {
            try writeNeighbors(of: locations, in: library, context)
        } else if target == Target.atlas.rawValue {
            try AtlasFile(library: library, locations: locations)
                .write(to: context.output, neighbors: context[neighbors], threads: context.threads)
        } else {
            let format = OutputFormat(rawValue: target) ?? .jsonl
            if format == .csv, context.format != .csv, context[StandardOptions.bom] {
                try context.output.write(CSV.byteOrderMark)
            }
            if format == .csv { try context.output.write(CSV.line(Paper.columns)) }
            var keys = BibTeX.Keys()
            for location in locations {
                if context.output.isClosed { break }
                try library.paper(at: location).write(as: format, to: context.output, keys: &keys)
            }
        }
        return locations.isEmpty ? .nothingFound : .found
    }

    private static func writeNeighbors(
        of locations: [PaperLocation], in library: Library, _ context: CommandContext
    ) throws {
        let ids = locations.map { library.corpus.id(at: $0) }
        let neighbors = try library.neighbors(of: locations, count: context[neighbors], threads: context.threads)
        for (id, nearest) in zip(ids, neighbors) {
            if context.output.isClosed { break }
            for neighbor in nearest {
                let similarity = Figures.fixed(Double(neighbor.similarity), digits: 6)
                try context.output.write(TabSeparated.line([id, ids[neighbor.position], similarity]))
            }
        }
    }
}
