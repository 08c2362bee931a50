import Corpus
import IndexStore
import LatentSemantics
import TextAnalysis

/// What adjacent words of a query add to the scores of papers that have them together (sequential dependence: Metzler
/// and Croft 2005).
///
/// Each pair of words that stand side by side in the query counts as a term of its own would: once where the paper has
/// them side by side in that order, and ``nearWeight`` as much where they stand within ``window`` of each other in any
/// order. How rare a pair is, is counted among the papers themselves: what all of them have tells none from another.
/// That needs no index of pairs, and a pair that is common in the subject asked for weighs little. Pairs count only where
/// all of the papers have text in their language: none is held to lack words that it cannot have.
struct PhraseEvidence {
    /// How many of the best papers are read. 50, 75 and 100 gave the same on three judged collections.
    static let candidates = 30
    /// What pairs count for, beside single terms. Of 0.2 to 0.8.
    static let weight: Float = 0.5
    /// What nearness counts for, beside standing side by side: as in the paper.
    static let nearWeight: Float = 0.5
    /// Within how many terms two are near: as in the paper.
    static let window = 8

    /// Two words of the query, side by side.
    struct Pair: Hashable, Sendable {
        let first: Term
        let second: Term
    }

    /// The pairs of the query that count.
    let pairs: [Pair]
    /// What each pair adds to each paper, as BM25 counts: shape (papers, pairs).
    let scores: [[Float]]

    /// - Parameters:
    ///   - locations: The best papers.
    /// - Throws: ``IndexError`` when a record is damaged.
    init(
        _ query: QueryTerms, in locations: [PaperLocation], statistics: CorpusStatistics, threads: Int
    ) throws(IndexError) {
        let languages = locations.map { LanguageSet(at: $0, in: statistics.corpus) }
        pairs = query.pairs.filter { pair in languages.allSatisfy { $0.contains(pair.first.language) } }
        guard !pairs.isEmpty else {
            scores = locations.map { _ in [] }
            return
        }
        let terms = Array(Set(pairs.flatMap { [$0.first, $0.second] })).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(terms, terms.indices))
        let numbered = pairs.map { (numbers[$0.first] ?? 0, numbers[$0.second] ?? 0) }
        let sequences = try TermSequences(
            of: terms, in: locations, corpus: statistics.corpus, counters: statistics.counters,
            threads: threads)
        let counts = sequences.papers.map { Self.counts(numbered, in: $0) }
        let scorer = LexicalScorer(statistics: statistics)
        var scores = locations.map { _ in [Float](repeating: 0, count: numbered.count) }
        for (index, pair) in pairs.enumerated() {
            let adjacent = counts.count { $0[index].adjacent.total > 0 }
            let near = counts.count { $0[index].near.total > 0 }
            let papers = Double(locations.count)
            let weights = [
                CorpusStatistics.inverseDocumentFrequency(adjacent, of: papers),
                CorpusStatistics.inverseDocumentFrequency(near, of: papers) * Self.nearWeight,
            ]
            for (paper, location) in locations.enumerated() {
                let count = counts[paper][index]
                scores[paper][index] =
                    weights[0] * scorer.gain(count.adjacent, of: pair.first.language, at: location)
                    + weights[1] * scorer.gain(count.near, of: pair.first.language, at: location)
            }
        }
        self.scores = scores
    }

    /// How often each pair stands side by side, and near each other.
    static func counts(
        _ pairs: [(first: Int, second: Int)], in occurrences: [TermSequences.Occurrence]
    ) -> [(adjacent: FieldCounts, near: FieldCounts)] {
        var counts = [(adjacent: FieldCounts, near: FieldCounts)](
            repeating: (FieldCounts(), FieldCounts()), count: pairs.count)
        for (index, earlier) in occurrences.enumerated() {
            for later in occurrences[(index + 1)...] {
                let distance = later.position - earlier.position
                guard distance <= Self.window else { break }
                for (number, pair) in pairs.enumerated() {
                    let isInOrder = pair.first == earlier.term && pair.second == later.term
                    if isInOrder, distance == 1 { counts[number].adjacent.add(to: later.field) }
                    if isInOrder || (pair.second == earlier.term && pair.first == later.term) {
                        counts[number].near.add(to: later.field)
                    }
                }
            }
        }
        return counts
    }
}

extension QueryTerms {
    /// The words of the query that stand side by side, nothing between them, each pair once: those of hyphenated words
    /// too, and pairs of Han characters that overlap.
    static func pairs(in text: String, readAs corrections: [Term: Term]) -> [PhraseEvidence.Pair] {
        var pairs: [PhraseEvidence.Pair] = []
        var known: Set<PhraseEvidence.Pair> = []
        var last: Term?
        for token in Analyzer().tokens(in: text) {
            if token.breaksBefore || token.terms.isEmpty { last = nil }
            // The first term of several is the whole of a hyphenated word.
            for written in token.terms.count > 1 ? token.terms.dropFirst() : token.terms[...] {
                let term = corrections[written] ?? written
                if let last, last != term, last.language == term.language {
                    let pair = PhraseEvidence.Pair(first: last, second: term)
                    if known.insert(pair).inserted { pairs.append(pair) }
                }
                last = term
            }
        }
        return pairs
    }
}
