import Corpus
public import IndexStore
public import TextAnalysis

/// A Chinese word of a query and the English that stands for it.
public struct QueryTranslation: Equatable, Sendable {
    /// The word as the query has it; a stretch of several where there is no translation.
    public let word: String
    /// The terms of its best translation; none where the lexicon has no English that some paper has.
    public let terms: [Term]
}

extension Searcher {
    /// The words of a translation as the first paper with each writes it.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func englishWords(of translation: QueryTranslation) throws(IndexError) -> [String] {
        var words: [String] = []
        for term in translation.terms {
            let word = try surfaceWord(of: term) ?? term.text
            // The first letter of a sentence or a title is no part of the word, capitals further on are.
            words.append(word.dropFirst() == word.dropFirst().lowercased() ? word.lowercased() : word)
        }
        return words
    }

    /// A term as the first paper that has it writes it, a hyphenated word whole; `nil` where none has it.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    func surfaceWord(of term: Term) throws(IndexError) -> String? {
        for segment in corpus.segments {
            guard let row = segment.postings.firstRow(of: term.text) else { continue }
            for text in try segment.paper(row).indexedTexts {
                guard let token = Analyzer().tokens(in: text).first(where: { $0.terms.first == term }) else { continue }
                return String(decoding: Array(text.utf8)[token.range], as: UTF8.self)
            }
        }
        return nil
    }
}
