/// A word of a text, or a pair of its Han characters, where it stands and what it gives.
///
/// Han pairs overlap: `注意力` has the tokens `注意` and `意力`, and their ranges share a character.
public struct Token: Hashable, Sendable {
    /// The bytes of the text, as UTF-8 offsets, that the token was read from. A possessive `'s` is inside.
    public let range: Range<Int>
    /// The terms, in order: for a hyphenated word the whole, then its parts. Empty for a stop word and for what is
    /// not indexed (a single letter or digit, a monster of more than 64 bytes).
    public let terms: [Term]
    /// Whether the token is on the list of stop words.
    public let isStopWord: Bool
    /// Whether something that ends a phrase stands before the token: the text's start, punctuation other than an
    /// apostrophe, a blank line, an operator, a web address, a dropped LaTeX command.
    public let breaksBefore: Bool
}
