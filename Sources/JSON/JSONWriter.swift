import SystemSupport

/// Builds one JSON text, or several one after the other.
///
/// Structure is the caller's: inside ``object(_:)`` every value follows a ``key(_:)``. Commas, indentation and escapes
/// are the writer's. Text goes through as UTF-8; only quotes, backslashes and control characters are escaped.
public struct JSONWriter: Sendable {
    /// The text so far.
    public private(set) var bytes: [UInt8] = []

    private let pretty: Bool
    private var depth = 0
    /// Whether the next value or key is the first of its array or object.
    private var isFirst = true
    private var isAfterKey = false

    /// - Parameter pretty: Puts each member and element on a line of its own, indented by two spaces a level.
    public init(pretty: Bool = false) {
        self.pretty = pretty
    }

    /// Makes room for a text of so many bytes.
    public mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    /// Writes an object, whose members `body` writes.
    public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
    }

    /// Writes an array, whose elements `body` writes.
    public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
        try container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
    }

    /// Writes the name of the member whose value comes next.
    public mutating func key(_ name: String) {
        precondition(!isAfterKey, "a JSON key follows a key")
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        if pretty { bytes.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    public mutating func string(_ value: String) {
        separate()
        quote(value)
    }

    public mutating func int(_ value: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes the shortest decimal that reads back as the same double; `null` for what JSON cannot say (not a number,
    /// infinities).
    public mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes the shortest decimal that reads back as the same float; `null` for what JSON cannot say.
    public mutating func float(_ value: Float) {
        guard value.isFinite else { return null() }
        separate()
        bytes.append(contentsOf: value.description.utf8)
    }

    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Ends a line, as between the texts of a JSONL stream.
    public mutating func newline() {
        precondition(depth == 0 && !isAfterKey, "a line ends inside a JSON value")
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    /// Forgets the text so far and keeps its memory.
    public mutating func removeAll() {
        precondition(depth == 0, "a JSON text is dropped before its end")
        bytes.removeAll(keepingCapacity: true)
        isFirst = true
        isAfterKey = false
    }

    private mutating func container(
        open: UInt8, close: UInt8, _ body: (inout JSONWriter) throws -> Void
    ) rethrows {
        separate()
        bytes.append(open)
        depth += 1
        isFirst = true
        // An error thrown by `body` leaves the text unfinished, and the levels as they were.
        defer {
            depth -= 1
            isFirst = false
        }
        try body(&self)
        precondition(!isAfterKey, "a JSON key has no value")
        if pretty && !isFirst { breakLine(depth - 1) }
        bytes.append(close)
    }

    /// Writes what stands between the value before and the one to come.
    private mutating func separate() {
        if isAfterKey {
            isAfterKey = false
            return
        }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if pretty && depth > 0 { breakLine(depth) }
        isFirst = false
    }

    private mutating func breakLine(_ depth: Int) {
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    /// Writes a text between quotes. Runs of bytes that stand for themselves are copied as a whole.
    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let utf8 = text.utf8.span
        var start = 0
        if Self.holdsEscapes(utf8) {
            for index in utf8.indices {
                if Self.needsEscape(utf8[index]) {
                    append(utf8.extracting(start..<index))
                    escape(utf8[index])
                    start = index + 1
                } else if let (scalar, length) = Self.control(utf8, at: index) {
                    append(utf8.extracting(start..<index))
                    escape(scalar: scalar)
                    start = index + length
                }
            }
        }
        append(utf8.extracting(start...))
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ run: Span<UInt8>) {
        // SAFETY: the pointer is read within the closure.
        unsafe run.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Whether any byte needs an escape.
    private static func holdsEscapes(_ utf8: Span<UInt8>) -> Bool {
        var index = 0
        while index + 8 <= utf8.count {
            let eight = utf8.eightBytes(at: index)
            if eight.hasByte(0x7F) || eight.hasByte(0xC2) || eight.hasByte(0xE2) { return true }
            if eight.hasByte(below: 0x20) || eight.hasByte(UInt8(ascii: "\"")) || eight.hasByte(UInt8(ascii: "\\")) {
                return true
            }
            index += 8
        }
        while index < utf8.count {
            if needsEscape(utf8[index]) || [0x7F, 0xC2, 0xE2].contains(utf8[index]) { return true }
            index += 1
        }
        return false
    }

    @inline(__always)
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// The control character of C1, or the one that turns the direction of a text, that begins at an offset, and its
    /// bytes: terminals obey both.
    private static func control(_ utf8: Span<UInt8>, at index: Int) -> (scalar: UInt16, length: Int)? {
        switch utf8[index] {
        case 0x7F: return (0x7F, 1)
        case 0xC2 where index + 1 < utf8.count && utf8[index + 1] < 0xA0: return (UInt16(utf8[index + 1]), 2)
        case 0xE2 where index + 2 < utf8.count:
            let (second, third) = (utf8[index + 1], utf8[index + 2])
            if second == 0x80, (0xAA...0xAE).contains(third) { return (0x2000 | UInt16(third - 0x80), 3) }
            if second == 0x81, (0xA6...0xA9).contains(third) { return (0x2040 | UInt16(third - 0x80), 3) }
            return nil
        default: return nil
        }
    }

    private mutating func escape(scalar: UInt16) {
        let digits = String(scalar, radix: 16)
        bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
