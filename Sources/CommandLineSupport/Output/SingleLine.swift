extension String {
    /// The text on one line, with nothing in it that a terminal would obey: runs of white space are one space, other
    /// control characters are gone.
    ///
    /// Titles come from files that anybody may have written; an escape sequence in one must not reach the terminal.
    public var singleLine: String {
        // Most texts are clean already.
        if utf8.allSatisfy({ 0x20..<0x7F ~= $0 }), !contains("  "), first != " ", last != " " { return self }
        var result = String.UnicodeScalarView()
        var isPending = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace {
                isPending = !result.isEmpty
            } else if scalar.isHarmless {
                if isPending { result.append(" ") }
                isPending = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text in its lines, with nothing else in it that a terminal would obey.
    public var harmless: String {
        if utf8.allSatisfy({ 0x20..<0x7F ~= $0 || $0 == 0x0A || $0 == 0x09 }) { return self }
        var result = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            let isLineEnd = scalar == "\n" || scalar == "\t" || scalar == "\r" && rest.first == "\n"
            if isLineEnd || scalar.isHarmless { result.append(scalar) }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether a terminal shows the scalar instead of obeying it: no control, and none that turns the direction of
    /// what follows.
    fileprivate var isHarmless: Bool {
        properties.generalCategory != .control && !(0x202A...0x202E ~= value) && !(0x2066...0x2069 ~= value)
    }
}
