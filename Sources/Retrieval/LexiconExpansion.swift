import Corpus
import TextAnalysis
import Vocab

/// The Chinese words of a query and the English terms that stand for them, by the lexicon that ships with the program
/// (``HanLexicon``): with them a Chinese query finds papers that have English text alone, also in a collection without a
/// word of Chinese.
struct LexiconExpansion {
    /// A Chinese word of the query that has a translation, or a character that stands alone.
    struct Word {
        /// The word as the query has it.
        let text: String
        /// Its own terms: pairs of characters. The one term of a character that stands alone is no pair: it is in the pairs
        /// with it that papers have.
        let terms: [Term]
        /// Alternative translations, best first.
        let translations: [(terms: [Term], weight: Float)]
        /// Whether the word says little about a paper's subject.
        let isEveryday: Bool
        /// Whether the word is a character that stands alone.
        let isCharacter: Bool
    }

    /// The words with a translation, and the characters that stand alone, in the order of the query.
    private(set) var words: [Word] = []
    /// The words and the stretches between them that have no translation, function words left out, in the order of the
    /// query.
    private(set) var readings: [QueryTranslation] = []
    /// The Chinese terms of the query that are looked for as they are written: those of stretches without a translation.
    private(set) var written: Set<Term> = []

    /// - Parameters:
    ///   - text: The query.
    ///   - isKnown: Whether some paper has a term. A word of whose English terms none is has no translation.
    init(_ text: String, isKnown: (Term) -> Bool = { _ in true }) {
        for run in Self.hanRuns(in: text) {
            // Words without a translation that stand side by side: one that the lexicon lacks falls apart into characters.
            var stretch = ""
            for word in HanLexicon.standard.segment(run).map(String.init) {
                let entry = HanLexicon.standard.entry(for: word)
                let translations = (entry?.translations ?? []).compactMap { translation in
                    let terms = translation.terms.map { Term($0, .english) }.filter(isKnown)
                    return terms.isEmpty ? nil : (terms: terms, weight: translation.weight)
                }
                let isCharacter = run.unicodeScalars.count == 1
                let terms = Analyzer().terms(in: word)
                if translations.isEmpty, !isCharacter || terms.isEmpty {
                    stretch += word
                } else {
                    add(stretch)
                    stretch = ""
                    words.append(
                        Word(
                            text: word, terms: terms, translations: translations,
                            isEveryday: entry?.isEveryday ?? false, isCharacter: isCharacter))
                    readings.append(QueryTranslation(word: word, terms: translations.first?.terms ?? []))
                }
            }
            add(stretch)
        }
        // Without a translation of any word, pairs of characters are all there is to go by.
        if words.allSatisfy(\.translations.isEmpty) {
            let characters = Set(words.flatMap(\.terms))
            written = Set(Self.hanRuns(in: text).flatMap { Analyzer().terms(in: $0) }).subtracting(characters)
        }
    }

    private mutating func add(_ stretch: String) {
        let terms = Analyzer().terms(in: stretch)
        guard !terms.isEmpty else { return }
        readings.append(QueryTranslation(word: stretch, terms: []))
        written.formUnion(terms)
    }

    /// The longest stretches of Han characters.
    private static func hanRuns(in text: String) -> [String] {
        text.unicodeScalars.split { !Script.isHan($0) }.map { String($0) }
    }
}
