/// The eigendecomposition of a real symmetric matrix in double precision.
struct SymmetricEigen {
    /// Descending.
    let values: [Double]
    /// Row i is the unit eigenvector of `values[i]`: row-major, shape (order, order).
    let vectors: [Double]

    /// Decomposes a matrix, row-major, of which only the upper triangle is read. Its elements must be finite.
    ///
    /// - Complexity: O(`order`³), by LAPACK's divide and conquer (`dsyevd`) on the calling thread.
    init(upper matrix: [Double], order: Int) {
        precondition(matrix.count == order * order && order <= 1 << 14, "SymmetricEigen: order * order elements needed")
        guard order > 0 else {
            (values, vectors) = ([], [])
            return
        }
        BLASInfo.keepSingleThreaded()
        var n = Int32(order)
        var ascending = [Double](repeating: 0, count: order)
        var columns = matrix
        var work = [Double](repeating: 0, count: 1 + 6 * order + 2 * order * order)
        var integerWork = [Int32](repeating: 0, count: 3 + 5 * order)
        var workCount = Int32(work.count)
        var integerCount = Int32(integerWork.count)
        var info: Int32 = 0
        // SAFETY: the arrays have the sizes that LAPACK's documentation of `dsyevd` asks for, checked or set above.
        // The upper triangle by rows is the lower one by columns, as Fortran reads it.
        var stride = n
        unsafe BLASLibrary.dsyevd(
            "V", "L", &n, &columns, &stride, &ascending, &work, &workCount, &integerWork, &integerCount, &info, 1, 1)
        precondition(info == 0, "SymmetricEigen: the elements must be finite")
        // Fortran's columns are rows here; ascending becomes descending.
        values = ascending.reversed()
        var descending: [Double] = []
        descending.reserveCapacity(columns.count)
        for index in (0..<order).reversed() { descending += columns[index * order..<(index + 1) * order] }
        vectors = descending
    }
}
