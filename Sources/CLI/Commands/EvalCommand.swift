import CommandLineSupport

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

    static func run(_ context: CommandContext) throws -> ExitCode { throw NotYet(command: definition.name) }
}
