/// Decodes the scalar whose first byte is at `index`.
///
/// A byte that begins no well-formed sequence (RFC 3629: no surrogate, nothing overlong, nothing over U+10FFFF) is
/// U+FFFD of length 1.
func decodeScalar(_ bytes: Span<UInt8>, at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let malformed: (Unicode.Scalar, Int) = ("\u{FFFD}", 1)
    let first = UInt32(bytes[index])
    let length: Int
    var value: UInt32
    let least: UInt32
    switch first {
    case 0..<0x80: return (Unicode.Scalar(bytes[index]), 1)
    case 0xC2..<0xE0: (length, value, least) = (2, first & 0x1F, 0x80)
    case 0xE0..<0xF0: (length, value, least) = (3, first & 0x0F, 0x800)
    case 0xF0..<0xF5: (length, value, least) = (4, first & 0x07, 0x10000)
    default: return malformed
    }
    guard index + length <= bytes.count else { return malformed }
    for offset in 1..<length {
        let byte = UInt32(bytes[index + offset])
        guard byte & 0xC0 == 0x80 else { return malformed }
        value = value << 6 | byte & 0x3F
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return malformed }
    return (scalar, length)
}

extension [UInt8] {
    /// Appends the UTF-8 bytes of `scalar`.
    mutating func append(utf8 scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            append(UInt8(scalar.value))
        } else {
            append(contentsOf: scalar.utf8)
        }
    }
}
