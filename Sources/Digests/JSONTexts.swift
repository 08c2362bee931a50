/// Finds the JSON texts in a file in which they go over several lines or stand in an array.
enum JSONTexts {
    /// The ranges of the objects at the top of the bytes, or in arrays at the top, each with its line from 1; and
    /// whether the arrays are closed.
    ///
    /// Only brackets and quotes are looked at: whether an object is valid shows when it is parsed. The last one may
    /// have no end.
    static func objects(
        in bytes: Span<UInt8>
    ) -> (objects: [(range: Range<Int>, line: Int, isWhole: Bool)], isClosed: Bool) {
        var result: [(range: Range<Int>, line: Int, isWhole: Bool)] = []
        var line = 1
        var depth = 0
        var arrays = 0
        var start: (offset: Int, line: Int)?
        var isInString = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isInString {
                if byte == UInt8(ascii: "\\") {
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else if let open = start {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if depth == 0 {
                        result.append((open.offset..<index + 1, open.line, true))
                        start = nil
                    }
                default: break
                }
            } else if byte == UInt8(ascii: "{") {
                start = (index, line)
                depth = 1
            } else if byte == UInt8(ascii: "[") {
                arrays += 1
            } else if byte == UInt8(ascii: "]") {
                arrays -= 1
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            }
            index += 1
        }
        if let open = start { result.append((open.offset..<bytes.count, open.line, false)) }
        return (result, arrays <= 0)
    }
}
