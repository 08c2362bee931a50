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

    /// Where the paper of an ID, of an address that holds one, or of a title stands.
    ///
    /// - Throws: ``UnknownPaper`` when the index does not have it, or several have the title.
    public func location(of text: String) throws(UnknownPaper) -> PaperLocation {
        for id in [PaperID(rawValue: text), PaperID.parse(text)].compactMap({ $0 }) {
            if let location = corpus.location(of: id) { return location }
        }
        let titled = (try? searcher.papers(titled: text)) ?? []
        if titled.count == 1 { return titled[0] }
        if !titled.isEmpty || text.contains(where: \.isWhitespace) || isName(text) {
            let hits =
                titled.isEmpty ? ((try? search(text).hits) ?? []).prefix(3).map(\.location) : Array(titled.prefix(10))
            throw UnknownPaper(
                id: text, likeness: titled.isEmpty ? .subject : .title, isEmptyIndex: corpus.count == 0,
                nearest: titles(hits))
        }
        let wanted = PaperID.parse(text)?.rawValue ?? text
        throw UnknownPaper(
            id: text, likeness: .id, isEmptyIndex: corpus.count == 0, nearest: titles(corpus.nearestIDs(to: wanted)))
    }

    /// Whether a text is more like a title than like an ID.
    private func isName(_ text: String) -> Bool {
        PaperID.parse(text)?.kind == .other && text.contains(where: \.isLetter) && !text.contains(where: \.isNumber)
    }

    /// What is wrong with an ID; `nil` if the index has its paper.
    public func unknownPaper(_ text: String) -> UnknownPaper? {
        do throws(UnknownPaper) {
            _ = try location(of: text)
            return nil
        } catch {
            return error
        }
    }

    /// Parses a query, which is plain text where a paper has just that title.
    ///
    /// - Throws: ``QueryError``, which points at the column.
    public func query(_ source: String) throws(QueryError) -> Query {
        let hasSigns = source.contains { "\"“”„＂:：()（）".contains($0) } || source.contains(" -")
        let hasOperator = ["AND", "OR", "NOT", "ANDNOT"].contains { source.contains(" \($0) ") }
        if hasSigns || hasOperator, (try? searcher.isTitle(source)) == true { return Query(title: source) }
        return try Query(parsing: source)
    }

    private func titles(_ locations: [PaperLocation]) -> [(id: String, title: String)] {
        locations.compactMap { location in
            (try? corpus.paper(at: location)).map { (corpus.id(at: location), $0.text(.title) ?? "") }
        }
    }

    /// The paper at a location.
    ///
    /// - Throws: ``IndexError`` when its record is damaged.
    public func paper(at location: PaperLocation) throws(IndexError) -> Paper { try corpus.paper(at: location) }
}

/// An ID or a title that the index does not have, or a title that several papers have.
public struct UnknownPaper: Error, CustomStringConvertible {
    /// What ``nearest`` is like.
    public enum Likeness: Sendable {
        /// Papers with similar IDs.
        case id
        /// Papers that a search for the text finds.
        case subject
        /// Papers with that title.
        case title
    }

    /// What was asked for.
    public let id: String
    /// What ``nearest`` is like.
    public let likeness: Likeness
    /// Whether the index has no papers at all.
    public let isEmptyIndex: Bool
    /// The papers that may be meant.
    public let nearest: [(id: String, title: String)]

    /// Says so, and names the nearest.
    public var description: String {
        let names = nearest.map { "\n  \($0.id)  \($0.title)" }.joined()
        if names.isEmpty { return "there is no paper '\(id)' in the index" + (isEmptyIndex ? "; it is empty" : "") }
        return switch likeness {
        case .id: "there is no paper '\(id)' in the index; the nearest IDs are:" + names
        case .subject:
            "no paper has the ID or the title '\(id)'; did you mean to search for it? A search finds:" + names
        case .title: "several papers are called '\(id)':" + names
        }
    }
}
