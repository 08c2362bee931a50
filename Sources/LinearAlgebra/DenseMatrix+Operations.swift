import SystemSupport
import VectorKernels

extension DenseMatrix {
    /// Rows of a product that one thread computes at a time: fixed, so that the bits do not depend on the threads.
    private static let rowsPerBlock = 256

    /// The product `self · other`, shape (`rows`, `other.columns`).
    ///
    /// Float sums in the order of the BLAS library; the bits do not depend on `threads`.
    /// - Complexity: O(`rows` · `columns` · `other.columns`).
    public func multiplied(by other: DenseMatrix, threads: Int) -> DenseMatrix {
        precondition(columns == other.rows, "multiplied(by:): inner dimensions differ")
        return product(with: other, transposed: false, threads: threads)
    }

    /// The product `self · otherᵀ`, shape (`rows`, `other.rows`): every row's dot product with every row of `other`.
    ///
    /// Float sums in the order of the BLAS library; the bits do not depend on `threads`.
    /// - Complexity: O(`rows` · `columns` · `other.rows`).
    public func multiplied(byTransposeOf other: DenseMatrix, threads: Int) -> DenseMatrix {
        precondition(columns == other.columns, "multiplied(byTransposeOf:): inner dimensions differ")
        return product(with: other, transposed: true, threads: threads)
    }

    /// The product `selfᵀ · other`, shape (`columns`, `other.columns`).
    ///
    /// Float sums in the order of the BLAS library; the bits do not depend on `threads`.
    /// - Complexity: O(`rows` · `columns` · `other.columns`).
    public func transposeMultiplied(by other: DenseMatrix, threads: Int) -> DenseMatrix {
        precondition(rows == other.rows, "transposeMultiplied(by:): inner dimensions differ")
        let width = other.columns
        var product = [Float](repeating: 0, count: columns * width)
        guard !product.isEmpty, rows > 0 else { return DenseMatrix(rows: columns, columns: width, elements: product) }
        parallelBlocks(of: &product, blockSize: Self.rowsPerBlock * width, threads: threads) { block, out in
            BLAS.multiply(
                rows: out.count / width, columns: width, inner: rows,
                elements.span.extracting(droppingFirst: block * Self.rowsPerBlock), stride: columns,
                aLayout: .transposed, by: other.elements.span, stride: width, into: &out, stride: width)
        }
        return DenseMatrix(rows: columns, columns: width, elements: product)
    }

    private func product(with other: DenseMatrix, transposed: Bool, threads: Int) -> DenseMatrix {
        let width = transposed ? other.rows : other.columns
        var product = [Float](repeating: 0, count: rows * width)
        guard !product.isEmpty, columns > 0 else { return DenseMatrix(rows: rows, columns: width, elements: product) }
        parallelBlocks(of: &product, blockSize: Self.rowsPerBlock * width, threads: threads) { block, out in
            let count = out.count / width
            let start = block * Self.rowsPerBlock * columns
            BLAS.multiply(
                rows: count, columns: width, inner: columns,
                elements.span.extracting(start..<start + count * columns), stride: columns,
                by: other.elements.span, stride: other.columns, bLayout: transposed ? .transposed : .plain,
                into: &out, stride: width)
        }
        return DenseMatrix(rows: rows, columns: width, elements: product)
    }

    /// Scales every row to unit L2 norm; a zero row stays zero.
    public mutating func normalizeRows(threads: Int) {
        guard columns > 0 else { return }
        parallelBlocks(of: &elements, blockSize: columns, threads: threads) { _, row in normalize(&row) }
    }

    /// The mean of every column, `columns` elements; zeros when there are no rows.
    ///
    /// Sums in double precision, block by block of rows in a fixed order.
    public func columnMeans(threads: Int) -> [Float] {
        let blocks = RowBlocks(rows: rows, most: 64)
        let partial = parallelMap(count: blocks.count, threads: threads) { block in
            var sums = [Double](repeating: 0, count: columns)
            for row in blocks[block] {
                for column in 0..<columns { sums[column] += Double(elements[row * columns + column]) }
            }
            return sums
        }
        let sums = sumInOrder(partial, count: columns)
        return sums.map { Float($0 / Double(max(rows, 1))) }
    }
}
