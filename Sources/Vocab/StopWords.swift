/// Words without a subject.
///
/// The lists are `Vocab/english-stop-words.txt`, `chinese-stop-characters.txt`, `chinese-stop-bigrams.txt` and
/// `boilerplate.txt`. Each is read once, when first asked for.
public enum StopWords {
    /// English function words, lower case, as they stand in text (not stemmed).
    public static let english = Set(WordList.englishStopWords.entries.map(String.init))

    /// Chinese function words of one or two characters.
    ///
    /// Ask ``isChinese(_:_:)`` for bigrams: a pair of two function characters need not be listed.
    public static let chinese = Set(
        WordList.chineseStopCharacters.entries.map(String.init) + WordList.chineseStopBigrams.entries.map(String.init))

    /// Words that every paper uses, in both languages: searchable, but no topic label should be made of them.
    ///
    /// Not stemmed; Chinese entries have two characters or more.
    public static let boilerplate = Set(WordList.boilerplate.entries.map(String.init))

    /// Whether a Han character that stands alone is a function character.
    public static func isChinese(_ character: Unicode.Scalar) -> Bool { functionCharacters.contains(character) }

    /// Whether a pair of adjacent Han characters is a stop word: listed, or wholly made of function characters.
    public static func isChinese(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        if functionCharacters.contains(first) && functionCharacters.contains(second) { return true }
        return bigrams.contains(pair(first, second))
    }

    private static let functionCharacters = Set(
        WordList.chineseStopCharacters.entries.compactMap(\.unicodeScalars.first))

    private static let bigrams = Set(
        WordList.chineseStopBigrams.entries.map { entry in
            let scalars = Array(entry.unicodeScalars)
            precondition(scalars.count == 2, "chinese-stop-bigrams.txt: \(entry) is no pair of characters")
            return pair(scalars[0], scalars[1])
        })

    private static func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt64 {
        UInt64(first.value) << 32 | UInt64(second.value)
    }
}
