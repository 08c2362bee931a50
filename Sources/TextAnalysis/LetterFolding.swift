import Vocab

/// What a scalar outside ASCII means to the analyzer.
enum FoldedScalar: Equatable {
    /// Lower-case letters: one as a rule, `ss` for `ß`, `fi` for a ligature.
    case letters(String)
    /// A digit of any script, or of full width, as ASCII.
    case digit(Unicode.Scalar)
    /// A superscript or subscript digit, as ASCII.
    case scriptDigit(Unicode.Scalar)
    case han
    case hyphen
    case apostrophe
    case point
    case space
    /// Has no width: joins what stands around it.
    case nothing
    /// Anything else: ends words and phrases.
    case separator

    /// Classifies and folds `scalar`.
    ///
    /// Folding is like Unicode's NFKC with accents removed, for Latin and Greek letters and the forms made from
    /// ASCII (full width, mathematical alphabets, ligatures). It reads the Unicode name of the scalar, which says
    /// which letter it is (`LATIN SMALL LETTER E WITH ACUTE`), in place of tables of its own.
    /// Letters of other scripts are lower-cased only.
    init(_ scalar: Unicode.Scalar) {
        if Script.isHan(scalar) {
            self = .han
            return
        }
        switch scalar.value {
        case 0x2010...0x2013, 0x2212, 0xFE63, 0xFF0D: self = .hyphen  // up to the en dash of "Bose–Einstein"
        case 0x2018, 0x2019, 0x02BC, 0x2032, 0x00B4, 0xFF07: self = .apostrophe
        case 0xFF0E: self = .point
        case 0x0300...0x036F: self = .nothing  // accents that follow their letter
        case 0xFF21...0xFF3A: self = .ascii(scalar.value - 0xFF21 + 0x61)
        case 0xFF41...0xFF5A: self = .ascii(scalar.value - 0xFF41 + 0x61)
        default: self.init(properties: scalar)
        }
    }

    private static func ascii(_ value: UInt32) -> FoldedScalar { .letters(String(UnicodeScalar(UInt8(value)))) }

    private init(properties scalar: Unicode.Scalar) {
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint {
            self = .nothing  // soft hyphens, joiners, variation selectors, byte order marks
        } else if properties.isWhitespace {
            self = .space
        } else if let value = properties.numericValue, let type = properties.numericType, type != .numeric {
            self = Self.foldedDigit(UInt8(value), of: scalar, isDecimal: type == .decimal)
        } else if properties.isAlphabetic || Self.isMark(properties.generalCategory) || Self.letterNames[scalar] != nil
        {
            self = .letters(Self.foldedLetters(scalar))
        } else {
            self = .separator
        }
    }

    /// Marks of scripts that write vowels so are letters of their words.
    private static func isMark(_ category: Unicode.GeneralCategory) -> Bool {
        category == .nonspacingMark || category == .spacingMark
    }

    private static func foldedDigit(_ value: UInt8, of scalar: Unicode.Scalar, isDecimal: Bool) -> FoldedScalar {
        let digit = Unicode.Scalar(UInt8(ascii: "0") + value)
        if isDecimal { return .digit(digit) }
        let name = scalar.properties.name ?? ""
        return name.hasPrefix("SUPERSCRIPT") || name.hasPrefix("SUBSCRIPT") ? .scriptDigit(digit) : .separator
    }

    private static func foldedLetters(_ scalar: Unicode.Scalar) -> String {
        var folded = ""
        for lower in scalar.properties.lowercaseMapping.unicodeScalars where !(0x0300...0x036F).contains(lower.value) {
            folded += letterNames[lower] ?? base(of: lower) ?? String(lower)
        }
        return folded
    }

    /// Letters whose names do not say what they are read as.
    private static let letterNames: [Unicode.Scalar: String] = [
        "ß": "ss", "ſ": "s", "ı": "i", "ȷ": "j", "ð": "d", "þ": "th", "ŋ": "ng", "ª": "a", "º": "o", "µ": "μ",
        "ς": "σ", "ϵ": "ε", "ϕ": "φ", "ϑ": "θ", "ϖ": "π", "ϱ": "ρ", "ϰ": "κ", "ℎ": "h", "ℏ": "hbar", "ℯ": "e",
        "ℊ": "g", "ℴ": "o", "∞": "infinity",
    ]

    /// The letters that the Unicode name of a lower-case or styled letter gives, nil if it gives none.
    private static func base(of scalar: Unicode.Scalar) -> String? {
        guard let name = scalar.properties.name else { return nil }
        let words = name.split(separator: " ")
        guard words.count >= 3 else { return nil }
        switch words[0] {
        case "LATIN" where words[1] == "SMALL" && words.count >= 4 && (words[2] == "LETTER" || words[2] == "LIGATURE"):
            // E, E WITH ACUTE, AE; the ligatures FF to FFL. Not OPEN E, not SCHWA.
            guard words.count == 4 || words[4] == "WITH" else { return nil }
            return words[3].utf8.count <= (words[2] == "LIGATURE" ? 3 : 2) ? words[3].lowercased() : nil
        case "SUPERSCRIPT", "MODIFIER", "SUBSCRIPT":
            return latinLetter(words[words.count - 1])
        case "GREEK" where words[1] == "SMALL" && words[2] == "LETTER" && words.count >= 4:
            return Greek.letter(unicodeName: words[3]).map { String($0) }
        case "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER":
            guard words.contains("SMALL") || words.contains("CAPITAL") else { return nil }
            let last = words[words.count - 1]
            return latinLetter(last) ?? Greek.letter(unicodeName: last).map { String($0) }
        default:
            return nil
        }
    }

    private static func latinLetter(_ name: Substring) -> String? { name.utf8.count == 1 ? name.lowercased() : nil }
}

/// The Greek alphabet, whose letters are read by their names where they stand alone: `Hα` is `halpha`.
enum Greek {
    /// From α (U+03B1) to ω (U+03C9), the final sigma included.
    private static let names = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ]

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool { (0x03B1...0x03C9).contains(scalar.value) }

    /// The English name of a lower-case letter.
    static func name(of letter: Unicode.Scalar) -> String { names[Int(letter.value) - 0x03B1] }

    /// The lower-case letter of a name as Unicode spells it: in capitals, and LAMDA.
    static func letter(unicodeName: Substring) -> Unicode.Scalar? {
        let name = unicodeName == "LAMDA" ? "lambda" : unicodeName.lowercased()
        return names.firstIndex(of: name).flatMap { Unicode.Scalar(0x03B1 + UInt32($0)) }
    }
}
