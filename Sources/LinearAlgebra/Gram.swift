import SystemSupport
import VectorKernels

extension DenseMatrix {
    /// The upper triangle of `selfᵀ · self` in double precision, row-major, shape (`columns`, `columns`).
    func gram(threads: Int) -> [Double] {
        gramOfRows(rows: rows, columns: columns, threads: threads) { part, out in
            let range = self.range(ofRows: part)
            for index in 0..<range.count { out[index] = Double(elements[range.lowerBound + index]) }
        }
    }
}

extension SparseMatrix {
    /// The upper triangle of the Gram matrix of `self · dense`, row-major, shape (`dense.columns`, `dense.columns`).
    ///
    /// The product is formed in single precision, a block of rows at a time and never as a whole; its Gram matrix in double.
    func gram(ofProductWith dense: DenseMatrix, threads: Int) -> [Double] {
        precondition(columns == dense.rows, "gram(ofProductWith:): inner dimensions differ")
        let source = ColumnStrips(dense, threads: threads)
        return gramOfRows(rows: rows, columns: dense.columns, threads: threads) { part, out in
            var strip = [StripRow](repeating: .zero, count: part.count)
            for (index, sourceStrip) in source.strips.enumerated() {
                var span = strip.mutableSpan
                multiply(rows: part, by: sourceStrip, into: &span)
                let first = index * ColumnStrips.width
                for row in 0..<part.count {
                    for lane in 0..<min(ColumnStrips.width, dense.columns - first) {
                        out[row * dense.columns + first + lane] = Double(strip[row][lane])
                    }
                }
            }
        }
    }
}

/// The upper triangle of `xᵀ · x` for rows of x that `fill` sets, block by block.
private func gramOfRows(
    rows: Int, columns: Int, threads: Int, fill: @Sendable (Range<Int>, inout MutableSpan<Double>) -> Void
) -> [Double] {
    let blocks = RowBlocks(rows: rows, most: 32, least: 1024)
    let partial = parallelMap(count: blocks.count, threads: threads) { index in
        var block = [Double](repeating: 0, count: blocks[index].count * columns)
        var span = block.mutableSpan
        fill(blocks[index], &span)
        var gram = [Double](repeating: 0, count: columns * columns)
        var out = gram.mutableSpan
        BLAS.addGram(rows: blocks[index].count, columns: columns, block.span, to: &out)
        return gram
    }
    return sumInOrder(partial, count: columns * columns)
}
