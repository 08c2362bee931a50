import Retrieval

/// A ranking that is measured: a mode of search, or the papers most like the query's own.
public enum EvaluatedMode: String, CaseIterable, Sendable {
    /// Search by words and latent space together.
    case hybrid
    /// Search by the latent space alone.
    case semantic
    /// Search by words alone.
    case lexical
    /// `Searcher.similar`, for queries that are papers.
    case similar

    /// The modes of search, which every query can be asked in.
    public static let searches = SearchMode.allCases.map(EvaluatedMode.init)

    /// A mode of search.
    public init(_ mode: SearchMode) {
        self =
            switch mode {
            case .hybrid: .hybrid
            case .semantic: .semantic
            case .lexical: .lexical
            }
    }

    /// The mode of search, if it is one.
    public var searchMode: SearchMode? { SearchMode(rawValue: rawValue) }
}
