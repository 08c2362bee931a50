/// A random number generator whose sequence is given by its seed, the same on every machine.
///
/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    /// A generator for one of several independent streams of the same seed.
    public init(seed: UInt64, stream: Int) {
        var first = SeededGenerator(seed: seed)
        state = first.next() &+ UInt64(bitPattern: Int64(stream)) &* 0xD1B5_4A32_D192_ED03
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0..<1, a multiple of 2⁻⁵³.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// `count` distinct numbers of 0..<`total`, ascending: every such set is equally likely.
    ///
    /// Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S).
    /// - Complexity: O(`total`).
    public mutating func sample(_ count: Int, of total: Int) -> [Int] {
        precondition(count >= 0 && count <= total, "sample: count must be in 0...total")
        var chosen: [Int] = []
        chosen.reserveCapacity(count)
        for index in 0..<total where Double(total - index) * unit() < Double(count - chosen.count) {
            chosen.append(index)
        }
        return chosen
    }
}
