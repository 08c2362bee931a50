/// e to the power `x` for x ≤ 0, the same bits on every machine: C libraries differ in theirs.
///
/// The series of the exponential on a remainder of at most ½·ln 2, and as many doublings as that left out.
func exponential(_ x: Double) -> Double {
    precondition(x <= 0, "exponential: x must not be positive")
    guard x > -700 else { return 0 }
    let doublings = (x * 1.442_695_040_888_963_4).rounded()
    let remainder = x - doublings * 0.693_147_180_559_945_3
    var (term, sum) = (1.0, 1.0)
    for divisor in 1...14 {
        term *= remainder / Double(divisor)
        sum += term
    }
    return Double(sign: .plus, exponent: Int(doublings), significand: sum)
}

/// The logarithm to base 2 of `x` ≥ 1, digit by digit: squaring a significand doubles its logarithm.
func binaryLogarithm(_ x: Double) -> Double {
    precondition(x >= 1 && x.isFinite, "binaryLogarithm: x must be at least 1")
    var significand = x.significand
    var (result, digit) = (Double(x.exponent), 0.5)
    for _ in 0..<40 {
        significand *= significand
        if significand >= 2 {
            significand /= 2
            result += digit
        }
        digit /= 2
    }
    return result
}

/// Numbers that are drawn by what they are for, not in a sequence: any thread can draw any of them.
///
/// SplitMix64 (Steele, Lea and Flood 2014), started anew for each `(seed, step, index)`.
struct Draws {
    private var state: UInt64

    init(seed: UInt64, step: Int, index: Int) {
        state = Self.mixed(seed &+ UInt64(truncatingIfNeeded: step) &* 0xD1B5_4A32_D192_ED03)
        state = Self.mixed(state &+ UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The next number of 0..<`count`, where count < 2³².
    mutating func index(below count: Int) -> Int {
        Int(((next() >> 32) &* UInt64(truncatingIfNeeded: count)) >> 32)
    }

    /// The next number in -1..<1.
    mutating func signedUnit() -> Float {
        Float(Int32(truncatingIfNeeded: next() >> 40) - (1 << 23)) * 0x1p-23
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    private static func mixed(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
