import Corpus
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
    static let neighbors = 10
    /// The share of a score that comes from them.
    static let weight: Float = 0.4

    /// What the neighbours of each paper add to its score, in the order of the papers.
    let gains: [Float]

    /// - Parameters:
    ///   - locations: The best papers, at most ``candidates``.
    ///   - scores: Their scores.
    init(_ locations: [PaperLocation], scores: [Float], corpus: PaperCorpus) {
        let vectors = locations.map { corpus.vector(at: $0) }
        let count = vectors.count
        var cosines = [Float](repeating: 0, count: count * count)
        for row in 0..<count {
            for other in row + 1..<count {
                let (a, b) = (vectors[row], vectors[other])
                // At most 1, also where a damaged index has rows of any length: no score becomes infinite.
                let cosine = min(1, max(0, dot(a.span, b.span)))
                cosines[row * count + other] = cosine
                cosines[other * count + row] = cosine
            }
        }
        gains = (0..<count).map { row in
            let near = (0..<count).filter { $0 != row && cosines[row * count + $0] > 0 }
                .sorted { a, b in
                    let (x, y) = (cosines[row * count + a], cosines[row * count + b])
                    return x != y ? x > y : a < b
                }.prefix(Self.neighbors)
            var (sum, total): (Float, Float) = (0, 0)
            for other in near {
                let cosine = cosines[row * count + other]
                sum += cosine * cosine * scores[other]
                total += cosine * cosine
            }
            return total > 0 ? Self.weight * sum / total : 0
        }
    }
}
