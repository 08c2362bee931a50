extension DenseMatrix {
    /// Orthonormal columns that span those directions of these columns that are longer than `least`, at most `most`, the
    /// longest first.
    ///
    /// By the eigenvectors of the columns' Gram matrix, in double precision (SVQB: A. Stathopoulos and K. Wu, *A block
    /// orthogonalization procedure with constant synchronization requirements*, 2002). Directions much shorter than the
    /// longest come out with the rounding errors of the longest scaled up: a second call makes them orthonormal.
    func orthonormalized(above least: Double, most: Int = .max, threads: Int) -> DenseMatrix {
        let eigen = SymmetricEigen(upper: gram(threads: threads), order: columns)
        let lengths = eigen.values.prefix(most).map { max($0, 0).squareRoot() }.prefix { $0 > least }
        var rotation: [Float] = []
        rotation.reserveCapacity(lengths.count * columns)
        for (index, length) in lengths.enumerated() {
            let row = eigen.vectors[index * columns..<(index + 1) * columns]
            rotation += row.map { Float($0 / length) }
        }
        let transform = DenseMatrix(rows: lengths.count, columns: columns, elements: rotation)
        return multiplied(byTransposeOf: transform, threads: threads)
    }

    /// The length of the longest column; 0 when there are none.
    func longestColumn(threads: Int) -> Double {
        let gram = gram(threads: threads)
        return ((0..<columns).map { gram[$0 * columns + $0] }.max() ?? 0).squareRoot()
    }
}
