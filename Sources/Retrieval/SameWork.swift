import Corpus
import Digests
import IndexStore
import TextAnalysis
import VectorKernels
import Vocab

/// Tells papers that are one work under several IDs: versions, resubmissions, double entries.
///
/// Record linkage without labels (Fellegi and Sunter 1969), by agreement of what two records of one work share: a place
/// in the latent space, which rules out nearly all pairs at once; then most terms of title and abstract; and an author,
/// where both name any. Whoever reads a list is better served by two entries for one work than by one for two, so the
/// shares are high: among 150,000 arXiv papers, pairs from ``leastOverlap`` on are versions and copies, and parts of a
/// series lie below. What tells one part of a series from another is its title, whatever both share (``TitleMarks``).
struct SameWork {
    /// The least cosine of two vectors.
    static let leastCosine: Float = 0.9
    /// The least share of the terms of either that both have.
    static let leastOverlap = 0.8
    /// Fewer terms than this tell no work.
    static let leastTerms = 5

    /// What is known of a paper.
    private struct Traits {
        let vector: [Float]
        var terms: Set<Term>?
        var authors: Set<String> = []
        var marks: [Language: TitleMarks] = [:]
        var years: Set<Int> = []
    }

    private let corpus: PaperCorpus
    private var traits: [PaperLocation: Traits] = [:]

    init(_ corpus: PaperCorpus) { self.corpus = corpus }

    /// Whether two papers are one work.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(dimensions); O(text) for papers that are near to each other.
    mutating func isSame(_ a: PaperLocation, _ b: PaperLocation) throws(IndexError) -> Bool {
        let (first, second) = (vector(at: a), vector(at: b))
        guard dot(first.span, second.span) >= Self.leastCosine else { return false }
        let (one, other) = (try described(a), try described(b))
        guard let terms = one.terms, let others = other.terms, !isDifferent(one, other) else { return false }
        let both = terms.intersection(others).count
        let either = terms.count + others.count - both
        guard either >= Self.leastTerms, Double(both) >= Self.leastOverlap * Double(either) else { return false }
        return one.authors.isEmpty || other.authors.isEmpty || !one.authors.isDisjoint(with: other.authors)
    }

    /// Whether the titles have different marks, or the texts are about different years.
    private func isDifferent(_ a: Traits, _ b: Traits) -> Bool {
        a.marks.contains { language, marks in b.marks[language].map { $0 != marks } ?? false }
            || !a.years.isSubset(of: b.years) && !b.years.isSubset(of: a.years)
    }

    private mutating func vector(at location: PaperLocation) -> [Float] {
        if let known = traits[location] { return known.vector }
        let vector = corpus.vector(at: location)
        traits[location] = Traits(vector: vector)
        return vector
    }

    private mutating func described(_ location: PaperLocation) throws(IndexError) -> Traits {
        var described = traits[location] ?? Traits(vector: corpus.vector(at: location))
        guard described.terms == nil else { return described }
        let paper = try corpus.paper(at: location)
        let texts = paper.fields.filter { $0.key.name == .title || $0.key.name == .abstract }.map(\.value.text)
        described.terms = Set(texts.flatMap { Analyzer().terms(in: $0) })
        for field in paper.fields where field.key.name == .title {
            described.marks[field.key.language] = TitleMarks(field.value.text)
        }
        described.years = Set(texts.flatMap(TitleMarks.years))
        // Given names come in many forms; the last word of a name is nearly always the family's.
        described.authors = Set(paper.authors.compactMap { $0.split(separator: " ").last?.lowercased() })
        traits[location] = described
        return described
    }
}

extension Searcher {
    /// How many of the best hits are compared with each other.
    private static let mostFolded = 400

    /// A ranking in which each work has one place: what is the same work as a paper further up is named there
    /// (``Hit/copies``) and makes room for another.
    ///
    /// - Parameters:
    ///   - limit: The most hits to return.
    ///   - ranking: The best papers, as many as it is asked for.
    /// - Throws: What `ranking` throws; ``IndexError`` when a record is damaged.
    /// - Complexity: That of the ranking, and O(hits² · dimensions).
    public func folding(_ limit: Int, _ ranking: (_ limit: Int) throws -> SearchResults) throws -> SearchResults {
        let limit = min(limit, corpus.count)
        var depth = limit + 10
        while true {
            var results = try ranking(depth)
            let folded = try fold(results.hits)
            if folded.count >= limit || results.hits.count < depth {
                results.hits = Array(folded.prefix(limit))
                return results
            }
            depth *= 2
        }
    }

    private func fold(_ hits: [Hit]) throws(IndexError) -> [Hit] {
        var works = SameWork(corpus)
        var folded: [Hit] = []
        for hit in hits.prefix(Self.mostFolded) {
            var place: Int?
            for index in folded.indices where place == nil {
                if try works.isSame(folded[index].location, hit.location) { place = index }
            }
            if let place { folded[place].copies.append(hit.id) } else { folded.append(hit) }
        }
        return folded + hits.dropFirst(Self.mostFolded)
    }

    /// The IDs of papers that are the same work as one, ascending.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(papers · dimensions), half a byte each.
    public func copies(of location: PaperLocation, threads: Int) throws(IndexError) -> [String] {
        var options = SearchOptions()
        options.minimumScore = SameWork.leastCosine
        options.threads = threads
        var works = SameWork(corpus)
        var copies: [String] = []
        for hit in nearest(SimilarQuery(seeds: [location]), options: options).hits {
            if try works.isSame(location, hit.location) { copies.append(hit.id) }
        }
        return copies.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
