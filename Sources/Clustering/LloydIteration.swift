import LinearAlgebra
import SystemSupport
import VectorKernels

/// Lloyd's iteration with the labels of plain double precision, of which most rows are found without it.
///
/// A row's products in bytes or bfloat16 with all centroids rule out most (``CodedCentroids``); the rest are compared in
/// floats, and in double precision where those are too close. What is left as a lead over the second best lasts: a
/// centroid that moved by δ changes no unit row's cosine by more than ‖δ‖ (Hamerly 2010; for cosines Schubert, Lang and
/// Feher 2021), so a row keeps its label while its lead exceeds what its own centroid and the fastest other one have moved
/// since.
struct LloydIteration {
    let rows: CodedRows
    var threads: Int
    private(set) var assignments: [Assignment]
    private var coded: CodedCentroids
    private var sums: ClusterSums

    /// Assigns every row to its nearest centroid.
    init(_ rows: CodedRows, centroids: DenseMatrix, threads: Int) {
        self.rows = rows
        self.threads = threads
        coded = CodedCentroids(centroids)
        sums = ClusterSums(clusters: centroids.rows, columns: centroids.columns)
        assignments = [Assignment](repeating: Assignment(), count: rows.count)
        assign()
    }

    var centroids: DenseMatrix { coded.matrix }

    /// The sum of 1 − cosine over the usable rows.
    var objective: Double { Double(rows.usableCount) - sums.cohesion(coded.matrix) }

    /// Iterates until no label changes, or `iterations` times.
    mutating func run(iterations: Int) {
        for _ in 0..<iterations {
            let reseeded = reseedEmptyClusters()
            let moved = sums.directions
            let drift = Drift(from: centroids, to: moved)
            coded = CodedCentroids(moved)
            guard assign(since: drift) || reseeded else { return }
        }
    }

    /// Assigns the rows anew, those that lost their lead since the centroids moved, and says whether a label changed.
    @discardableResult
    private mutating func assign(since drift: Drift? = nil) -> Bool {
        let before = assignments
        coded.assign(rows, &assignments, since: drift, threads: threads)
        return sums.update(rows.x, from: before, to: assignments, threads: threads)
    }

    /// The clusters as they are now, without the empty ones.
    func model() -> KMeansModel {
        var kept = sums.sizes.indices.filter { sums.sizes[$0] > 0 }
        if kept.isEmpty { kept = [0] }
        var renumbered = [Int](repeating: 0, count: centroids.rows)
        for (new, old) in kept.enumerated() { renumbered[old] = new }
        return KMeansModel(
            centroids: kept.count < centroids.rows ? centroids.selecting(rows: kept) : centroids,
            assignments: assignments.map { $0.label < 0 ? 0 : renumbered[Int($0.label)] },
            similarities: centroids.similarities(rows.x, assignments, threads: threads),
            objective: objective)
    }

    /// Gives each empty cluster the row that fits its own cluster worst, if any fits less than perfectly.
    ///
    /// The row is taken from a cluster of two or more, so that none becomes empty in turn; the objective falls.
    private mutating func reseedEmptyClusters() -> Bool {
        let empty = sums.sizes.indices.filter { sums.sizes[$0] == 0 }
        guard !empty.isEmpty, rows.usableCount > 0 else { return false }
        let similarities = centroids.similarities(rows.x, assignments, threads: threads)
        var worst = similarities.indices.filter { rows.isUsable($0) && similarities[$0] < 1 - 1e-6 }
            .sorted { (similarities[$0], $0) < (similarities[$1], $1) }[...]
        var reseeded = false
        for cluster in empty {
            while let row = worst.first, sums.sizes[Int(assignments[row].label)] < 2 { worst.removeFirst() }
            guard let row = worst.popFirst() else { break }
            var move = UnitMoves()
            move.append(row, from: assignments[row].label, to: Int32(cluster))
            sums.move(rows.x, move)
            assignments[row] = Assignment(label: Int32(cluster), lead: 0)
            reseeded = true
        }
        return reseeded
    }
}

/// How far centroids moved.
struct Drift: Sendable {
    private var moved: [Float] = []
    private var largest: Float = 0
    private var largestIndex = 0
    private var secondLargest: Float = 0

    init(from old: DenseMatrix, to new: DenseMatrix) {
        for cluster in 0..<old.rows {
            var sum = 0.0
            for column in cluster * old.columns..<(cluster + 1) * old.columns {
                let difference = Double(new.elements[column]) - Double(old.elements[column])
                sum += difference * difference
            }
            // Rounded up, and by more than the leads' own subtractions round.
            let distance = Float(sum.squareRoot() * 1.0001)
            moved.append(distance)
            if distance > largest {
                (largest, largestIndex, secondLargest) = (distance, cluster, largest)
            } else {
                secondLargest = max(secondLargest, distance)
            }
        }
    }

    /// The most by which another centroid can have come nearer to a row of `label` than its own.
    func closing(_ label: Int32) -> Float {
        moved[Int(label)] + (Int(label) == largestIndex ? secondLargest : largest)
    }
}
