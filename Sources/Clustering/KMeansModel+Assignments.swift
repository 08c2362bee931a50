public import LinearAlgebra
import SystemSupport

extension KMeansModel {
    /// The clusters that given assignments make of the rows of `x`; numbers without a usable row are dropped.
    ///
    /// - Parameter assignments: One for each row, not negative.
    public init(_ x: DenseMatrix, assignments: [Int], threads: Int) {
        let rows = CodedRows(x, threads: threads)
        var labels = assignments.indices.map { Assignment(label: rows.isUsable($0) ? Int32(assignments[$0]) : -1) }
        let none = [Assignment](repeating: Assignment(), count: labels.count)
        var sums = ClusterSums(clusters: max(1, (assignments.max() ?? 0) + 1), columns: x.columns)
        sums.update(x, from: none, to: labels, threads: threads)

        var kept = sums.sizes.indices.filter { sums.sizes[$0] > 0 }
        if kept.isEmpty { kept = [0] }
        var renumbered = [Int32](repeating: 0, count: sums.sizes.count)
        for (new, old) in kept.enumerated() { renumbered[old] = Int32(new) }
        for row in labels.indices where labels[row].label >= 0 {
            labels[row].label = renumbered[Int(labels[row].label)]
        }
        let centroids = CodedCentroids(sums.directions.selecting(rows: kept))
        self.init(centroids.matrix, centroids.cosines(rows, labels, threads: threads))
    }
}

extension CodedCentroids {
    /// The cosines of each row to the centroid that it has been given and to the nearest other one.
    fileprivate func cosines(_ rows: CodedRows, _ labels: [Assignment], threads: Int) -> [Nearest] {
        var cosines = nearest(rows, threads: threads)
        for row in cosines.indices where cosines[row].label != labels[row].label {
            let given = labels[row].label
            cosines[row] = Nearest(
                label: given, own: similarity(rows.x, row, given), second: cosines[row].own)
        }
        return cosines
    }
}
