/// Builds a text in HTML: what is markup and what is text cannot be mixed up.
struct HTML: Sendable {
    /// The page so far, in UTF-8.
    private(set) var bytes: [UInt8] = []

    /// Writes markup, which is a literal of this program.
    mutating func raw(_ markup: StaticString) {
        bytes.append(contentsOf: markup.description.utf8)
    }

    /// Writes text between tags or in a quoted attribute. Characters that HTML forbids become U+FFFD.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": raw("&amp;")
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "\"": raw("&quot;")
            case "'": raw("&#39;")
            default: bytes.append(contentsOf: (Self.isAllowed(scalar) ? scalar : "\u{FFFD}").utf8)
            }
        }
    }

    mutating func text(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// Writes what is known to be markup: a file of this program, or JSON that ``escapedForScript(_:)`` has seen to.
    mutating func trusted(_ markup: some Sequence<UInt8>) { bytes.append(contentsOf: markup) }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x20...0x7E: true
        case 0..<0xA0, 0xFDD0...0xFDEF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }

    /// JSON that can stand in a script element: no `<` is in it, so no tag and no comment can begin or end there.
    static func escapedForScript(_ json: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + json.count / 64)
        for byte in json {
            // In JSON it stands in texts alone.
            if byte == UInt8(ascii: "<") { bytes.append(contentsOf: "\\u003c".utf8) } else { bytes.append(byte) }
        }
        return bytes
    }
}
