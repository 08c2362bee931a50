import Vocab

/// Turns LaTeX's accents and letters into the letters that they stand for: `P\'al Vas\'ut`, `\L{}ukasz`, `Ho{\v r}ava`.
package enum LaTeXLetters {
    /// The text as it is read. Braces and commands without a letter of their own go, a tie is a space.
    /// - Complexity: O(length).
    package static func decoded(_ text: String) -> String {
        guard hasMarkup(text.utf8.span) else { return text }
        var reader = Reader(rest: Array(text.unicodeScalars)[...])
        return reader.read()
    }

    private static func hasMarkup(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "~"): return true
            default: break
            }
        }
        return false
    }

    private struct Reader {
        var rest: ArraySlice<Unicode.Scalar>
        private var result = String.UnicodeScalarView()

        init(rest: ArraySlice<Unicode.Scalar>) { self.rest = rest }

        mutating func read() -> String {
            while let scalar = rest.popFirst() {
                switch scalar {
                case "\\": command()
                case "{", "}": break
                case "~": result.append(" ")
                default: result.append(scalar)
                }
            }
            return String(result)
        }

        private mutating func command() {
            guard let sign = rest.first else { return }
            let name = String(String.UnicodeScalarView(rest.prefix { $0.isASCII && $0.properties.isAlphabetic }))
            if name.isEmpty {
                rest.removeFirst()
                if let mark = signAccents[sign] {
                    accent(mark)
                } else if ", ;:\\\n".unicodeScalars.contains(sign) {
                    result.append(" ")
                } else if !"-/!".unicodeScalars.contains(sign) {
                    result.append(sign)
                }
                return
            }
            rest.removeFirst(name.unicodeScalars.count)
            if let mark = letterAccents[name] {
                accent(mark)
            } else if let letter = letters[name] {
                skipBlanks()
                result.append(contentsOf: letter.unicodeScalars)
            } else if LaTeXCommands.meaning(of: name) != nil {
                skipBlanks()
            } else {
                // No command at all: a backslash that went astray.
                result.append(contentsOf: name.unicodeScalars)
            }
        }

        /// Puts a mark over the letter that follows, which may stand in braces and be a command: `\'e`, `\'{e}`, `\'{\i}`.
        private mutating func accent(_ mark: Unicode.Scalar) {
            skipBlanks()
            while rest.first == "{" { rest.removeFirst() }
            var letter = rest.popFirst()
            if letter == "\\" {
                letter = rest.popFirst()
                skipBlanks()
            }
            guard var base = letter, base.properties.isAlphabetic else {
                if let letter { rest = [letter] + rest }
                return
            }
            if base == "ı" { base = "i" }
            let decomposed = Character(String(String.UnicodeScalarView([base, mark])))
            result.append(contentsOf: String(composed[decomposed] ?? decomposed).unicodeScalars)
        }

        private mutating func skipBlanks() {
            while let blank = rest.first, blank == " " || blank == "\n" { rest.removeFirst() }
        }
    }

    private static let signAccents: [Unicode.Scalar: Unicode.Scalar] = [
        "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "~": "\u{303}", "=": "\u{304}", ".": "\u{307}",
    ]

    private static let letterAccents: [String: Unicode.Scalar] = [
        "v": "\u{30C}", "u": "\u{306}", "H": "\u{30B}", "c": "\u{327}", "k": "\u{328}", "r": "\u{30A}", "d": "\u{323}",
        "b": "\u{331}", "t": "\u{361}",
    ]

    private static let letters: [String: String] = [
        "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
        "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ",
        "NG": "Ŋ", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
        "textendash": "–", "textemdash": "—", "textellipsis": "…", "ldots": "…", "dots": "…", "textasciitilde": "~",
        "textasciicircum": "^", "textbackslash": "\\", "textless": "<", "textgreater": ">", "textbar": "|",
        "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textdegree": "°",
        "texttrademark": "™", "textregistered": "®", "copyright": "©", "S": "§", "P": "¶",
    ]

    /// The one scalar of a letter with its mark, by the pair: equal characters are canonically equivalent.
    private static let composed: [Character: Character] = {
        var result: [Character: Character] = [:]
        for value in Array(UInt32(0xC0)...0x233) + Array(0x1E00...0x1EFF) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            result[Character(scalar)] = Character(scalar)
        }
        return result
    }()
}
