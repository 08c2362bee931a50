public import Vocab

/// What is indexed: a stemmed English word, or a pair of Han characters.
///
/// Terms are the same if their languages and the UTF-8 bytes of their texts are; no Unicode equivalence is applied,
/// so that equality, order and stored bytes always agree.
public struct Term: Sendable {
    /// The normal form: lower case, folded, stemmed.
    public let text: String
    /// ``Vocab/Language/chinese`` for Han characters, ``Vocab/Language/english`` for every other script.
    public let language: Language

    /// A term of a given normal form. Terms of text come from ``Analyzer`` and ``TermCounter``.
    public init(_ text: String, _ language: Language) {
        self.text = text
        self.language = language
    }
}

extension Term: Hashable {
    public static func == (a: Term, b: Term) -> Bool {
        guard a.language == b.language else { return false }
        let (left, right) = (a.text.utf8.span, b.text.utf8.span)
        guard left.count == right.count else { return false }
        for i in left.indices where left[i] != right[i] { return false }
        return true
    }

    public func hash(into hasher: inout Hasher) {
        let bytes = text.utf8.span
        var word = UInt64(language.rawValue)
        for i in bytes.indices {
            word = word << 8 | UInt64(bytes[i])
            if i & 7 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}

extension Term: Comparable {
    /// By the bytes of the text, then by language.
    public static func < (a: Term, b: Term) -> Bool {
        let (left, right) = (a.text.utf8.span, b.text.utf8.span)
        for i in 0..<min(left.count, right.count) where left[i] != right[i] { return left[i] < right[i] }
        if left.count != right.count { return left.count < right.count }
        return a.language < b.language
    }
}

extension Term: CustomStringConvertible {
    public var description: String { "\(text) (\(language.code))" }
}
