import Vocab

/// The words of a text as phrases and titles are compared: lower case, without accents and apostrophes, parted by hyphens and
/// by all other signs; ligatures, forms of full width and mathematical letters are the letters that they show, and traditional characters simplified.
///
/// A character of Han script, of kana and of Hangul is a word of its own, so that `翻訳` stands in `機械翻訳`.
/// - Complexity: O(length).
public func foldedWords(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func end() {
        if !word.isEmpty { words.append(word) }
        word = ""
    }
    for scalar in text.unicodeScalars {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "0"..."9": word.unicodeScalars.append(scalar)
            case "A"..."Z": word += scalar.properties.lowercaseMapping
            case "'": break
            default: end()
            }
            continue
        }
        switch FoldedScalar(scalar) {
        case .letters(let letters) where isUnspacedSyllable(scalar):
            end()
            words.append(letters)
        case .letters(let letters): word += letters
        case .digit(let digit), .scriptDigit(let digit): word.unicodeScalars.append(digit)
        case .han:
            end()
            words.append(String(HanVariants.simplified(scalar)))
        case .apostrophe, .nothing: break
        case .hyphen, .point, .space, .separator: end()
        }
    }
    end()
    return words
}

/// Whether a scalar is kana or Hangul, of which a word touches others, or its endings, without a blank.
func isUnspacedSyllable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x1100: false
    case 0x1100...0x11FF, 0x3040...0x30FF, 0x3130...0x318F, 0x31F0...0x31FF, 0xAC00...0xD7AF, 0xFF66...0xFF9F: true
    default: false
    }
}

extension [String] {
    /// Whether other words stand here one after the other.
    /// - Complexity: O(count · other count).
    public func containsRun(_ other: [String]) -> Bool {
        guard !other.isEmpty, count >= other.count else { return other.isEmpty }
        return (0...count - other.count).contains { self[$0..<$0 + other.count].elementsEqual(other) }
    }
}
