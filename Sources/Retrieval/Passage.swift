import Corpus
import Digests
import IndexStore
import TextAnalysis
import VectorKernels

/// The sentence of a paper that answers a query best.
public struct Passage: Equatable, Sendable {
    /// The sentence.
    public let text: String
    /// Where the words of the query stand in it, or their translations: byte offsets into its UTF-8, ascending, apart.
    public let marks: [Range<Int>]
}

extension Searcher {
    /// The sentence of each paper that answers a query best: with most of its words, the rare ones above all, and nearest
    /// to it in the latent space. `nil` for a paper without a text beside its title.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(text of the papers).
    public func passages(
        for query: Query, at locations: [PaperLocation]
    ) throws(IndexError) -> [Passage?] {
        let terms = QueryTerms(query.text, statistics: statistics)
        var passages: [Passage?] = []
        for location in locations { passages.append(passage(for: terms, in: try corpus.paper(at: location))) }
        return passages
    }

    private func passage(for query: QueryTerms, in paper: Paper) -> Passage? {
        var wanted: [Term: Float] = [:]
        for entry in query.entries {
            wanted[entry.term] = max(wanted[entry.term] ?? 0, entry.weight)
            if let translation = entry.translation {
                wanted[translation.term] = max(wanted[translation.term] ?? 0, translation.weight)
            }
        }
        let total = max(query.entries.reduce(0) { $0 + ($1.isFirst ? $1.weight : 0) }, 1)
        var best: (score: Float, passage: Passage)?
        for field in paper.fields where ![.title, .comment].contains(field.key.name) {
            for sentence in field.value.text.sentences {
                let tokens = Analyzer().tokens(in: sentence)
                let found = Set(tokens.flatMap(\.terms).filter { wanted[$0] != nil })
                let words = found.sorted().reduce(0) { $0 + (wanted[$1] ?? 0) } / total
                let place = corpus.model?.embed(texts: [sentence]) ?? []
                let score = words + (place.count == query.vector.count ? dot(place.span, query.vector.span) : 0)
                guard score > best?.score ?? -.infinity else { continue }
                let marks = tokens.filter { $0.terms.contains(where: found.contains) }.map(\.range)
                best = (score, Passage(text: sentence, marks: marks.joinedWhereTheyTouch))
            }
        }
        return best?.passage
    }
}

extension [Range<Int>] {
    /// Ascending ranges, those that overlap or touch as one.
    var joinedWhereTheyTouch: [Range<Int>] {
        var joined: [Range<Int>] = []
        for range in self {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }
}
