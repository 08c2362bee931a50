/// Web addresses in running text.
enum WebAddress {
    /// The end of the address that begins at `start`; nil if none does.
    ///
    /// An address begins with `http://`, `https://`, `ftp://` or `www.`, in any case, and a letter or digit; it ends before a blank,
    /// a bracket, a quotation mark, LaTeX markup or the first byte outside ASCII.
    static func end(_ text: Span<UInt8>, from start: Int) -> Int? {
        switch text[start] | 0x20 {  // one comparison for nearly every word
        case UInt8(ascii: "h"), UInt8(ascii: "w"), UInt8(ascii: "f"): break
        default: return nil
        }
        guard
            begins(text, at: start, with: "https://") || begins(text, at: start, with: "http://")
                || begins(text, at: start, with: "www.") || begins(text, at: start, with: "ftp://")
        else { return nil }
        var end = start
        while end < text.count, !isTerminator(text[end]) { end += 1 }
        return end
    }

    private static func begins(_ text: Span<UInt8>, at start: Int, with prefix: String) -> Bool {
        var index = start
        for byte in prefix.utf8 {
            guard index < text.count else { return false }
            let folded = text[index].isASCIILetter ? text[index] | 0x20 : text[index]
            guard folded == byte else { return false }
            index += 1
        }
        // A bare "www." names no place: it is the word of a text about the Web.
        return index < text.count && (text[index].isASCIILetter || text[index].isASCIIDigit)
    }

    private static func isTerminator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F...: true
        case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "*"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: ","):
            true
        default: false
        }
    }
}
