import Glibc  // for pow

/// How sure the difference between two systems is: a bootstrap confidence interval of the mean paired difference.
///
/// The queries are drawn anew with replacement, many times; the interval lies between the percentiles of the means so
/// obtained (Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13). An interval that does not
/// hold 0 says that the difference is more than the luck of the queries.
public struct PairedBootstrap: Sendable, Equatable {
    /// The share of the intervals that should hold the true difference.
    public let confidence: Double
    /// How many times the queries are drawn.
    public let resamples: Int
    /// Where the random numbers start; equal seeds give equal intervals.
    public let seed: UInt64

    /// - Parameters:
    ///   - confidence: Above 0 and below 1; 0.95 is the field's habit.
    ///   - resamples: 1 or more; with 10,000 the ends of a 95 % interval are steady to about two digits.
    ///   - seed: Any number.
    public init(confidence: Double = 0.95, resamples: Int = 10_000, seed: UInt64 = 1) {
        precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
        precondition(resamples > 0, "there is at least one resample")
        self.confidence = confidence
        self.resamples = resamples
        self.seed = seed
    }

    /// A mean difference and where it lies with the bootstrap's confidence.
    public struct Interval: Sendable, Equatable {
        /// The mean of `a - b`.
        public let mean: Double
        /// The interval's lower end.
        public let lower: Double
        /// The interval's upper end.
        public let upper: Double
        /// Whether the difference is more than the luck of the queries: the interval leaves out 0, and there are enough
        /// queries to say so.
        ///
        /// Of n differences by chance alone all have the same sign in 2 · ½ⁿ of cases, and then no interval holds 0. Where
        /// that is more likely than the confidence allows (fewer than six queries at 95 %), nothing is significant.
        public let isSignificant: Bool
    }

    /// The interval of the mean of `a - b`.
    ///
    /// - Parameters:
    ///   - a: One system's score for each query.
    ///   - b: The other's, for the same queries in the same order.
    /// - Returns: `nil` when there are no queries.
    /// - Complexity: O(`resamples` · (`a.count` + log `resamples`)).
    public func interval(_ a: [Double], _ b: [Double]) -> Interval? {
        precondition(a.count == b.count, "scores come in pairs: \(a.count) and \(b.count)")
        guard !a.isEmpty else { return nil }
        let differences = zip(a, b).map { $0 - $1 }
        let count = Double(differences.count)
        var generator = SplitMix64(state: seed)
        let means = (0..<resamples).map { _ in
            var sum = 0.0
            for _ in differences.indices { sum += differences[Int.random(in: differences.indices, using: &generator)] }
            return sum / count
        }.sorted()
        // The percentile at or outside the wanted share on each side: never a narrower interval than was asked for.
        let tail = Int((1 - confidence) / 2 * Double(resamples))
        let (lower, upper) = (means[tail], means[resamples - 1 - tail])
        let isEnough = 2 * pow(0.5, count) <= 1 - confidence
        return Interval(
            mean: differences.reduce(0, +) / count, lower: lower, upper: upper,
            isSignificant: isEnough && (lower > 0 || upper < 0))
    }
}

/// The generator of Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators* (2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
