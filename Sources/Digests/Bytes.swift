extension UInt8 {
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    /// White space and control characters of ASCII, all of which separate words.
    var isBlank: Bool { self <= 0x20 || self == 0x7F }
}

extension Range<Int> {
    /// The range without the blanks at both ends.
    func trimmed(in bytes: [UInt8]) -> Range<Int> {
        var start = lowerBound
        var end = upperBound
        while start < end, bytes[start].isBlank { start += 1 }
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        return start..<end
    }
}

extension [UInt8] {
    /// The text of a range, whose bytes that are no UTF-8 become U+FFFD.
    func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

    /// Whether the bytes from `offset` on are those of `text`.
    func has(_ text: String, at offset: Int, before end: Int) -> Bool {
        guard offset >= 0, offset + text.utf8.count <= end else { return false }
        var index = offset
        for byte in text.utf8 {
            if self[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// Where `text` begins for the last time inside `range`.
    func lastOffset(of text: String, in range: Range<Int>) -> Int? {
        guard range.count >= text.utf8.count else { return nil }
        return (range.lowerBound...(range.upperBound - text.utf8.count)).last {
            has(text, at: $0, before: range.upperBound)
        }
    }

    /// Where `text` begins for the first time inside `range`.
    func firstOffset(of text: String, in range: Range<Int>) -> Int? {
        guard range.count >= text.utf8.count else { return nil }
        return (range.lowerBound...(range.upperBound - text.utf8.count)).first {
            has(text, at: $0, before: range.upperBound)
        }
    }

    /// The lines of the bytes, without their ends (`\n` or `\r\n`); nothing after a last line end.
    var lines: [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for index in indices where self[index] == UInt8(ascii: "\n") {
            result.append(start..<(index > start && self[index - 1] == UInt8(ascii: "\r") ? index - 1 : index))
            start = index + 1
        }
        if start < count { result.append(start..<count) }
        return result
    }
}
