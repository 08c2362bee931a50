import CommandLineSupport

/// A small tool to parse for.
enum Sample {
    enum Mode: String, CaseIterable, Sendable {
        case fast, careful
    }

    static let mode = Option.value("mode", "MODE", .choice, default: Mode.fast, help: "How to go about it")
    static let not = Option<[String]>.repeated("not", "ID", .text, help: "Keep away from this paper")
    static let from = Option<String?>.optional("from", "FILE", .file, help: "Read IDs from a file")
    static let count = Option<Int?>.optional("k", "N", .wholeNumber(from: 1), help: "How many groups")
    static let all = Option.flag("all", short: "a", help: "Show it all")

    static let find = CommandDefinition(
        name: "find",
        abstract: "Find things by words",
        discussion: "Goes by words. It's quick: no index is needed.\n\nA second paragraph, 带中文。",
        arguments: [ArgumentDefinition("WORD", help: "What to look for", isRepeated: true)],
        options: [mode.definition, all.definition],
        shared: StandardOptions.shared,
        formats: OutputFormat.allCases,
        examples: [.init("tool find \"深度学习\" -draft", "Chinese, and a word to leave out")],
        takesDashedWords: true)

    static let near = CommandDefinition(
        name: "near",
        abstract: "Find things near to others",
        arguments: [
            ArgumentDefinition("ID", help: "A thing's ID", isRepeated: true, requirement: .unless(option: "from"))
        ],
        options: [not.definition, from.definition, all.definition],
        shared: [StandardOptions.limit.definition],
        formats: [.table, .json, .ids])

    static let sort = CommandDefinition(
        name: "sort",
        abstract: "Sort things",
        arguments: [
            ArgumentDefinition(
                "FOLDER", help: "Where they are [all of them]", completion: .folder, requirement: .optional)
        ],
        options: [count.definition],
        formats: [.table])

    static let tool = ToolDefinition(
        name: "tool",
        version: "1.2.3",
        date: "2026-03-01",
        abstract: "Do things to words and folders",
        discussion: "A made-up tool.",
        commands: [find, near, sort],
        general: StandardOptions.general,
        shared: StandardOptions.shared,
        environment: [("TOOL_HOME", "Where the tool lives")],
        exitCodes: [(0, "All is well"), (2, "It is not")],
        examples: [.init("tool sort ~/things", "Sorts a folder")])
}
