/// The whole tool: its commands and what they have in common.
public struct ToolDefinition: Sendable {
    /// The program's name.
    public let name: String
    /// Its version: `1.0.0`.
    public let version: String
    /// The day of the version, for the manual page: `2026-03-31`.
    public let date: String
    /// One line, without a full stop.
    public let abstract: String
    /// Paragraphs, separated by empty lines.
    public let discussion: String
    /// The commands, in the order help shows them.
    public let commands: [CommandDefinition]
    /// Options that every command makes use of.
    public let general: [OptionDefinition]
    /// Options that every command knows and some make use of.
    public let shared: [OptionDefinition]
    /// The variables it reads, and what each does.
    public let environment: [(name: String, help: String)]
    /// The exit codes, and what each says.
    public let exitCodes: [(code: Int, help: String)]
    /// Worked examples.
    public let examples: [CommandDefinition.Example]

    /// Each parameter is the property of its name.
    public init(
        name: String, version: String, date: String, abstract: String, discussion: String = "",
        commands: [CommandDefinition], general: [OptionDefinition], shared: [OptionDefinition] = [],
        environment: [(name: String, help: String)] = [], exitCodes: [(code: Int, help: String)] = [],
        examples: [CommandDefinition.Example] = []
    ) {
        self.name = name
        self.version = version
        self.date = date
        self.abstract = abstract
        self.discussion = discussion
        self.commands = commands
        self.general = general
        self.shared = shared
        self.environment = environment
        self.exitCodes = exitCodes
        self.examples = examples
    }

    /// The command of a name.
    public func command(_ name: String) -> CommandDefinition? { commands.first { $0.name == name } }

    /// What the tool itself answers, whatever the command.
    static let helpOption = Option.flag("help", short: "h", help: "Show this help")
    static let versionOption = Option.flag("version", help: "Show the version")
    static let completionOption = Option<Shell?>.optional(
        "generate-completion-script", "SHELL", .choice, help: "Print a completion script for bash, zsh or fish")
    static let manualOption = Option.flag("generate-man-page", help: "Print the manual page")

    /// The options of every command, as a parser needs them.
    var everywhere: [OptionDefinition] { general + shared + answers }

    /// The options that the tool itself answers.
    var answers: [OptionDefinition] {
        [
            Self.helpOption.definition, Self.versionOption.definition, Self.completionOption.definition,
            Self.manualOption.definition,
        ]
    }
}

/// A shell that completion scripts are written for.
public enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish
}
