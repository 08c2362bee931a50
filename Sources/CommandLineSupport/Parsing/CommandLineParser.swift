/// Makes sense of a command line by a tool's definition.
///
/// Long options are `--name value` or `--name=value`, short ones `-n value`, `-nvalue` or `-n=value`, and flags can be
/// joined (`-qh`). Options may stand before, between and after the words. A word `--` ends them: all that follow are
/// words. A lone `-` and negative numbers are words.
public struct CommandLineParser: Sendable {
    private let tool: ToolDefinition

    /// - Parameter tool: What there is to ask for.
    public init(_ tool: ToolDefinition) { self.tool = tool }

    /// Reads a command line.
    ///
    /// - Parameter words: The words after the program's name.
    /// - Throws: ``UsageError`` for anything that the definitions do not provide for. A request for help is answered
    ///   even if other words are wrong.
    public func parse(_ words: [String]) throws(UsageError) -> Invocation {
        var reading = CommandLineReading(tool: tool, input: words)
        do throws(UsageError) {
            try reading.readAll()
            return try invocation(reading)
        } catch {
            let options = words.prefix { $0 != "--" }
            if options.contains("--help") || options.contains("-h") { return .help(reading.command) }
            var error = error
            error.command = error.command ?? reading.command?.name
            throw error
        }
    }

    private func invocation(_ reading: CommandLineReading) throws(UsageError) -> Invocation {
        let arguments = reading.arguments
        if arguments[ToolDefinition.helpOption] || reading.isHelpCommand { return .help(reading.command) }
        if arguments[ToolDefinition.versionOption] { return .version }
        if let shell = arguments[ToolDefinition.completionOption] { return .completionScript(shell) }
        if arguments[ToolDefinition.manualOption] { return .manualPage }
        guard let command = reading.command else { throw UsageError("there is no command") }
        try checkWords(arguments, of: command)
        try checkFormat(arguments, of: command)
        return .run(command, arguments, notes: notes(arguments, of: command))
    }

    private func checkWords(_ arguments: Arguments, of command: CommandDefinition) throws(UsageError) {
        var left = arguments.words[...]
        for argument in command.arguments {
            if left.isEmpty, isRequired(argument, arguments) {
                throw UsageError("'\(command.name)' needs \(argument.need)")
            }
            left = argument.isRepeated ? [] : left.dropFirst()
        }
        if let extra = left.first { throw UsageError("'\(command.name)' takes no word '\(extra)' here") }
    }

    private func isRequired(_ argument: ArgumentDefinition, _ arguments: Arguments) -> Bool {
        switch argument.requirement {
        case .required: true
        case .optional: false
        case .unless(let option): arguments.values[option] == nil
        }
    }

    private func checkFormat(_ arguments: Arguments, of command: CommandDefinition) throws(UsageError) {
        guard let format = arguments[StandardOptions.format], !command.formats.contains(format) else { return }
        let formats = command.formats.map(\.rawValue).formattedAsAlternatives
        throw UsageError("'\(command.name)' writes \(formats), not \(format.rawValue)")
    }

    /// Every command knows the shared options; one that has no use for them says so instead of failing.
    private func notes(_ arguments: Arguments, of command: CommandDefinition) -> [String] {
        let used = Set(command.shared.map(\.name) + command.options.map(\.name))
        return tool.shared.filter { arguments.contains($0) && !used.contains($0.name) }.map {
            "\($0.spelling) changes nothing for '\(command.name)'"
        }
    }
}
