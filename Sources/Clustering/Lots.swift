import SystemSupport

/// Chances that belong to things and not to the moment: each row draws its lots by its own key.
///
/// Sampling by such lots is as random as any other, yet two piles that share most of their rows make nearly the same
/// choices, because a row that is in both draws the same. (Coordinated sampling: Cohen 1997; the lots of bottom-k
/// sketches.)
public struct Lots: Sendable {
    private let keys: [UInt64]
    private let seed: UInt64

    /// - Parameter keys: One for each row, such as a hash of a paper's ID; rows of equal keys draw equal lots.
    public init(keys: [UInt64], seed: UInt64 = 0) {
        self.keys = keys
        self.seed = seed
    }

    var count: Int { keys.count }

    /// The lots of some rows.
    public func selecting(_ rows: [Int]) -> Lots { Lots(keys: rows.map { keys[$0] }, seed: seed) }

    /// Whether each row is among a share of all, in 0...1, independently of other streams.
    func areDrawn(share: Double, stream: Int) -> [Bool] {
        let salt = salt(stream)
        var drawn = [Bool](repeating: false, count: keys.count)
        for row in keys.indices { drawn[row] = Self.unit(keys[row] ^ salt) < share }
        return drawn
    }

    /// Every row's exponential waiting time of mean 1: among rows of weights w, the first at time ÷ w is a row drawn in
    /// proportion to w.
    func waits(stream: Int) -> [Float] {
        let salt = salt(stream)
        return keys.map { Float(-naturalLogarithm(1 - Self.unit($0 ^ salt))) }
    }

    /// What makes the numbers of a stream differ from those of others.
    private func salt(_ stream: Int) -> UInt64 {
        var generator = SeededGenerator(seed: seed, stream: stream)
        return generator.next()
    }

    private static func unit(_ seed: UInt64) -> Double {
        var own = SeededGenerator(seed: seed)
        return own.unit()
    }
}

/// ln(x) for x > 0, the same bits on every machine: the standard library has none, and those of C libraries differ.
///
/// The series of the inverse hyperbolic tangent, on the significand brought to √½…√2.
public func naturalLogarithm(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "naturalLogarithm: x must be positive")
    var (significand, exponent) = (x.significand, Double(x.exponent))
    if significand > 1.414_213_562_373_095_1 {
        significand /= 2
        exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var (power, sum) = (ratio, 0.0)
    for odd in stride(from: 1.0, through: 21, by: 2) {
        sum += power / odd
        power *= square
    }
    return exponent * 0.693_147_180_559_945_3 + 2 * sum
}
