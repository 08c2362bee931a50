import Corpus
import Digests
import IndexStore

/// The papers that a collection's queries are.
///
/// In some collections each query is a document, and relevant is what it cites. Then the paper itself is no answer, and
/// there is one more way to ask: by the paper. Equal IDs alone do not say so, since queries and documents are often
/// numbered from 1 alike; so the texts must be equal too.
struct QueryPapers {
    /// The location of each query's paper by the query's ID; empty where queries are no papers.
    private(set) var locations: [String: PaperLocation] = [:]

    /// No query is a paper.
    init() {}

    /// Finds the papers in an index of the collection's documents.
    ///
    /// - Parameter isRequired: Whether every query is a paper by its ID, whatever its text; otherwise they are papers if
    ///   every query has the ID and the text of a document.
    /// - Throws: ``CollectionError`` for a query that is no document where all must be, ``IndexError``.
    init(of collection: BEIRCollection, in library: Library, isRequired: Bool) throws {
        var locations: [String: PaperLocation] = [:]
        for query in collection.queries {
            guard let location = try? library.location(of: query.id) else {
                guard isRequired else { return }
                throw CollectionError(
                    file: collection.queryFile, line: nil, message: "query \(query.id) has the ID of no document")
            }
            if !isRequired, try !Self.isText(query.text, of: library.paper(at: location)) { return }
            locations[query.id] = location
        }
        self.locations = locations
    }

    /// Whether a text is a paper's title and abstract, by letters and digits: collections put spaces, a full stop or line
    /// ends between the two.
    private static func isText(_ text: String, of paper: Paper) -> Bool {
        func letters(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
        return letters(text) == letters((paper.text(.title) ?? "") + (paper.text(.abstract) ?? ""))
    }
}
