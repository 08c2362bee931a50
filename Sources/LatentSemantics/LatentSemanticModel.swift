import LinearAlgebra
import SystemSupport
import TextAnalysis
import VectorKernels
import Vocab

/// A fitted model: places any text in the latent space by summing the vectors of its terms.
public struct LatentSemanticModel: Sendable {
    /// The vocabulary and its weights.
    public let weights: TermWeights
    /// The dimensions of the space.
    public let dimensions: Int
    /// The term vectors as 8-bit codes, shape (terms, `dimensions`), row-major; a component is code · scale.
    ///
    /// A text sums dozens of them, which drowns the rounding: R@1 on 4,341 known items moved by less than 0.001.
    public let codes: any ElementStorage<Int8>
    /// The scale of each term's codes.
    public let scales: any ElementStorage<Float>
    /// The singular values of the fitted matrix, descending.
    public let singularValues: [Float]
    /// The share of the fitted matrix's squared norm that the dimensions hold, 0...1.
    public let capturedEnergy: Double

    init(
        weights: TermWeights, dimensions: Int, codes: [Int8], scales: [Float], singularValues: [Float],
        capturedEnergy: Double
    ) {
        self.weights = weights
        self.dimensions = dimensions
        self.codes = codes
        self.scales = scales
        self.singularValues = singularValues
        self.capturedEnergy = capturedEnergy
    }

    /// A model as it was stored.
    ///
    /// - Returns: `nil` when the parts do not fit each other: the storage is damaged.
    public init?(
        weights: TermWeights, codes: any ElementStorage<Int8>, scales: any ElementStorage<Float>,
        singularValues: [Float], capturedEnergy: Double
    ) {
        guard scales.count == weights.count, codes.count == weights.count * singularValues.count else { return nil }
        self.weights = weights
        self.dimensions = singularValues.count
        self.codes = codes
        self.scales = scales
        self.singularValues = singularValues
        self.capturedEnergy = capturedEnergy
    }

    /// A text's place in the space: a unit vector of ``dimensions`` components, or zeros when no term is known.
    ///
    /// - Parameter counts: Term IDs of this model's vocabulary, ascending.
    /// - Complexity: O(terms · `dimensions`).
    public func embed(_ counts: [TermCount]) -> [Float] {
        let sum = weightedSum(counts)
        return sum.length > 0 ? sum.vector.map { $0 / sum.length } : sum.vector
    }

    /// The places of many texts, shape (rows, `dimensions`), row-major.
    ///
    /// - Parameters:
    ///   - matrix: Counts over another vocabulary.
    /// - Complexity: O(entries · `dimensions`), on `threads` threads; the result does not depend on them.
    public func embed(_ matrix: TermDocumentMatrix, threads: Int) -> [Float] {
        let ids = weights.ids(of: matrix.terms)
        var vectors = [Float](repeating: 0, count: matrix.documentCount * dimensions)
        guard dimensions > 0 else { return vectors }
        let rowsPerBlock = 128
        parallelBlocks(of: &vectors, blockSize: dimensions * rowsPerBlock, threads: threads) { block, span in
            for row in 0..<span.count / dimensions {
                let counts = weights.known(matrix, row: block * rowsPerBlock + row, ids: ids)
                let vector = embed(weights.compared(counts))
                for index in 0..<dimensions { span[row * dimensions + index] = vector[index] }
            }
        }
        return vectors
    }

