extension CompletionScript {
    /// One `_arguments` call for the tool and one for each command.
    func zsh() -> String {
        let names = tool.commands.map { quoted("\($0.name):\($0.abstract)") } + ["'help:Explain a command'"]
        let everywhere = (tool.general + tool.shared + tool.answers).flatMap(specifications)
        return """
            #compdef \(tool.name)
            # Completion of \(tool.name) for zsh.
            _\(tool.name)() {
                local context state state_descr line
                typeset -A opt_args
                local -a commands=(
            \(indented(names, by: 8))
                )
                _arguments -C -s \\
            \(indented(everywhere.map { $0 + " \\" }, by: 8))
                    '1: :->command' '*:: :->arguments'
                case $state in
                    command) _describe -t commands command commands ;;
                    arguments) case $words[1] in
            \(indented(tool.commands.flatMap(commandCase), by: 12))
                        help) _describe -t commands command commands ;;
                    esac ;;
                esac
            }
            # Found by compinit, this file is the function itself; sourced, it must be registered.
            if [[ $funcstack[1] == _\(tool.name) ]]; then _\(tool.name) "$@"; else compdef _\(tool.name) \(tool.name); fi

            """
    }

    private func commandCase(_ command: CommandDefinition) -> [String] {
        let arguments = command.arguments.enumerated().map { index, argument in
            let position = argument.isRepeated ? "*" : "\(index + 1)"
            return quoted("\(position):\(escaped(argument.name)):\(action(argument.completion))")
        }
        let lines = options(of: command).flatMap(specifications) + arguments
        return ["\(command.name)) _arguments -s \\"]
            + lines.dropLast().map { "    \($0) \\" } + lines.suffix(1).map { "    \($0) ;;" }
    }

    /// `'(-n --limit)'{-n,--limit}'[help]:N:'`, spelled out for each name.
    private func specifications(_ option: OptionDefinition) -> [String] {
        let exclusion = option.isRepeatable ? "*" : "(\(option.spellings.joined(separator: " ")))"
        let value = option.value.map { ":\(escaped($0.name)):\(action($0.completion))" } ?? ""
        return option.spellings.map { spelling in
            // "=" and "+": the value may be attached or be the next word.
            let attachment = option.value == nil ? "" : spelling.hasPrefix("--") ? "=" : "+"
            return quoted("\(exclusion)\(spelling)\(attachment)[\(escaped(option.help))]\(value)")
        }
    }

    private func action(_ completion: Completion) -> String {
        switch completion {
        case .nothing: " "
        case .file: "_files"
        case .folder: "_files -/"
        case .words(let words): "(\(words.joined(separator: " ")))"
        }
    }

    /// A text inside a specification, where brackets and colons have a meaning.
    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "[]:\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
