/// A person's name as it is compared: lower case, letters without accents, hyphens, points and commas as spaces, no
/// apostrophes.
///
/// Folding a folded name changes nothing. Lines stay lines.
/// - Complexity: O(length); little for ASCII.
public func foldedName(_ name: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(name.utf8.count)
    for scalar in name.unicodeScalars {
        if scalar.isASCII {
            if let byte = foldedByte(UInt8(scalar.value)) { result.append(byte) }
            continue
        }
        switch FoldedScalar(scalar) {
        case .letters(let letters): result += letters.utf8
        case .digit(let digit), .scriptDigit(let digit): result.append(UInt8(digit.value))
        case .han: result += String(scalar).utf8
        case .apostrophe, .nothing: break
        case .hyphen, .point, .space, .separator: result.append(0x20)
        }
    }
    return String(decoding: result, as: UTF8.self)
}

/// The byte that stands for one of ASCII in a folded name; `nil` for apostrophes.
private func foldedByte(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "~"): 0x20
    case UInt8(ascii: "'"), UInt8(ascii: "`"): nil
    default: byte
    }
}
