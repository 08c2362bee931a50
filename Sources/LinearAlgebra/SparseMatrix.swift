import SystemSupport

/// A sparse matrix of floats in compressed sparse row (CSR) form.
///
/// Row r holds the entries `rowOffsets[r]..<rowOffsets[r + 1]` of `columnIndices` and `values`, its columns strictly
/// ascending.
public struct SparseMatrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// `rows + 1` offsets, ascending, the first 0.
    public let rowOffsets: [Int]
    public let columnIndices: [UInt32]
    public let values: [Float]

    /// A matrix over existing arrays; nothing is copied.
    ///
    /// The arrays must be what the type describes, or the call traps.
    /// - Complexity: O(`rows` + entries), for the check.
    public init(rows: Int, columns: Int, rowOffsets: [Int], columnIndices: [UInt32], values: [Float]) {
        precondition(rows >= 0 && columns >= 0 && columns <= UInt32.max, "SparseMatrix: shape out of range")
        precondition(
            rowOffsets.count == rows + 1 && rowOffsets[0] == 0, "SparseMatrix: rowOffsets needs rows + 1 offsets")
        precondition(
            columnIndices.count == rowOffsets[rows] && values.count == rowOffsets[rows],
            "SparseMatrix: the last offset must be the number of entries")
        for row in 0..<rows {
            precondition(rowOffsets[row] <= rowOffsets[row + 1], "SparseMatrix: rowOffsets must ascend")
            var least = 0
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                let column = Int(columnIndices[entry])
                precondition(column >= least, "SparseMatrix: the columns of a row must ascend")
                least = column + 1
            }
            precondition(least <= columns, "SparseMatrix: column out of range")
        }
        self.init(
            unchecked: (rows, columns), rowOffsets: rowOffsets, columnIndices: columnIndices, values: values)
    }

    private init(unchecked shape: (Int, Int), rowOffsets: [Int], columnIndices: [UInt32], values: [Float]) {
        (rows, columns) = shape
        self.rowOffsets = rowOffsets
        self.columnIndices = columnIndices
        self.values = values
    }

    /// The number of stored entries.
    public var entryCount: Int { values.count }

    /// The transpose, by a counting sort of the entries.
    ///
    /// - Complexity: O(`rows` + `columns` + entries).
    public func transposed() -> SparseMatrix {
        precondition(rows <= UInt32.max, "SparseMatrix: too many rows to transpose")
        var offsets = [Int](repeating: 0, count: columns + 1)
        for column in columnIndices { offsets[Int(column) + 1] += 1 }
        for column in 0..<columns { offsets[column + 1] += offsets[column] }
        var next = offsets
        var indices = [UInt32](repeating: 0, count: entryCount)
        var transposedValues = [Float](repeating: 0, count: entryCount)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                let column = Int(columnIndices[entry])
                let slot = next[column]
                next[column] = slot + 1
                indices[slot] = UInt32(row)
                transposedValues[slot] = values[entry]
            }
        }
        return SparseMatrix(
            unchecked: (columns, rows), rowOffsets: offsets, columnIndices: indices, values: transposedValues)
    }

    /// How many entries each column has.
    ///
    /// - Complexity: O(`columns` + entries).
    public func columnCounts() -> [Int] {
        var counts = [Int](repeating: 0, count: columns)
        for column in columnIndices { counts[Int(column)] += 1 }
        return counts
    }

    /// Some columns, in their order.
    ///
    /// - Complexity: O(`columns` + entries).
    public func keepingColumns(_ isKept: (Int) -> Bool) -> SparseMatrix {
        var places = [UInt32](repeating: .max, count: columns)
        var kept: UInt32 = 0
        for column in 0..<columns where isKept(column) {
            places[column] = kept
            kept += 1
        }
        var offsets = [0]
        offsets.reserveCapacity(rows + 1)
        var indices: [UInt32] = []
        var keptValues: [Float] = []
        indices.reserveCapacity(entryCount)
        keptValues.reserveCapacity(entryCount)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                let place = places[Int(columnIndices[entry])]
                guard place != .max else { continue }
                indices.append(place)
                keptValues.append(values[entry])
            }
            offsets.append(indices.count)
        }
        return SparseMatrix(
            unchecked: (rows, Int(kept)), rowOffsets: offsets, columnIndices: indices, values: keptValues)
    }

    /// The same entries with every value multiplied by `factor`.
    func scaled(by factor: Float) -> SparseMatrix {
        SparseMatrix(
            unchecked: (rows, columns), rowOffsets: rowOffsets, columnIndices: columnIndices,
            values: values.map { $0 * factor })
    }
}
