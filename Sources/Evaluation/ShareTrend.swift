import Glibc  // for exp, log

/// Whether a share grows or falls over time, by more than chance.
///
/// The odds of the share are taken to grow by the same factor in each unit of time (logistic regression). How far counts
/// scatter about that, beyond what drawing papers at random does, is measured by Pearson's χ² over its degrees of freedom
/// and widens the error (quasi-likelihood: McCullagh and Nelder, *Generalized Linear Models*, 1989, 4.5); the slope over
/// its error is compared with Student's t. So periods that differ for reasons of their own (a conference, a weekend) make
/// no trend.
public struct ShareTrend: Sendable, Equatable {
    /// The logarithm of the factor by which the odds grow in a unit of time.
    public let slope: Double
    /// Of the slope, scatter included.
    public let standardError: Double
    /// How much more counts scatter than papers drawn at random would, at least 1.
    public let dispersion: Double
    /// Periods with papers, less two.
    public let degreesOfFreedom: Int
    /// The chance of a slope as steep, up or down, where there is no trend.
    public let pValue: Double

    /// Papers that are needed to speak of a trend, and periods.
    public static let leastPapers = 5
    public static let leastPeriods = 4

    /// - Parameters:
    ///   - counts: The papers of the kind in each period.
    ///   - totals: All papers of each period, as many or more; a period without any says nothing.
    ///   - times: The time of each period, in the unit wanted.
    /// - Returns: nil where too little is known: fewer than four periods with papers, or five papers of the kind, or of other
    ///   kinds.
    /// - Complexity: O(periods).
    public init?(counts: [Int], totals: [Int], times: [Double]) {
        precondition(counts.count == totals.count && counts.count == times.count, "ShareTrend: one of each a period")
        precondition(zip(counts, totals).allSatisfy { $0 >= 0 && $0 <= $1 }, "ShareTrend: a share is at most all")
        let used = totals.indices.filter { totals[$0] > 0 }
        let (all, of) = (used.reduce(0) { $0 + totals[$1] }, used.reduce(0) { $0 + counts[$1] })
        guard used.count >= Self.leastPeriods, of >= Self.leastPapers, all - of >= Self.leastPapers,
            let first = used.map({ times[$0] }).min(), let last = used.map({ times[$0] }).max(), last > first
        else { return nil }

        // Times about their mean and in units of the span, so that the two parameters hardly depend on each other.
        let mean = used.reduce(0) { $0 + times[$1] * Double(totals[$1]) } / Double(all)
        let points = used.map { index in
            Point(
                count: Double(counts[index]), total: Double(totals[index]), time: (times[index] - mean) / (last - first)
            )
        }
        guard let fit = Fit(points, share: Double(of) / Double(all)) else { return nil }
        degreesOfFreedom = used.count - 2
        dispersion = max(1, fit.pearson / Double(degreesOfFreedom))
        slope = fit.slope / (last - first)
        standardError = (fit.variance * dispersion).squareRoot() / (last - first)
        pValue = StudentT(degreesOfFreedom: Double(degreesOfFreedom)).twoSided(slope / standardError)
    }

    /// The factor by which the odds grow in some units of time, and its 95 % confidence interval.
    public func growth(over units: Double) -> (factor: Double, lower: Double, upper: Double) {
        let margin = StudentT(degreesOfFreedom: Double(degreesOfFreedom)).critical(0.05) * standardError
        let ends = [slope - margin, slope + margin].map { exp($0 * units) }
        return (exp(slope * units), min(ends[0], ends[1]), max(ends[0], ends[1]))
    }

    private struct Point {
        let count: Double
        let total: Double
        let time: Double
    }

    /// Logistic regression of two parameters by Newton's method.
    private struct Fit {
        let slope: Double
        /// Of the slope, without scatter.
        let variance: Double
        /// Pearson's χ².
        let pearson: Double

        init?(_ points: [Point], share: Double) {
            var (level, slope) = (log(share / (1 - share)), 0.0)
            var variance = Double.infinity
            for _ in 0..<50 {
                var (g0, g1, h00, h01, h11) = (0.0, 0.0, 0.0, 0.0, 0.0)
                for point in points {
                    let share = Self.share(level + slope * point.time)
                    let weight = point.total * share * (1 - share)
                    let rest = point.count - point.total * share
                    (g0, g1) = (g0 + rest, g1 + rest * point.time)
                    (h00, h01) = (h00 + weight, h01 + weight * point.time)
                    h11 += weight * point.time * point.time
                }
                let determinant = h00 * h11 - h01 * h01
                guard determinant > 1e-12 * h00 * h11, determinant.isFinite else { return nil }
                variance = h00 / determinant
                // Short steps where counts pile up at one end and the slope runs off.
                let step = (h00 * g1 - h01 * g0) / determinant
                let shortened = max(-2, min(2, step))
                slope += shortened
                level += max(-2, min(2, (h11 * g0 - h01 * g1) / determinant))
                if abs(step) < 1e-10 { break }
                guard abs(slope) < 60 else { return nil }
            }
            pearson = points.reduce(0) { sum, point in
                let share = Self.share(level + slope * point.time)
                let rest = point.count - point.total * share
                return sum + rest * rest / max(1e-12, point.total * share * (1 - share))
            }
            self.slope = slope
            self.variance = variance
        }

        private static func share(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
    }
}

/// Which of many tests to believe.
public enum FalseDiscovery {
    /// The least false discovery rate at which each test would be believed: of all those with a value of at most q, a share
    /// of q is expected to be chance (Benjamini and Hochberg 1995).
    ///
    /// - Parameter pValues: In 0...1, in any order.
    /// - Returns: One for each, in the same order.
    public static func qValues(_ pValues: [Double]) -> [Double] {
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        var qValues = [Double](repeating: 1, count: pValues.count)
        var least = 1.0
        for (rank, index) in order.enumerated().reversed() {
            least = min(least, pValues[index] * Double(pValues.count) / Double(rank + 1))
            qValues[index] = least
        }
        return qValues
    }
}
