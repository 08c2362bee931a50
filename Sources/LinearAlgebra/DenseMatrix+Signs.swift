import SystemSupport

extension DenseMatrix {
    /// Gives each column the sign that makes its element of largest magnitude (of equals the one in the lowest row)
    /// positive.
    mutating func makeSignsCanonical(threads: Int) {
        guard columns > 0 else { return }
        let (columns, signs) = (columns, extremes(threads: threads).map { Float($0 < 0 ? -1 : 1) })
        parallelBlocks(of: &elements, blockSize: columns * 512, threads: threads) { _, out in
            for start in stride(from: 0, to: out.count, by: columns) {
                for column in 0..<columns { out[start + column] *= signs[column] }
            }
        }
    }

    /// The element of largest magnitude in each column; of equals the one in the lowest row.
    private func extremes(threads: Int) -> [Float] {
        let blocks = RowBlocks(rows: rows, most: 64)
        let parts = parallelMap(count: blocks.count, threads: threads) { block in
            var extreme = [Float](repeating: 0, count: columns)
            for row in blocks[block] {
                for column in 0..<columns {
                    let element = elements[row * columns + column]
                    if abs(element) > abs(extreme[column]) { extreme[column] = element }
                }
            }
            return extreme
        }
        var extreme = [Float](repeating: 0, count: columns)
        for part in parts {
            for column in 0..<columns where abs(part[column]) > abs(extreme[column]) { extreme[column] = part[column] }
        }
        return extreme
    }
}
