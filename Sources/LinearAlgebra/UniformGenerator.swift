/// A seeded stream of floats, uniform in -1..<1.
///
/// SplitMix64 (Steele, Lea and Flood 2014). Uniform numbers start a randomized decomposition as well as Gaussian ones do
/// (the start only has to miss no direction) and need no function of the C library, whose bits vary.
struct UniformGenerator {
    private var state: UInt64

    /// Streams of unequal (`seed`, `stream`) are independent for all purposes.
    init(seed: UInt64, stream: UInt64) {
        state = seed
        state = next() ^ stream
        state = next()
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// The next number, a multiple of 2⁻²³.
    mutating func nextFloat() -> Float {
        Float(Int32(truncatingIfNeeded: next() >> 40) - (1 << 23)) * 0x1p-23
    }
}
