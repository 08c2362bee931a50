/// Entries for a bibliography.
public enum BibTeX {
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
            Field(name: name, value: value.filter { !"{}\\".contains($0) && !$0.isWhitespace })
        }
    }

    /// An entry with the end of its last line.
    ///
    /// - Parameters:
    ///   - type: `misc`, `article`.
    ///   - key: What it is cited by; characters that BibTeX gives a meaning become `-`.
    ///   - fields: In order; those with an empty value are left out.
    public static func entry(type: String, key: String, fields: [Field]) -> String {
        let key = String(key.map { $0.isWhitespace || "{}(),\"'#%~\\=@".contains($0) ? "-" : $0 })
        let lines = fields.filter { !$0.value.isEmpty && $0.value != "{}" }.map { "  \($0.name) = {\($0.value)},\n" }
        return "@\(type){\(key),\n\(lines.joined())}\n"
    }

    /// A text on one line in which TeX finds markup (commands, braces and `$…$` that are closed) and no other surprise.
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
                result += next.isWhitespace ? "\\textbackslash{}" : "\\"
            case "&", "%", "#", "$", "_":
                result +=
                    isEscaped || (isMath && character != "%" && character != "#") ? "\(character)" : "\\\(character)"
            case "~" where !isMath && !isEscaped: result += "\\textasciitilde{}"
            case "^" where !isMath && !isEscaped: result += "\\textasciicircum{}"
            default: result.append(character)
            }
        }
        return result
    }

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
