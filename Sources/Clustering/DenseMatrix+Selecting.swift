public import LinearAlgebra

extension DenseMatrix {
    /// The matrix of the named rows, in the order given.
    public func selecting(rows chosen: [Int]) -> DenseMatrix {
        var kept: [Float] = []
        kept.reserveCapacity(chosen.count * columns)
        for row in chosen { kept.append(contentsOf: elements[row * columns..<(row + 1) * columns]) }
        return DenseMatrix(rows: chosen.count, columns: columns, elements: kept)
    }
}
