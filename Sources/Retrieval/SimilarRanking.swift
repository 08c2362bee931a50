import Corpus
import IndexStore
import LatentSemantics
import TextAnalysis
import VectorKernels
import Vocab

/// The papers nearest to others by their vectors, ordered anew by their words too and by what like papers give each other.
///
/// A paper's own score is a cosine, of which the words of the seeds take a share:
///
///     (1 - a) · cosine + a · best cosine · words / best words
///
/// `words` is BM25 with the mean counts of the seeds' terms as the query, for the nearest ``candidates`` papers. Vectors
/// are made of the same words, but say them in few numbers; so words part papers that lie close together. As in a search,
/// the best is that among papers with text in the same of the seeds' languages, and papers then support each other
/// (``MutualSupport``).
struct SimilarRanking {
    /// The words of how many papers are read.
    static let candidates = 30
    /// What words count for. Of 0.1 to 0.5: more finds more papers that answer the same questions, and fewer of the same
    /// category.
    static let wordWeight: Float = 0.2
    /// The share of a cosine in a score.
    static let ownShare = (1 - MutualSupport.weight) * (1 - wordWeight)

    /// The papers, best first.
    private(set) var hits: [Hit] = []

    private let scorer: LexicalScorer
    /// The terms of the seeds, and what an occurrence counts for.
    private let terms: [Term]
    private let weights: [Float]
    /// For each paper whose words were read: how often it has each term, and what its score by words is multiplied by.
    private var words: [PaperLocation: (counts: [FieldCounts], factor: Float)] = [:]

    /// - Parameters:
    ///   - nearest: The nearest papers with their cosines, best first.
    /// - Throws: ``IndexError`` when a record is damaged.
    init(_ nearest: [Hit], query: SimilarQuery, searcher: Searcher, threads: Int) throws(IndexError) {
        let statistics = searcher.statistics
        scorer = LexicalScorer(statistics: statistics)
        var counts: [Term: Int] = [:]
        for seed in query.seeds {
            for text in try searcher.corpus.paper(at: seed).indexedTexts {
                for term in Analyzer().terms(in: text) { counts[term, default: 0] += 1 }
            }
        }
        terms = counts.keys.sorted()
        weights = terms.map {
            Float(counts[$0] ?? 0) / Float(query.seeds.count) * statistics.weight(of: $0)
        }
        let read = nearest.prefix(Self.candidates).map(\.location)
        let sequences = try TermSequences(
            of: terms, in: read, corpus: searcher.corpus, counters: statistics.counters, threads: threads)
        for (location, occurrences) in zip(read, sequences.papers) {
            var counts = [FieldCounts](repeating: FieldCounts(), count: terms.count)
            for occurrence in occurrences { counts[occurrence.term].add(to: occurrence.field) }
            words[location] = (counts, 1)
        }
        let bestCosine = nearest.first?.score ?? 0
        let scores = read.map { shares(at: $0).reduce(0, +) }
        let asked = LanguageSet(terms.map(\.language))
        let languages = read.map { LanguageSet(at: $0, in: searcher.corpus).intersection(asked) }
        var best: [LanguageSet: Float] = [:]
        for (set, score) in zip(languages, scores) { best[set] = max(best[set] ?? 0, score) }
        let leastBest = RankedQuery.leastBest * (scores.max() ?? 0)
        for (location, set) in zip(read, languages) {
            let best = max(best[set] ?? 0, leastBest)
            words[location]?.factor =
                best > 0 ? Self.wordWeight * bestCosine / best * (1 - MutualSupport.weight) : 0
        }
        var hits = nearest
        for index in hits.indices {
            hits[index].score = Self.ownShare * hits[index].score + shares(at: hits[index].location).reduce(0, +)
        }
        hits.sort(by: Hit.precedes)
        self.hits = MutualSupport.supported(hits, corpus: searcher.corpus, threads: threads)
    }

    /// What each term of the seeds adds to the score of a paper by standing in it.
    private func shares(at location: PaperLocation) -> [Float] {
        guard let (counts, factor) = words[location] else { return [] }
        return terms.indices.map { index in
            weights[index] * scorer.gain(counts[index], of: terms[index].language, at: location) * factor
        }
    }

    /// What each term of the seeds that a paper has adds to its score by standing in it.
    func contributions(at location: PaperLocation) -> [Term: Float] {
        Dictionary(uniqueKeysWithValues: zip(terms, shares(at: location))).filter { $0.value > 0 }
    }
}
