/// Tells scripts apart where the engine treats them differently.
public enum Script {
    /// Whether `scalar` is of Han script: a unified or compatibility ideograph, a radical, or one of
    /// the marks and numerals `々〇〡…〩〸〹〺〻` that stand among ideographs.
    ///
    /// Ranges of Unicode 17 (`Scripts.txt`, Script=Han), whole blocks where a block's end is unassigned.
    /// - Complexity: O(1).
    public static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x4E00...0x9FFF: true  // unified ideographs: nearly every one met, so asked first
        case ..<0x2E80: false
        case 0x2E80...0x2FD5: true  // radicals, and the Kangxi radicals that text cut from PDFs holds
        case 0x3005, 0x3007, 0x3021...0x3029, 0x3038...0x303B: true
        case 0x3400...0x4DBF: true  // extension A
        case 0xF900...0xFAFF: true  // compatibility ideographs
        case 0x20000...0x2FA1F: true  // extensions B to F and I, compatibility supplement
        case 0x30000...0x3347F: true  // extensions G, H and J
        default: false
        }
    }
}
