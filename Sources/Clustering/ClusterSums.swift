import LinearAlgebra
import SystemSupport
import VectorKernels

/// The sum of each cluster's rows, exact over their elements rounded to multiples of 2⁻³⁶.
///
/// Whole numbers add up to the same in any order. So a row that changes its cluster is taken from one sum and added to
/// the other, and rows that stay cost nothing; neither that nor the number of threads changes a bit.
struct ClusterSums: Sendable {
    private var sums: [Int64]
    /// The rows in each cluster.
    private(set) var sizes: [Int]
    private let columns: Int

    init(clusters: Int, columns: Int) {
        sums = [Int64](repeating: 0, count: clusters * columns)
        sizes = [Int](repeating: 0, count: clusters)
        self.columns = columns
    }

    /// Moves a row from one cluster to another; −1 is none.
    mutating func move(_ row: Span<Float>, from old: Int32, to new: Int32) {
        if old >= 0 {
            sizes[Int(old)] -= 1
            Self.add(row, subtracting: true, to: &sums, at: Int(old) * columns)
        }
        if new >= 0 {
            sizes[Int(new)] += 1
            Self.add(row, subtracting: false, to: &sums, at: Int(new) * columns)
        }
    }

    private static func add(_ row: Span<Float>, subtracting: Bool, to sums: inout [Int64], at start: Int) {
        var span = sums.mutableSpan
        Kernels.active.addUnits(row, subtracting: subtracting, to: &span, at: start)
    }

    /// Moves the rows whose label has changed.
    mutating func update(_ x: DenseMatrix, from old: [Assignment], to new: [Assignment], threads: Int) {
        let rowsPerPart = max(4096, (new.count + 4 * threads - 1) / (4 * threads))
        let (clusters, columns) = (sizes.count, columns)
        let changes = parallelMap(count: (new.count + rowsPerPart - 1) / rowsPerPart, threads: threads) { part in
            var change: ClusterSums?
            let elements = x.elements.span
            for row in part * rowsPerPart..<min(new.count, (part + 1) * rowsPerPart)
            where old[row].label != new[row].label {
                if change == nil { change = ClusterSums(clusters: clusters, columns: columns) }
                change?.move(
                    elements.extracting(row * columns..<(row + 1) * columns), from: old[row].label, to: new[row].label)
            }
            return change
        }
        for case let change? in changes {
            for index in sums.indices { sums[index] &+= change.sums[index] }
            for cluster in sizes.indices { sizes[cluster] += change.sizes[cluster] }
        }
    }

    /// The directions of the sums; zero for a sum that is.
    var directions: DenseMatrix {
        var elements: [Float] = []
        elements.reserveCapacity(sums.count)
        for cluster in sizes.indices {
            let sum = sums[cluster * columns..<(cluster + 1) * columns].map(Double.init)
            let norm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            elements += sum.map { norm > 0 ? Float($0 / norm) : 0 }
        }
        return DenseMatrix(rows: sizes.count, columns: columns, elements: elements)
    }

    /// The sum of all rows' dot products with the centroids of their clusters.
    func cohesion(_ centroids: DenseMatrix) -> Double {
        var total = 0.0
        for index in sums.indices { total += Double(sums[index]) * Double(centroids.elements[index]) }
        return total * Kernels.sumUnit
    }
}
