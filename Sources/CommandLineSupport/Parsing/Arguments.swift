/// The words of a command line, sorted out and checked.
public struct Arguments: Sendable {
    /// What is not an option, in the order given.
    public internal(set) var words: [String] = []
    /// The values of each option by its name, in the order given; a flag's are empty texts.
    var values: [String: [String]] = [:]

    /// No words, and every option at its default.
    public init() {}

    /// An option's value: its default, `nil` or nothing when it was not given.
    public subscript<Value>(option: Option<Value>) -> Value {
        option.read(values[option.definition.name, default: []])
    }

    /// Whether an option was given.
    public func contains(_ option: OptionDefinition) -> Bool { values[option.name] != nil }

    /// Whether an option was given.
    public func contains<Value>(_ option: Option<Value>) -> Bool { contains(option.definition) }
}

/// What a command line asks for.
public enum Invocation: Sendable {
    /// Help for a command, or for the tool.
    case help(CommandDefinition?)
    case version
    case completionScript(Shell)
    case manualPage
    /// To run a command. The notes say which options were given in vain.
    case run(CommandDefinition, Arguments, notes: [String])
}
