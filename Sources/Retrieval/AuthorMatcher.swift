import Digests
import SystemSupport
import TextAnalysis

/// Finds a person among the authors of papers.
///
/// Each word of the name must be a whole word of one author's name, in any order: `Li`, `Wei Zhang`, `Zhang Wei`,
/// `Farrow, Ian`. A letter is an initial: `I. Farrow` is Ian Farrow too.
struct AuthorMatcher {
    /// The words of the name, the longest first.
    private let words: [[UInt8]]

    init(_ name: String) {
        words = foldedName(LaTeXLetters.decoded(name)).split(whereSeparator: \.isWhitespace)
            .map { [UInt8]($0.utf8) }.sorted { $0.count > $1.count }
    }

    /// Whether a line of a column of authors is the person. A name without words is anybody's.
    /// - Complexity: O(bytes).
    func matches(_ authors: Span<UInt8>) -> Bool {
        guard let first = words.first else { return true }
        // Columns that older programs wrote have names in lower case alone.
        guard Self.isFolded(authors) else {
            let text = String(decoding: authors.indices.map { authors[$0] }, as: UTF8.self)
            return Array(foldedName(LaTeXLetters.decoded(text)).utf8).withSpan { matches($0, first) }
        }
        return matches(authors, first)
    }

    /// Whether there is nothing to fold: small letters, digits and spaces of ASCII.
    private static func isFolded(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'")
                || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\\")
            {
                return false
            }
        }
        return true
    }

    private func matches(_ authors: Span<UInt8>, _ longest: [UInt8]) -> Bool {
        guard authors.count >= longest.count else { return false }
        for start in 0...authors.count - longest.count where Self.has(longest, in: authors, at: start) {
            if words.count == 1 || hasAll(authors, around: start) { return true }
        }
        return false
    }

    /// Whether a whole word stands at an offset.
    private static func has(_ word: [UInt8], in bytes: Span<UInt8>, at start: Int) -> Bool {
        guard bytes[start] == word[0], start == 0 || bytes[start - 1] <= 0x20 else { return false }
        for index in 1..<max(1, word.count) where bytes[start + index] != word[index] { return false }
        let end = start + word.count
        return end == bytes.count || bytes[end] <= 0x20
    }

    /// Whether the author whose name has an offset has every word, each of another word of the name.
    private func hasAll(_ authors: Span<UInt8>, around place: Int) -> Bool {
        let newline = UInt8(ascii: "\n")
        var (start, end) = (place, place)
        while start > 0, authors[start - 1] != newline { start -= 1 }
        while end < authors.count, authors[end] != newline { end += 1 }
        var names = (start..<end).map { authors[$0] }.split(separator: 0x20)
        for word in words {
            let isInitial = word.count == 1
            guard
                let index = names.firstIndex(where: { $0.elementsEqual(word) })
                    ?? names.firstIndex(where: { isInitial && $0.first == word[0] })
            else { return false }
            names.remove(at: index)
        }
        return true
    }
}

extension [UInt8] {
    fileprivate func withSpan<R>(_ body: (Span<UInt8>) -> R) -> R { body(span) }
}
