/// What bounds the float dot product of one query and any row, given the row's codes, scale, error and norm.
///
/// Let x be the query, X its norm, x = sq + e with integers q and ‖e‖ ≤ E; let a row be r = tc + f with integers c,
/// ‖f‖ ≤ F and ‖tc‖ ≤ N. Then, by Cauchy and Schwarz,
///
///     |x·r - st (q·c)| = |x·f + e·tc| ≤ X F + E N
///
/// where q·c is an exact integer. The kernels' `dot` differs from x·r by its rounding, at most γ Σ|xᵢrᵢ| ≤ γ X (N + F)
/// with γ = m u / (1 - m u) (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, section 3.1): u = 2^-24, and m
/// counts the roundings on an element's way: its product, ⌈d/32⌉ sums in its lane, 5 of the fold; and by underflow, at
/// most 2^-150 for each product. So a row whose score reaches a threshold T has, in units of s,
///
///     t (q·c) ≥ (T - slack) / s - errorFactor · F - normFactor · N
///     errorFactor = X (1 + γ) / s      normFactor = (E + γ X) / s
///
/// The kernels compare both sides in floats. On the left, q·c and the product round once each: at most 2u of
/// s t |q·c| ≤ (X + E) N, which is added to the norm factor four times over. On the right each term rounds at most three
/// times, and the difference once: both factors are enlarged by 16u, and the limit (T - slack) / s is lowered by 8u of
/// itself. `slack` also covers underflow: t is 0 or at least 2^-108, and what underflows elsewhere is below 2^-140 s.
///
/// Nothing overflows to a wrong answer: elements beyond 2^40 take part neither in queries nor in rows with a finite
/// error, an infinite error makes the right side minus infinity or NaN, and then the row stays.
struct QueryBound: Equatable {
    /// s: what a unit of the query's integers stands for.
    let scale: Double
    /// The share of a row's error F.
    let errorFactor: Float
    /// The share of a row's norm N.
    let normFactor: Float
    /// What depends on the query alone.
    let slack: Double

    /// - Parameters:
    ///   - scale: s.
    ///   - norm: X or more.
    ///   - error: E or more.
    init(scale: Double, norm: Double, error: Double, dimension: Int) {
        let unit = 0x1p-24
        let gamma = Self.gamma(dimension: dimension)
        self.scale = scale
        errorFactor = roundedUp(norm * (1 + gamma) * (1 + 16 * unit) / scale)
        normFactor = roundedUp((error + gamma * norm + 8 * unit * (norm + error)) * (1 + 16 * unit) / scale)
        slack = Double(dimension) * 0x1p-149 + 0x1p-110
    }

    /// The share of X ‖r‖ that a float dot product may be off by rounding.
    static func gamma(dimension: Int) -> Double {
        let roundings = ((Double(dimension) / 32).rounded(.up) + 6) * 0x1p-24
        return roundings / (1 - roundings)
    }

    /// What the left side must reach, before the row's part, for a score that reaches a threshold.
    func limit(_ threshold: Float) -> Float {
        guard threshold > -.infinity else { return -.infinity }
        let limit = (Double(threshold) - slack) / scale
        return roundedDown(limit - abs(limit) * 0x1p-21)
    }

    /// Between which values the score of a row lies, given q·c and what bounds the row.
    ///
    /// In double precision, whose rounding is far below what the factors were enlarged by.
    func range(product: Int32, scale rowScale: Float, error: Float, norm: Float) -> (lower: Float, upper: Float) {
        let centre = scale * (Double(product) * Double(rowScale))
        let width = scale * (Double(errorFactor) * Double(error) + Double(normFactor) * Double(norm)) + slack
        return (roundedDown(centre - width), roundedUp(centre + width))
    }
}

/// The nearest float that is not less.
func roundedUp(_ value: Double) -> Float {
    let nearest = Float(value)
    return Double(nearest) < value ? nearest.nextUp : nearest
}

/// The nearest float that is not greater; a finite one for whatever is finite.
func roundedDown(_ value: Double) -> Float {
    let nearest = Float(value)
    return Double(nearest) > value ? nearest.nextDown : nearest
}
