public import LinearAlgebra
import SystemSupport

/// Clusters that ``KMeans`` found.
public struct KMeansModel: Sendable, Equatable {
    /// One unit row a cluster.
    public let centroids: DenseMatrix
    /// The cluster of each row: that of the nearest centroid, the lowest of equals; after a ``DiscriminantRefinement``
    /// the one that it chose.
    public let assignments: [Int]
    /// The cosine of each row to its centroid; 0 for a zero row.
    public let similarities: [Float]
    /// The sum of 1 − cosine over the rows that are not zero; lower is better.
    public let objective: Double

    /// The number of clusters; less than was asked for when there were fewer distinct rows.
    public var count: Int { centroids.rows }

    /// The number of rows in each cluster; their sum is the number of rows.
    public var sizes: [Int] {
        var sizes = [Int](repeating: 0, count: count)
        for cluster in assignments { sizes[cluster] += 1 }
        return sizes
    }

    static func empty(columns: Int) -> KMeansModel {
        KMeansModel(
            centroids: DenseMatrix(rows: 0, columns: columns), assignments: [], similarities: [], objective: 0)
    }

    /// The cluster of each row of `x`, which need not be the rows that were clustered.
    /// - Parameter x: As many columns as the centroids, of which there must be one at least.
    public func assign(_ x: DenseMatrix, threads: Int) -> [Int] {
        precondition(count > 0 && x.columns == centroids.columns, "assign: rows must fit the centroids")
        let rows = CodedRows(x, withBytes: false, threads: threads)
        var assignments = [Assignment](repeating: Assignment(), count: x.rows)
        CodedCentroids(centroids).assign(rows, &assignments, threads: threads)
        return assignments.map { max(0, Int($0.label)) }
    }
}