    /// The share of each text's weight that falls on terms this model knows, 0...1; 1 for a text without terms.
    ///
    /// A term that the model does not know weighs as one that stands in a single paper.
    public func coverage(of matrix: TermDocumentMatrix, threads: Int) -> [Float] {
        let ids = weights.ids(of: matrix.terms)
        var shares = [Float](repeating: 1, count: matrix.documentCount)
        let rarest = weights.inverseDocumentFrequencies.withSpan { idf in
            var rarest: Float = 1
            for index in idf.indices { rarest = max(rarest, idf[index]) }
            return rarest
        }
        let rowsPerBlock = 1024
        parallelBlocks(of: &shares, blockSize: rowsPerBlock, threads: threads) { block, out in
            weights.inverseDocumentFrequencies.withSpan { idf in
                for row in out.indices {
                    let row = block * rowsPerBlock + row
                    var known: Float = 0
                    var total: Float = 0
                    for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                        let id = ids[Int(matrix.termIDs[entry])]
                        let weight = (1 + logTable[matrix.counts[entry].total]) * (id < 0 ? rarest : idf[Int(id)])
                        total += weight
                        if id >= 0 { known += weight }
                    }
                    if total > 0 { out[row - block * rowsPerBlock] = known / total }
                }
            }
        }
        return shares
    }

    /// What each term of a text contributes to the cosine between the text and a unit vector.
    ///
    /// - Returns: A share for each entry of `counts`; they add up to the cosine.
    public func contributions(of counts: [TermCount], to vector: [Float]) -> [Float] {
        let sum = weightedSum(counts)
        guard sum.length > 0 else { return counts.map { _ in 0 } }
        let weights = weights.textWeights(of: counts)
        return counts.indices.map { index in
            withTermVector(counts[index].id) { codes, scale in
                var dot: Float = 0
                for component in codes.indices { dot += Float(codes[component]) * vector[component] }
                return dot * scale * weights[index] / sum.length
            }
        }
    }

    /// A term's weight, for one occurrence, times its vector's dot product with another and times its vector's length.
    ///
    /// - Complexity: O(`dimensions`).
    public func weightedProduct(of id: UInt32, with vector: [Float]) -> (product: Float, length: Float) {
        let weight = weights.inverseDocumentFrequencies.withSpan { $0[Int(id)] }
        return withTermVector(id) { codes, scale in
            var (product, squares): (Float, Float) = (0, 0)
            for component in codes.indices {
                let code = Float(codes[component])
                product += code * vector[component]
                squares += code * code
            }
            return (product * scale * weight, squares.squareRoot() * scale * weight)
        }
    }

    private func weightedSum(_ counts: [TermCount]) -> (vector: [Float], length: Float) {
        var vector = [Float](repeating: 0, count: dimensions)
        let ids = counts.map(\.id)
        var factors = weights.textWeights(of: counts)
        scales.withSpan { scales in
            for index in ids.indices { factors[index] *= scales[Int(ids[index])] }
        }
        var sum = vector.mutableSpan
        codes.withSpan { sumCodedRows($0, indices: ids.span, factors: factors.span, into: &sum) }
        var squares: Float = 0
        for component in vector { squares += component * component }
        return (vector, squares.squareRoot())
    }

    private func withTermVector<R>(_ id: UInt32, _ body: (Span<Int8>, Float) -> R) -> R {
        let start = Int(id) * dimensions
        let scale = scales.withSpan { $0[Int(id)] }
        return codes.withSpan { body($0.extracting(start..<start + dimensions), scale) }
    }
}

/// Rows as 8-bit codes: each component is rounded to a multiple of its row's scale, the largest to ±127.
///
/// - Returns: Codes in -127...127 and a scale for each row; a row of zeros has scale 0.
func quantizeRows(_ matrix: DenseMatrix, threads: Int) -> (codes: [Int8], scales: [Float]) {
    guard matrix.columns > 0 else { return ([], [Float](repeating: 0, count: matrix.rows)) }
    let quantized = QuantizedVectors(
        quantizing: matrix.elements.span, dimension: matrix.columns, threads: threads)
    return (quantized.codes, quantized.scales)
}

extension LatentSemanticModel {
    /// The place of texts, taken together, in the space: a unit vector, or zeros when no term is known.
    public func embed(texts: [String]) -> [Float] {
        var ids: [UInt32] = []
        for text in texts {
            for term in Analyzer().terms(in: text) {
                if let id = weights.terms.index(ofSorted: term.text) { ids.append(UInt32(id)) }
            }
        }
        return embed(TermCount.counting(&ids))
    }
}
