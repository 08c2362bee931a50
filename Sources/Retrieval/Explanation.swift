import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import TextAnalysis

/// What one term of a query adds to a score.
struct TermContribution {
    let term: Term
    /// What it adds by standing in the paper.
    let lexical: Float
    /// What it adds by its place in the latent space.
    let semantic: Float
}

/// Why a paper has its score: what each word adds, largest first; the parts and the support add up to the score.
public struct Explanation: Equatable, Sendable {
    /// What one word of the query, or of the seed paper, adds; or two of the query that the paper has together.
    public struct Part: Equatable, Sendable {
        /// The word as it is written there.
        public let word: String
        /// What stands for it in the paper, as the paper writes it, where that is in another language.
        public let translation: String?
        /// What it adds by standing in the paper.
        public fileprivate(set) var lexical: Float
        /// What it adds by its place in the latent space.
        public fileprivate(set) var semantic: Float

        /// What it adds in all.
        public var total: Float { lexical + semantic }
    }

    /// The score explained.
    public let score: Float
    /// The words, largest share first.
    public let parts: [Part]
    /// What the best papers by words add that are like it.
    public let support: Float

    /// - Parameters:
    ///   - words: The word that each term is part of.
    ///   - translations: What stands for terms in the paper.
    init(_ score: RankedQuery.Parts, words: [Term: String], translations: [Term: String] = [:]) {
        let contributions = score.terms
        var parts: [String: Part] = [:]
        var found: [String: [String]] = [:]
        for contribution in contributions {
            guard let translation = translations[contribution.term] else { continue }
            let word = words[contribution.term] ?? contribution.term.text
            if !found[word, default: []].contains(translation) { found[word, default: []].append(translation) }
        }
        for contribution in contributions {
            let word = words[contribution.term] ?? contribution.term.text
            var part =
                parts[word]
                ?? Part(word: word, translation: found[word]?.joined(separator: " "), lexical: 0, semantic: 0)
            part.lexical += contribution.lexical
            part.semantic += contribution.semantic
            parts[word] = part
        }
        for phrase in score.phrases {
            let (first, second) = (phrase.pair.first, phrase.pair.second)
            let (a, b) = (words[first] ?? first.text, words[second] ?? second.text)
            // Pairs of Han characters may be of one word, and words of Han script have no blanks between them.
            let word = a == b ? a : a + (first.language == .chinese ? "" : " ") + b
            parts[word, default: Part(word: word, translation: nil, lexical: 0, semantic: 0)].lexical += phrase.share
        }
        self.parts = parts.values.sorted { $0.total != $1.total ? $0.total > $1.total : $0.word < $1.word }
        support = score.support
        self.score = self.parts.reduce(support) { $0 + $1.total }
    }
}

extension Searcher {
    /// Why papers have their scores for a query.
    ///
    /// - Parameters:
    ///   - options: Those that the query was asked with: their mode is explained.
    /// - Throws: ``IndexError`` when a record is damaged.
    public func explain(
        _ query: Query, at locations: [PaperLocation], options: SearchOptions
    ) throws(IndexError) -> [Explanation] {
        let terms = QueryTerms(query.text, statistics: statistics)
        let rows = try matching(query, among: filtered(options.filter), threads: options.threads)
        let ranking = try RankedQuery(
            terms: terms, rows: rows, referenceRows: filtered(PaperFilter()), mode: options.mode,
            statistics: statistics, threads: options.threads)
        let named = options.mode == .hybrid ? try named(query) : [:]
        var words = shownWords(in: [query.text], readAs: terms.corrections)
        for entry in terms.entries {
            guard let alternative = entry.alternative, entry.term.language == .chinese || words[entry.term] == nil
            else {
                continue
            }
            words[entry.term] = terms.lexicon.words[alternative.word].text
        }
        var explanations: [Explanation] = []
        for location in locations {
            explanations.append(
                Explanation(
                    try ranking.parts(at: location, as: named[location]), words: words,
                    translations: try translations(of: terms, at: location)))
        }
        return explanations
    }

    /// What stands for the terms of a query in a paper, as the paper writes it: for Chinese words the English of the
    /// lexicon, for other terms those near to them, where the paper has no text in their language.
    private func translations(
        of terms: QueryTerms, at location: PaperLocation
    ) throws(IndexError) -> [Term: String] {
        guard terms.entries.contains(where: { $0.translation != nil || $0.alternative != nil }) else { return [:] }
        let languages = LanguageSet(at: location, in: corpus)
        let surface = surfaceWords(in: try corpus.paper(at: location).indexedTexts)
        var found: [Term: String] = [:]
        for entry in terms.entries {
            if entry.alternative != nil {
                if entry.term.language == .english { found[entry.term] = surface[entry.term] }
            } else if let translation = entry.translation, !languages.contains(entry.term.language) {
                found[entry.term] = surface[translation.term]
            }
        }
        return found
    }
}
