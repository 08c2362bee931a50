import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import TextAnalysis

/// What one term adds to a score.
public struct TermContribution: Equatable, Sendable {
    /// The term.
    public let term: Term
    /// What it adds by standing in the paper.
    public let lexical: Float
    /// What it adds by its place in the latent space.
    public let semantic: Float

    /// What it adds in all.
    public var total: Float { lexical + semantic }
}

/// Why a paper has its score: what each term adds, largest first; the parts and the support add up to the score.
public struct Explanation: Equatable, Sendable {
    /// The score explained.
    public let score: Float
    /// The terms and the word each stands for in the query, or in the seed paper.
    public let parts: [(contribution: TermContribution, word: String)]
    /// What other good papers that are like it add.
    public let support: Float

    init(_ contributions: [TermContribution], words: [Term: String], support: Float = 0) {
        score = contributions.reduce(support) { $0 + $1.total }
        self.support = support
        parts = contributions.sorted { $0.total != $1.total ? $0.total > $1.total : $0.term < $1.term }
            .map { ($0, words[$0.term] ?? $0.term.text) }
    }

    public static func == (a: Explanation, b: Explanation) -> Bool {
        a.score == b.score && a.support == b.support
            && a.parts.elementsEqual(b.parts) { $0.contribution == $1.contribution && $0.word == $1.word }
    }
}

/// The word that each term stands for in texts, as it is first written there.
///
/// - Parameter corrections: Terms that are taken for others.
func surfaceWords(in texts: [String], readAs corrections: [Term: Term] = [:]) -> [Term: String] {
    var words: [Term: String] = [:]
    // Terms within a longer token, that of a hyphenated word, say: shown so only where they never stand alone.
    var parts: [Term: String] = [:]
    for text in texts {
        let utf8 = Array(text.utf8)
        for token in Analyzer().tokens(in: text) {
            for written in token.terms {
                let term = corrections[written] ?? written
                if token.terms.count > 1 {
                    parts[term] = term.text
                } else if words[term] == nil {
                    words[term] = String(decoding: utf8[token.range], as: UTF8.self)
                }
            }
        }
    }
    return words.merging(parts) { alone, _ in alone }
}

extension Searcher {
    /// Why papers have their scores for a query.
    ///
    /// - Parameters:
    ///   - options: Those that the query was asked with: the filter decides what the hybrid ranking is relative to.
    /// - Throws: ``IndexError`` when a record is damaged.
    public func explain(
        _ query: Query, at locations: [PaperLocation], options: SearchOptions
    ) throws(IndexError) -> [Explanation] {
        let terms = QueryTerms(query.text, statistics: statistics)
        let matcher = ConditionMatcher(conditions: query.conditions, threads: options.threads)
        var rows: [RowSet] = []
        for segment in corpus.segments {
            rows.append(try matcher.matching(options.filter.rows(of: segment), of: segment))
        }
        let ranking = RankedQuery(
            terms: terms, rows: rows, mode: options.mode, limit: MutualSupport.candidates, statistics: statistics,
            threads: options.threads)
        let words = surfaceWords(in: [query.text], readAs: terms.corrections)
        let best = ranking.results(limit: MutualSupport.candidates, minimumScore: nil).hits
        return locations.map { location in
            let support = best.first { $0.location == location }?.support ?? 0
            return Explanation(ranking.contributions(at: location), words: words, support: support)
        }
    }
}
