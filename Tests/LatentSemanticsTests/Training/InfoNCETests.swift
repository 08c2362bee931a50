import LinearAlgebra
import Testing

@testable import LatentSemantics

@Suite struct InfoNCETests {
    /// The loss in double precision.
    private func loss(_ a: [[Double]], _ b: [[Double]], temperature: Double) -> Double {
        func logSoftmax(_ i: Int, _ x: [[Double]], _ y: [[Double]]) -> Double {
            let scores = y.map { row in zip(row, x[i]).reduce(0) { $0 + $1.0 * $1.1 } / temperature }
            return scores[i] - logarithm(scores.reduce(0) { $0 + Double(exponential(Float($1))) })
        }
        return -a.indices.reduce(0) { $0 + logSoftmax($1, a, b) + logSoftmax($1, b, a) } / Double(2 * a.count)
    }

    @Test func `the gradient is the slope of the loss`() {
        let (a, b) = ([[0.6, 0.8], [1, 0], [0, -1]], [[0.8, 0.6], [0.6, -0.8], [-1, 0]])
        func matrix(_ rows: [[Double]]) -> DenseMatrix {
            DenseMatrix(rows: rows.count, columns: 2, elements: rows.flatMap { $0.map { Float($0) } })
        }
        let gradients = InfoNCE.gradients(matrix(a), matrix(b), temperature: 0.5, threads: 1)
        let step = 1e-2
        for row in a.indices {
            for column in 0..<2 {
                var (up, down) = (a, a)
                up[row][column] += step
                down[row][column] -= step
                let slope = (loss(up, b, temperature: 0.5) - loss(down, b, temperature: 0.5)) / (2 * step)
                #expect(abs(Double(gradients.a[row, column]) - slope) < 1e-3)
                (up, down) = (b, b)
                up[row][column] += step
                down[row][column] -= step
                let other = (loss(a, up, temperature: 0.5) - loss(a, down, temperature: 0.5)) / (2 * step)
                #expect(abs(Double(gradients.b[row, column]) - other) < 1e-3)
            }
        }
    }

    @Test(arguments: [0, -0.3, -1, -7.5, -40, -79] as [Float])
    func `the exponential is close to that of the C library`(x: Float) {
        #expect(abs(InfoNCE.exponential(x) / exponential(x) - 1) < 1e-4)
        #expect(InfoNCE.exponential(-200) == 0)
    }
}
