/// The lower triangular L of a symmetric positive definite matrix A = L·Lᵀ, in double precision.
///
/// Written out, not taken from LAPACK, because its sums must have one order on every machine.
struct CholeskyFactor {
    private let lower: [Double]
    private let dimension: Int

    /// Factors `matrix`, row-major; nil when it is not positive definite.
    /// - Complexity: O(`dimension`³).
    init?(_ matrix: [Double], dimension n: Int) {
        precondition(matrix.count == n * n, "CholeskyFactor: the matrix must be square")
        var l = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0...i {
                var sum = matrix[i * n + j]
                for t in 0..<j { sum -= l[i * n + t] * l[j * n + t] }
                if i == j {
                    guard sum > 0, sum.isFinite else { return nil }
                    l[i * n + i] = sum.squareRoot()
                } else {
                    l[i * n + j] = sum / l[j * n + j]
                }
            }
        }
        lower = l
        dimension = n
    }

    /// The x of A·x = b.
    func solve(_ b: [Double]) -> [Double] {
        var x = b
        for i in 0..<dimension {
            for t in 0..<i { x[i] -= lower[i * dimension + t] * x[t] }
            x[i] /= lower[i * dimension + i]
        }
        for i in (0..<dimension).reversed() {
            for t in i + 1..<dimension { x[i] -= lower[t * dimension + i] * x[t] }
            x[i] /= lower[i * dimension + i]
        }
        return x
    }
}
