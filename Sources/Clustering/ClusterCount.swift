public import LinearAlgebra
import SystemSupport

/// A number of clusters chosen by evidence, and what the evidence was.
///
/// Groups show in the graph of nearest neighbours: a walk along its edges seldom leaves one (``NeighborSpectrum``). Whether a
/// number stands out there is seen at several scales, since neighbours must be fewer than a group has rows and many enough to
/// hold it together. Next to the number that stands out, the one is taken whose clusters' mean simplified silhouette (are they
/// apart?) times mean stability (are they found again in subsamples?) is highest.
///
/// A pile of papers on one field seldom has such a number: themes shade into one another. Then the choice is a matter of use,
/// and the square root of the number of rows makes as many topics as there are papers in each.
public struct ClusterCount: Sendable, Equatable {
    /// The number chosen, at least 1.
    public let count: Int
    /// The reason in one line, without a final stop.
    public let reason: String

    /// Rows that neighbours, and that clusters are looked for in: a random sample of them when there are more.
    private static let (graphRows, sampleRows) = (1500, 3000)
    /// Neighbours of a row, for each root of the number of rows.
    private static let scales = [3, 1.5, 0.75]
    /// With fewer neighbours, parts come loose by chance.
    private static let leastNeighbors = 10
    /// The most groups that are looked for.
    private static let mostGroups = 48
    /// How far a gap exceeds others at least: 0.05 and more on labelled texts of 5 and of 20 groups, 0.035 at most for as
    /// many groups of abstracts of one field.
    private static let leastProminence = 0.045
    /// Fewer groups than this share of the root of the number of rows are fields, not topics: three of 8,000 papers.
    private static let leastOfRoot = 0.05
    /// What silhouette times stability must reach.
    private static let leastEvidence = 0.3
    /// With two groups there is no lower number to compare with: they must be far apart.
    private static let leastForTwo = 0.5

    /// Chooses for the rows of `x`.
    /// - Parameters:
    ///   - x: Rows of unit L2 norm.
    ///   - most: No number above it is chosen.
    /// - Complexity: That of the neighbours of 1,500 rows among them, and of some 20 quick fits where a number stands out.
    public static func choose(for x: DenseMatrix, most: Int = .max, seed: UInt64 = 0, threads: Int) -> ClusterCount {
        let rule = max(1, min(most, rounded(squareRoot(x.rows))))
        guard x.rows >= 8, most >= 2 else {
            return ClusterCount(count: rule, reason: "\(x.rows) papers are too few to compare numbers of topics")
        }
        let evidence = Evidence(x: sample(sampleRows, of: x, seed: seed), seed: seed, threads: threads)
        guard let groups = evidence.groups(upTo: min(mostGroups, x.rows / 4)),
            Double(groups) >= leastOfRoot * Double(x.rows).squareRoot(),
            let best = evidence.best(near: groups, most: most),
            best.evidence >= (best.count == 2 ? leastForTwo : leastEvidence)
        else {
            return ClusterCount(
                count: rule, reason: "no number of groups stands out, so about the square root of \(x.rows) papers")
        }
        return ClusterCount(
            count: best.count,
            reason: "\(best.count) groups stand out: silhouette \(rounded(best.silhouette)), "
                + "\(Int((best.stability * 100).rounded())) % of a group found again in subsamples")
    }

    private static func sample(_ rows: Int, of x: DenseMatrix, seed: UInt64) -> DenseMatrix {
        guard x.rows > rows else { return x }
        var generator = SeededGenerator(seed: seed, stream: -2)
        return x.selecting(rows: generator.sample(rows, of: x.rows))
    }

    /// A round number, so that a few papers more or less do not change it: multiples of 2 from 20 on, of 5 from 50 on, of 10
    /// from 100 on, and so forth.
    private static func rounded(_ count: Int) -> Int {
        let step = [2, 5, 10, 20, 50, 100].last { count >= 10 * $0 } ?? 1
        return (count + step / 2) / step * step
    }

    private static func squareRoot(_ count: Int) -> Int {
        Int(Double(count).squareRoot().rounded())
    }

    private static func rounded(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let digits = "\(hundredths.magnitude % 100)"
        return (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100)."
            + (digits.utf8.count < 2 ? "0" : "") + digits
    }

    /// What speaks for a number of clusters.
    struct Point: Sendable, Equatable {
        let count: Int
        let silhouette: Double
        let stability: Double

        var evidence: Double { silhouette * stability }
    }
}

extension ClusterCount {
    /// Fits of one sample with different numbers of clusters.
    private struct Evidence: Sendable {
        let x: DenseMatrix
        let seed: UInt64
        let threads: Int

        /// The number of groups that stands out most in the graph of neighbours, at any scale; nil where none does.
        func groups(upTo most: Int) -> Int? {
            let rows = sample(graphRows, of: x, seed: seed)
            let degrees = scales.map { max(leastNeighbors, Int($0 * Double(rows.rows).squareRoot())) }
            let graph = NeighborGraph(rows, degree: degrees[0], threads: threads)
            let gaps = parallelMap(count: degrees.count, threads: threads) { scale in
                let spectrum = NeighborSpectrum(graph, degree: degrees[scale], count: most, seed: seed)
                return NeighborSpectrum.Gap(in: spectrum.eigenvalues)
            }
            let best = gaps.compactMap { $0 }
                .max { ($0.prominence, $1.groups) < ($1.prominence, $0.groups) }
            return best.flatMap { $0.prominence >= leastProminence ? $0.groups : nil }
        }

        /// The point with the most evidence about a number; where groups are small, the graph does not tell it to the last.
        func best(near groups: Int, most: Int) -> Point? {
            let around = groups / 8
            let counts = (max(2, groups - around)...max(2, groups + around)).filter { $0 <= most }
            return points(Array(counts)).max { ($0.evidence, $1.count) < ($1.evidence, $0.count) }
        }

        private func points(_ counts: [Int]) -> [Point] {
            // The larger take longer: begun first, no thread is left waiting for one at the end.
            let descending = Array(counts.reversed())
            return parallelMap(count: descending.count, threads: threads) { point(descending[$0]) }.reversed()
        }

        private func point(_ count: Int) -> Point {
            let model = KMeans(sketching: count, starts: 2, seed: seed).fit(x, threads: 1)
            let stability = ClusterStability(runs: 2, seed: seed).measure(model, of: x, clusters: count, threads: 1)
            return Point(
                count: count, silhouette: model.separation(of: x, threads: 1).mean,
                stability: stability.reduce(0, +) / Double(max(1, stability.count)))
        }
    }
}
