import TextAnalysis
import Vocab

extension Query {
    /// A word of a query that is not looked for as it is written.
    public struct UnsearchedWord: Equatable, Sendable {
        /// As the query has it.
        public let word: String
        /// Why: `a single letter`.
        public let reason: String
    }

    /// The words that begin or end with signs which are not searched for, such as `.NET`, with what is looked for.
    public var wordsWithoutSigns: [(word: String, taken: String)] {
        text.split(whereSeparator: \.isWhitespace).compactMap { word in
            let letters = word.drop { $0 == "." }.prefix(while: \.isLetter)
            let signs = word.dropFirst(word.first == "." ? letters.count + 1 : letters.count)
            guard word.first == "." || !signs.isEmpty, letters.count > 1, signs.allSatisfy({ "+#*".contains($0) }),
                !Analyzer().terms(in: String(letters)).isEmpty
            else { return nil }
            return (String(word), String(letters))
        }
    }

    /// The words of the query that papers are not searched for, and why.
    ///
    /// Stop words are told only where nothing else is left to search for.
    public var unsearchedWords: [UnsearchedWord] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let found = words.map { word in (word: word, reason: Self.reason(word)) }
        let hasOther = found.contains { $0.reason == nil }
        return found.compactMap { word, reason in
            guard let reason, !(hasOther && reason == Self.everyText) else { return nil }
            return UnsearchedWord(word: word, reason: reason)
        }
    }

    private static let everyText = "is a stop word"

    /// Why nothing is looked for in a word's stead; `nil` for a word that is looked for.
    private static func reason(_ word: String) -> String? {
        // A character of Han script is looked for in the words that have it.
        if word.unicodeScalars.contains(where: Script.isHan) { return nil }
        let tokens = Analyzer().tokens(in: word)
        let terms = tokens.flatMap(\.terms)
        let signs = word.drop { !"+#*.".contains($0) }
        guard terms.isEmpty else { return nil }
        if tokens.isEmpty { return "has no letters and no digits" }
        if tokens.contains(where: \.isStopWord) { return signs.isEmpty ? everyText : "is a short word with signs" }
        return signs.isEmpty ? "is a single letter or digit" : "is a single letter with signs"
    }
}
