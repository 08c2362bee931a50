public import LinearAlgebra
import SystemSupport

/// Spherical k-means: clusters of unit vectors around unit centroids, by cosine.
///
/// Minimises the sum of 1 − cosine over all rows by Lloyd's iteration (Dhillon and Modha 2001, "Concept decompositions
/// for large sparse text data"), from seeds of greedy k-means++ (Arthur and Vassilvitskii 2007), the best of several
/// starts. Results depend on the seed, never on the number of threads or the instruction set.
public struct KMeans: Sendable {
    /// The number of clusters asked for.
    public let clusters: Int
    /// How many times to begin from other seeds.
    public let starts: Int
    /// The most iterations of the best start; the others stop at ``contestIterations``.
    public let iterations: Int
    public let seed: UInt64
    /// Iterations after which starts are compared: the order of their objectives hardly changes any more.
    static let contestIterations = 8
    /// Starts compete on all rows up to this many and on a random sample beyond, of at least ``rowsPerCluster`` rows a
    /// cluster: seeds need no more, and a start costs as much as the iteration itself.
    static let contestRows = 16384
    static let rowsPerCluster = 32
    /// Rows a cluster that seeds alone are chosen from.
    static let seedingRowsPerCluster = 256

    /// - Parameters:
    ///   - clusters: At least 1.
    ///   - starts: At least 1.
    ///   - iterations: At least 1. The default is rarely reached.
    public init(clusters: Int, starts: Int = 4, iterations: Int = 100, seed: UInt64 = 0) {
        precondition(clusters >= 1 && starts >= 1 && iterations >= 1, "KMeans: parameters must be positive")
        self.clusters = clusters
        self.starts = starts
        self.iterations = iterations
        self.seed = seed
    }

    /// One quick start, to see whether clusters are found again or how separate so many are, not to keep them.
    init(sketching clusters: Int, starts: Int = 1, seed: UInt64) {
        self.clusters = clusters
        self.starts = starts
        iterations = Self.contestIterations
        self.seed = seed
    }

    /// Clusters the rows of `x`.
    ///
    /// There are fewer clusters than asked for when fewer distinct directions exist. A zero row (or one that is not
    /// finite) pulls no centroid and goes to cluster 0; only rows like it make a zero centroid.
    /// - Parameter x: Rows of unit L2 norm.
    /// - Complexity: O(rows · columns · clusters) for each of the iterations at worst; bounds skip most rows of the
    ///   later ones.
    public func fit(_ x: DenseMatrix, threads: Int) -> KMeansModel {
        guard x.rows > 0 else { return KMeansModel.empty(columns: x.columns) }
        let rows = CodedRows(x, threads: threads)
        return fit(rows, from: bestSeeds(rows, threads: threads), threads: threads)
    }

    /// Clusters the rows of `x` from given centroids, such as those of an earlier fit: one start, with no randomness.
    ///
    /// - Parameters:
    ///   - x: Rows of unit L2 norm.
    ///   - centroids: At least one unit row, as many columns as `x`; they take the place of ``clusters``.
    public func fit(_ x: DenseMatrix, from centroids: DenseMatrix, threads: Int) -> KMeansModel {
        precondition(centroids.rows > 0 && centroids.columns == x.columns, "KMeans: centroids must fit the rows")
        guard x.rows > 0 else { return KMeansModel.empty(columns: x.columns) }
        return fit(CodedRows(x, withBytes: false, threads: threads), from: centroids, threads: threads)
    }

    /// The rows of `x` that a start begins with, by greedy k-means++, chosen from a sample when there are many.
    ///
    /// - Returns: ``clusters`` row numbers, with repetition when there are fewer different rows; none when no row has a
    ///   direction.
    /// - Complexity: O(sampled rows · columns · clusters), whatever the number of rows.
    public func seeds(_ x: DenseMatrix, threads: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed)
        let size = min(x.rows, max(Self.contestRows, Self.seedingRowsPerCluster * clusters))
        let sample = size < x.rows ? generator.sample(size, of: x.rows) : Array(0..<x.rows)
        let rows = CodedRows(size < x.rows ? x.selecting(rows: sample) : x, withShorts: false, threads: threads)
        var seeding = KMeansSeeding(rows, waits: generator.waits(rows.count), threads: threads)
        return seeding.choose(clusters).map { sample[$0] }
    }

    private func fit(_ rows: CodedRows, from centroids: DenseMatrix, threads: Int) -> KMeansModel {
        var lloyd = LloydIteration(rows, centroids: centroids, threads: threads)
        lloyd.run(iterations: iterations)
        return lloyd.model()
    }

    /// The centroids of the start with the least objective, the earliest of equals.
    private func bestSeeds(_ rows: CodedRows, threads: Int) -> DenseMatrix {
        let contest = contestRows(of: rows, threads: threads)
        let threadsPerStart = max(1, threads / starts)
        let runs = parallelMap(count: starts, threads: threads) { start in
            var generator = SeededGenerator(seed: seed, stream: start)
            var seeding = KMeansSeeding(contest, waits: generator.waits(contest.count), threads: threadsPerStart)
            let seeds = seeding.choose(clusters)
            // A zero centroid stands where no row has a direction.
            let centroids =
                seeds.isEmpty ? DenseMatrix(rows: 1, columns: rows.x.columns) : contest.x.selecting(rows: seeds)
            var lloyd = LloydIteration(contest, centroids: centroids, threads: threadsPerStart)
            lloyd.run(iterations: min(iterations, Self.contestIterations))
            return lloyd
        }
        var best = runs[0]
        for run in runs.dropFirst() where run.objective < best.objective { best = run }
        return best.centroids
    }

    /// The rows that starts compete on.
    private func contestRows(of rows: CodedRows, threads: Int) -> CodedRows {
        let size = max(Self.contestRows, Self.rowsPerCluster * clusters)
        guard rows.count > size else { return rows }
        var generator = SeededGenerator(seed: seed, stream: -1)
        return CodedRows(rows.x.selecting(rows: generator.sample(size, of: rows.count)), threads: threads)
    }
}
