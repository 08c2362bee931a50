import LinearAlgebra
import SystemSupport
import VectorKernels

/// Lloyd's iteration with bounds that skip rows whose label cannot change.
///
/// The labels are those of the plain iteration. Hamerly's bounds (2010) as Schubert, Lang and Feher (2021) give them for
/// cosines: a centroid that moved by δ changes no unit row's cosine by more than ‖δ‖, so a row keeps its label
/// while its own cosine is above an upper bound of the second best.
struct LloydIteration {
    /// What is known of a row.
    struct Row: BitwiseCopyable, Sendable {
        var label: Int32 = 0
        /// The cosine to its own centroid.
        var own: Float = 0
        /// At least the cosine to any other centroid; exact after an assignment without bounds.
        var second: Float = .infinity
    }

    /// What rounding can add up to: a float dot product of unit vectors in 32 lanes errs by less than
    /// (columns / 32 + 6) · 2⁻²⁴, below a tenth of this up to 5,000 columns.
    private static let slack: Float = 1e-4
    /// Rows assigned together: fixed, so that blocks do not depend on the threads.
    private static let rowsPerBlock = 256

    private let x: DenseMatrix
    private let usable: [Bool]
    var threads: Int
    private(set) var centroids: DenseMatrix
    private(set) var rows: [Row]

    /// Assigns every row to its nearest centroid.
    init(_ x: DenseMatrix, usable: [Bool], centroids: DenseMatrix, threads: Int) {
        self.x = x
        self.usable = usable
        self.threads = threads
        self.centroids = centroids
        rows = [Row](repeating: Row(), count: x.rows)
        assign(drift: nil)
    }

    /// The sum of 1 − cosine over the usable rows.
    var objective: Double {
        var sum = 0.0
        for index in rows.indices where usable[index] { sum += 1 - Double(rows[index].own) }
        return sum
    }

    /// Iterates until no label changes, or `iterations` times.
    mutating func run(iterations: Int) {
        for _ in 0..<iterations {
            let reseeded = reseedEmptyClusters()
            let drift = moveCentroids()
            guard assign(drift: drift) || reseeded else { return }
        }
    }

    /// The clusters as they are now, without the empty ones.
    func model() -> KMeansModel {
        var final = self
        let sizes = final.clusterSizes
        let kept = sizes.indices.filter { sizes[$0] > 0 }
        if kept.count < sizes.count { final.centroids = centroids.selecting(rows: kept) }
        final.assign(drift: nil)
        return KMeansModel(
            centroids: final.centroids, assignments: final.rows.map { Int($0.label) },
            similarities: final.rows.map(\.own),
            secondSimilarities: final.rows.map { $0.second == -.infinity ? -1 : $0.second },
            objective: final.objective)
    }

    func isUsable(_ row: Int) -> Bool { usable[row] }

    /// Usable rows in each cluster; others count in cluster 0 only if it would be empty for the want of any.
    private var clusterSizes: [Int] {
        var sizes = [Int](repeating: 0, count: centroids.rows)
        for index in rows.indices where usable[index] { sizes[Int(rows[index].label)] += 1 }
        if sizes.allSatisfy({ $0 == 0 }) { sizes[0] = rows.count }
        return sizes
    }
}

// MARK: - Assignment

extension LloydIteration {
    /// How far centroids moved: a bound on how much any row's cosine to them has risen.
    struct Drift: Sendable {
        let largest: Float
        let largestIndex: Int
        let secondLargest: Float

        /// The most that any centroid but `label` moved.
        func besides(_ label: Int32) -> Float {
            Int(label) == largestIndex ? secondLargest : largest
        }
    }

    /// Labels the rows anew, all of them or those that `drift` leaves in doubt, and says whether a label changed.
    @discardableResult
    private mutating func assign(drift: Drift?) -> Bool {
        let before = rows.map(\.label)
        let (x, centroids, usable) = (x, centroids, usable)
        parallelBlocks(of: &rows, blockSize: Self.rowsPerBlock, threads: threads) { block, slots in
            let start = block * Self.rowsPerBlock
            var doubtful: [Int] = []
            for index in 0..<slots.count {
                if !usable[start + index] {
                    slots[index] = Row(label: 0, own: 0, second: 0)
                } else if let drift {
                    slots[index].second += drift.besides(slots[index].label)
                    let label = Int(slots[index].label)
                    slots[index].own = x.withRow(start + index) { row in centroids.withRow(label) { dot(row, $0) } }
                    if slots[index].own - slots[index].second <= Self.slack { doubtful.append(index) }
                } else {
                    doubtful.append(index)
                }
            }
            Self.assign(doubtful, of: &slots, start: start, x, centroids)
        }
        return zip(before, rows).contains { $0 != $1.label }
    }

