import CVocab

/// Simplified characters of Han script for traditional ones, so that `強化學習` and `强化学习` are the same term.
///
/// The list is `Vocab/han-variants.txt`, made by `scripts/han-variants`: one line is a traditional character and the
/// simplified one.
public enum HanVariants {
    /// The simplified character; the same for one that has none.
    /// - Complexity: O(1).
    public static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar { variants[scalar] ?? scalar }

    /// The text with all characters simplified: as many scalars as before.
    /// - Complexity: O(length).
    public static func simplified(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: Script.isHan) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { simplified($0) }))
    }

    // SAFETY: sx_han_variants returns a static array that ends with a zero byte.
    private static let variants: [Unicode.Scalar: Unicode.Scalar] = {
        var variants: [Unicode.Scalar: Unicode.Scalar] = [:]
        for line in unsafe String(cString: sx_han_variants()).unicodeScalars.split(separator: "\n") {
            guard line.count == 3, let first = line.first, let last = line.last else { continue }
            variants[first] = last
        }
        return variants
    }()
}
