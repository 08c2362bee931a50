import Vocab

/// A LaTeX command in a text.
struct LaTeXMarkup {
    /// What takes the command's place.
    enum Effect: Equatable {
        /// Letters; a symbol keeps apart from the symbol before it, a word from all around it.
        case symbol(String)
        case word(String)
        case letter(String)
        case space
        /// Joins what stands around it.
        case nothing
        /// Ends words and phrases.
        case separator
    }

    let effect: Effect
    /// The offset after the command, what it drops and the blanks it swallows.
    let end: Int

    /// Arguments to be dropped end within this many bytes, or stay: a brace that nobody closes must not
    /// swallow the text, nor make every command search it.
    private static let longestArgument = 512
    private static let longestName = 32

    /// Reads the command whose backslash is at `start`.
    init(_ text: Span<UInt8>, at start: Int) {
        let next = start + 1
        guard next < text.count else {
            self.init(effect: .separator, end: next)
            return
        }
        if text[next].isASCIILetter {
            self.init(text, named: next)
            return
        }
        switch text[next] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "^"), UInt8(ascii: "~"),
            UInt8(ascii: "="), UInt8(ascii: "."):  // accents: the folded letter follows
            self.init(effect: .nothing, end: next + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: "["), UInt8(ascii: "]"):  // hyphenation, kerning, borders of formulas
            self.init(effect: .nothing, end: next + 1)
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: " "),
            UInt8(ascii: "\n"):
            self.init(effect: .space, end: next + 1)
        case 0x80...:
            self.init(effect: .separator, end: next)
        default:  // the line break, and signs that mean themselves
            self.init(effect: .separator, end: next + 1)
        }
    }

    private init(effect: Effect, end: Int) {
        self.effect = effect
        self.end = end
    }

    private init(_ text: Span<UInt8>, named start: Int) {
        var end = start
        while end < text.count, text[end].isASCIILetter { end += 1 }
        let name = (start..<min(end, start + Self.longestName)).map { text[$0] }
        guard let meaning = LaTeXCommands.meaning(of: String(decoding: name, as: UTF8.self)) else {
            self.init(effect: .separator, end: end)
            return
        }
        if end < text.count, text[end] == UInt8(ascii: "*") { end += 1 }  // \operatorname*
        switch meaning {
        case .symbol(let word): self.init(effect: .symbol(word), end: end)
        case .word(let word): self.init(effect: .word(word), end: end)
        case .letter(let letters): self.init(effect: .letter(letters), end: Self.skipBlanks(text, from: end))
        case .accent, .content: self.init(effect: .nothing, end: Self.skipBlanks(text, from: end))
        case .dropsArgument: self.init(effect: .separator, end: Self.skipArguments(text, from: end))
        }
    }

    private static func skipBlanks(_ text: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end] == UInt8(ascii: " ") || text[end] == UInt8(ascii: "\n") { end += 1 }
        return end
    }

    /// The end of any `[…]` and one `{…}` from `start` on; `start` itself if there is no whole `{…}`.
    private static func skipArguments(_ text: Span<UInt8>, from start: Int) -> Int {
        let limit = min(text.count, start + longestArgument)
        var depth = 0
        var index = start
        var isOptional = false
        while index < limit {
            switch text[index] {
            case UInt8(ascii: "[") where depth == 0: isOptional = true
            case UInt8(ascii: "]") where depth == 0 && isOptional: isOptional = false
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}") where depth > 0:
                depth -= 1
                if depth == 0 && !isOptional { return index + 1 }
            case _ where depth == 0 && !isOptional: return start  // no argument follows
            default: break
            }
            index += 1
        }
        return start
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}
