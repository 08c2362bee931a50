import CommandLineSupport
import JSON
import Sextant

/// `sextant explain`: why a paper is near to another, or to a question.
enum ExplainCommand: Command {
    static let to = Option<String?>.optional("to", "ID", .text, help: "The other paper")
    static let query = Option<String?>.optional("query", "TEXT", .text, help: "The question, in place of another paper")

    static let definition = CommandDefinition(
        name: "explain",
        abstract: "Say why a paper is near to another, or to a question",
        discussion: "Shows each term's share of the score. Give one of --to and --query.",
        arguments: [ArgumentDefinition("ID", help: "A paper's ID or link")],
        options: [to.definition, query.definition],
        shared: [StandardOptions.limit.definition],
        formats: [.table, .plain, .json, .csv],
        examples: [
            .init("sextant explain 2601.21465 --to 2601.18734", "What two papers have in common"),
            .init("sextant explain 2601.21465 --query \"长视频理解\"", "Why a search found it"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        guard (context[to] == nil) != (context[query] == nil) else {
            throw UsageError("'explain' needs one of --to ID and --query TEXT")
        }
        let library = try context.openLibrary()
        let location = try library.location(of: context.arguments.words[0])
        try write(explanation(of: location, in: library, context), context)
        return .found
    }

    private static func explanation(
        of location: PaperLocation, in library: Library, _ context: CommandContext
    ) throws -> Explanation {
        var options = SearchOptions()
        options.threads = context.threads
        if let other = context[to] {
            let seed = SimilarQuery(seeds: [try library.location(of: other)])
            return try library.searcher.explain(seed, at: [location], options: options)[0]
        }
        let question = try Query(parsing: context[query] ?? "")
        return try library.searcher.explain(question, at: [location], options: options)[0]
    }

    private static func write(_ explanation: Explanation, _ context: CommandContext) throws {
        switch context.format {
        case .json:
            var json = JSONWriter(pretty: true)
            json.object { json in
                json.member("version", 1)
                json.key("score")
                json.float(explanation.score)
                json.key("why")
                explanation.write(to: &json)
            }
            json.newline()
            try context.output.write(json.bytes)
        case .plain, .csv:
            let line = context.format == .csv ? CSV.line : TabSeparated.line
            if context.format == .csv { try context.output.write(line(["term", "share", "lexical", "semantic"])) }
            for part in explanation.parts {
                let shares = [part.total, part.lexical, part.semantic]
                try context.output.write(line([part.shownWord] + shares.map { Figures.fixed(Double($0), digits: 4) }))
            }
            if explanation.support > 0 {
                try context.output.write(
                    line(["papers like it", Figures.fixed(Double(explanation.support), digits: 4), "", ""]))
            }
        default: try writeTable(explanation, context)
        }
    }

    private static func writeTable(_ explanation: Explanation, _ context: CommandContext) throws {
        var table = Table([
            .init("term", emphasis: .accent), .init("share", isRightAligned: true),
            .init("words", isRightAligned: true),
            .init("space", isRightAligned: true), .init(""),
        ])
        let limit = context[StandardOptions.limit]
        let largest = Double(explanation.parts.first?.total ?? 1)
        for part in explanation.parts.prefix(limit) {
            let shares = [part.total, part.lexical, part.semantic].map { Double($0) }
            table.add(
                [part.shownWord] + shares.map { Figures.fixed($0, digits: 3) } + [ScoreBar.text(shares[0] / largest)])
        }
        let rest = explanation.parts.dropFirst(limit)
        if !rest.isEmpty {
            let sum = rest.reduce(0) { $0 + Double($1.total) }
            table.add(["\(rest.count) others", Figures.fixed(sum, digits: 3), "", "", ""])
        }
        if explanation.support > 0 {
            table.add(["papers like it", Figures.fixed(Double(explanation.support), digits: 3), "", "", ""])
        }
        table.add(["score", Figures.fixed(Double(explanation.score), digits: 3), "", "", ""])
        for line in table.lines(width: context.width, style: context.style) { try context.output.writeLine(line) }
    }
}
