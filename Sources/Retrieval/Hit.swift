import Corpus
import TextAnalysis

/// How papers are ranked.
public enum SearchMode: String, CaseIterable, Sendable {
    /// Words and latent space together.
    case hybrid
    /// The latent space alone: finds papers that say it in other words or in the other language.
    case semantic
    /// Words alone, by BM25.
    case lexical
}

/// What to ask for beside the query.
public struct SearchOptions: Sendable {
    /// How papers are ranked.
    public var mode = SearchMode.hybrid
    /// The most hits to return.
    public var limit = 10
    /// Hits that score less are left out.
    public var minimumScore: Float?
    /// Which papers to choose from.
    public var filter = PaperFilter()
    /// Threads to work on.
    public var threads = 1

    /// Ten hits of the hybrid ranking, on one thread.
    public init() {}
}

/// A paper found.
public struct Hit: Equatable, Sendable {
    /// Where it stands in the corpus.
    public let location: PaperLocation
    /// The paper's ID.
    public let id: String
    /// How well it answers, 0…1: a function of the query, the paper and the index alone. In the hybrid mode about the share of
    /// papers with this score that are relevant in judged collections; a cosine in the semantic mode; in the lexical mode
    /// ``lexical``.
    public internal(set) var score: Float
    /// The BM25 score as a share of the greatest that the query allows, 0…1, where words were asked.
    public let lexical: Float?
    /// The cosine, where the latent space was asked.
    public let semantic: Float?
    /// The cosine to the best papers by words, in the hybrid mode.
    public let support: Float?
    /// The IDs of papers that are the same work and were found with it, but have no place of their own in the list; see
    /// ``Searcher/folding(_:_:)``.
    public internal(set) var copies: [String] = []
}

/// What two words that stand side by side in a query add to the score of a paper that has them together.
struct PhraseShare: Equatable, Sendable {
    let pair: PhraseEvidence.Pair
    let share: Float
}

/// The answer to a query: the best papers, exact over all that pass the filter.
public struct SearchResults: Sendable {
    /// The best papers: descending scores, equal ones ascending by ID.
    public internal(set) var hits: [Hit]
    /// How many papers there were to choose from: those that pass the filter and meet the conditions; where words alone
    /// are asked, those of them that have any.
    public let total: Int
    /// Words of the query that neither any paper nor the model knows.
    public let unknownTerms: [String]
    /// Misspelt terms of the query, and those that were taken in their stead.
    public var corrections: [Term: Term] = [:]
    /// Whether the query is the ID or the address of a paper of the corpus.
    public internal(set) var namesID = false
    /// The author that the query was taken for, whose papers the hits are.
    public internal(set) var author: String?
    /// The Chinese words of the query with the English that stands for them.
    public internal(set) var translations: [QueryTranslation] = []
}

extension SearchResults {
    /// The same with the hits in descending order of a number, else as they were.
    public func ordered(by number: (Hit) -> Int32) -> SearchResults {
        var results = self
        let keyed = hits.enumerated().map { (number: number($0.element), place: $0.offset, hit: $0.element) }
        results.hits = keyed.sorted { $0.number != $1.number ? $0.number > $1.number : $0.place < $1.place }.map(\.hit)
        return results
    }
}

extension Hit {
    /// Higher scores first; equal ones by the bytes of their ID.
    static func precedes(_ a: Hit, _ b: Hit) -> Bool {
        a.score != b.score ? a.score > b.score : a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
    }
}
