import Corpus
import Vocab

/// Which languages a paper has text in, a bit for each.
struct LanguageSet: Hashable {
    private let bits: Int

    /// Every set of languages.
    static let all = (0..<1 << Language.allCases.count).map { LanguageSet(bits: $0) }
    /// The set's place in ``all``.
    var index: Int { bits }

    private init(bits: Int) { self.bits = bits }

    /// The languages of a row, by the lengths of its fields in each: shape (rows, languages, fields).
    init(_ lengths: Span<UInt16>, row: Int) {
        var bits = 0
        for language in Language.allCases where Postings.hasText(lengths, row: row, in: language) {
            bits |= 1 << Int(language.rawValue)
        }
        self.bits = bits
    }

    /// The languages of a paper.
    init(at location: PaperLocation, in corpus: PaperCorpus) {
        self = corpus.segments[location.segment].postings.withLengths { LanguageSet($0, row: location.row) }
    }

    /// Some languages.
    init(_ languages: [Language]) { bits = languages.reduce(0) { $0 | 1 << Int($1.rawValue) } }

    /// Whether a language is among them.
    func contains(_ language: Language) -> Bool { bits >> Int(language.rawValue) & 1 == 1 }

    /// The languages of both sets.
    func intersection(_ other: LanguageSet) -> LanguageSet { LanguageSet(bits: bits & other.bits) }

    /// The languages of the set that a query is in: papers which have the same of these are ranked in the same way.
    func intersection(_ terms: QueryTerms) -> LanguageSet {
        LanguageSet(
            bits: terms.languageShares.indices.reduce(0) { $0 | (terms.languageShares[$1] > 0 ? 1 << $1 : 0) } & bits)
    }

    /// The share of a query that papers can have words of, in its own languages or translated.
    func share(of terms: QueryTerms) -> Float {
        terms.languageShares.indices.reduce(0) {
            $0 + (bits >> $1 & 1 == 1 ? terms.languageShares[$1] : terms.translatedShares[$1])
        }
    }
}
