@testable import LinearAlgebra

/// Tolerances, relative to the largest singular value, each with its reason.
enum Tolerance {
    /// Sums of a few hundred single-precision products.
    static let single: Float = 1e-5
    /// Several products and a rotation, one after the other.
    static let chained: Float = 5e-5
}

/// SplitMix64 by itself, so that test data does not depend on the generator under test.
struct TestRandom {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// Uniform in 0..<1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
    mutating func float() -> Float { Float(unit() * 2 - 1) }
}

extension DenseMatrix {
    init(_ rows: [[Float]], columns: Int? = nil) {
        self.init(rows: rows.count, columns: columns ?? rows.first?.count ?? 0, elements: rows.flatMap { $0 })
    }

    static func random(rows: Int, columns: Int, seed: UInt64) -> DenseMatrix {
        var random = TestRandom(state: seed)
        return DenseMatrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in random.float() })
    }

    /// Small integers: float sums of their products are exact in any order.
    static func integers(rows: Int, columns: Int, seed: UInt64) -> DenseMatrix {
        var random = TestRandom(state: seed)
        return DenseMatrix(
            rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in Float(random.next() % 9) - 4 })
    }

    var transposed: DenseMatrix {
        var result = DenseMatrix(rows: columns, columns: rows)
        for row in 0..<rows { for column in 0..<columns { result[column, row] = self[row, column] } }
        return result
    }

    /// The plain twin of every product here, in double precision.
    func reference(times other: DenseMatrix) -> DenseMatrix {
        var result = DenseMatrix(rows: rows, columns: other.columns)
        for row in 0..<rows {
            for column in 0..<other.columns {
                var sum = 0.0
                for inner in 0..<columns { sum += Double(self[row, inner]) * Double(other[inner, column]) }
                result[row, column] = Float(sum)
            }
        }
        return result
    }

    func largestDifference(to other: DenseMatrix) -> Float {
        guard rows == other.rows, columns == other.columns else { return .infinity }
        return zip(elements, other.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    /// How far the columns are from orthonormal: the largest element of XᵀX - I.
    var orthonormalityError: Float {
        var gram = transposed.reference(times: self)
        for index in 0..<columns { gram[index, index] -= 1 }
        return gram.elements.reduce(0) { max($0, abs($1)) }
    }

    func column(_ index: Int) -> [Float] { (0..<rows).map { self[$0, index] } }
}

extension SparseMatrix {
    /// The non-zero elements of a dense matrix.
    init(_ dense: DenseMatrix) {
        var offsets = [0]
        var indices: [UInt32] = []
        var values: [Float] = []
        for row in 0..<dense.rows {
            for column in 0..<dense.columns where dense[row, column] != 0 {
                indices.append(UInt32(column))
                values.append(dense[row, column])
            }
            offsets.append(indices.count)
        }
        self.init(rows: dense.rows, columns: dense.columns, rowOffsets: offsets, columnIndices: indices, values: values)
    }

    init(_ rows: [[Float]], columns: Int? = nil) { self.init(DenseMatrix(rows, columns: columns)) }

    var dense: DenseMatrix {
        var result = DenseMatrix(rows: rows, columns: columns)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                result[row, Int(columnIndices[entry])] = values[entry]
            }
        }
        return result
    }

    /// Rows of unit norm with about `entries` entries each, low columns more often, as texts have words.
    static func texts(rows: Int, columns: Int, entries: Int, seed: UInt64) -> SparseMatrix {
        var random = TestRandom(state: seed)
        var offsets = [0]
        var indices: [UInt32] = []
        var values: [Float] = []
        for _ in 0..<rows {
            let topic = Int(random.next() % 12)
            let drawn = (0..<entries).map { _ in
                let rank = Int(Double(columns) * random.unit() * random.unit() * random.unit())
                return UInt32((rank + (rank > 20 ? topic * 17 : 0)) % columns)
            }
            let row = Set(drawn).sorted()
            indices += row
            values += row.map { _ in Float(1 / Double(row.count).squareRoot()) }
            offsets.append(indices.count)
        }
        return SparseMatrix(rows: rows, columns: columns, rowOffsets: offsets, columnIndices: indices, values: values)
    }
}

/// All singular values, descending, and the right singular vectors as columns, by LAPACK in double precision.
func referenceSVD(_ matrix: DenseMatrix) -> (values: [Double], vectors: DenseMatrix) {
    // Row-major is the transpose column-major: its left vectors are the right ones here.
    var (m, n) = (Int32(matrix.columns), Int32(matrix.rows))
    let rank = min(matrix.rows, matrix.columns)
    var least = Int32(rank)
    var a = matrix.elements.map { Double($0) }
    var values = [Double](repeating: 0, count: rank)
    var left = [Double](repeating: 0, count: matrix.columns * rank)
    var right = [Double](repeating: 0, count: rank * matrix.rows)
    var workCount = Int32(8 * rank * rank + 16 * (matrix.rows + matrix.columns) + 64)
    var work = [Double](repeating: 0, count: Int(workCount))
    var integers = [Int32](repeating: 0, count: 8 * rank)
    var info: Int32 = 0
    typealias Ints = BLASLibrary.MutableInts
    typealias Doubles = BLASLibrary.MutableDoubles
    typealias DGESDD =
        @convention(c) (
            UnsafePointer<CChar>, Ints, Ints, Doubles, Ints, Doubles, Doubles, Ints, Doubles, Ints, Doubles, Ints, Ints,
            Ints, Int
        ) -> Void
    var (aStride, leftStride) = (m, m)
    // SAFETY: the function is LAPACK's; the arrays have the sizes that its documentation asks for with `S`.
    unsafe BLASLibrary.function("dgesdd_", as: DGESDD.self)(
        "S", &m, &n, &a, &aStride, &values, &left, &leftStride, &right, &least, &work, &workCount, &integers, &info, 1)
    precondition(info == 0, "dgesdd failed")
    let vectors = DenseMatrix(rows: rank, columns: matrix.columns, elements: left.map { Float($0) })
    return (values, vectors.transposed)
}

/// A dense matrix with the given singular values and random singular vectors.
func matrix(rows: Int, columns: Int, singularValues: [Double], seed: UInt64) -> DenseMatrix {
    let left = referenceSVD(.random(rows: rows, columns: rows, seed: seed)).vectors
    let right = referenceSVD(.random(rows: columns, columns: columns, seed: seed + 1)).vectors
    var scaled = DenseMatrix(rows: rows, columns: columns)
    for row in 0..<rows {
        for column in 0..<columns {
            var sum = 0.0
            for (index, value) in singularValues.enumerated() {
                sum += Double(left[row, index]) * value * Double(right[column, index])
            }
            scaled[row, column] = Float(sum)
        }
    }
    return scaled
}
