/// The leading part of a singular value decomposition A ≈ U·S·Vᵀ: what ``TruncatedSVD`` finds.
public struct Decomposition: Sendable, Equatable {
    /// S: positive, descending.
    public let singularValues: [Float]
    /// V: orthonormal columns, one for each singular value; shape (columns of A, `rank`).
    ///
    /// The element of largest magnitude in each column (of equals the one in the lowest row) is positive.
    public let rightVectors: DenseMatrix
    /// The share of A's squared Frobenius norm that A·V keeps, in 0...1; 1 for a matrix of zeros. A lower bound, near to the
    /// truth, where columns were left out of the search.
    public let capturedEnergy: Double

    /// The number of singular values found, at most the rank asked for.
    public var rank: Int { singularValues.count }
}
