import VectorKernels

/// SplitMix64 (Steele, Lea and Flood 2014): a seeded generator, so that a failure repeats.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Floats in -1...1.
    mutating func floats(_ count: Int) -> [Float] {
        (0..<count).map { _ in Float.random(in: -1...1, using: &self) }
    }

    /// Rows whose elements are roughly normal, of unit length.
    mutating func unitRows(_ count: Int, _ dimension: Int) -> [Float] {
        var rows: [Float] = []
        for _ in 0..<count {
            var row = (0..<dimension).map { _ in
                Float((0..<4).map { _ in Float.random(in: -1...1, using: &self) }.reduce(0, +))
            }
            var span = row.mutableSpan
            normalize(&span)
            rows += row
        }
        return rows
    }

    /// Bytes over the whole range, extremes often.
    mutating func bytes(_ count: Int) -> [Int8] {
        (0..<count).map { _ in
            let extremes: [Int8] = [-128, -127, 127, 0]
            return Bool.random(using: &self)
                ? Int8.random(in: -128...127, using: &self) : extremes.randomElement(using: &self) ?? 0
        }
    }

    /// Ordinary floats among which hostile ones are strewn, a share of them NaN or infinite if `allowsNonFinite`.
    mutating func hostileFloats(_ count: Int, allowsNonFinite: Bool) -> [Float] {
        let finite: [Float] = [
            0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, 1e-30, -1e-20, 1e20, -1e30,
            .greatestFiniteMagnitude, 1, -1, 16_777_216, 0x1.fffffep-1,
        ]
        let other: [Float] = [
            .nan, Float(bitPattern: 0xFFC0_0001), Float(bitPattern: 0x7F80_0001), .infinity, -.infinity,
        ]
        return (0..<count).map { _ in
            switch Int.random(in: 0..<40, using: &self) {
            case 0 where allowsNonFinite: other.randomElement(using: &self) ?? 0
            case 1..<20: finite.randomElement(using: &self) ?? 0
            default: Float.random(in: -2...2, using: &self)
            }
        }
    }
}

/// The kernels of every set of this machine.
let allKernels = InstructionSet.available.compactMap { Kernels($0) }

extension [Float] {
    /// The bits, which tell -0 from 0 and one NaN from another.
    var bits: [UInt32] { map(\.bitPattern) }
}
