import Corpus
import TextAnalysis
import Vocab

/// The English terms that stand for the Chinese words of a query, by the lexicon that ships with the program
/// (``HanLexicon``): with them a Chinese query finds papers that have English text alone, also in a collection without a
/// word of Chinese.
struct LexiconExpansion {
    /// Each English term with the weight of its best translation, 0…1, in the order of the query.
    private(set) var terms: [(term: Term, weight: Float)] = []
    /// The terms of the query that need no other translation: they stand in words that have one, in everyday words, or
    /// span two words and mean nothing.
    private(set) var covered: Set<Term> = []

    /// Those of them that stand in words with a translation.
    private(set) var translated: Set<Term> = []

    /// - Parameters:
    ///   - text: The query.
    ///   - isKnown: Whether some paper has a term. The collection's own pairs translate a word of whose English terms none is.
    init(_ text: String, isKnown: (Term) -> Bool = { _ in true }) {
        var places: [Term: Int] = [:]
        var uncovered: Set<Term> = []
        for run in Self.hanRuns(in: text) {
            covered.formUnion(Analyzer().terms(in: run))
            // Words without a translation that stand side by side: one that the lexicon lacks falls apart into characters.
            var stretch = ""
            for word in HanLexicon.standard.segment(run) {
                let entry = HanLexicon.standard.entry(for: word)
                let translations = entry?.translations ?? []
                let isTranslated = translations.contains { $0.terms.contains { isKnown(Term($0, .english)) } }
                if isTranslated || entry?.isEveryday == true {
                    uncovered.formUnion(Analyzer().terms(in: stretch))
                    stretch = ""
                } else {
                    stretch += word
                }
                guard isTranslated, entry?.isEveryday != true else { continue }
                translated.formUnion(Analyzer().terms(in: String(word)))
                for translation in translations {
                    for term in translation.terms.map({ Term($0, .english) }) where isKnown(term) {
                        if let place = places[term] {
                            terms[place].weight = max(terms[place].weight, translation.weight)
                        } else {
                            places[term] = terms.count
                            terms.append((term, translation.weight))
                        }
                    }
                }
            }
            uncovered.formUnion(Analyzer().terms(in: stretch))
        }
        covered.subtract(uncovered)
        // Without a translation of any word, pairs of characters are all there is to go by.
        if terms.isEmpty { covered = [] }
    }

    /// The longest stretches of Han characters.
    private static func hanRuns(in text: String) -> [String] {
        text.unicodeScalars.split { !Script.isHan($0) }.map { String($0) }
    }
}
