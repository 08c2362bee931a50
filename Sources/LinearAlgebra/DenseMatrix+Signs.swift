import SystemSupport

extension DenseMatrix {
    /// The same columns, each with the sign that makes its element of largest magnitude (of equals the one in the
    /// lowest row) positive.
    func withCanonicalSigns(threads: Int) -> DenseMatrix {
        guard columns > 0 else { return self }
        let blocks = RowBlocks(rows: rows, most: 64)
        let extremes = parallelMap(count: blocks.count, threads: threads) { block in
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
        for block in extremes {
            for column in 0..<columns where abs(block[column]) > abs(extreme[column]) {
                extreme[column] = block[column]
            }
        }
        let signs = extreme.map { Float($0 < 0 ? -1 : 1) }
        var result = self
        parallelBlocks(of: &result.elements, blockSize: columns * 512, threads: threads) { _, out in
            for start in stride(from: 0, to: out.count, by: columns) {
                for column in 0..<columns { out[start + column] *= signs[column] }
            }
        }
        return result
    }
}
