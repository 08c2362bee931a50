public import LinearAlgebra

/// How far apart clusters are: the simplified silhouette.
///
/// For a row with distance a = 1 − cosine to its own centroid and b to the nearest other, (b − a) / max(a, b): 1 in the
/// middle of a cluster far from others, 0 on a border, below 0 where another centroid is nearer (Hruschka, de Castro
/// and Campello 2004, after Rousseeuw 1987).
public struct Separation: Sendable, Equatable {
    /// The mean over each cluster's rows, in −1...1; higher is better.
    public let clusters: [Double]
    /// The mean over all rows; 0 when there is one cluster, or none.
    public let mean: Double
}

extension KMeansModel {
    /// How far apart the clusters are.
    /// - Parameter x: The rows that were clustered.
    /// - Complexity: O(rows · columns · clusters).
    public func separation(of x: DenseMatrix, threads: Int) -> Separation {
        precondition(assignments.count == x.rows, "separation: the model must be of these rows")
        guard count > 1 else { return Separation(clusters: [Double](repeating: 0, count: count), mean: 0) }
        let others = CodedCentroids(centroids)
            .largestOthers(CodedRows(x, withShorts: false, threads: threads), assignments, threads: threads)
        var sums = [Double](repeating: 0, count: count)
        var total = 0.0
        for (row, cluster) in assignments.enumerated() {
            let own = 1 - Double(similarities[row])
            let other = 1 - Double(others[row])
            let larger = max(own, other)
            guard larger > 0 else { continue }
            sums[cluster] += (other - own) / larger
            total += (other - own) / larger
        }
        let sizes = sizes
        return Separation(
            clusters: sums.indices.map { sums[$0] / Double(max(1, sizes[$0])) }, mean: total / Double(assignments.count)
        )
    }
}
