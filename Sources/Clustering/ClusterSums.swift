import LinearAlgebra
import SystemSupport
import VectorKernels

/// The sum of each cluster's rows, exact over their elements rounded to multiples of 2⁻³⁶.
///
/// Whole numbers add up to the same in any order. So a row that changes its cluster is taken from one sum and added to
/// the other, and rows that stay cost nothing; neither that nor the number of threads changes a bit.
struct ClusterSums: Sendable {
    /// Two's complement.
    private var sums: [UInt64]
    /// The rows in each cluster.
    private(set) var sizes: [Int]
    private let columns: Int

    init(clusters: Int, columns: Int) {
        sums = [UInt64](repeating: 0, count: clusters * columns)
        sizes = [Int](repeating: 0, count: clusters)
        self.columns = columns
    }

    /// Moves rows from one cluster to another.
    mutating func move(_ x: DenseMatrix, _ moves: UnitMoves) {
        for move in 0..<moves.count {
            let (_, from, to) = moves[move]
            if from >= 0 { sizes[from] -= 1 }
            if to >= 0 { sizes[to] += 1 }
        }
        Self.move(x, moves, &sums)
    }

    private static func move(_ x: DenseMatrix, _ moves: UnitMoves, _ sums: inout [UInt64]) {
        guard moves.count > 0 else { return }
        var span = sums.mutableSpan
        Kernels.active.moveUnits(x.elements.span, moves, columns: x.columns, sums: &span)
    }

    /// Moves the rows whose label has changed, and says whether there are any.
    @discardableResult
    mutating func update(_ x: DenseMatrix, from old: [Assignment], to new: [Assignment], threads: Int) -> Bool {
        guard threads > 1 else {
            let moves = Self.moves(from: old, to: new, rows: new.indices)
            move(x, moves)
            return moves.count > 0
        }
        let rowsPerPart = max(4096, (new.count + 4 * threads - 1) / (4 * threads))
        let (clusters, columns) = (sizes.count, columns)
        let changes = parallelMap(count: (new.count + rowsPerPart - 1) / rowsPerPart, threads: threads) { part in
            let moves = Self.moves(
                from: old, to: new, rows: part * rowsPerPart..<min(new.count, (part + 1) * rowsPerPart))
            guard moves.count > 0 else { return nil as ClusterSums? }
            var change = ClusterSums(clusters: clusters, columns: columns)
            change.move(x, moves)
            return change
        }
        var hasChanged = false
        for case let change? in changes {
            hasChanged = true
            for index in sums.indices { sums[index] &+= change.sums[index] }
            for cluster in sizes.indices { sizes[cluster] += change.sizes[cluster] }
        }
        return hasChanged
    }

    private static func moves(from old: [Assignment], to new: [Assignment], rows: Range<Int>) -> UnitMoves {
        var moves = UnitMoves()
        for row in rows where old[row].label != new[row].label {
            moves.append(row, from: old[row].label, to: new[row].label)
        }
        return moves
    }

    /// The directions of the sums; zero for a sum that is.
    var directions: DenseMatrix {
        var elements: [Float] = []
        elements.reserveCapacity(sums.count)
        for cluster in sizes.indices {
            let sum = sums[cluster * columns..<(cluster + 1) * columns].map { Double(Int64(bitPattern: $0)) }
            let norm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            elements += sum.map { norm > 0 ? Float($0 / norm) : 0 }
        }
        return DenseMatrix(rows: sizes.count, columns: columns, elements: elements)
    }

    /// The sum of all rows' dot products with the centroids of their clusters.
    func cohesion(_ centroids: DenseMatrix) -> Double {
        var total = 0.0
        for index in sums.indices {
            total += Double(Int64(bitPattern: sums[index])) * Double(centroids.elements[index])
        }
        return total * Kernels.sumUnit
    }
}
