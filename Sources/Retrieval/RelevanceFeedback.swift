import VectorKernels

/// What the best papers by words say of the query beyond its words (pseudo-relevance feedback: Rocchio 1971; Buckley and
/// others 1994).
///
/// The reference papers are the ``referenceCount`` best by words of the whole index, whatever the filter, so that a paper's
/// score does not depend on it. The best ``paperCount`` of them, by words, pairs and cosine, move the query in the
/// latent space: their weighted mean, (e / greatest e)^``sharpness`` for a paper's evidence e, is added to the query's
/// vector. Papers that are like good ones gain, and every paper in the same way.
struct RelevanceFeedback {
    /// The number of reference papers. Of 20 to 120, no difference on eight judged sets.
    static let referenceCount = 30
    /// How many of them move the query. Of 3 to 10 the best by a little.
    static let paperCount = 5
    /// The power of a paper's evidence, as a share of the greatest, that it counts with. Of 1 to 8.
    static let sharpness = 4
    /// The length of the weighted mean against that of the query's vector. Of 0 to 1.5: more finds more papers of a subject,
    /// less finds a single paper that is looked for.
    static let weight: Float = 1

    /// What is added to the query's vector: shape (dimensions), of length ``weight`` at most; zeros without reference papers.
    let vector: [Float]

    /// - Parameters:
    ///   - papers: The vectors of the reference papers.
    ///   - evidence: For each of them. Of papers with the same, the earlier counts as better.
    /// - Complexity: O(papers · log papers + dimensions).
    init(_ papers: [[Float]], evidence: [Float], dimensions: Int) {
        var best = TopK(k: Self.paperCount)
        for (index, evidence) in evidence.enumerated() where evidence > 0 { best.insert(score: evidence, index: index) }
        let chosen = best.sorted
        let weights = chosen.map { paper in
            (0..<Self.sharpness).reduce(Float(1)) { weight, _ in weight * paper.score / chosen[0].score }
        }
        let total = weights.reduce(0, +)
        var vector = [Float](repeating: 0, count: dimensions)
        for (paper, weight) in zip(chosen, weights) {
            let share = Self.weight * weight / total
            for index in vector.indices { vector[index] += share * papers[paper.index][index] }
        }
        self.vector = vector
    }
}
