import SystemSupport
import VectorKernels

extension SparseMatrix {
    /// Rows of a product that one thread computes at a time. Few, because rows differ in length by orders of magnitude.
    private static let rowsPerBlock = 64

    /// The product `self · dense`, shape (`rows`, `dense.columns`).
    ///
    /// Every row is the sum of its entries' multiples of rows of `dense`, in the order of the entries: the bits depend
    /// on nothing else.
    /// - Complexity: O(entries · `dense.columns`).
    public func multiplied(by dense: DenseMatrix, threads: Int) -> DenseMatrix {
        precondition(columns == dense.rows, "multiplied(by:): inner dimensions differ")
        var product = [Float](repeating: 0, count: rows * dense.columns)
        guard !product.isEmpty else { return DenseMatrix(rows: rows, columns: dense.columns, elements: product) }
        let width = dense.columns
        parallelBlocks(of: &product, blockSize: Self.rowsPerBlock * width, threads: threads) { block, out in
            let first = block * Self.rowsPerBlock
            accumulateRows(first..<first + out.count / width, of: dense, into: &out)
        }
        return DenseMatrix(rows: rows, columns: width, elements: product)
    }

    /// Adds the given rows of `self · dense` to `out`, row-major.
    func accumulateRows(_ range: Range<Int>, of dense: DenseMatrix, into out: inout MutableSpan<Float>) {
        let width = dense.columns
        let elements = dense.elements.span
        let offsets = rowOffsets.span
        let indices = columnIndices.span
        let factors = values.span
        for row in range {
            var target = out._mutatingExtracting(
                (row - range.lowerBound) * width..<(row - range.lowerBound + 1) * width)
            for entry in offsets[row]..<offsets[row + 1] {
                let start = Int(indices[entry]) * width
                addScaled(factors[entry], elements.extracting(start..<start + width), to: &target)
            }
        }
    }

    /// The sum of the squared values, in double precision, in a fixed order.
    public func squaredFrobeniusNorm(threads: Int) -> Double {
        let blocks = RowBlocks(rows: entryCount, most: 1024, least: 1 << 16)
        let partial = parallelMap(count: blocks.count, threads: threads) { block in
            var sum = 0.0
            for entry in blocks[block] { sum += Double(values[entry]) * Double(values[entry]) }
            return sum
        }
        return partial.reduce(0, +)
    }
}
