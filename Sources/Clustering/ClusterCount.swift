public import LinearAlgebra
import SystemSupport

/// A number of clusters chosen by evidence, and what the evidence was.
///
/// The mean simplified silhouette is measured over a growing series of numbers. Where it stands out as a peak, and the
/// clusters are found again in subsamples, the rows have that many groups. A pile of papers on one field seldom
/// has such a number: themes shade into one another and the silhouette stays flat. Then the choice is a matter of use,
/// and the square root of the number of rows makes as many topics as there are papers in each.
public struct ClusterCount: Sendable, Equatable {
    /// The number chosen, at least 1.
    public let count: Int
    /// The reason in one line, without a final stop.
    public let reason: String

    /// Rows that evidence is gathered from: a random sample of them when there are more.
    private static let sampleRows = 4000
    /// How far a peak rises above the lower of its two valleys at least; series without groups vary by 0.01.
    private static let prominence = 0.03
    /// The adjusted Rand index between clusterings of subsamples that a peak needs.
    private static let agreement = 0.75
    /// With two groups there is no lower number to compare with: they must be far apart.
    private static let separationOfTwo = 0.5

    /// Chooses for the rows of `x`.
    /// - Parameters:
    ///   - x: Rows of unit L2 norm.
    ///   - most: No number above it is chosen.
    /// - Complexity: That of some 25 fits of 4,000 rows.
    public static func choose(for x: DenseMatrix, most: Int = .max, seed: UInt64 = 0, threads: Int) -> ClusterCount {
        let rule = min(most, max(1, squareRoot(x.rows)))
        guard x.rows >= 8, most >= 2 else {
            return ClusterCount(count: rule, reason: "\(x.rows) papers are too few to compare numbers of topics")
        }
        var generator = SeededGenerator(seed: seed, stream: -2)
        let chosen = x.rows > sampleRows ? generator.sample(sampleRows, of: x.rows) : Array(0..<x.rows)
        let sample = x.selecting(rows: chosen)
        let evidence = Evidence(sample, seed: seed, threads: threads)
        let series = evidence.series(upTo: min(most, squareRoot(sample.rows) * 3 / 2))
        for peak in peaks(of: series) {
            let best = evidence.refined(peak, in: series, most: most)
            let agreement = evidence.agreement(at: best.count)
            guard agreement >= Self.agreement else { continue }
            return ClusterCount(
                count: best.count,
                reason: "\(best.count) groups stand out: silhouette \(rounded(best.silhouette)), "
                    + "found again in subsamples (adjusted Rand index \(rounded(agreement)))")
        }
        return ClusterCount(
            count: rule,
            reason: "no number of groups stands out (silhouettes \(rounded(series.map(\.silhouette).min() ?? 0)) to "
                + "\(rounded(series.map(\.silhouette).max() ?? 0))): the square root of \(x.rows) papers")
    }

    /// The points that stand out, the highest first.
    static func peaks(of series: [Point]) -> [Point] {
        series.indices.filter { index in
            let height = series[index].silhouette
            // The valley on a side lies before the series rises above the peak again, or ends.
            let right = valley(series[(index + 1)...], below: height)
            if series[index].count == 2 {
                return height >= separationOfTwo && height - (right ?? 0) >= prominence
            }
            guard let left = valley(series[..<index].reversed()[...], below: height), let right else { return false }
            return height - max(left, right) >= prominence
        }
        .map { series[$0] }
        .sorted { ($1.silhouette, $0.count) < ($0.silhouette, $1.count) }
    }

    /// The least silhouette before one above `height` comes; nil when nothing lies between.
    private static func valley(_ points: some Collection<Point>, below height: Double) -> Double? {
        points.prefix { $0.silhouette <= height }.map(\.silhouette).min()
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

    /// The mean simplified silhouette of a number of clusters.
    struct Point: Sendable, Equatable {
        let count: Int
        let silhouette: Double
    }
}

extension ClusterCount {
    /// Fits of one sample with different numbers of clusters.
    private struct Evidence: Sendable {
        let x: DenseMatrix
        let seed: UInt64
        let threads: Int

        init(_ x: DenseMatrix, seed: UInt64, threads: Int) {
            self.x = x
            self.seed = seed
            self.threads = threads
        }

        /// Silhouettes of 2, 3, … with steps of a sixth, about three points between a number and its double.
        func series(upTo most: Int) -> [Point] {
            var counts: [Int] = []
            var next = 2
            while next <= most {
                counts.append(next)
                next += max(1, next / 6)
            }
            return points(counts)
        }

        /// The highest point among the numbers that the series skipped around a peak.
        func refined(_ peak: Point, in series: [Point], most: Int) -> Point {
            let below = series.last { $0.count < peak.count }?.count ?? peak.count
            let above = series.first { $0.count > peak.count }?.count ?? peak.count
            let skipped = (below...above).filter { count in
                count <= most && !series.contains { $0.count == count }
            }
            return points(skipped).reduce(peak) { $1.silhouette > $0.silhouette ? $1 : $0 }
        }

        /// The mean adjusted Rand index of the clusters with those found in four-fifths of the rows.
        func agreement(at count: Int) -> Double {
            let all = model(count, of: x, seed: seed, threads: threads)
            let runs = 3
            let indices = parallelMap(count: runs, threads: threads) { run in
                var generator = SeededGenerator(seed: seed, stream: 1000 + run)
                let drawn = generator.sample(x.rows * 4 / 5, of: x.rows)
                let again = model(count, of: x.selecting(rows: drawn), seed: generator.next(), threads: 1)
                return adjustedRandIndex(drawn.map { all.assignments[$0] }, again.assignments)
            }
            return indices.reduce(0, +) / Double(runs)
        }

        private func points(_ counts: [Int]) -> [Point] {
            // The larger take longer: begun first, no thread is left waiting for one at the end.
            let descending = Array(counts.reversed())
            let silhouettes = parallelMap(count: descending.count, threads: threads) { index in
                model(descending[index], of: x, seed: seed, threads: 1).separation.mean
            }
            return zip(descending, silhouettes).map { Point(count: $0, silhouette: $1) }.reversed()
        }

        private func model(_ count: Int, of x: DenseMatrix, seed: UInt64, threads: Int) -> KMeansModel {
            KMeans(clusters: count, starts: 3, iterations: KMeans.contestIterations, seed: seed).fit(
                x, threads: threads)
        }
    }
}

/// The agreement of two clusterings of the same rows, less what chance gives (Hubert and Arabie 1985): 1 for the same
/// partition, about 0 for unrelated ones.
func adjustedRandIndex(_ a: [Int], _ b: [Int]) -> Double {
    precondition(a.count == b.count, "adjustedRandIndex: clusterings of the same rows")
    func pairs(_ counts: some Sequence<Int>) -> Double { counts.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 } }
    func counts<Key: Hashable>(_ keys: some Sequence<Key>) -> [Int] {
        Array(keys.reduce(into: [Key: Int]()) { $0[$1, default: 0] += 1 }.values)
    }
    let width = (b.max() ?? 0) + 1
    let joint = pairs(counts(zip(a, b).map { $0 * width + $1 }))
    let (aPairs, bPairs, all) = (pairs(counts(a)), pairs(counts(b)), pairs([a.count]))
    guard all > 0 else { return 1 }
    let expected = aPairs * bPairs / all
    let largest = (aPairs + bPairs) / 2
    return largest == expected ? 1 : (joint - expected) / (largest - expected)
}
