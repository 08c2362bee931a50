import CommandLineSupport

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
        guard context.arguments.contains(to) != context.arguments.contains(query) else {
            throw UsageError("'explain' needs one of --to ID and --query TEXT")
        }
        throw NotYet(command: definition.name)
    }
}