    /// Puts a centroid onto a row and assigns the rows anew.
    ///
    /// Rows of other clusters compare their own centroid with the new one alone, the rows of this one with all.
    mutating func replaceCentroid(_ cluster: Int, withRow row: Int) {
        centroids.elements.replaceSubrange(
            cluster * x.columns..<(cluster + 1) * x.columns, with: x.elements[row * x.columns..<(row + 1) * x.columns])
        let (x, centroids, usable, new) = (x, centroids, usable, Int32(cluster))
        parallelBlocks(of: &rows, blockSize: Self.rowsPerBlock, threads: threads) { block, slots in
            let start = block * Self.rowsPerBlock
            var doubtful: [Int] = []
            for index in 0..<slots.count where usable[start + index] {
                if slots[index].label == new {
                    doubtful.append(index)
                    continue
                }
                let score = x.withRow(start + index) { row in centroids.withRow(cluster) { dot(row, $0) } }
                if score > slots[index].own || (score == slots[index].own && new < slots[index].label) {
                    slots[index] = Row(label: new, own: score, second: slots[index].own)
                } else {
                    slots[index].second = max(slots[index].second, score)
                }
            }
            Self.assign(doubtful, of: &slots, start: start, x, centroids)
        }
    }

    /// Finds the best and the second centroid of some rows of a block.
    private static func assign(
        _ doubtful: [Int], of slots: inout MutableSpan<Row>, start: Int, _ x: DenseMatrix, _ centroids: DenseMatrix
    ) {
        guard !doubtful.isEmpty else { return }
        let queries = x.selecting(rows: doubtful.map { start + $0 })
        var scores = [Float](repeating: 0, count: doubtful.count * centroids.rows)
        var out = scores.mutableSpan
        dotRowsBatch(
            queries: queries.elements.span, queryCount: doubtful.count, rows: centroids.elements.span,
            dimension: x.columns, into: &out)
        for (query, index) in doubtful.enumerated() {
            var row = Row(label: 0, own: -.infinity, second: -.infinity)
            let first = query * centroids.rows
            for cluster in 0..<centroids.rows {
                let score = out[first + cluster]
                if score > row.own {
                    row = Row(label: Int32(cluster), own: score, second: row.own)
                } else if score > row.second {
                    row.second = score
                }
            }
            slots[index] = row
        }
    }
}

// MARK: - Centroids

extension LloydIteration {
    /// Sets each centroid to the direction of its rows' sum, and says how far they moved.
    private mutating func moveCentroids() -> Drift {
        let members = membersByCluster()
        let old = centroids
        let (x, columns) = (x, x.columns)
        var elements = [Float](repeating: 0, count: old.elements.count)
        parallelBlocks(of: &elements, blockSize: max(1, columns), threads: threads) { cluster, sum in
            for row in members[cluster] { x.withRow(row) { addScaled(1, $0, to: &sum) } }
            normalize(&sum)
        }
        centroids = DenseMatrix(rows: old.rows, columns: columns, elements: elements)
        return drift(from: old)
    }

    private func drift(from old: DenseMatrix) -> Drift {
        var (largest, largestIndex, secondLargest) = (Float(0), 0, Float(0))
        for cluster in 0..<old.rows {
            var sum: Float = 0
            for column in cluster * x.columns..<(cluster + 1) * x.columns {
                let difference = centroids.elements[column] - old.elements[column]
                sum += difference * difference
            }
            let moved = sum.squareRoot()
            if moved > largest {
                (largest, largestIndex, secondLargest) = (moved, cluster, largest)
            } else if moved > secondLargest {
                secondLargest = moved
            }
        }
        return Drift(largest: largest, largestIndex: largestIndex, secondLargest: secondLargest)
    }

    /// The usable rows of each cluster, ascending, so that sums have one order.
    private func membersByCluster() -> [[Int]] {
        var members = [[Int]](repeating: [], count: centroids.rows)
        for index in rows.indices where usable[index] { members[Int(rows[index].label)].append(index) }
        return members
    }

    /// Gives each empty cluster the row that fits its own cluster worst, if any fits less than perfectly.
    ///
    /// The row is taken from a cluster of two or more, so that none becomes empty in turn; the objective falls.
    private mutating func reseedEmptyClusters() -> Bool {
        var sizes = clusterSizes
        let empty = sizes.indices.filter { sizes[$0] == 0 }
        guard !empty.isEmpty else { return false }
        var worst = rows.indices.filter { usable[$0] && rows[$0].own < 1 - 1e-6 }
            .sorted { (rows[$0].own, $0) < (rows[$1].own, $1) }[...]
        var reseeded = false
        for cluster in empty {
            while let row = worst.first, sizes[Int(rows[row].label)] < 2 { worst.removeFirst() }
            guard let row = worst.popFirst() else { break }
            sizes[Int(rows[row].label)] -= 1
            sizes[cluster] = 1
            rows[row] = Row(label: Int32(cluster), own: 1, second: .infinity)
            reseeded = true
        }
        return reseeded
    }
}
