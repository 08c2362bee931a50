import Vocab

/// Entries for a bibliography.
public enum BibTeX {
    /// The keys of a file's entries, each of which is another, in any case of letters.
    public struct Keys {
        private var taken: Set<String> = []

        public init() {}

        /// The key of an ID: characters that BibTeX gives a meaning become `-`, and one that is taken gets a number.
        public mutating func next(_ id: String) -> String {
            let key = BibTeX.key(id)
            var unique = key
            var number = 1
            while !taken.insert(unique.lowercased()).inserted {
                number += 1
                unique = "\(key)-\(number)"
            }
            return unique
        }
    }

    /// A field's name and value.
    public struct Field: Sendable, Equatable {
        let name: String
        let value: String

        /// A text such as a title. Markup is kept, everything else that TeX would trip over is escaped.
        public static func text(_ name: String, _ text: String) -> Field { Field(name: name, value: escaped(text)) }

        /// A title, whose capitals a bibliography style must not change.
        public static func title(_ text: String) -> Field { Field(name: "title", value: "{\(escaped(text))}") }

        /// Names joined by `and`; one that a comma or an "and" would tear apart is kept whole.
        public static func names(_ name: String, _ names: [String]) -> Field {
            let parts = names.map { person in
                let text = escaped(person)
                let words = text.split(separator: " ").map { $0.lowercased() }
                return text.contains(",") || words.contains("and") || words.contains("others") ? "{\(text)}" : text
            }
            return Field(name: name, value: parts.joined(separator: " and "))
        }

        /// What is no text: a link, an ID. Braces and white space, which would end it, are dropped.
        public static func verbatim(_ name: String, _ value: String) -> Field {
            Field(name: name, value: value.singleLine.filter { !"{}\\".contains($0) && !$0.isWhitespace })
        }
    }

    /// An entry with the end of its last line.
    ///
    /// - Parameters:
    ///   - type: `misc`, `article`.
    ///   - key: What it is cited by; characters that BibTeX gives a meaning become `-`.
    ///   - fields: In order; those with an empty value are left out.
    public static func entry(type: String, key: String, fields: [Field]) -> String {
        let key = self.key(key)
        let lines = fields.filter { !$0.value.isEmpty && $0.value != "{}" }.map { "  \($0.name) = {\($0.value)},\n" }
        return "@\(type){\(key),\n\(lines.joined())}\n"
    }

    private static func key(_ id: String) -> String {
        String(id.singleLine.map { $0.isWhitespace || "{}(),\"'#%~\\=@&$^_".contains($0) ? "-" : $0 })
    }

    /// A text on one line in which TeX finds markup (braces and `$…$` that are closed, and commands that set letters and
    /// signs) and no other surprise. Commands that read, write or define something are shown and not obeyed.
    static func escaped(_ text: String) -> String {
        let characters = Array(text.singleLine)
        let (keepsBraces, keepsMath) = (hasBalancedBraces(characters), hasClosedMath(characters))
        var result = ""
        var isMath = false
        for (index, character) in characters.enumerated() {
            let isEscaped = isEscaped(characters, index)
            switch character {
            case "$" where !isEscaped && keepsMath:
                isMath.toggle()
                result.append(character)
            case "{", "}":
                if keepsBraces { result.append(character) }
            case "\\":
                let next = index + 1 < characters.count ? characters[index + 1] : " "
                // A backslash with nothing to begin is no command, and one before a dropped brace goes with it.
                if "{}".contains(next), !keepsBraces { continue }
                let isObeyed = isEscaped || isHarmless(characters, index + 1)
                result += next.isWhitespace || !isObeyed ? "\\textbackslash{}" : "\\"
            case "&", "%", "#", "$", "_":
                result +=
                    isEscaped || (isMath && character != "%" && character != "#") ? "\(character)" : "\\\(character)"
            // TeX reads ^^5c as a backslash.
            case "^" where index > 0 && characters[index - 1] == "^": result += isMath ? "{}" : "\\textasciicircum{}"
            case "~" where !isMath && !isEscaped: result += "\\textasciitilde{}"
            case "^" where !isMath && !isEscaped: result += "\\textasciicircum{}"
            default: result.append(character)
            }
        }
        return result
    }

    /// Whether a command sets letters or signs: its name begins at an offset. Signs are accents and escapes.
    private static func isHarmless(_ characters: [Character], _ start: Int) -> Bool {
        let name = String(characters[start...].prefix { $0.isASCII && $0.isLetter })
        if name.isEmpty || structure.contains(name) { return true }
        return switch LaTeXCommands.meaning(of: name) {
        case .symbol, .word, .letter, .accent, .content: true
        case .dropsArgument, nil: false
        }
    }

    /// Commands of formulas that text analysis has no use for.
    private static let structure: Set<String> = [
        "frac", "dfrac", "tfrac", "sqrt", "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "middle",
        "mid",
        "cdot", "cdots", "dots", "ldots", "times", "pm", "mp", "sum", "prod", "int", "infty", "partial", "nabla", "le",
        "leq", "ge", "geq", "ne", "neq", "lesssim", "gtrsim", "sim", "approx", "equiv", "to", "rightarrow", "leftarrow",
        "Rightarrow", "langle", "rangle", "lVert", "rVert", "lvert", "rvert", "quad", "qquad", "textbackslash",
        "textasciitilde", "textasciicircum", "in", "notin", "subset", "cup", "cap", "circ", "star", "ast", "dagger",
        "ell", "hbar", "binom", "stackrel", "overset", "underset", "perp", "parallel", "forall", "exists",
    ]

    /// Whether an odd number of backslashes stands before the character.
    private static func isEscaped(_ characters: [Character], _ index: Int) -> Bool {
        !characters[..<index].reversed().prefix { $0 == "\\" }.count.isMultiple(of: 2)
    }

    /// Whether every brace is closed; BibTeX counts escaped ones too.
    private static func hasBalancedBraces(_ characters: [Character]) -> Bool {
        var depth = 0
        for character in characters where depth >= 0 {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
        }
        return depth == 0
    }

    private static func hasClosedMath(_ characters: [Character]) -> Bool {
        characters.indices.count { characters[$0] == "$" && !isEscaped(characters, $0) }.isMultiple(of: 2)
    }
}
