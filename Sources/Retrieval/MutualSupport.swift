import Corpus
import SystemSupport
import VectorKernels

/// How the best papers of a ranking support each other: those that lie near other good ones gain.
///
/// Papers that are close to each other tend to answer the same questions (the cluster hypothesis: Jardine and van
/// Rijsbergen 1971), so a good paper among good ones deserves more trust than one alone. Each of the best
/// ``candidates`` papers takes a share ``weight`` of its score from its ``neighbors`` nearest among them, in proportion
/// to their squared cosines (score regularization: Diaz 2005). Papers below them have no support, which keeps them
/// below.
struct MutualSupport {
    /// How many of the best papers take part.
    static let candidates = 50
    /// How many neighbours support a paper.
    static let neighbors = 5
    /// The share of a score that comes from them.
    static let weight: Float = 0.4
    /// Papers that one thread compares at a time.
    private static let block = 10

    /// What the neighbours of each paper add to its score, in the order of the papers.
    let gains: [Float]

    /// - Parameters:
    ///   - locations: The best papers, at most ``candidates``.
    ///   - scores: Their scores.
    /// - Complexity: O(papers² · dimensions), on `threads` threads.
    init(_ locations: [PaperLocation], scores: [Float], corpus: PaperCorpus, threads: Int) {
        let vectors = locations.map { corpus.vector(at: $0) }
        let count = vectors.count
        let pairs = parallelMap(count: (count + Self.block - 1) / Self.block, threads: threads) { block in
            (block * Self.block..<min((block + 1) * Self.block, count)).map { row in
                (row + 1..<max(count, row + 1)).map { Self.cosine(vectors[row], vectors[$0]) }
            }
        }.joined()
        var cosines = [Float](repeating: 0, count: count * count)
        for (row, pairs) in pairs.enumerated() {
            for (offset, cosine) in pairs.enumerated() {
                cosines[row * count + row + 1 + offset] = cosine
                cosines[(row + 1 + offset) * count + row] = cosine
            }
        }
        gains = (0..<count).map { row in
            var near = TopK(k: Self.neighbors)
            for other in 0..<count where other != row && cosines[row * count + other] > 0 {
                near.insert(score: cosines[row * count + other], index: other)
            }
            var (sum, total): (Float, Float) = (0, 0)
            for (other, cosine) in near.sorted {
                sum += cosine * cosine * scores[other]
                total += cosine * cosine
            }
            return total > 0 ? Self.weight * sum / total : 0
        }
    }

    /// At most 1, also where a damaged index has rows of any length: no score becomes infinite.
    private static func cosine(_ a: [Float], _ b: [Float]) -> Float { min(1, max(0, dot(a.span, b.span))) }

    /// A ranking in which the best papers support each other, of scores that leave room for it: 1 - ``weight`` of what
    /// they are.
    static func supported(_ hits: [Hit], corpus: PaperCorpus, threads: Int) -> [Hit] {
        var hits = hits.map { hit in
            var hit = hit
            hit.support = 0
            return hit
        }
        let best = hits.prefix(candidates)
        let support = MutualSupport(
            best.map(\.location), scores: best.map { $0.score / (1 - weight) }, corpus: corpus, threads: threads)
        for (index, gain) in support.gains.enumerated() {
            hits[index].score += gain
            hits[index].support = gain
        }
        hits[..<best.count].sort(by: Hit.precedes)
        return hits
    }
}
