import SystemSupport
import VectorKernels

/// Seeded random vectors of unit length, as floats and as bytes.
struct BenchmarkData: Sendable {
    let dimension: Int
    let rows: [Float]
    let quantized: QuantizedVectors

    var count: Int { rows.count / dimension }
    var codes: [Int8] { quantized.codes }

    /// The same rows at any number of threads: each is made from its own seed.
    init(count: Int, dimension: Int, threads: Int) {
        self.dimension = dimension
        var rows = [Float](repeating: 0, count: count * dimension)
        parallelBlocks(of: &rows, blockSize: dimension, threads: threads) { index, row in
            var generator = SplitMix(state: UInt64(index) &* 0x2545_F491_4F6C_DD1D)
            for column in 0..<row.count { row[column] = generator.nextFloat() }
            normalize(&row)
        }
        self.rows = rows
        quantized = QuantizedVectors(quantizing: rows.span, dimension: dimension, threads: threads)
    }
}

/// SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014).
struct SplitMix {
    var state: UInt64

    /// A float in -1..<1.
    mutating func nextFloat() -> Float {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Float(Int64(bitPattern: z ^ (z >> 31)) >> 40) * 0x1p-23
    }
}
