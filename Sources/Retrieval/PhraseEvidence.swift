import Corpus
import IndexStore
import LatentSemantics
import TextAnalysis

/// What adjacent words of a query add to the scores of papers that have them together (sequential dependence: Metzler
/// and Croft 2005).
///
/// Each pair of words that stand side by side in the query counts as a term of its own would: once where the paper has
/// them side by side in that order, and ``nearWeight`` as much where they stand within ``window`` of each other in any
/// order. How rare a pair is, is counted among the reference papers (``RelevanceFeedback``): what all of them have tells
/// none from another. That needs no index of pairs, and a pair that is common in the subject asked for weighs little. Pairs
/// count only where all reference papers have text in their language: none is held to lack words that it cannot have.
struct PhraseEvidence {
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
    /// What each pair adds to each reference paper, as BM25 counts.
    private(set) var references: [PaperLocation: [Float]] = [:]
    /// Inverse document frequencies of each pair among the reference papers: side by side, and near.
    private var weights: [(adjacent: Float, near: Float)] = []

    private let terms: [Term]
    /// The indices of each pair's terms in ``terms``.
    private let numbered: [(first: Int, second: Int)]
    private let statistics: CorpusStatistics
    private let threads: Int

    /// - Parameters:
    ///   - pairs: The pairs of the query, each once.
    ///   - references: The reference papers.
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(text of the reference papers · pairs).
    init(
        _ pairs: [Pair], references: [PaperLocation], statistics: CorpusStatistics, threads: Int
    ) throws(IndexError) {
        let languages = references.map { LanguageSet(at: $0, in: statistics.corpus) }
        self.pairs = pairs.filter { pair in languages.allSatisfy { $0.contains(pair.first.language) } }
        terms = Array(Set(self.pairs.flatMap { [$0.first, $0.second] })).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(terms, terms.indices))
        numbered = self.pairs.map { (numbers[$0.first] ?? 0, numbers[$0.second] ?? 0) }
        self.statistics = statistics
        self.threads = threads
        guard !self.pairs.isEmpty else { return }
        let counts = try counts(in: references)
        let papers = Double(references.count)
        weights = numbered.indices.map { pair in
            (
                CorpusStatistics.inverseDocumentFrequency(counts.count { $0[pair].adjacent.total > 0 }, of: papers),
                CorpusStatistics.inverseDocumentFrequency(counts.count { $0[pair].near.total > 0 }, of: papers)
                    * Self.nearWeight
            )
        }
        for (location, counts) in zip(references, counts) { self.references[location] = scores(counts, at: location) }
    }

    /// What each pair adds to papers, as BM25 counts: shape (papers, pairs).
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(text of the papers that are no reference papers · pairs), on `threads` threads.
    func scores(at locations: [PaperLocation]) throws(IndexError) -> [[Float]] {
        guard !pairs.isEmpty else { return locations.map { _ in [] } }
        let unread = locations.filter { references[$0] == nil }
        var read = references
        for (location, counts) in zip(unread, try counts(in: unread)) { read[location] = scores(counts, at: location) }
        return locations.map { read[$0] ?? [] }
    }

    private func counts(
        in locations: [PaperLocation]
    ) throws(IndexError) -> [[(adjacent: FieldCounts, near: FieldCounts)]] {
        try TermSequences(
            of: terms, in: locations, corpus: statistics.corpus, counters: statistics.counters, threads: threads
        ).papers.map { Self.counts(numbered, in: $0) }
    }

    private func scores(
        _ counts: [(adjacent: FieldCounts, near: FieldCounts)], at location: PaperLocation
    ) -> [Float] {
        let scorer = LexicalScorer(statistics: statistics)
        return pairs.indices.map { index in
            let language = pairs[index].first.language
            return weights[index].adjacent * scorer.gain(counts[index].adjacent, of: language, at: location)
                + weights[index].near * scorer.gain(counts[index].near, of: language, at: location)
        }
    }

    /// How often each pair stands side by side, and near each other.
    static func counts(
        _ pairs: [(first: Int, second: Int)], in occurrences: [TermSequences.Occurrence]
    ) -> [(adjacent: FieldCounts, near: FieldCounts)] {
        var counts = [(adjacent: FieldCounts, near: FieldCounts)](
            repeating: (FieldCounts(), FieldCounts()), count: pairs.count)
        // The pairs that each term begins.
        var beginning: [Int: [(second: Int, number: Int)]] = [:]
        for (number, pair) in pairs.enumerated() { beginning[pair.first, default: []].append((pair.second, number)) }
        for (index, earlier) in occurrences.enumerated() {
            for later in occurrences[(index + 1)...] {
                let distance = later.position - earlier.position
                guard distance <= Self.window else { break }
                for (second, number) in beginning[earlier.term] ?? [] where second == later.term {
                    if distance == 1 { counts[number].adjacent.add(to: later.field) }
                    counts[number].near.add(to: later.field)
                }
                for (second, number) in beginning[later.term] ?? [] where second == earlier.term {
                    counts[number].near.add(to: later.field)
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
