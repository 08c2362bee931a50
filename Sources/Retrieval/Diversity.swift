import Corpus
import VectorKernels

/// A list in which each paper adds something to those before it.
///
/// Maximal marginal relevance (Carbonell and Goldstein 1998): the next paper is the one with the greatest
/// ``weight`` · its cosine to what was asked - (1 - ``weight``) · its greatest cosine to a paper before it.
enum Diversity {
    /// How much nearness counts, 0...1.
    static let weight: Float = 0.7

    /// From how many of the nearest papers a list is chosen.
    static func choice(_ limit: Int) -> Int { max(50, min(5 * limit, 1000)) }

    /// At most `limit` of the hits, ordered; of equal ones the earlier comes first.
    ///
    /// - Complexity: O(`limit` · hits · dimensions).
    static func order(_ hits: [Hit], limit: Int, corpus: PaperCorpus) -> [Hit] {
        var left = hits.map { (hit: $0, vector: corpus.vector(at: $0.location), likeness: Float(0)) }
        var ordered: [Hit] = []
        while ordered.count < limit, !left.isEmpty {
            func merit(_ index: Int) -> Float { weight * left[index].hit.score - (1 - weight) * left[index].likeness }
            var best = 0
            for index in left.indices where merit(index) > merit(best) { best = index }
            let chosen = left.remove(at: best)
            ordered.append(chosen.hit)
            for index in left.indices {
                let vector = left[index].vector
                left[index].likeness = max(left[index].likeness, dot(vector.span, chosen.vector.span))
            }
        }
        return ordered
    }
}
