extension CompletionScript {
    /// One `complete` line for each thing that can be offered.
    func fish() -> String {
        let names = tool.commands.map(\.name)
        let before = quoted("not __fish_seen_subcommand_from \(names.joined(separator: " ")) help")
        var lines = ["# Completion of \(tool.name) for fish.", "complete -c \(tool.name) -f"]
        for command in tool.commands {
            lines.append(line(["-n", before, "-a", command.name, "-d", quoted(command.abstract)]))
        }
        lines.append(line(["-n", before, "-a", "help", "-d", quoted("Explain a command")]))
        lines.append(line(["-n", quoted(seen(["help"])), "-a", quoted(names.joined(separator: " "))]))
        lines += (tool.general + tool.answers).map { line(words(for: $0)) }
        for option in tool.shared {
            let users = tool.commands.filter { $0.shared.contains { $0.name == option.name } }.map(\.name)
            lines.append(line(["-n", quoted(seen(users))] + words(for: option)))
        }
        lines += tool.commands.flatMap(commandLines)
        return lines.joined(separator: "\n") + "\n"
    }

    private func seen(_ commands: [String]) -> String {
        "__fish_seen_subcommand_from \(commands.joined(separator: " "))"
    }

    private func commandLines(_ command: CommandDefinition) -> [String] {
        let here = ["-n", quoted(seen([command.name]))]
        let arguments = command.arguments.compactMap { argument in
            offer(argument.completion).map { line(here + $0) }
        }
        return command.options.map { line(here + words(for: $0)) } + arguments
    }

    private func words(for option: OptionDefinition) -> [String] {
        let names = [option.shortName.map { ["-s", "\($0)"] }, option.longName.map { ["-l", $0] }].compactMap(\.self)
        let value = option.value.map { ["-x"] + (offer($0.completion) ?? []) } ?? []
        return names.flatMap(\.self) + value + ["-d", quoted(option.help)]
    }

    private func offer(_ completion: Completion) -> [String]? {
        switch completion {
        case .nothing: nil
        case .file: ["-a", quoted("(__fish_complete_path)")]
        case .folder: ["-a", quoted("(__fish_complete_directories)")]
        case .words(let words): ["-a", quoted(words.joined(separator: " "))]
        }
    }

    private func line(_ words: [String]) -> String { (["complete", "-c", tool.name] + words).joined(separator: " ") }
}
