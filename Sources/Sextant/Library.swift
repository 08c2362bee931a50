import Corpus
import Digests
import IndexStore
import LatentSemantics
import Retrieval

/// An index that is open for questions.
///
/// ```swift
/// let library = try Library(path: "pile.sextant")
/// for hit in try library.search("sparse attention").hits { print(hit.id, hit.score) }
/// ```
/// It stays as it was when it was opened, whatever a writer does meanwhile.
public struct Library: Sendable {
    /// The folder of the index.
    public let path: String
    /// The papers and the model.
    public let corpus: PaperCorpus
    /// Answers queries.
    public let searcher: Searcher

    /// Opens an index.
    ///
    /// - Throws: ``IndexError`` when there is none, or it is damaged.
    /// - Complexity: O(papers) for small columns; vectors, postings and records are mapped, not read.
    public init(path: String) throws(IndexError) {
        self.path = path
        corpus = try PaperCorpus(IndexDirectory(path: path).snapshot())
        searcher = Searcher(corpus)
    }

    /// The best papers for a question in plain text, on every thread.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func search(_ text: String, options: SearchOptions = SearchOptions()) throws(IndexError) -> SearchResults {
        try searcher.search(Query(text: text), options: options)
    }

    /// The papers most like others.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    public func similar(
        to query: SimilarQuery, options: SearchOptions = SearchOptions()
    ) throws(IndexError) -> SearchResults {
        try searcher.similar(query, options: options)
    }

    /// Where the paper of an ID, or of an address that holds one, stands.
    ///
    /// - Throws: ``UnknownPaper`` when the index does not have it.
    public func location(of text: String) throws(UnknownPaper) -> PaperLocation {
        for id in [PaperID(rawValue: text), PaperID.parse(text)].compactMap({ $0 }) {
            if let location = corpus.location(of: id) { return location }
        }
        let wanted = PaperID.parse(text)?.rawValue ?? text
        let nearest = corpus.nearestIDs(to: wanted).compactMap { location in
            (try? corpus.paper(at: location)).map { (corpus.id(at: location), $0.text(.title) ?? "") }
        }
        throw UnknownPaper(id: text, nearest: nearest)
    }

    /// The paper at a location.
    ///
    /// - Throws: ``IndexError`` when its record is damaged.
    public func paper(at location: PaperLocation) throws(IndexError) -> Paper { try corpus.paper(at: location) }
}

/// An ID that the index does not have.
public struct UnknownPaper: Error, CustomStringConvertible {
    /// What was asked for.
    public let id: String
    /// The papers with the nearest IDs.
    public let nearest: [(id: String, title: String)]

    /// Says so, and names the nearest.
    public var description: String {
        let names = nearest.map { "\n  \($0.id)  \($0.title)" }.joined()
        return "there is no paper '\(id)' in the index"
            + (names.isEmpty ? "; it is empty" : "; the nearest IDs are:" + names)
    }
}
