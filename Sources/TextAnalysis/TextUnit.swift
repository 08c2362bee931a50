/// The smallest thing the analyzer sees: a folded letter, or a sign that joins or parts letters.
struct TextUnit: Equatable {
    enum Kind: UInt8 {
        case letter, digit, han
        /// `-`, its Unicode kin, the en dash and LaTeX's `--`.
        case hyphen
        case apostrophe, point, comma
        /// A step up or down: `_`, `^`, and before a superscript or subscript digit.
        case script
        case space
        /// Ends a word, not a phrase: between `\alpha\beta`, around `\log`.
        case seam
        /// Ends words and phrases.
        case separator
    }

    let kind: Kind
    /// The folded letter or digit, or the Han character; of no meaning for other kinds.
    let scalar: Unicode.Scalar
    /// The bytes it was read from. The letters of `\alpha` share theirs.
    let lower: UInt32
    let upper: UInt32
}

/// Turns text into units: decodes, folds, lower-cases, and resolves LaTeX.
///
/// `$`, `{` and `}` give nothing, so that `$k$-means` is `k-means` and `MoS$_2$` is `MoS_2`. Whether a formula is open
/// does not matter: a stray `$` does no harm, and a text's parts read as the whole does.
struct TextUnitReader {
    private(set) var units: [TextUnit] = []
    /// Where the units of the last LaTeX symbol end.
    private var symbolEnd = -1

    /// Where the units of the last superscript or subscript digit end.
    private var scriptEnd = -1

    /// Reads the units of `text` in place of those read before.
    mutating func read(_ text: Span<UInt8>) {
        precondition(text.count < UInt32.max, "a text of 4 GiB or more")
        units.removeAll(keepingCapacity: true)
        symbolEnd = -1
        scriptEnd = -1
        var index = 0
        while index < text.count { index = readUnit(text, at: index) }
    }

    /// Reads what begins at `index`, and returns where it ends.
    private mutating func readUnit(_ text: Span<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            if !isInWord, let end = WebAddress.end(text, from: index) {
                append(.separator, index, end)
                return end
            }
            append(.letter, index, index + 1, Unicode.Scalar(byte | 0x20))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): append(.digit, index, index + 1, Unicode.Scalar(byte))
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "~"): append(.space, index, index + 1)
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            let isBlankLine = index + 1 < text.count && text[index + 1] == byte
            append(isBlankLine ? .separator : .space, index, index + 1)
        case UInt8(ascii: "-"): return readHyphens(text, at: index)
        case UInt8(ascii: "'"): append(.apostrophe, index, index + 1)
        case UInt8(ascii: "."): append(.point, index, index + 1)
        case UInt8(ascii: ","): append(.comma, index, index + 1)
        case UInt8(ascii: "_"), UInt8(ascii: "^"): append(.script, index, index + 1)
        case UInt8(ascii: "$"), UInt8(ascii: "{"): break
        case UInt8(ascii: "}"):  // the second argument of \frac{a}{b} is another word
            if index + 1 < text.count, text[index + 1] == UInt8(ascii: "{") { append(.separator, index, index + 1) }
        case UInt8(ascii: "\\"): return readCommand(text, at: index)
        case 0x80...: return readFolded(text, at: index)
        default: append(.separator, index, index + 1)
        }
        return index + 1
    }

    private var isInWord: Bool { units.last.map { $0.kind == .letter || $0.kind == .digit } ?? false }

    private mutating func append(
        _ kind: TextUnit.Kind, _ lower: Int, _ upper: Int, _ scalar: Unicode.Scalar = "\0"
    ) {
        units.append(TextUnit(kind: kind, scalar: scalar, lower: UInt32(lower), upper: UInt32(upper)))
    }

    private mutating func append(letters: String, _ lower: Int, _ upper: Int) {
        for scalar in letters.unicodeScalars { append(.letter, lower, upper, scalar) }
    }

    /// One or two hyphens join; three are LaTeX's em dash, more are a line.
    private mutating func readHyphens(_ text: Span<UInt8>, at index: Int) -> Int {
        var end = index + 1
        while end < text.count, text[end] == UInt8(ascii: "-") { end += 1 }
        append(end - index <= 2 ? .hyphen : .separator, index, end)
        return end
    }

    private mutating func readCommand(_ text: Span<UInt8>, at index: Int) -> Int {
        let command = LaTeXMarkup(text, at: index)
        switch command.effect {
        case .symbol(let letters):
            if symbolEnd == units.count { append(.seam, index, index) }
            append(letters: letters, index, command.end)
            symbolEnd = units.count
        case .word(let letters):
            append(.seam, index, index)
            append(letters: letters, index, command.end)
            append(.seam, command.end, command.end)
        case .letter(let letters): append(letters: letters, index, command.end)
        case .space: append(.space, index, command.end)
        case .nothing: break
        case .separator: append(.separator, index, command.end)
        }
        return command.end
    }

    private mutating func readFolded(_ text: Span<UInt8>, at index: Int) -> Int {
        let (scalar, length) = decodeScalar(text, at: index)
        let end = index + length
        switch FoldedScalar(scalar) {
        case .letters(let letters):
            append(letters: letters, index, end)
        case .digit(let digit): append(.digit, index, end, digit)
        case .scriptDigit(let digit):
            if scriptEnd != units.count { append(.script, index, index) }
            append(.digit, index, end, digit)
            scriptEnd = units.count
        case .han:
            let end = Self.skipVariationSelectors(text, from: end)
            append(.han, index, end, scalar)
            return end
        case .hyphen: append(.hyphen, index, end)
        case .apostrophe: append(.apostrophe, index, end)
        case .point: append(.point, index, end)
        case .space: append(.space, index, end)
        case .nothing: break
        case .separator: append(.separator, index, end)
        }
        return end
    }

    /// The end of the selectors of glyph variants at `start`, which belong to the character before them.
    static func skipVariationSelectors(_ text: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.count, text[end] >= 0xEF {
            let (scalar, length) = decodeScalar(text, at: end)
            guard scalar.properties.isVariationSelector else { break }
            end += length
        }
        return end
    }
}
