import LinearAlgebra
import SystemSupport

/// The contrastive loss of pairs against all other pairs of a batch, and its gradient.
///
/// Reference: A. van den Oord, Y. Li and O. Vinyals, *Representation learning with contrastive predictive coding*, 2018,
/// here in both directions. With unit rows aᵢ, bⱼ of n pairs and temperature τ, sᵢⱼ = aᵢ·bⱼ / τ and
///
///     loss = -1/2n · Σᵢ (ln softmax over j of sᵢⱼ at i + ln softmax over j of sⱼᵢ at i)
enum InfoNCE {
    /// The gradient of the loss by every element of `a` and `b`, which have unit rows and the same shape.
    ///
    /// - Complexity: O(n² · columns), on `threads` threads; the bits do not depend on them.
    static func gradients(
        _ a: DenseMatrix, _ b: DenseMatrix, temperature: Float, threads: Int
    ) -> (a: DenseMatrix, b: DenseMatrix) {
        var slopes = a.multiplied(byTransposeOf: b, threads: threads)
        let count = a.rows
        // No product of unit rows exceeds 1, so exp((s - 1) / τ) never overflows, and no maximum is looked for.
        let scale = 1 / temperature
        parallelBlocks(of: &slopes.elements, blockSize: count * 64, threads: threads) { _, span in
            for index in 0..<span.count { span[index] = exponential((span[index] - 1) * scale) }
        }
        let elements = slopes.elements
        let rowSums = parallelMap(count: count, threads: threads) { row in
            var sum: Float = 0
            for column in 0..<count { sum += elements[row * count + column] }
            return sum
        }
        var columnSums = [Float](repeating: 0, count: count)
        for row in 0..<count {
            for column in 0..<count { columnSums[column] += elements[row * count + column] }
        }
        let factor = scale / Float(2 * count)
        let inverseRows = rowSums.map { factor / max($0, .leastNormalMagnitude) }
        let inverseColumns = columnSums.map { factor / max($0, .leastNormalMagnitude) }
        parallelBlocks(of: &slopes.elements, blockSize: count, threads: threads) { row, span in
            for column in 0..<count { span[column] *= inverseRows[row] + inverseColumns[column] }
            span[row] -= 2 * factor
        }
        return (
            slopes.multiplied(by: b, threads: threads),
            slopes.transposeMultiplied(by: a, threads: threads)
        )
    }

    /// eˣ for x ≤ 0 with a relative error below 10⁻⁵; 0 below -80.
    ///
    /// 2 to the power of the integer nearest to x / ln 2 is made of bits, the rest is a polynomial.
    static func exponential(_ x: Float) -> Float {
        let scaled = max(x, -80) * 1.442_695
        let shifted = scaled + 12_582_912
        let f = (scaled - (shifted - 12_582_912)) * 0.693_147_2
        let power = Float(bitPattern: (shifted.bitPattern &+ 127) &<< 23)
        return x < -80 ? 0 : power * (1 + f * (1 + f * (0.5 + f * (0.166_666_7 + f * (0.041_666_7 + f * 0.008_333_3)))))
    }
}
