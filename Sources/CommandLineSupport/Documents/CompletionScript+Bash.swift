extension CompletionScript {
    /// Finds the command among the words before the cursor, then offers values, options or arguments.
    func bash() -> String {
        let names = tool.commands.map(\.name)
        var arguments = tool.commands.map { "\($0.name),-*) \(offer(words: spellings(of: options(of: $0)))) ;;" }
        arguments.append(",-*) \(offer(words: spellings(of: tool.everywhere))) ;;")
        arguments.append(",*) \(offer(words: names + ["help"])) ;;")
        arguments.append("help,*) \(offer(words: names)) ;;")
        for command in tool.commands {
            guard let action = command.arguments.first.flatMap({ offer($0.completion) }) else { continue }
            arguments.append("\(command.name),*) \(action) ;;")
        }
        return """
            # Completion of \(tool.name) for bash.
            _\(tool.name)() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= i
                COMPREPLY=()
                # Bash takes the = of --option=value for a word.
                if [[ $current == = ]]; then current=
                elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        \(valued(tool.everywhere).joined(separator: "|"))) [[ ${COMP_WORDS[i+1]} == = ]] || ((i++)) ;;
                        =) ((i++)) ;;
                        -*) ;;
                        *) command=${COMP_WORDS[i]}; break ;;
                    esac
                done
                case $command,$previous in
            \(indented(valueCases(), by: 8))
                esac
                case $command,$current in
            \(indented(arguments, by: 8))
                esac
            }
            complete -F _\(tool.name) \(tool.name)

            """
    }

    /// The cases for the value of the option before the cursor: each command's own, then those of every command.
    private func valueCases() -> [String] {
        let own = tool.commands.flatMap { command in
            // What a command can write differs from one to the next; the other general options do not.
            let format = tool.general(of: command).filter { $0.name == StandardOptions.format.definition.name }
            return (command.options + format).compactMap { valueCase("\(command.name),", $0) }
        }
        return own + tool.everywhere.compactMap { valueCase("*,", $0) }
    }

    private func valueCase(_ prefix: String, _ option: OptionDefinition) -> String? {
        guard let value = option.value else { return nil }
        let patterns = option.spellings.map { prefix + $0 }.joined(separator: "|")
        let action = offer(value.completion).map { "\($0); return" } ?? "return"
        return "\(patterns)) \(action) ;;"
    }

    private func valued(_ options: [OptionDefinition]) -> [String] {
        options.filter { $0.value != nil }.flatMap(\.spellings)
    }

    private func spellings(of options: [OptionDefinition]) -> [String] { options.flatMap(\.spellings) }

    private func offer(_ completion: Completion) -> String? {
        switch completion {
        case .nothing: nil
        case .file: "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")"
        case .folder: "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")"
        case .words(let words): offer(words: words)
        }
    }

    private func offer(words: [String]) -> String {
        "mapfile -t COMPREPLY < <(compgen -W \(quoted(words.joined(separator: " "))) -- \"$current\")"
    }
}
