public import LinearAlgebra

extension KMeansModel {
    /// The same clusters without the smallest: rows of a cluster with fewer than `least` rows go to the nearest of the
    /// others. At least one cluster, the largest, stays.
    ///
    /// - Parameter x: The rows of the model.
    public func dissolving(clustersBelow least: Int, in x: DenseMatrix, threads: Int) -> KMeansModel {
        precondition(x.rows == assignments.count, "dissolving: the model must be of these rows")
        let sizes = sizes
        guard count > 1, sizes.contains(where: { $0 < least }), let largest = sizes.max() else { return self }
        let kept = sizes.indices.filter { sizes[$0] >= min(least, largest) }
        let others = KMeansModel(
            centroids: centroids.selecting(rows: kept), assignments: [], similarities: [], objective: 0)
        var place = [Int](repeating: -1, count: count)
        for (new, old) in kept.enumerated() { place[old] = new }
        let leaving = assignments.indices.filter { place[assignments[$0]] < 0 }
        var labels = assignments.map { place[$0] }
        for (row, label) in zip(leaving, others.assign(x.selecting(rows: leaving), threads: threads)) {
            labels[row] = label
        }
        return KMeansModel(x, assignments: labels, threads: threads)
    }
}
