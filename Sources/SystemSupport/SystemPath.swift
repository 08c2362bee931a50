/// Turns the bytes of paths into texts and back, also where they are not UTF-8.
///
/// Linux allows any bytes in a name. A byte that is no part of a character becomes one scalar of its own, U+10FF00 plus
/// the byte, which nobody else uses; the way back gives exactly the bytes that there were.
public enum SystemPath {
    /// U+10FF80...U+10FFFF stand for the bytes 0x80...0xFF.
    private static let firstScalar: UInt32 = 0x10_FF00

    /// The text of a path's bytes.
    public static func text(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: isByte) {
            return text
        }
        var text = String.UnicodeScalarView()
        var start = 0
        while start < bytes.count {
            let character = (1...4).lazy.filter { start + $0 <= bytes.count }.compactMap { length in
                String(validating: bytes[start..<start + length], as: UTF8.self)?.unicodeScalars.first
            }.first { !isByte($0) }
            text.append(character ?? Unicode.Scalar(firstScalar + UInt32(bytes[start])) ?? "\u{FFFD}")
            start += character.map { UTF8.width($0) } ?? 1
        }
        return String(text)
    }

    /// The text of a C string, which is copied.
    @unsafe static func text(_ pointer: UnsafePointer<CChar>) -> String {
        var bytes: [UInt8] = []
        var next = unsafe pointer
        // SAFETY: the caller guarantees a NUL, where reading ends.
        while unsafe next.pointee != 0 {
            unsafe bytes.append(UInt8(bitPattern: next.pointee))
            unsafe next += 1
        }
        return text(bytes)
    }

    /// The bytes of a text for the system, with a NUL at the end.
    static func bytes(_ text: String) -> [CChar] {
        var bytes: [CChar] = []
        for scalar in text.unicodeScalars {
            if isByte(scalar) {
                bytes.append(CChar(truncatingIfNeeded: scalar.value - firstScalar))
            } else {
                bytes += UTF8.encode(scalar).map { $0.map { CChar(bitPattern: $0) } } ?? []
            }
        }
        return bytes + [0]
    }

    /// Whether a scalar stands for a byte that is not UTF-8.
    static func isByte(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= firstScalar + 0x80 }
}

extension String {
    /// The text for a message: line breaks, other control characters, marks that turn the direction of writing, and bytes
    /// of a path that are not UTF-8 are written as escapes, so that no name can forge a line or command a terminal.
    public var escaped: String {
        guard unicodeScalars.contains(where: { $0.escape != nil }) else { return self }
        return unicodeScalars.reduce(into: "") { $0 += $1.escape ?? String($1) }
    }
}

extension Unicode.Scalar {
    /// How a message writes the scalar when it cannot write it as it is.
    fileprivate var escape: String? {
        if SystemPath.isByte(self) { return "\\x" + String(value & 0xFF, radix: 16, uppercase: true) }
        switch value {
        case 0x0A: return "\\n"
        case 0x0D: return "\\r"
        case 0x09: return "\\t"
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
            return "\\u{" + String(value, radix: 16, uppercase: true) + "}"
        default: return nil
        }
    }
}
