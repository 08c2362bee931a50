/// The manual page of a tool in mdoc, made from the definitions.
public struct ManualPage: Sendable {
    private let tool: ToolDefinition

    /// - Parameter tool: What to explain.
    public init(_ tool: ToolDefinition) { self.tool = tool }

    /// The page's source, for `man`.
    public var text: String {
        var lines = [".Dd \(date)", ".Dt \(tool.name.uppercased()) 1", ".Os"]
        lines += [".Sh NAME", ".Nm \(tool.name)", ".Nd \(escaped(tool.abstract))", ".Sh SYNOPSIS"]
        for command in tool.commands {
            lines += [".Nm", ".Cm \(command.name)", ".Op Ar OPTIONS"] + command.arguments.map(argumentMacro)
        }
        lines += [".Sh DESCRIPTION"] + paragraphs(tool.discussion)
        lines += [".Sh COMMANDS"] + tool.commands.flatMap(section)
        lines += [".Sh OPTIONS", "Every command knows these options:"] + list(tool.general)
        lines += [".Pp", "Commands that list papers make use of these:"] + list(tool.shared)
        lines += [".Pp", "The tool itself answers these:"] + list(tool.answers)
        lines += [".Sh ENVIRONMENT"] + definitions(tool.environment.map { (".It Ev \($0.name)", $0.help) })
        lines += [".Sh EXIT STATUS"] + definitions(tool.exitCodes.map { (".It \($0.code)", $0.help) })
        lines += [".Sh EXAMPLES"] + examples(tool.examples)
        return lines.joined(separator: "\n") + "\n"
    }

    /// `2026-03-31` as mdoc wants it: `March 31, 2026`.
    private var date: String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ]
        let parts = tool.date.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, 1...12 ~= parts[1] else { return tool.date }
        return "\(months[parts[1] - 1]) \(parts[2]), \(parts[0])"
    }

    private func section(_ command: CommandDefinition) -> [String] {
        var lines = [".Ss \(command.name)"] + sentence(command.abstract)
        if !command.discussion.isEmpty { lines += [".Pp"] + paragraphs(command.discussion) }
        lines += definitions(command.arguments.map { (".It Ar \($0.name)", $0.help) } + items(command.options))
        if !command.examples.isEmpty { lines += [".Pp"] + examples(command.examples) }
        return lines
    }

    private func argumentMacro(_ argument: ArgumentDefinition) -> String {
        let dots = argument.isRepeated ? " ..." : ""
        return argument.requirement == .required ? ".Ar \(argument.name)\(dots)" : ".Op Ar \(argument.name)\(dots)"
    }

    private func list(_ options: [OptionDefinition]) -> [String] { definitions(items(options)) }

    private func items(_ options: [OptionDefinition]) -> [(head: String, text: String)] {
        options.map { option in
            let names = option.spellings.map { "Fl \(escaped(String($0.dropFirst())))" }.joined(separator: " , ")
            return (".It \(names)" + (option.value.map { " Ar \($0.name)" } ?? ""), option.help)
        }
    }

    private func definitions(_ items: [(head: String, text: String)]) -> [String] {
        guard !items.isEmpty else { return [] }
        return [".Bl -tag -width Ds"] + items.flatMap { [$0.head] + sentence($0.text) } + [".El"]
    }

    private func examples(_ examples: [CommandDefinition.Example]) -> [String] {
        examples.enumerated().flatMap { index, example in
            (index > 0 ? [".Pp"] : []) + sentence(example.explanation, ending: ":")
                + [".Dl \(escaped(example.command))"]
        }
    }

    private func sentence(_ text: String, ending: String = ".") -> [String] { filled(text + ending) }

    /// A text in source lines of moderate length.
    private func filled(_ text: String) -> [String] { WordWrap.lines(text, width: 72).map(escaped) }

    /// Paragraphs with each sentence on a line of its own, which is how roff knows sentences.
    private func paragraphs(_ text: String) -> [String] {
        let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
            .split(whereSeparator: { $0.allSatisfy(\.isWhitespace) })
            .map { paragraph in
                let words = paragraph.joined(separator: " ").split(separator: " ")
                return words.split(afterSentences: [".", ":", "?"]).flatMap { filled($0.joined(separator: " ")) }
            }
        return Array(paragraphs.joined(separator: [".Pp"]))
    }

    /// A text in which roff finds no macro and no escape.
    private func escaped(_ text: String) -> String {
        var result = text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "~": result += "\\(ti"
            case "^": result += "\\(ha"
            case "`": result += "\\(ga"
            case "\"": result += "\\(dq"
            default: result.append(character)
            }
        }
        return result
    }
}

extension [Substring] {
    /// Cut after each word that ends with one of `ends`.
    fileprivate func split(afterSentences ends: [String]) -> [[Substring]] {
        var sentences: [[Substring]] = [[]]
        for word in self {
            if let last = sentences.last?.last, ends.contains(where: last.hasSuffix) { sentences.append([]) }
            sentences[sentences.count - 1].append(word)
        }
        return sentences
    }
}
