import CommandLineSupport
import JSON
import Sextant

/// `sextant eval`: how good the results are.
enum EvalCommand: Command {
    static let definition = CommandDefinition(
        name: "eval",
        abstract: "Measure the quality of search",
        discussion: """
            On a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv (the layout of BEIR) it indexes the documents \
            apart and scores every mode by nDCG, MAP, MRR and recall. With no folder it measures the index itself: how \
            well a paper is found by its own summary.
            """,
        arguments: [
            ArgumentDefinition("FOLDER", help: "A judged collection", completion: .folder, requirement: .optional)
        ],
        formats: [.table, .plain, .json, .csv],
        examples: [.init("sextant eval ~/collections/cranfield", "Scores of a judged collection")])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let evaluation: LibraryEvaluation
        if let folder = context.arguments.words.first {
            evaluation = try .judged(BEIRCollection(folder: folder), threads: context.threads)
        } else {
            evaluation = try .knownItems(of: context.openLibrary(), threads: context.threads)
        }
        guard !evaluation.rows.isEmpty else {
            context.messages.note("no paper of the index has a summary: nothing can be measured")
            return .nothingFound
        }
        try write(evaluation, context)
        return .found
    }

    private static func write(_ evaluation: LibraryEvaluation, _ context: CommandContext) throws {
        let headings = ["queries", "count", "mode"] + evaluation.metrics
        let rows = evaluation.rows.map { row in
            [row.queries, String(row.count), row.mode.rawValue] + row.values.map { Figures.fixed($0, digits: 4) }
        }
        switch context.format {
        case .json: try context.output.write(json(evaluation))
        case .csv: for row in [headings] + rows { try context.output.write(CSV.line(row)) }
        case .plain: for row in rows { try context.output.write(TabSeparated.line(row)) }
        default:
            var table = Table(headings.enumerated().map { .init($1, isRightAligned: $0 == 1 || $0 > 2) })
            for row in rows { table.add(row) }
            for line in table.lines(width: context.width, style: context.style) { try context.output.writeLine(line) }
        }
    }

    private static func json(_ evaluation: LibraryEvaluation) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("version", 1)
            json.key("results")
            json.array { json in
                for row in evaluation.rows {
                    json.object { json in
                        json.member("queries", row.queries)
                        json.member("count", row.count)
                        json.member("mode", row.mode.rawValue)
                        for (name, value) in zip(evaluation.metrics, row.values) { json.member(name, value) }
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }
}
