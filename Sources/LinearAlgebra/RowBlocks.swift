/// A split of rows into consecutive blocks that depends on the number of rows alone.
///
/// What is computed per block and then combined in the order of the blocks has the same bits at any thread count.
struct RowBlocks: Sendable {
    let rows: Int
    let rowsPerBlock: Int

    /// - Parameters:
    ///   - most: The most blocks there may be, which bounds the memory of one partial result a block.
    ///   - least: The least rows a block (but the last) has, so that a block is worth a call.
    init(rows: Int, most: Int, least: Int = 512) {
        self.rows = rows
        rowsPerBlock = max(least, (rows + most - 1) / most)
    }

    var count: Int { (rows + rowsPerBlock - 1) / rowsPerBlock }

    subscript(block: Int) -> Range<Int> {
        block * rowsPerBlock..<min(rows, (block + 1) * rowsPerBlock)
    }
}

/// The element-wise sum of arrays of `count` elements, added in order; zeros when there are none.
func sumInOrder(_ arrays: [[Double]], count: Int) -> [Double] {
    var sum = arrays.first ?? [Double](repeating: 0, count: count)
    for array in arrays.dropFirst() {
        for index in 0..<count { sum[index] += array[index] }
    }
    return sum
}
