import CommandLineSupport
import Sextant

/// `sextant topic`: one topic, opened.
enum TopicCommand: Command {
    static let definition = CommandDefinition(
        name: "topic",
        abstract: "Open one topic: its parts, its terms and all its papers",
        discussion: """
            Takes the number that `sextant topics` printed. Each filter and -k has topics of its own: the number alone means \
            those that were shown last. The parts are found as the topics are, within the topic alone, and each paper is in one of \
            them. Papers that stand for the topic come first, then the others, those that fit best first: all, or as many as -n \
            says.
            """,
        arguments: [ArgumentDefinition("N", help: "The number of the topic")],
        options: [
            TopicsCommand.count.definition, TopicsCommand.fresh.definition, TopicsCommand.assignments.definition,
        ],
        shared: [StandardOptions.limit.definition] + StandardOptions.filters,
        formats: OutputFormat.allCases,
        examples: [
            .init("sextant topic 3 --month 2026-01", "A topic of a month"),
            .init("sextant topic 3 --month 2026-01 --format bibtex", "Its papers for a bibliography"),
            .init("sextant topic 7 --json", "A topic of everything, for programs"),
        ])

    static func run(_ context: CommandContext) throws -> ExitCode {
        let words = context.arguments.words
        guard words.count == 1, let number = Int(words[0]), number > 0 else {
            throw UsageError("the number of one topic, such as 7, is needed")
        }
        let library = try context.openLibrary()
        let list = TopicList(try library.topics(context, divided: .one(number)), of: library)
        if let file = context[TopicsCommand.assignments] { try list.writeAssignments(to: file) }
        return try list.write(topic: number, context)
    }
}
