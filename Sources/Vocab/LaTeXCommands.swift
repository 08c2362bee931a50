/// What text analysis makes of LaTeX commands (`Vocab/latex-commands.txt`).
public enum LaTeXCommands {
    /// What a command does to the text around it.
    public enum Meaning: Equatable, Sendable {
        /// A sign read as a word and part of the word it stands in: `Ly\alpha` is `lyalpha`.
        case symbol(String)
        /// A word of its own: `n\log n` is `n`, `log`, `n`.
        case word(String)
        /// Letters; blanks after the command vanish: `\L ojasiewicz` is `lojasiewicz`.
        case letter(String)
        /// An accent over the next letter; blanks after the command vanish.
        case accent
        /// What follows stands as it is, as part of the word, and blanks after the command vanish: `pre\emph{fix}` is
        /// `prefix`, `\Lambda{\rm CDM}` is `lambdacdm`.
        case content
        /// The command goes with its first argument and the optional ones before it.
        case dropsArgument
    }

    /// The meaning of a command, named without its backslash; nil for one that is not listed.
    public static func meaning(of command: String) -> Meaning? { meanings[command] }

    /// Every listed command.
    static let meanings = Dictionary(
        uniqueKeysWithValues: WordList.latexCommands.entries.map { entry in
            let columns = entry.split(separator: " ")
            precondition((2...3).contains(columns.count), "latex-commands.txt: \(entry) is no kind, command and text")
            return (String(columns[1]), meaning(kind: columns[0], text: String(columns[columns.count - 1])))
        })

    private static func meaning(kind: Substring, text: String) -> Meaning {
        switch kind {
        case "symbol": .symbol(text)
        case "word": .word(text)
        case "letter": .letter(text)
        case "accent": .accent
        case "content": .content
        case "drop": .dropsArgument
        default: preconditionFailure("latex-commands.txt: \(kind) is no kind of command")
        }
    }
}
