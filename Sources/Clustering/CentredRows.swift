public import LinearAlgebra
import SystemSupport
import VectorKernels

extension DenseMatrix {
    /// The rows as clustering wants them: a prefix of each, less the mean of all, scaled to unit length.
    ///
    /// What all texts of a pile have in common says nothing about its groups; the first dimensions of a latent semantic
    /// space hold its broad themes. A zero row (a text without known terms) stays zero and does not count in the mean.
    /// - Parameter dimensions: How many leading columns to keep; all when there are no more.
    /// - Returns: Shape (`rows`, min(`dimensions`, `columns`)).
    public func centredUnitRows(dimensions: Int, threads: Int) -> DenseMatrix {
        precondition(dimensions >= 1, "centredUnitRows: dimensions must be positive")
        let width = min(dimensions, columns)
        guard width > 0, rows > 0 else { return DenseMatrix(rows: rows, columns: width) }
        var kept = [Float](repeating: 0, count: rows * width)
        parallelBlocks(of: &kept, blockSize: width, threads: threads) { row, slots in
            withRow(row) { source in
                for column in 0..<width { slots[column] = source[column].isFinite ? source[column] : 0 }
            }
            normalize(&slots)
        }
        let mean = Self.mean(kept, width: width, threads: threads)
        // One row alone is its own mean: nothing would be left of it.
        guard rows > 1 else { return DenseMatrix(rows: rows, columns: width, elements: kept) }
        parallelBlocks(of: &kept, blockSize: width, threads: threads) { _, slots in
            guard squaredNorm(slots.span) > 0 else { return }
            addScaled(-1, mean.span, to: &slots)
            // What is left of a row that equals the mean is rounding, not a direction.
            if squaredNorm(slots.span) < 1e-10 {
                for column in 0..<width { slots[column] = 0 }
            }
            normalize(&slots)
        }
        return DenseMatrix(rows: rows, columns: width, elements: kept)
    }

    /// The mean of the rows that are not zero; block by block in a fixed order, in double precision.
    private static func mean(_ elements: [Float], width: Int, threads: Int) -> [Float] {
        let rows = elements.count / width
        let rowsPerBlock = 4096
        let partial = parallelMap(count: (rows + rowsPerBlock - 1) / rowsPerBlock, threads: threads) { block in
            var sums = [Double](repeating: 0, count: width)
            var counted = 0
            for row in block * rowsPerBlock..<min(rows, (block + 1) * rowsPerBlock) {
                let start = row * width
                guard elements[start..<start + width].contains(where: { $0 != 0 }) else { continue }
                counted += 1
                for column in 0..<width { sums[column] += Double(elements[start + column]) }
            }
            return (sums, counted)
        }
        var sums = [Double](repeating: 0, count: width)
        var counted = 0
        for (part, count) in partial {
            counted += count
            for column in 0..<width { sums[column] += part[column] }
        }
        return sums.map { Float($0 / Double(max(1, counted))) }
    }
}
