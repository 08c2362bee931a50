/// What bounds the float dot product of one query and any row, given the row's codes, scale and error.
///
/// Let x be the query, X its norm, x = sq + e with integers q and ‖e‖ ≤ E; let a row be r = tc + f with codes c and
/// ‖f‖ ≤ F, d elements, and C = 127 √d ≥ ‖c‖. Then, by Cauchy and Schwarz,
///
///     x·r = st (q·c) + x·f + e·tc ≤ st (q·c) + X F + E t C
///
/// where q·c is an exact integer. The kernels' `dot` differs from x·r by its rounding, at most γ Σ|xᵢrᵢ| ≤ γ X (tC + F)
/// with γ = m u / (1 - m u) (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, section 3.1): u = 2^-24, and m
/// counts the roundings on an element's way: its product, ⌈d/32⌉ sums in its lane, 5 of the fold; and by underflow, at most
/// 2^-150 for each product. The bound itself is summed in floats from terms no greater than (X + E) t C, X F, E t C: 16 u
/// of those cover its own roundings, 2^-110 its underflow. Collected by F and t:
///
///     bound = st (q·c) + errorFactor · F + scaleFactor · t + slack
///
/// Nothing overflows: elements beyond 2^40 take part neither in queries nor in rows with a finite error.
struct ScoreBound: Equatable {
    /// s: what a unit of the query's integers stands for.
    var queryScale: Float
    /// The share of the row's error F.
    var errorFactor: Float
    /// The share of the row's scale t.
    var scaleFactor: Float
    /// What depends on the query alone.
    var slack: Float
}

/// A query as integers of 16 bits, with its bound.
struct QuantizedQuery {
    let codes: [Int16]
    let bound: ScoreBound

    /// - Returns: `nil` for a query that integers cannot bound: zero, tiny, huge, not finite, or of so many elements that
    ///   no product would fit 32 bits.
    init?(_ query: Span<Float>) {
        let largest = Kernels.active.largestMagnitude(query)
        guard largest <= QuantizedVectors.largestBounded, largest >= QuantizedVectors.smallestScaled else { return nil }
        // A sum of products stays below 2^31: 128 · limit for each element.
        let limit = min(32767, Int(Int32.max) / (128 * query.count))
        guard limit >= 1 else { return nil }

        let scale = largest / Float(limit)
        var codes = [Int16](repeating: 0, count: query.count)
        var squaredNorm = 0.0
        var squaredError = 0.0
        for index in 0..<query.count {
            let element = Double(query[index])
            let code = min(max((element / Double(scale)).rounded(), -Double(limit)), Double(limit))
            codes[index] = Int16(code)
            let error = element - Double(scale) * code
            squaredNorm += element * element
            squaredError += error * error
        }
        self.codes = codes

        let dimension = Double(query.count)
        let inflation = 1 + (dimension + 32) * 0x1p-52
        let norm = squaredNorm.squareRoot() * inflation
        let error = squaredError.squareRoot() * inflation
        let codeNorm = 127 * dimension.squareRoot()
        let unit = 0x1p-24
        let roundings = ((dimension / 32).rounded(.up) + 6) * unit
        let gamma = roundings / (1 - roundings)
        let own = 1 + 16 * unit
        bound = ScoreBound(
            queryScale: scale,
            errorFactor: roundedUp(norm * (1 + gamma) * own),
            scaleFactor: roundedUp(codeNorm * (error + gamma * norm + 16 * unit * (norm + error)) * own),
            slack: roundedUp((dimension * 0x1p-149 + 0x1p-110) * own))
    }
}
