/// The sentences of a text in UTF-8, as byte ranges without white space around them, ascending.
///
/// A sentence ends after `。！？；`, at an empty line, and after `.!?` before white space and a character that can begin
/// another sentence: no small letter. Not after an initial or an abbreviation.
/// - Complexity: O(`utf8.count`).
public func sentenceRanges(_ utf8: Span<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var index = 0
    // Trims white space, and takes what is left as a sentence.
    func end(at end: Int) {
        var range = start..<end
        while let length = leadingWhiteSpace(utf8, range) { range = range.lowerBound + length..<end }
        while let length = trailingWhiteSpace(utf8, range) { range = range.lowerBound..<range.upperBound - length }
        if !range.isEmpty { ranges.append(range) }
        start = end
    }
    while index < utf8.count {
        let byte = utf8[index]
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            let isShort = byte == UInt8(ascii: ".") && endsInAbbreviation(utf8, start..<index)
            if !isShort, canBeginSentence(utf8, after: index) { end(at: index + 1) }
            index += 1
        case UInt8(ascii: "\n"):
            index += 1
            if index < utf8.count, utf8[index] == UInt8(ascii: "\n") { end(at: index) }
        case 0x80...:
            let (scalar, length) = decodeScalar(utf8, at: index)
            index += length
            if "。！？；".unicodeScalars.contains(scalar) { end(at: index) }
        default: index += 1
        }
    }
    end(at: utf8.count)
    return ranges
}

extension String {
    /// The sentences of the text (``sentenceRanges(_:)``).
    public var sentences: [String] {
        let utf8 = utf8.span
        return sentenceRanges(utf8).map { String(decoding: [UInt8](utf8.extracting($0)), as: UTF8.self) }
    }
}

/// The words before a point that does not end a sentence.
private let abbreviations: Set<String> = [
    "e.g", "i.e", "al", "vs", "cf", "fig", "figs", "eq", "eqs", "sec", "ref", "no", "approx",
]
private let longestAbbreviation = 6

/// Whether the last word of a range is an initial or an abbreviation.
private func endsInAbbreviation(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var first = range.upperBound
    while first > range.lowerBound, trailingWhiteSpace(utf8, range.lowerBound..<first) == nil {
        first -= 1
        if range.upperBound - first > longestAbbreviation { return false }
    }
    let word = [UInt8](utf8.extracting(first..<range.upperBound))
    return word.count < 2 || abbreviations.contains(String(decoding: word, as: UTF8.self).lowercased())
}

/// Whether white space and then no small letter follows an index.
private func canBeginSentence(_ utf8: Span<UInt8>, after index: Int) -> Bool {
    var rest = index + 1..<utf8.count
    guard leadingWhiteSpace(utf8, rest) != nil else { return false }
    while let length = leadingWhiteSpace(utf8, rest) { rest = rest.lowerBound + length..<utf8.count }
    guard let first = rest.first else { return true }
    return !decodeScalar(utf8, at: first).scalar.properties.isLowercase
}

/// The bytes of the white-space character that a range begins with, if it does.
private func leadingWhiteSpace(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard let first = range.first else { return nil }
    if utf8[first] < 0x80 { return isASCIIWhiteSpace(utf8[first]) ? 1 : nil }
    let (scalar, length) = decodeScalar(utf8, at: first)
    return scalar.properties.isWhitespace ? length : nil
}

/// The bytes of the white-space character that a range ends with, if it does.
private func trailingWhiteSpace(_ utf8: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard let last = range.last else { return nil }
    if utf8[last] < 0x80 { return isASCIIWhiteSpace(utf8[last]) ? 1 : nil }
    var first = last
    while first > range.lowerBound, utf8[first] & 0xC0 == 0x80 { first -= 1 }
    return decodeScalar(utf8, at: first).scalar.properties.isWhitespace ? last - first + 1 : nil
}

private func isASCIIWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
