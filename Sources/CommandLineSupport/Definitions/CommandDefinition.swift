/// A command: everything that parser, help, completion and manual page say about it.
public struct CommandDefinition: Sendable {
    /// The word that calls it.
    public let name: String
    /// One line, without a full stop.
    public let abstract: String
    /// Paragraphs, separated by empty lines.
    public let discussion: String
    /// What it takes besides options.
    public let arguments: [ArgumentDefinition]
    /// The options that it alone has.
    public let options: [OptionDefinition]
    /// Those of the options known to every command that it makes use of.
    public let shared: [OptionDefinition]
    /// The formats it can write, its default first.
    public let formats: [OutputFormat]
    /// Worked examples.
    public let examples: [Example]
    /// Whether a word such as `-survey` is an argument, as in a query that leaves a word out.
    public let takesDashedWords: Bool

    /// A command line and what it does.
    public struct Example: Sendable {
        /// The command line, without a prompt.
        public let command: String
        /// What it does, without a full stop.
        public let explanation: String

        /// Each parameter is the property of its name.
        public init(_ command: String, _ explanation: String) {
            self.command = command
            self.explanation = explanation
        }
    }

    /// Each parameter is the property of its name. `formats` has one or more.
    public init(
        name: String, abstract: String, discussion: String = "", arguments: [ArgumentDefinition] = [],
        options: [OptionDefinition] = [], shared: [OptionDefinition] = [], formats: [OutputFormat],
        examples: [Example] = [], takesDashedWords: Bool = false
    ) {
        precondition(!formats.isEmpty, "a command writes some format")
        self.name = name
        self.abstract = abstract
        self.discussion = discussion
        self.arguments = arguments
        self.options = options
        self.shared = shared
        self.formats = formats
        self.examples = examples
        self.takesDashedWords = takesDashedWords
    }
}

/// What a command takes besides options.
public struct ArgumentDefinition: Sendable {
    /// What help calls it: `QUERY`.
    public let name: String
    /// What it is, without a full stop.
    public let help: String
    /// What a shell can offer for it.
    public let completion: Completion
    /// Whether it takes all words that follow.
    public let isRepeated: Bool
    /// Whether it can be left out.
    public let requirement: Requirement

    /// Whether an argument can be left out.
    public enum Requirement: Sendable, Equatable {
        case required
        case optional
        /// Required unless the option of this name is given.
        case unless(option: String)
    }

    /// Each parameter is the property of its name.
    public init(
        _ name: String, help: String, completion: Completion = .nothing, isRepeated: Bool = false,
        requirement: Requirement = .required
    ) {
        self.name = name
        self.help = help
        self.completion = completion
        self.isRepeated = isRepeated
        self.requirement = requirement
    }

    /// `QUERY`, `QUERY...`, `[ID...]`.
    var usage: String {
        let repeated = isRepeated ? name + "..." : name
        return requirement == .required ? repeated : "[\(repeated)]"
    }

    /// `PATH`, `ID or --from`: what is missing when it is not there.
    var need: String {
        if case .unless(let option) = requirement { return "\(name) or --\(option)" }
        return name
    }
}
