import SystemSupport

/// How a command ended.
public enum ExitCode: Int32, Sendable {
    /// It found something, or did what was asked.
    case found = 0
    /// It found nothing.
    case nothingFound = 1
    /// It could not do its work: a wrong command line, a missing or damaged index.
    case failure = 2
}

/// What a command is given: its arguments, where its results go, how they look.
public struct CommandContext {
    /// The command that runs.
    public let command: CommandDefinition
    /// What was asked for.
    public let arguments: Arguments
    /// Where results go.
    public let output: ResultOutput
    /// How results are set.
    public let style: TextStyle
    /// Where everything else goes.
    public let messages: Messages

    /// - Throws: `FileError` when the file of `-o` cannot be created.
    public init(_ command: CommandDefinition, _ arguments: Arguments) throws(FileError) {
        self.command = command
        self.arguments = arguments
        output = try ResultOutput(path: arguments[StandardOptions.output])
        let noColor = arguments[StandardOptions.noColor]
        style = output.isStandardOutput ? .detected(for: .output, noColor: noColor) : .none
        messages = Messages(isQuiet: arguments[StandardOptions.quiet], noColor: noColor)
        if arguments[StandardOptions.bom], format == .csv { try output.write(CSV.byteOrderMark) }
    }

    /// An option's value.
    public subscript<Value>(option: Option<Value>) -> Value { arguments[option] }

    /// How results are written: what was asked for, else the command's own way.
    public var format: OutputFormat { arguments[StandardOptions.format] ?? command.formats[0] }

    /// The columns that lines should keep within; `nil` when they go to a file or pipe, where nothing is cut.
    public var width: Int? {
        output.isStandardOutput && Terminal.isTerminal(.output) ? Terminal.width ?? 80 : nil
    }

    /// How many threads to use.
    public var threads: Int { arguments[StandardOptions.threads] ?? Threads.available }

    /// Where the index is.
    /// - Throws: ``UsageError`` when there is neither an option, nor a variable, nor a home folder.
    public func indexPath() throws(UsageError) -> String {
        try IndexLocation.path(
            option: arguments[StandardOptions.index], environment: Environment.value, home: Environment.homeDirectory)
    }
}

/// Where the index is when nobody says so.
public enum IndexLocation {
    /// `option`, else `SEXTANT_INDEX`, else `sextant` in `XDG_DATA_HOME`, else in `~/.local/share`.
    ///
    /// As the XDG base directory specification asks, an `XDG_DATA_HOME` that is not absolute is ignored. Empty
    /// variables count as not set.
    /// - Throws: ``UsageError`` when nothing of that is known.
    public static func path(
        option: String?, environment: (String) -> String?, home: String?
    ) throws(UsageError) -> String {
        if let option { return option }
        if let path = environment("SEXTANT_INDEX"), !path.isEmpty { return path }
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/sextant" }
        if let home, !home.isEmpty { return home + "/.local/share/sextant" }
        throw UsageError("there is no home folder: say where the index is with --index DIR")
    }
}
