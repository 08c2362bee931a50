import CommandLineSupport
import JSON
import Sextant

/// `sextant show`: a paper as a card.
enum ShowCommand: Command {
    static let definition = CommandDefinition(
        name: "show",
        abstract: "Show a paper",
        discussion: "All that the digests say of it, in both languages.",
        arguments: [ArgumentDefinition("ID", help: "A paper's ID, link or title", isRepeated: true)],
        formats: OutputFormat.allCases,
        examples: [
            .init("sextant show 2601.21465", "The paper as a card"),
            .init("sextant show 2601.21465 --format bibtex", "Its entry for a bibliography"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let library = try context.openLibrary()
        var locations: [PaperLocation] = []
        var unknown: [UnknownPaper] = []
        for word in context.arguments.words {
            do throws(UnknownPaper) { locations.append(try library.location(of: word)) } catch { unknown.append(error) }
        }
        // Those that are there are shown; what is missing is told last, where it is seen.
        if locations.isEmpty, let first = unknown.first { throw first }
        let papers = try locations.map { try library.paper(at: $0) }
        if context.format == .json {
            var json = JSONWriter(pretty: true)
            json.object { json in
                json.member("version", 1)
                json.key("papers")
                json.array { json in for paper in papers { paper.writeDigest(to: &json) } }
            }
            json.newline()
            try context.output.write(json.bytes)
            return try ending(unknown, context)
        }
        var keys = BibTeX.Keys()
        for (index, paper) in papers.enumerated() {
            if context.format == .table {
                if index > 0 { try context.output.writeLine("") }
                let copies = try library.searcher.copies(of: locations[index], threads: context.threads)
                try writeCard(paper, copies: copies, context)
            } else {
                try paper.write(as: context.format, to: context.output, keys: &keys)
            }
        }
        return try ending(unknown, context)
    }

    /// Names the papers that are missing.
    private static func ending(_ unknown: [UnknownPaper], _ context: CommandContext) throws -> ExitCode {
        for paper in unknown { context.messages.error("\(paper)") }
        return unknown.isEmpty ? .found : .failure
    }

    private static func writeCard(_ paper: Paper, copies: [String], _ context: CommandContext) throws {
        let width = min(context.width ?? 100, 100)
        for line in WordWrap.lines(paper.displayTitle.singleLine, width: width) {
            try context.output.writeLine(context.style(.bold, line))
        }
        let facts = [
            ("ID", paper.id.rawValue), ("also as", copies.joined(separator: ", ")), ("address", paper.address ?? ""),
            ("authors", paper.authors.joined(separator: ", ")),
            ("categories", paper.primaryFirst.joined(separator: " ")), ("date", paper.dateText),
            ("updated", paper.updated?.description ?? ""), ("digest", paper.firstDigest?.description ?? ""),
        ]
        // What the paper is about in a sentence comes before its abstract.
        let fields =
            paper.fields.filter { $0.key.name < .abstract && $0.value.text != paper.displayTitle }
            + paper.fields.filter { $0.key.name == .tldr }
            + paper.fields.filter { $0.key.name > .tldr || $0.key.name == .abstract }
        let texts = fields.map { (key, value) in
            let language = key.language == .english ? "" : " (\(key.language.code))"
            return ("\(key.name.rawValue)\(language)", value.text + (value.quality == .truncated ? " …" : ""))
        }
        let rows = (facts + texts).filter { !$0.1.isEmpty }.map { (name: $0.0, text: $0.1.singleLine) }
        for line in DefinitionList(emphasis: .accent).lines(rows, width: width, style: context.style) {
            try context.output.writeLine(line)
        }
        if paper.isWithdrawn { try context.output.writeLine(context.style(.warning, "  the paper was withdrawn")) }
        if paper.lacksSummary {
            try context.output.writeLine(context.style(.warning, "  its summary could not be made"))
        }
    }
}
