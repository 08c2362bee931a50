import SystemSupport

/// Rows whose products are added to a Gram matrix at a time, small enough that they stay in cache.
private let rowsPerPart = 256

extension DenseMatrix {
    /// The upper triangle of `selfᵀ · self` in double precision, row-major, shape (`columns`, `columns`).
    func gram(threads: Int) -> [Double] {
        gramOfRows(rows: rows, columns: columns, threads: threads) { part, out in
            for element in self.range(ofRows: part) { out.append(Double(elements[element])) }
        }
    }
}

extension SparseMatrix {
    /// The upper triangle of the Gram matrix of `self · dense`, row-major, shape (`dense.columns`, `dense.columns`).
    ///
    /// The product is formed in single precision a few rows at a time and never as a whole; sums are in double precision.
    func gram(ofProductWith dense: DenseMatrix, threads: Int) -> [Double] {
        precondition(columns == dense.rows, "gram(ofProductWith:): inner dimensions differ")
        return gramOfRows(rows: rows, columns: dense.columns, threads: threads) { part, out in
            var product = [Float](repeating: 0, count: part.count * dense.columns)
            var span = product.mutableSpan
            accumulateRows(part, of: dense, into: &span)
            for element in product { out.append(Double(element)) }
        }
    }
}

/// The upper triangle of `xᵀ · x` for rows that `fill` appends to an empty array, part by part.
private func gramOfRows(
    rows: Int, columns: Int, threads: Int, fill: @Sendable (Range<Int>, inout [Double]) -> Void
) -> [Double] {
    let blocks = RowBlocks(rows: rows, most: 32, least: 1024)
    let partial = parallelMap(count: blocks.count, threads: threads) { index in
        var gram = [Double](repeating: 0, count: columns * columns)
        var span = gram.mutableSpan
        var part: [Double] = []
        part.reserveCapacity(rowsPerPart * columns)
        let range = blocks[index]
        for start in stride(from: range.lowerBound, to: range.upperBound, by: rowsPerPart) {
            part.removeAll(keepingCapacity: true)
            let end = min(start + rowsPerPart, range.upperBound)
            fill(start..<end, &part)
            BLAS.addGram(rows: end - start, columns: columns, part.span, to: &span)
        }
        return gram
    }
    return sumInOrder(partial, count: columns * columns)
}
