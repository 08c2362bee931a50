import Vocab

/// Makes terms of words: drops stop words and what is too short or too long, and stems the rest.
struct TermMaker: ~Copyable {
    /// What a word comes to.
    enum Result {
        case term(Term)
        case stopWord
        /// No term, and no stop word: a single letter or digit, or a monster.
        case nothing
    }

    /// Longer words are accidents: sequences, encoded data, words whose blanks were lost.
    static let longestTerm = 64

    private var stemmer = Stemmer()

    /// What `word`, whose letters are in `bytes`, comes to.
    mutating func make(_ word: ScannedWord, in bytes: [UInt8]) -> Result {
        if word.isHan { return Self.makeHan(String(decoding: bytes[word.range], as: UTF8.self)) }
        guard word.range.count <= Self.longestTerm, word.letters + word.digits > 1 else { return .nothing }
        let text = String(decoding: bytes[word.range], as: UTF8.self)
        guard word.isASCII, word.letters > 0 else { return .term(Term(text, .english)) }
        if StopWords.english.contains(text) { return .stopWord }
        if word.range.count < 3 { return .term(Term(text, .english)) }
        return .term(Term(stemmer.stem(bytes.span.extracting(word.range)), .english))
    }

    /// What one Han character, or a pair of them, comes to; traditional characters are simplified.
    static func makeHan(_ text: String) -> Result {
        let text = HanVariants.simplified(text)
        let characters = Array(text.unicodeScalars)
        let isStopWord =
            characters.count == 1
            ? StopWords.isChinese(characters[0]) : StopWords.isChinese(characters[0], characters[1])
        return isStopWord ? .stopWord : .term(Term(text, .chinese))
    }
}
