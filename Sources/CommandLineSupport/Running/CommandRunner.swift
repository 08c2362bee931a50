import SystemSupport

/// A command: its definition and what it does.
public protocol Command: SendableMetatype {
    static var definition: CommandDefinition { get }
    /// Does it.
    /// - Returns: Whether there were results.
    static func run(_ context: CommandContext) throws -> ExitCode
}

/// Reads the command line, runs what it asks for, and reports what goes wrong.
public struct CommandRunner {
    private let tool: ToolDefinition
    private let commands: [any Command.Type]
    private let prepare: () throws -> Void

    /// - Parameters:
    ///   - tool: The tool; its commands' definitions are those of `commands`.
    ///   - commands: What there is to run.
    ///   - prepare: Done before any command; what it throws is reported as a command's own error.
    public init(_ tool: ToolDefinition, commands: [any Command.Type], prepare: @escaping () throws -> Void = {}) {
        self.tool = tool
        self.commands = commands
        self.prepare = prepare
    }

    /// - Parameter words: The words after the program's name.
    public func run(_ words: [String]) -> ExitCode {
        if words.isEmpty {
            StandardError.write(help(for: .error).text(for: nil))
            return .failure
        }
        do {
            return try answer(CommandLineParser(tool).parse(words))
        } catch let error as UsageError {
            let command = error.command.flatMap(tool.command)
            Messages(isQuiet: false, noColor: words.contains("--no-color")).error("\(error)")
            let help = ([tool.name] + [command?.name].compactMap(\.self) + ["--help"]).joined(separator: " ")
            StandardError.write("\(self.help(for: .error).usage(of: command))\n'\(help)' says more.\n")
        } catch {
            Messages(isQuiet: false, noColor: words.contains("--no-color")).error("\(error)")
        }
        return .failure
    }

    private func answer(_ invocation: Invocation) throws -> ExitCode {
        switch invocation {
        case .help(let command): StandardOutput.write(help(for: .output).text(for: command))
        case .version: StandardOutput.write("\(tool.name) \(tool.version)\n")
        case .completionScript(let shell): StandardOutput.write(CompletionScript(tool).text(for: shell))
        case .manualPage: StandardOutput.write(ManualPage(tool).text)
        case .run(let definition, let arguments, let notes): return try run(definition, arguments, notes)
        }
        try StandardOutput.flush()
        return .found
    }

    private func run(_ definition: CommandDefinition, _ arguments: Arguments, _ notes: [String]) throws -> ExitCode {
        guard let command = commands.first(where: { $0.definition.name == definition.name }) else {
            throw UsageError("'\(definition.name)' cannot be run")
        }
        let context = try CommandContext(definition, arguments)
        for note in notes { context.messages.warning(note) }
        do {
            try prepare()
            let code = try command.run(context)
            try context.output.finish()
            return code
        } catch var error as UsageError {
            error.command = definition.name
            throw error
        }
    }

    private func help(for stream: Terminal.Stream) -> HelpText {
        let width = Terminal.isTerminal(stream) ? Terminal.width ?? 80 : 80
        return HelpText(tool, width: width, style: .detected(for: stream, noColor: false))
    }
}
