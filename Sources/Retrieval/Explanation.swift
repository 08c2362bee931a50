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

/// Why a paper has its score: what each term adds, largest first; the parts add up to the score.
public struct Explanation: Equatable, Sendable {
    /// The score explained.
    public let score: Float
    /// The terms and the word each stands for in the query, or in the seed paper.
    public let parts: [(contribution: TermContribution, word: String)]

    init(_ contributions: [TermContribution], words: [Term: String]) {
        score = contributions.reduce(0) { $0 + $1.total }
        parts = contributions.sorted { $0.total != $1.total ? $0.total > $1.total : $0.term < $1.term }
            .map { ($0, words[$0.term] ?? $0.term.text) }
    }

    public static func == (a: Explanation, b: Explanation) -> Bool {
        a.score == b.score
            && a.parts.elementsEqual(b.parts) { $0.contribution == $1.contribution && $0.word == $1.word }
    }
}

/// The word that each term stands for in texts, as it is first written there.
func surfaceWords(in texts: [String]) -> [Term: String] {
    var words: [Term: String] = [:]
    for text in texts {
        let utf8 = Array(text.utf8)
        for token in Analyzer().tokens(in: text) {
            for term in token.terms where words[term] == nil {
                words[term] = token.terms.count == 1 ? String(decoding: utf8[token.range], as: UTF8.self) : term.text
            }
        }
    }
    return words
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
        let semantic =
            options.mode == .lexical
            ? nil
            : corpus.segments.map { segment in
                SemanticScores(
                    queries: [terms.vector], segment: segment, dimensions: corpus.dimensions, threads: options.threads
                ).scores(ofQuery: 0)
            }
        let ranking = RankedQuery(
            terms: terms, rows: rows, semantic: semantic, mode: options.mode, statistics: statistics)
        let words = surfaceWords(in: [query.text])
        return locations.map { Explanation(ranking.contributions(at: $0), words: words) }
    }
}
