import SystemSupport

/// The help of a tool and of its commands, made from the definitions.
public struct HelpText: Sendable {
    /// Lines longer than this are hard to read on a terminal of any width.
    private static let widest = 100
    /// Below this the columns of an option table leave no room for words.
    private static let narrowest = 60

    private let tool: ToolDefinition
    private let width: Int
    private let style: TextStyle

    /// - Parameters:
    ///   - tool: What to explain.
    ///   - width: The terminal's columns; kept within 60...100. 80 is the habit where nobody knows.
    ///   - style: How headings are set.
    public init(_ tool: ToolDefinition, width: Int = 80, style: TextStyle = .none) {
        self.tool = tool
        self.width = min(max(width, Self.narrowest), Self.widest)
        self.style = style
    }

    /// Help for a command, or for the tool.
    public func text(for command: CommandDefinition?) -> String {
        let lines = command.map(lines) ?? toolLines()
        return lines.joined(separator: "\n") + "\n"
    }

    /// The line that an error ends with: `Usage: sextant search [OPTIONS] QUERY...`.
    public func usage(of command: CommandDefinition?) -> String {
        guard let command else { return "Usage: \(tool.name) COMMAND [OPTIONS]" }
        return "Usage: \(tool.synopsis(of: command))"
    }

    private func toolLines() -> [String] {
        var lines = WordWrap.lines(tool.abstract, width: width) + ["", usage(of: nil)]
        lines += paragraph(tool.discussion)
        lines += section("Commands", tool.commands.map { ($0.name, $0.abstract) })
        lines += section("Options of every command", tool.general.map(row))
        lines += section("Filters and limits, for commands that list papers", tool.shared.map(row))
        lines += section("Help", tool.answers.map(row))
        lines += examples(tool.examples)
        lines += section("Environment", tool.environment.map { ($0.name, $0.help) })
        lines += section("Exit codes", tool.exitCodes.map { ("\($0.code)", $0.help) })
        return lines + ["", "'\(tool.name) COMMAND --help' explains a command."]
    }

    private func lines(of command: CommandDefinition) -> [String] {
        var lines = WordWrap.lines(command.abstract, width: width) + ["", usage(of: command)]
        lines += paragraph(command.discussion)
        lines += section("Arguments", command.arguments.map { ($0.usage, $0.help) })
        lines += section("Options", (command.options + command.shared).map(row))
        lines += section("Options of every command", (tool.general(of: command) + [tool.answers[0]]).map(row))
        return lines + examples(command.examples)
    }

    private func paragraph(_ text: String) -> [String] {
        text.isEmpty ? [] : [""] + WordWrap.paragraphs(text, width: width)
    }

    private func row(_ option: OptionDefinition) -> (name: String, text: String) { (option.helpName, option.help) }

    private func section(_ title: String, _ rows: [(name: String, text: String)]) -> [String] {
        rows.isEmpty ? [] : ["", heading(title)] + DefinitionList().lines(rows, width: width)
    }

    private func heading(_ title: String) -> String { style(.bold, title + ":") }

    private func examples(_ examples: [CommandDefinition.Example]) -> [String] {
        guard !examples.isEmpty else { return [] }
        return ["", heading("Examples")]
            + examples.flatMap { example in
                ["  " + example.command]
                    + WordWrap.lines(example.explanation, width: width - 6).map { "      " + style(.dim, $0) }
            }
    }
}

extension OptionDefinition {
    /// `-n, --limit N`, `    --month MONTH`: as help lists it, long names below one another.
    var helpName: String {
        let names = spellings.joined(separator: ", ")
        let aligned = shortName == nil ? "    " + names : names
        return value.map { "\(aligned) \($0.name)" } ?? aligned
    }
}

extension ToolDefinition {
    /// `sextant search [OPTIONS] QUERY...`
    func synopsis(of command: CommandDefinition) -> String {
        ([name, command.name, "[OPTIONS]"] + command.arguments.map(\.usage)).joined(separator: " ")
    }

    /// The options of every command, the format's help naming what this command can write.
    func general(of command: CommandDefinition) -> [OptionDefinition] {
        general.compactMap { option in
            if let meaning = option.shorthandFor, meaning.option == StandardOptions.format.definition.name {
                return command.formats.contains { $0.rawValue == meaning.value } ? option : nil
            }
            guard option.name == StandardOptions.format.definition.name else { return option }
            return Option<OutputFormat?>.optional(
                option.name, "FORMAT", .choice(of: command.formats),
                help: "Print the results as \(command.formats.map(\.rawValue).formattedAsAlternatives)"
                    + (command.formats.count > 1 ? " (default: \(command.formats[0].rawValue))" : "")
            ).definition
        }
    }
}
