/// The parts of a hyphenated word, as one run of UTF-8 bytes: what it is written without hyphens.
struct WordBuffer {
    /// A stretch of the bytes.
    struct Part {
        var range: Range<Int>
        /// Counts of scalars.
        var letters = 0
        var digits = 0
        var isASCII = true
    }

    private(set) var bytes: [UInt8] = []
    private var parts: [Part] = []
    private var current = Part(range: 0..<0)

    var partCount: Int { parts.count }

    /// Whether the part that is being read is made of digits alone, so far.
    var isNumber: Bool { current.letters == 0 && current.digits == bytes.count - current.range.lowerBound }

    func part(_ index: Int) -> Part { parts[index] }

    /// All parts as one.
    var whole: Part {
        var whole = Part(range: 0..<bytes.count)
        for part in parts {
            whole.letters += part.letters
            whole.digits += part.digits
            whole.isASCII = whole.isASCII && part.isASCII
        }
        return whole
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        current = Part(range: 0..<0)
    }

    mutating func append(letter: Unicode.Scalar) {
        bytes.append(utf8: letter)
        current.letters += 1
        current.isASCII = current.isASCII && letter.isASCII
    }

    mutating func append(letters: String) {
        for scalar in letters.unicodeScalars { append(letter: scalar) }
    }

    mutating func append(digit: Unicode.Scalar) {
        bytes.append(utf8: digit)
        current.digits += 1
    }

    mutating func appendPoint() {
        bytes.append(UInt8(ascii: "."))
    }

    mutating func endPart() {
        current.range = current.range.lowerBound..<bytes.count
        parts.append(current)
        current = Part(range: bytes.count..<bytes.count)
    }
}
