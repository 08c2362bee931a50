public import LinearAlgebra
import SystemSupport

/// A number of clusters chosen by evidence, and what the evidence was.
///
/// For a growing series of numbers, the clusters' mean simplified silhouette (are they apart?) is multiplied by their
/// mean stability (are they found again in subsamples?). Where the product stands out as a peak, the rows have that
/// many groups. A pile of papers on one field seldom has such a number: themes shade into one another and the product
/// only falls. Then the choice is a matter of use, and the square root of the number of rows makes as many topics as
/// there are papers in each.
public struct ClusterCount: Sendable, Equatable {
    /// The number chosen, at least 1.
    public let count: Int
    /// The reason in one line, without a final stop.
    public let reason: String

    /// Rows that evidence is gathered from: a random sample of them when there are more.
    private static let sampleRows = 3000
    /// How far a peak rises above its higher valley at least; series without groups vary by half of it.
    private static let prominence = 0.05
    /// A peak below is no group to speak of, however it stands out: labelled piles reach 0.38 and more.
    private static let leastForPeak = 0.3
    /// With two groups there is no lower number to compare with: they must be far apart.
    private static let leastForTwo = 0.5

    /// Chooses for the rows of `x`.
    /// - Parameters:
    ///   - x: Rows of unit L2 norm.
    ///   - most: No number above it is chosen.
    /// - Complexity: That of some 60 quick fits of 3,000 rows.
    public static func choose(for x: DenseMatrix, most: Int = .max, seed: UInt64 = 0, threads: Int) -> ClusterCount {
        let rule = max(1, min(most, rounded(squareRoot(x.rows))))
        guard x.rows >= 8, most >= 2 else {
            return ClusterCount(count: rule, reason: "\(x.rows) papers are too few to compare numbers of topics")
        }
        var generator = SeededGenerator(seed: seed, stream: -2)
        let chosen = x.rows > sampleRows ? generator.sample(sampleRows, of: x.rows) : Array(0..<x.rows)
        let evidence = Evidence(x: x.selecting(rows: chosen), seed: seed, threads: threads)
        let series = evidence.series(upTo: min(most, squareRoot(chosen.count) * 3 / 2))
        guard let peak = peaks(of: series).first else {
            return ClusterCount(
                count: rule, reason: "no number of groups stands out, so about the square root of \(x.rows) papers")
        }
        let best = evidence.refined(peak, in: series, most: most)
        return ClusterCount(
            count: best.count,
            reason: "\(best.count) groups stand out: silhouette \(rounded(best.silhouette)), "
                + "\(Int((best.stability * 100).rounded())) % of a group found again in subsamples")
    }

    /// The points that stand out, the highest first.
    static func peaks(of series: [Point]) -> [Point] {
        series.indices.filter { index in
            let height = series[index].evidence
            // The valley on a side lies before the series rises above the peak again, or ends.
            let right = valley(series[(index + 1)...], below: height)
            if series[index].count == 2 {
                return height >= leastForTwo && height - (right ?? 0) >= prominence
            }
            guard height >= leastForPeak, let left = valley(series[..<index].reversed(), below: height), let right
            else { return false }
            return height - max(left, right) >= prominence
        }
        .map { series[$0] }
        .sorted { ($1.evidence, $0.count) < ($0.evidence, $1.count) }
    }

    /// The least evidence before more than `height` comes; nil when nothing lies between.
    private static func valley(_ points: some Collection<Point>, below height: Double) -> Double? {
        points.prefix { $0.evidence <= height }.map(\.evidence).min()
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

        /// Points at 2, 3, … with steps of a sixth, about four between a number and its double.
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
            return points(skipped).reduce(peak) { $1.evidence > $0.evidence ? $1 : $0 }
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
