/// Completion scripts for shells, made from the definitions.
public struct CompletionScript: Sendable {
    let tool: ToolDefinition

    /// - Parameter tool: What to complete.
    public init(_ tool: ToolDefinition) { self.tool = tool }

    /// The script, to be put where the shell looks for it.
    public func text(for shell: Shell) -> String {
        switch shell {
        case .bash: bash()
        case .zsh: zsh()
        case .fish: fish()
        }
    }

    /// What a command's options are, those of every command included.
    func options(of command: CommandDefinition) -> [OptionDefinition] {
        command.options + command.shared + tool.general(of: command) + [tool.answers[0]]
    }

    /// Lines, each with so many spaces before it, as a part of a multi-line text.
    func indented(_ lines: [String], by spaces: Int) -> String {
        lines.map { String(repeating: " ", count: spaces) + $0 }.joined(separator: "\n")
    }

    /// The text in single quotes, as every shell takes it literally.
    func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
