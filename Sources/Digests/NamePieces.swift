/// A list of authors cut at semicolons and `and`, and each group of it at commas.
struct NamePieces {
    private(set) var groups: [[String]] = [[]]
    private(set) var hasSemicolon = false
    /// Whether some comma has no blank behind it, as lists of names in spoken order have it.
    private(set) var hasTightComma = false
    /// Whether these are all authors: the list does not end with `et al.`, `and others`, `and 3 more` or `等`.
    private(set) var isComplete = true
    private var piece: [UInt8] = []

    /// - Parameter keepsCompanies: Whether a group with the name of a company or institute is one name, its commas
    ///   included.
    init(_ text: String, keepsCompanies: Bool) {
        let bytes = Array(text.utf8)
        var depth = 0
        var index = 0
        while index < bytes.count {
            if let end = Self.endOfParentheses(bytes, index) {
                index = end
                continue
            }
            switch bytes[index] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"): depth -= 1
            default: break
            }
            let isInBraces = depth > 0 && bytes[index...].contains(UInt8(ascii: "}"))
            if !isInBraces, let (mark, length) = Self.mark(bytes, index) {
                index += length
                take(mark, nextIsBlank: index < bytes.count && bytes[index].isBlank)
            } else {
                piece.append(bytes[index])
                index += 1
            }
        }
        endPiece()
        groups.removeAll { $0.isEmpty }
        dropOthers()
        if keepsCompanies {
            groups = groups.map { $0.contains(where: NameOrder.isCompany) ? [$0.joined(separator: ", ")] : $0 }
        }
    }

    private enum Mark {
        case semicolon, comma, and
    }

    private mutating func take(_ mark: Mark, nextIsBlank: Bool) {
        if mark == .and, NameOrder.continuesBehindAnd(String(decoding: piece, as: UTF8.self)) {
            piece += " and ".utf8
            return
        }
        endPiece()
        switch mark {
        case .comma: if !nextIsBlank { hasTightComma = true }
        case .and: groups.append([])
        case .semicolon:
            hasSemicolon = true
            groups.append([])
        }
    }

    private mutating func endPiece() {
        let name = Self.cleaned(piece)
        piece.removeAll(keepingCapacity: true)
        if !name.isEmpty { groups[groups.count - 1].append(name) }
    }

    /// The mark at an offset, and its length.
    private static func mark(_ bytes: [UInt8], _ index: Int) -> (Mark, Int)? {
        switch bytes[index] {
        case UInt8(ascii: ";"): return isEscaped(bytes, index) ? nil : (.semicolon, 1)
        case UInt8(ascii: ","): return isEscaped(bytes, index) ? nil : (.comma, 1)
        case UInt8(ascii: "&"):
            return bytes.has(" ", at: index + 1, before: bytes.count) && isStart(bytes, index)
                ? (.and, 1) : nil
        case UInt8(ascii: "a"), UInt8(ascii: "A"):
            guard isStart(bytes, index), index + 3 <= bytes.count,
                bytes[index + 1] | 0x20 == UInt8(ascii: "n"), bytes[index + 2] | 0x20 == UInt8(ascii: "d"),
                index + 3 == bytes.count || bytes[index + 3].isBlank
            else { return nil }
            return (.and, 3)
        case 0xE3, 0xEF:
            for (text, mark) in [("；", Mark.semicolon), ("，", .comma), ("、", .comma)]
            where bytes.has(text, at: index, before: bytes.count) { return (mark, text.utf8.count) }
            return nil
        default: return nil
        }
    }

    /// Whether a word may begin at an offset.
    private static func isStart(_ bytes: [UInt8], _ index: Int) -> Bool {
        index == 0 || bytes[index - 1].isBlank || bytes[index - 1] == UInt8(ascii: ",")
    }

    /// `\,` and `\;` are thin spaces.
    private static func isEscaped(_ bytes: [UInt8], _ index: Int) -> Bool {
        index > 0 && bytes[index - 1] == UInt8(ascii: "\\") && index + 1 < bytes.count && !bytes[index + 1].isBlank
    }

    /// Where the text goes on after the parentheses that open at an offset and may hold others; `nil` if none open
    /// there, or they never close.
    private static func endOfParentheses(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard
            bytes[start] == UInt8(ascii: "(") || bytes[start] == 0xEF && bytes.has("（", at: start, before: bytes.count)
        else { return nil }
        var depth = 0
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "(") || bytes.has("（", at: index, before: bytes.count) { depth += 1 }
            if bytes[index] == UInt8(ascii: ")") || bytes.has("）", at: index, before: bytes.count) { depth -= 1 }
            index += bytes[index] == 0xEF ? 3 : 1
            if depth == 0 { return index }
        }
        return nil
    }

    /// Takes off what stands for further authors.
    private mutating func dropOthers() {
        guard let group = groups.indices.last, let last = groups[group].last, let rest = Self.withoutOthers(last) else {
            return
        }
        isComplete = false
        groups[group].removeLast()
        if !rest.isEmpty { groups[group].append(rest) }
        groups.removeAll { $0.isEmpty }
    }

    /// The name before `et al.` or `等`; `nil` if it ends with neither.
    private static func withoutOthers(_ name: String) -> String? {
        let words = name.lowercased().split(separator: " ")
        if let last = words.last, words.count < 3, ["others", "more", "authors"].contains(last) {
            if words.count == 1 || Int(digits: words[0].drop { $0 == "+" }) != nil { return "" }
        }
        let bytes = Array(name.utf8)
        for ending in ["et al.", "et al", "et.al.", "et. al.", "et.al", "等人", "等"] where name.hasSuffix(ending) {
            let end = bytes.count - ending.utf8.count
            // Nobody is called “Et al”, but somebody may be “Margaret Al”.
            if end > 0, bytes[end - 1].isLetter { continue }
            return bytes.text((0..<end).trimmed(in: bytes))
        }
        return nil
    }

    /// A name without LaTeX and without what separates it from others.
    private static func cleaned(_ bytes: [UInt8]) -> String {
        let text = bytes.text(bytes.indices)
        let decoded = LaTeXLetters.decoded(text)
        return TextCleaning.line(trimmed(decoded == text ? bytes : Array(decoded.utf8)))
    }

    private static func trimmed(_ bytes: [UInt8]) -> String {
        var range = bytes.indices
        while let first = range.first, isTrimmed(bytes[first]) { range = first + 1..<range.upperBound }
        while let last = range.last, isTrimmed(bytes[last]) { range = range.lowerBound..<last }
        return bytes.text(range)
    }

    private static func isTrimmed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "&"),
            UInt8(ascii: "|"):
            true
        default: byte.isBlank
        }
    }
}
