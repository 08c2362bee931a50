import LinearAlgebra
import SystemSupport
import VectorKernels
import Vocab

/// Latent semantic analysis of papers in one or two languages, not yet fitted.
///
/// The weighted term-document matrix of a sample of the papers is factored by a truncated SVD (Deerwester, Dumais,
/// Furnas, Landauer and Harshman 1990). A paper that has both languages gives one row with both sides, each weighted
/// and brought to unit length and then added, so that the words of one language come to lie beside their translations
/// in the other (cross-language LSI: Dumais, Letsche, Littman and Landauer 1997).
public struct LatentSemanticAnalysis: Sendable {
    /// Dimensions asked for; `nil` takes ``defaultDimensions(papers:)``.
    public var dimensions: Int?
    /// How term vectors are scaled.
    public var scaling: TermScaling
    /// The most papers that the SVD is fitted on; a larger pile gives an evenly spaced sample of this size.
    ///
    /// 40,000 hold most of what more would teach (term weights are always counted on all) and keep the fit to seconds.
    public var sampleLimit: Int
    /// From how many papers on the term vectors are refined and term weights trained (``ContrastiveRefinement``).
    ///
    /// Measured: from 17,000 papers on every set gains; of five judged collections of 1,239 to 3,229 documents the semantic
    /// ranking of three gains and that of one, half of it titles alone, loses .03.
    public var refinedPapers = 5_000

    /// Parameters of a fit.
    public init(dimensions: Int? = nil, scaling: TermScaling = .balanced, sampleLimit: Int = 40_000) {
        self.dimensions = dimensions
        self.scaling = scaling
        self.sampleLimit = sampleLimit
    }

    /// The dimensions that a pile supports: 4·√papers, at most 512.
    ///
    /// Measured: 1,400 papers are served best by about 150 dimensions, 3,200 by 230; two languages and 30,000 papers
    /// by 512, where 256 lose four points of R@1.
    public static func defaultDimensions(papers: Int) -> Int {
        min(512, max(1, Int((4 * Double(papers).squareRoot()).rounded())))
    }

    /// Fits the model: weights, singular vectors, term vectors.
    ///
    /// - Parameters:
    ///   - matrix: The counts of all papers.
    ///   - texts: The texts of each paper, which pairs to train on are drawn from; a paper without gives none.
    ///   - progress: Called after each step of the training with the number of steps done and of all steps.
    /// - Returns: A model of at most the asked dimensions: fewer where the pile has a lower rank.
    /// - Complexity: O(entries of the sample · dimensions · passes).
    public func fit(
        _ matrix: TermDocumentMatrix, threads: Int, texts: @Sendable (Int) -> [FieldText] = { _ in [] },
        progress: (_ step: Int, _ of: Int) -> Void = { _, _ in }
    ) -> LatentSemanticModel {
        var weights = TermWeights(matrix)
        let papers = matrix.documentCount
        let wanted = min(dimensions ?? Self.defaultDimensions(papers: papers), papers)
        let rows = sampledRows(of: matrix)
        let sample = weights.weighted(matrix, rows: rows, threads: threads)
        let core = CoreTerms(sample, leastPapers: min(16, max(1, rows.count / 2_500)), rank: wanted)
        let decomposition = TruncatedSVD(rank: wanted).fit(core.matrix, threads: threads)
        let singularValues = decomposition.singularValues
        let share =
            core.matrix.squaredFrobeniusNorm(threads: threads)
            / max(
                sample.squaredFrobeniusNorm(threads: threads), .leastNonzeroMagnitude)
        let energy = decomposition.capturedEnergy * share
        // Given away, so that scaling does not copy them.
        var vectors = (consume decomposition).rightVectors
        scale(&vectors, by: singularValues, threads: threads)
        if papers >= refinedPapers {
            let sentences = TrainingSentences(papers: rows.count, weights: weights, threads: threads) {
                texts(rows[$0])
            }
            weights.lexicalFactors = TermWeightTraining().factors(sentences, weights: weights, threads: threads)
            let idf = weights.inverseDocumentFrequencies.withSpan { idf in core.ids.map { idf[$0] } }
            vectors = ContrastiveRefinement(papers: rows.count).refine(
                vectors, on: sentences.renumbered(core.places), inverseDocumentFrequencies: idf, threads: threads,
                progress: progress)
        }
        let (codes, scales) = core.codes(vectors, of: sample, threads: threads)
        return LatentSemanticModel(
            weights: weights, dimensions: vectors.columns, codes: codes, scales: scales,
            singularValues: singularValues, capturedEnergy: energy)
    }

    private func sampledRows(of matrix: TermDocumentMatrix) -> [Int] {
        let papers = matrix.documentCount
        guard papers > sampleLimit else { return Array(0..<papers) }
        return (0..<sampleLimit).map { $0 * papers / sampleLimit }
    }

    /// Brings each row of V to V·S^`singularPower` over its length to the power `lengthPower`.
    private func scale(_ vectors: inout DenseMatrix, by singularValues: [Float], threads: Int) {
        let powers = singularValues.map { power($0, scaling.singularPower) }
        let columns = vectors.columns
        guard columns > 0 else { return }
        let lengthPower = scaling.lengthPower
        parallelBlocks(of: &vectors.elements, blockSize: columns * 256, threads: threads) { _, block in
            var start = 0
            while start < block.count {
                var squares: Float = 0
                for column in 0..<columns {
                    block[start + column] *= powers[column]
                    squares += block[start + column] * block[start + column]
                }
                let length = squares.squareRoot()
                if length > 0 {
                    let factor = 1 / power(length, lengthPower)
                    for column in 0..<columns { block[start + column] *= factor }
                }
                start += columns
            }
        }
    }
}
