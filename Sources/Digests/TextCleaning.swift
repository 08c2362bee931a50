import SystemSupport
import Vocab

/// Brings texts into one shape, so that the same text from two files is the same.
///
/// Blanks and control characters become single spaces and none at the ends. Between paragraphs stays one blank line,
/// before a list's item one line end; other line ends, with which files wrap long lines, are spaces.
enum TextCleaning {
    /// A text of one line: a title, a name.
    static func line(_ bytes: Span<UInt8>) -> String { clean(bytes, keepsParagraphs: false) }

    /// A text of several paragraphs.
    static func paragraphs(_ bytes: Span<UInt8>) -> String { clean(bytes, keepsParagraphs: true) }

    static func line(_ text: String) -> String { clean(text.utf8.span, keepsParagraphs: false) }

    private static func clean(_ bytes: Span<UInt8>, keepsParagraphs: Bool) -> String {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start].isBlank { start += 1 }
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        let trimmed = bytes.extracting(start..<end)
        if isClean(trimmed), let text = try? UTF8Span(validating: trimmed) { return String(copying: text) }
        var result: [UInt8] = []
        result.reserveCapacity(trimmed.count)
        var index = 0
        while index < trimmed.count {
            guard trimmed[index].isBlank else {
                result.append(trimmed[index])
                index += 1
                continue
            }
            var lineEnds = 0
            while trimmed[index].isBlank {
                if trimmed[index] == UInt8(ascii: "\n") { lineEnds += 1 }
                index += 1
            }
            let newline = UInt8(ascii: "\n")
            if keepsParagraphs && lineEnds > 1 {
                result.append(contentsOf: [newline, newline])
            } else if keepsParagraphs && lineEnds == 1 && startsItem(trimmed, at: index) {
                result.append(newline)
            } else {
                result.append(0x20)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether there is nothing but single spaces between words. Most texts are so.
    private static func isClean(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        while index + 8 < bytes.count {
            let (eight, next) = (bytes.eightBytes(at: index), bytes.eightBytes(at: index + 1))
            if eight.hasByte(below: 0x20) || eight.hasByte(0x7F) || eight.sharesByte(0x20, with: next) { return false }
            index += 8
        }
        while index < bytes.count {
            // The last byte is no blank, so that one comes after a space.
            if bytes[index].isBlank, bytes[index] != 0x20 || bytes[index + 1] == 0x20 { return false }
            index += 1
        }
        return true
    }

    /// Whether an item of a list begins at an offset: `- `, `* `, `• `, `3. `, `3) `, `（3）`, `3、`.
    private static func startsItem(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
        func has(_ text: String, _ index: Int) -> Bool {
            text.utf8.enumerated().allSatisfy { byte(index + $0.offset) == $0.element }
        }
        if "-*+".utf8.contains(byte(offset)) && byte(offset + 1) == 0x20 { return true }
        if has("•", offset) || has("·", offset) { return true }
        var index = offset
        let opened = has("（", offset) ? 3 : has("(", offset) ? 1 : 0
        index += opened
        let firstDigit = index
        while byte(index).isDigit, index < firstDigit + 2 { index += 1 }
        guard index > firstDigit else { return false }
        if has("）", index) || has("、", index) || byte(index) == UInt8(ascii: ")") { return true }
        return opened == 0 && byte(index) == UInt8(ascii: ".") && byte(index + 1) == 0x20
    }
}

extension Language {
    /// The language that a text is filed under; English when it has no letter.
    static func filing(_ text: String) -> Language {
        // Han script begins at U+2E80, whose first byte is E2.
        let bytes = text.utf8.span
        var highest: UInt8 = 0
        for index in bytes.indices { highest = max(highest, bytes[index]) }
        return highest < 0xE2 ? .english : Language.of(text) ?? .english
    }
}
