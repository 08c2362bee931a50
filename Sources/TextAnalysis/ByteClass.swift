import Vocab

/// What a byte means to the cutting of text into stretches that can be analysed alone.
///
/// A *stretch* is text whose terms depend on nothing around it. It ends where every rule of ``Analyzer`` has
/// forgotten what came before: at a blank, a bracket, a quotation mark, a Han character; and before a sign that a blank
/// follows. So `gpt-3.5,` is the stretch `gpt-3.5`, while `https://a.b/c?d=e` is one stretch.
enum ByteClass: UInt8 {
    /// An ASCII letter or digit.
    case word
    /// No stretch goes over it.
    case separator
    /// ASCII that may join what stands around it; no stretch begins with it, or ends with it before a separator.
    case joiner
    case backslash
    case nonASCII

    init(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            self = .word
        case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ";"), UInt8(ascii: "|"),
            UInt8(ascii: "*"):
            self = .separator
        case UInt8(ascii: "\\"): self = .backslash
        case 0x80...: self = .nonASCII
        default: self = .joiner
        }
    }

    /// The class of every byte: a table that needs no bounds check.
    static func table() -> InlineArray<256, ByteClass> { InlineArray { ByteClass(UInt8($0)) } }
}

extension Unicode.Scalar {
    /// Whether it is punctuation among Han characters, over which no stretch goes: so is a Han character.
    var endsStretch: Bool {
        switch value {
        case 0x3000...0x3003, 0x3008...0x3020: true
        case 0xFF01...0xFF06, 0xFF08...0xFF0C, 0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF64: true
        default: Script.isHan(self)
        }
    }
}
