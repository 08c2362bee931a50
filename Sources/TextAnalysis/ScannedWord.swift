/// A word as it was found, before stop words are dropped and endings cut: folded bytes in ``TermScanner/bytes``.
struct ScannedWord {
    /// Where its bytes are. The whole of a hyphenated word lies over its parts.
    var range: Range<Int>
    /// Counts of scalars.
    var letters = 0
    var digits = 0
    var isASCII = true
    /// Whether it is a Han character or a pair of them.
    var isHan = false

    /// Whether it is made of digits alone, and has one.
    var isNumber: Bool { letters == 0 && digits == range.count && digits > 0 }

    /// Takes in the part that follows.
    mutating func join(_ part: ScannedWord) {
        range = range.lowerBound..<part.range.upperBound
        letters += part.letters
        digits += part.digits
        isASCII = isASCII && part.isASCII
    }
}

/// A ``Token`` whose words are `words[words]` of the scanner.
struct ScannedToken {
    var range: Range<Int>
    var words: Range<Int>
    var breaksBefore: Bool
}
