import SystemSupport
import TextAnalysis
import Vocab

/// The sentences of a sample of papers, as terms of a model's vocabulary: what the term vectors and the term weights are
/// trained on.
///
/// A sentence has the language of most of its terms, and only its terms of that language are kept: what a Chinese sentence
/// says in Latin letters would find its English side without any knowledge of Chinese.
struct TrainingSentences: Sendable {
    /// One sentence.
    struct Sentence: Sendable {
        let language: Language
        /// Whether it is a title.
        let isTitle: Bool
        /// Where its terms stand in ``terms``.
        let range: Range<Int>
    }

    /// Where the sentences of paper `p` stand: `paperOffsets[p]..<paperOffsets[p + 1]`; one more than papers.
    private(set) var paperOffsets = [0]
    private(set) var sentences: [Sentence] = []
    /// Term IDs, in the order of the texts.
    private(set) var terms: [UInt32] = []

    /// The number of papers.
    var paperCount: Int { paperOffsets.count - 1 }

    /// The same sentences under other numbers.
    ///
    /// - Parameter places: The number of each term; those of `UInt32.max` are left out, and sentences without others.
    func renumbered(_ places: [UInt32]) -> TrainingSentences {
        var kept = TrainingSentences()
        kept.terms.reserveCapacity(terms.count)
        for paper in 0..<paperCount {
            for sentence in sentences[paperOffsets[paper]..<paperOffsets[paper + 1]] {
                let start = kept.terms.count
                for term in terms[sentence.range] where places[Int(term)] != .max {
                    kept.terms.append(places[Int(term)])
                }
                guard kept.terms.count > start else { continue }
                kept.sentences.append(
                    Sentence(
                        language: sentence.language, isTitle: sentence.isTitle, range: start..<kept.terms.count))
            }
            kept.paperOffsets.append(kept.sentences.count)
        }
        return kept
    }

    private init() {}

    /// Analyses the texts of a sample.
    ///
    /// - Parameters:
    ///   - weights: The vocabulary; other terms are left out.
    ///   - texts: The texts of paper `p`; called once for each, on any thread.
    /// - Complexity: O(bytes of text + distinct terms · log vocabulary). The result does not depend on `threads`.
    init(papers: Int, weights: TermWeights, threads: Int, texts: @Sendable (Int) -> [FieldText]) {
        let pool = CounterPool()
        let blockSize = 256
        let blocks = parallelMap(count: (papers + blockSize - 1) / blockSize, threads: threads) { block in
            pool.withCounter { pooled in
                var counted = Block(counter: pooled.index)
                for paper in block * blockSize..<min((block + 1) * blockSize, papers) {
                    counted.add(texts(paper), with: pooled)
                }
                return counted
            }
        }
        let ids = pool.terms().map { terms in terms.map { weights.terms.index(ofSorted: $0.text).map { UInt32($0) } } }
        for block in blocks { append(block, ids: ids[block.counter], weights: weights) }
    }

    private mutating func append(_ block: Block, ids: [UInt32?], weights: TermWeights) {
        var sentence = 0
        for end in block.paperEnds {
            while sentence < end {
                let start = sentence == 0 ? 0 : block.sentences[sentence - 1].end
                let known = block.terms[start..<block.sentences[sentence].end].compactMap { ids[Int($0)] }
                append(known, isTitle: block.sentences[sentence].isTitle, weights: weights)
                sentence += 1
            }
            paperOffsets.append(sentences.count)
        }
    }

    private mutating func append(_ known: [UInt32], isTitle: Bool, weights: TermWeights) {
        let chinese = known.count { weights.languages[Int($0)] == .chinese }
        let language: Language = 2 * chinese > known.count ? .chinese : .english
        let start = terms.count
        terms += known.filter { weights.languages[Int($0)] == language }
        guard terms.count > start else { return }
        sentences.append(Sentence(language: language, isTitle: isTitle, range: start..<terms.count))
    }

    /// The sentences of some papers, under the term numbers of the counter that counted them.
    private struct Block: Sendable {
        let counter: Int
        var paperEnds: [Int] = []
        var sentences: [(end: Int, isTitle: Bool)] = []
        var terms: [UInt32] = []

        init(counter: Int) { self.counter = counter }

        mutating func add(_ texts: [FieldText], with pooled: PooledCounter) {
            for text in texts {
                let utf8 = text.text.utf8.span
                for range in sentenceRanges(utf8) {
                    pooled.counter.append(utf8.extracting(range), to: &terms)
                    sentences.append((terms.count, text.field == .title))
                }
            }
            paperEnds.append(sentences.count)
        }
    }
}
