/// A fixed rotation of space that spreads every vector's length evenly over its elements.
///
/// Signs are flipped at random, and a Hadamard transform mixes the largest power of two of the elements (Ailon and
/// Chazelle, *Approximate nearest neighbors and the fast Johnson-Lindenstrauss transform*, 2006). Where the dimension is no
/// power of two, the first and the last elements are transformed in turn, twice. It is orthogonal, so that it changes no
/// dot product; its sole randomness is a generator of a fixed seed.
struct Rotation: Sendable {
    /// How far the result may be off by rounding, as a share of the norm: each of at most 4 · 17 steps of sums and
    /// differences rounds by 2^-53, and by as much in its factor.
    static let error = 0x1p-40

    let dimension: Int
    private let width: Int
    private let starts: [Int]
    private let signs: [Double]

    init(dimension: Int) {
        precondition(dimension > 0, "Rotation: the dimension must be positive")
        self.dimension = dimension
        width = 1 << (Int.bitWidth - 1 - dimension.leadingZeroBitCount)
        starts = width == dimension ? [0] : [0, dimension - width, 0, dimension - width]
        // SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, 2014).
        var state: UInt64 = 0
        let scale = 1 / Double(width).squareRoot()
        signs = (0..<starts.count * width).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return (z ^ (z >> 31)) >> 63 == 0 ? scale : -scale
        }
    }

    /// Rotates a vector in place.
    /// - Complexity: O(`dimension` · log `dimension`).
    func apply(to vector: inout [Double]) {
        precondition(vector.count == dimension, "Rotation: a vector of another dimension")
        var all = vector.mutableSpan
        for (pass, start) in starts.enumerated() {
            let factors = signs.span.extracting(pass * width..<(pass + 1) * width)
            Kernels.active.transform(&all, from: start, factors: factors)
        }
    }
}
