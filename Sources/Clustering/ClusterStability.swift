public import LinearAlgebra
import SystemSupport

/// How well each cluster is found again when part of the rows is missing.
///
/// Several times, a random share of the rows is clustered anew from other seeds, and each cluster is compared with the
/// new one most like it by the Jaccard coefficient over the rows drawn: members of both over members of either. The
/// mean over the runs is the stability (Hennig 2007, "Cluster-wise assessment of cluster stability"): above 0.75 a
/// cluster is there, below 0.5 it dissolves.
public struct ClusterStability: Sendable {
    public let runs: Int
    /// The share of rows drawn in each run.
    public let share: Double
    public let seed: UInt64

    /// Rows drawn at most.
    private static let mostRows = 8192

    /// - Parameters:
    ///   - runs: At least 1. Five bring the standard error below 0.1.
    ///   - share: In 0...1.
    public init(runs: Int = 5, share: Double = 0.8, seed: UInt64 = 0) {
        precondition(runs >= 1 && share > 0 && share <= 1, "ClusterStability: parameter out of range")
        self.runs = runs
        self.share = share
        self.seed = seed
    }

    /// The stability of each cluster of `model`, in 0...1.
    ///
    /// - Parameters:
    ///   - model: Clusters of the rows of `x`.
    ///   - clusters: How many to look for; the number that `model` was asked for.
    /// - Complexity: That of `runs` fits.
    public func measure(
        _ model: KMeansModel, of x: DenseMatrix, clusters: Int, threads: Int
    ) -> [Double] {
        precondition(model.assignments.count == x.rows, "measure: the model must be of these rows")
        guard x.rows > 0 else { return [] }
        let threadsPerRun = max(1, threads / runs)
        let overlaps = parallelMap(count: runs, threads: threads) { run in
            var generator = SeededGenerator(seed: seed, stream: run)
            let size = min(Self.mostRows, Int((Double(x.rows) * share).rounded()))
            let drawn = generator.sample(max(1, size), of: x.rows)
            let again = KMeans(sketching: clusters, seed: generator.next())
            let found = again.fit(x.selecting(rows: drawn), threads: threadsPerRun)
            return BestJaccard(drawn.map { model.assignments[$0] }, model.count, found.assignments, found.count).values
        }
        return (0..<model.count).map { cluster in
            overlaps.reduce(0) { $0 + $1[cluster] } / Double(runs)
        }
    }
}

/// For each cluster of one partition, the cluster of another of the same rows that is most like it.
struct BestJaccard: Sendable {
    /// The Jaccard coefficient with it: rows of both over rows of either.
    private(set) var values: [Double]
    /// Its number, the lowest of equals; −1 where none shares a row.
    private(set) var partners: [Int]

    init(_ a: [Int], _ aCount: Int, _ b: [Int], _ bCount: Int) {
        var joint = [Int](repeating: 0, count: aCount * bCount)
        var aSizes = [Int](repeating: 0, count: aCount)
        var bSizes = [Int](repeating: 0, count: bCount)
        for (i, j) in zip(a, b) {
            joint[i * bCount + j] += 1
            aSizes[i] += 1
            bSizes[j] += 1
        }
        values = [Double](repeating: 0, count: aCount)
        partners = [Int](repeating: -1, count: aCount)
        for i in 0..<aCount {
            for j in 0..<bCount where joint[i * bCount + j] > 0 {
                let both = joint[i * bCount + j]
                let value = Double(both) / Double(aSizes[i] + bSizes[j] - both)
                if value > values[i] { (values[i], partners[i]) = (value, j) }
            }
        }
    }
}
