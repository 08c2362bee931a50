import CommandLineSupport
import Sextant
import SystemSupport

/// `sextant eval`: how good the results are.
enum EvalCommand: Command {
    static let save = Option.optional(
        "save", "FILE", .file, help: "Also write the figures and every query's score to FILE")
    static let compare = Option.optional(
        "compare", "FILE", .file, help: "Show what has changed since a record of --save")
    static let queriesArePapers = Option.flag(
        "queries-are-papers", help: "Every query's _id is a document's and means it, whatever the query's text")

    static let definition = CommandDefinition(
        name: "eval",
        abstract: "Measure the quality of search",
        discussion: """
            On a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv (the layout of BEIR) it indexes the documents \
            apart and scores every mode by nDCG, MAP, MRR, recall, and T, the share of relevant papers among those shown, \
            which needs no total of relevant ones.

            Where the queries themselves are documents, by _id and text, or --queries-are-papers says that they are, the \
            paper itself is left out of each ranking, and similar is measured beside the modes of search.

            With no folder it measures the index itself, which needs no judgments: each part of a paper's summary, in \
            each language, must find the paper when it is indexed without its summary, and its title when it is indexed \
            without that. For this it indexes the pile once more, apart, where half of the papers have no summary; at most \
            1,000 queries of each kind are asked, ranked among the papers without one. That takes as long as indexing \
            does, and seconds to minutes for the queries.

            Modes are compared query by query: the interval holds the true difference with a confidence of 95 % (paired \
            bootstrap), and a difference is called significant when that interval leaves out 0 and there are six queries \
            or more.
            """,
        arguments: [
            ArgumentDefinition("FOLDER", help: "A judged collection", completion: .folder, requirement: .optional)
        ],
        options: [queriesArePapers.definition, save.definition, compare.definition],
        formats: [.table, .plain, .json, .csv],
        examples: [
            .init("sextant eval ~/collections/cranfield", "Scores of a judged collection"),
            .init("sextant eval --save before.json", "How well the papers of the index are found, and a record of it"),
            .init("sextant eval --compare before.json", "What is found better or worse since"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        if context[queriesArePapers], context.arguments.words.isEmpty {
            throw UsageError("--queries-are-papers needs a FOLDER")
        }
        // Before anything that takes time: what cannot be read or written is said at once.
        var earlier: EvalRecord?
        if let path = context[compare] { earlier = try EvalRecord(path: path) }
        var saved: ResultOutput?
        if let path = context[save] { saved = try ResultOutput(path: path) }
        let evaluation = try measure(context)
        guard !evaluation.sets.isEmpty else {
            context.messages.note(
                "no paper of the index has a summary, or a title and an abstract: nothing can be measured")
            return .nothingFound
        }
        if let path = context[compare], let differences = earlier?.differences(from: evaluation), !differences.isEmpty {
            context.messages.warning("\(path) is of other circumstances: \(differences.joined(separator: "; "))")
        }
        try write(evaluation, earlier, context)
        if let saved {
            try saved.write(record(evaluation))
            try saved.finish()
        }
        return .found
    }

    private static func measure(_ context: CommandContext) throws -> LibraryEvaluation {
        var bar: (stage: String, progress: ProgressBar)?
        defer { bar?.progress.finish() }
        // A bar for each stage: how fast papers are indexed says nothing about queries.
        func update(_ stage: String, _ done: Int, _ total: Int?) {
            if bar?.stage != stage {
                bar?.progress.finish()
                bar = (stage, context.messages.progress(stage, total: total))
            }
            bar?.progress.update(done, of: total, label: stage)
        }
        if let folder = context.arguments.words.first {
            return try .judged(
                BEIRCollection(folder: folder), queriesArePapers: context[queriesArePapers], threads: context.threads,
                progress: update)
        }
        return try .knownItems(of: context.openLibrary(), threads: context.threads, progress: update)
    }

    private static func write(
        _ evaluation: LibraryEvaluation, _ earlier: EvalRecord?, _ context: CommandContext
    ) throws {
        switch context.format {
        case .json: try context.output.write(json(evaluation, earlier))
        case .csv: for row in cells(evaluation, earlier) { try context.output.write(CSV.line(row)) }
        case .plain:
            for row in cells(evaluation, earlier).dropFirst() { try context.output.write(TabSeparated.line(row)) }
        default: for line in EvalTables(evaluation, earlier).lines(context) { try context.output.writeLine(line) }
        }
    }
}
