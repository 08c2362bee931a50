import SystemSupport
import VectorKernels

/// A dense matrix cut into strips of sixteen columns, the last one filled up with zeros.
///
/// Products with sparse rows gather rows at random. A strip's row is one cache line, and a strip is small enough that the
/// rows of the frequent columns stay in the second-level cache, where whole rows of the matrix would not.
public struct ColumnStrips: Sendable {
    public static let width = StripRow.scalarCount

    let columns: Int
    /// Each with the matrix's rows.
    let strips: [[StripRow]]

    /// How many strips hold `columns` columns.
    public static func count(columns: Int) -> Int { (columns + width - 1) / width }

    init(_ matrix: DenseMatrix, threads: Int) {
        columns = matrix.columns
        strips = parallelMap(count: Self.count(columns: matrix.columns), threads: threads) {
            Self.strip($0, of: matrix)
        }
    }

    /// One strip of a matrix.
    public static func strip(_ index: Int, of matrix: DenseMatrix) -> [StripRow] {
        var strip = [StripRow](repeating: .zero, count: matrix.rows)
        let first = index * width
        let used = min(width, matrix.columns - first)
        // SAFETY: the source's columns `first..<first + used` lie in every row, a target row has `width` of them, and
        // both arrays have `matrix.rows` rows.
        unsafe matrix.elements.withUnsafeBytes { source in
            unsafe strip.withUnsafeMutableBytes { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                for row in 0..<matrix.rows {
                    unsafe (to + row * width * 4).copyMemory(
                        from: from + (row * matrix.columns + first) * 4, byteCount: used * 4)
                }
            }
        }
        return strip
    }

    /// The matrix that strips make up, given for each its summands, which are added in order.
    public static func joined(_ parts: [[[StripRow]]], rows: Int, columns: Int, threads: Int) -> DenseMatrix {
        var matrix = DenseMatrix(rows: rows, columns: columns)
        guard columns > 0 else { return matrix }
        let rowsPerBlock = 1024
        parallelBlocks(of: &matrix.elements, blockSize: rowsPerBlock * columns, threads: threads) { block, out in
            for (index, summands) in parts.enumerated() {
                let first = index * width
                let used = min(width, columns - first)
                for row in 0..<out.count / columns {
                    var sum = summands[0][block * rowsPerBlock + row]
                    for summand in summands.dropFirst() { sum += summand[block * rowsPerBlock + row] }
                    var target = out._mutatingExtracting(row * columns + first..<row * columns + first + used)
                    // SAFETY: both are `used` floats long at least, and nothing else writes to the target.
                    unsafe target.withUnsafeMutableBytes { target in
                        unsafe withUnsafeBytes(of: &sum) { sum in
                            unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: sum[..<(used * 4)]))
                        }
                    }
                }
            }
        }
        return matrix
    }
}
