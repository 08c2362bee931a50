/// A list of the folder `Vocab` that is looked up where it lies: lines that ascend by their bytes, each a key, a blank and
/// the rest. Lines that begin with `#` are comments.
///
/// Nothing is parsed but the lines asked for: loading finds the beginnings of lines, looking up is a binary search.
struct SortedLines: Sendable {
    private let text: [UInt8]
    /// Offset of each line's first byte, and the offset after the last line.
    private let starts: [Int32]

    /// - Precondition: the lines are sorted by their bytes, and the last has an end.
    /// - Complexity: O(`text.count`), one pass.
    init(_ text: [UInt8]) {
        var starts: [Int32] = []
        let bytes = text.span
        var start = 0
        for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") {
            if offset > start, bytes[start] != UInt8(ascii: "#") { starts.append(Int32(start)) }
            start = offset + 1
        }
        precondition(start == text.count, "the last line of a list has no end")
        starts.append(Int32(text.count))
        self.text = text
        self.starts = starts
    }

    /// The number of lines that are no comments.
    var count: Int { starts.count - 1 }

    /// The key of a line.
    func key(_ line: Int) -> String {
        String(decoding: text[Int(starts[line])...].prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    }

    /// What a line has after its key.
    func rest(_ line: Int) -> Substring {
        let end = text[Int(starts[line])...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        return String(decoding: text[Int(starts[line])..<end], as: UTF8.self).drop { $0 != " " }.dropFirst()
    }

    /// The number that stands right after a line's key of `keyLength` bytes.
    func number(_ line: Int, after keyLength: Int) -> Int32 {
        var number: Int32 = 0
        var offset = Int(starts[line]) + keyLength + 1
        while text[offset] >= UInt8(ascii: "0"), text[offset] <= UInt8(ascii: "9") {
            number = number * 10 + Int32(text[offset] - UInt8(ascii: "0"))
            offset += 1
        }
        return number
    }

    /// The line of a key; `nil` for one that is not listed, and for one with a blank or a line break.
    /// - Complexity: O(log n) comparisons for n lines.
    func line(of key: Span<UInt8>) -> Int? {
        for i in key.indices where key[i] <= UInt8(ascii: " ") { return nil }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let order = compare(key, withLine: middle)
            if order == 0 { return middle }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return nil
    }

    /// Below 0 if `key` is before the key of a line, 0 if it is that key.
    private func compare(_ key: Span<UInt8>, withLine line: Int) -> Int {
        let bytes = text.span
        let start = Int(starts[line])
        for i in key.indices where key[i] != bytes[start + i] {  // a line ends with a byte that no key has
            return Int(key[i]) - Int(bytes[start + i])
        }
        return bytes[start + key.count] == UInt8(ascii: " ") ? 0 : -1
    }
}
