/// A language that the engine indexes.
///
/// The raw value is stored in indexes: never reorder.
public enum Language: UInt8, Sendable, CaseIterable, Comparable, Hashable {
    /// English, and every word not of Han script.
    case english = 0
    /// Chinese: text of Han script, simplified or traditional.
    case chinese = 1

    /// The two-letter ISO 639 code.
    public var code: String {
        switch self {
        case .english: "en"
        case .chinese: "zh"
        }
    }

    /// The language of a two-letter ISO 639 code, in any case; nil for another.
    public init?(code: String) {
        switch code.lowercased() {
        case "en": self = .english
        case "zh": self = .chinese
        default: return nil
        }
    }

    public static func < (a: Language, b: Language) -> Bool { a.rawValue < b.rawValue }

    /// The language that `text` is written in, or nil if it has no letter.
    ///
    /// Chinese once a fifth of the letters are Han: an ideograph stands for several Latin letters, and Chinese
    /// summaries are full of English names (`基于Transformer的方法` is 31 % Han), while an English abstract
    /// seldom holds more than an author's name.
    /// - Complexity: O(length of `text`).
    public static func of(_ text: String) -> Language? {
        var han = 0
        var letters = 0
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let lower = scalar.value | 0x20
                if lower >= 0x61 && lower <= 0x7A { letters += 1 }
            } else if Script.isHan(scalar) {
                han += 1
                letters += 1
            } else if scalar.properties.isAlphabetic {
                letters += 1
            }
        }
        if letters == 0 { return nil }
        return han * 5 >= letters ? .chinese : .english
    }
}
