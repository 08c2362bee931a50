import Glibc  // for exp, lgamma, log, log1p

/// Student's t distribution.
public struct StudentT: Sendable, Equatable {
    /// Above 0.
    public let degreesOfFreedom: Double

    /// - Parameter degreesOfFreedom: Above 0.
    public init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0, "StudentT: degrees of freedom must be positive")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The chance of a value as far from 0 as `t`, or farther, on either side.
    public func twoSided(_ t: Double) -> Double {
        guard t.isFinite else { return t.isNaN ? 1 : 0 }
        let x = degreesOfFreedom / (degreesOfFreedom + t * t)
        return RegularizedBeta(a: degreesOfFreedom / 2, b: 0.5).value(at: x)
    }

    /// The t that is exceeded, on either side together, with the chance `alpha`.
    ///
    /// By bisection to 1e-10 of its size, up to 1e9.
    /// - Parameter alpha: Above 0, below 1.
    public func critical(_ alpha: Double) -> Double {
        precondition(alpha > 0 && alpha < 1, "StudentT: alpha lies between 0 and 1")
        var (low, high) = (0.0, 1.0)
        while twoSided(high) > alpha, high < 1e9 { high *= 2 }
        while high - low > 1e-10 * high {
            let middle = (low + high) / 2
            if twoSided(middle) > alpha { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// The regularized incomplete beta function I_x(a, b).
struct RegularizedBeta {
    let a: Double
    let b: Double

    /// - Parameter x: In 0...1.
    func value(at x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // The fraction converges fast below the mean; above it the other tail is computed.
        return x <= (a + 1) / (a + b + 2) ? tail(at: x) : 1 - RegularizedBeta(a: b, b: a).tail(at: 1 - x)
    }

    private func tail(at x: Double) -> Double {
        let logarithm = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
        return exp(logarithm) * fraction(at: x) / a
    }

    /// The continued fraction (Abramowitz and Stegun 26.5.8) by Lentz's method as Thompson and Barnett (1986) changed it.
    private func fraction(at x: Double) -> Double {
        let tiny = 1e-300
        func safe(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / safe(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...500 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / safe(1 + even * d)
            c = safe(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / safe(1 + odd * d)
            c = safe(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
