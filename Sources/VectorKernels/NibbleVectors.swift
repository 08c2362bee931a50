import SystemSupport

/// Rows of floats as rotated nibbles: half a byte for each element, for a first look at all rows.
///
/// A row is rotated (see ``Rotation``), which makes its elements nearly normal whatever they were. An element is
/// (nibble - 7½) · scale, where the scale is 0.335 times the root mean square: the best of 16 even steps for normal values
/// (Max, *Quantizing for minimum distortion*, 1960). That leaves about a tenth of the row's length as error, always.
///
/// Let x be the rotated query, X its norm, x = sq + e with bytes q and ‖e‖ ≤ ρX, ρ = ``queryError``; let a rotated row be
/// r = tv + f, v = nibbles - 7½, ‖f‖ ≤ F and ‖tv‖ ≤ M. As for ``QueryBound``, by Cauchy and Schwarz,
///
///     |x·r - (st / 2) p| ≤ X F + ρX M,    p = Σ q · (2 · nibble - 15), an integer
///
/// and a float dot product is off by at most γX (M + F), γ < 2^-17 up to ``largestDimension``. A row has one error,
/// G ≥ F + (ρ + 2^-16) (M + F): a score that reaches T has t p ≥ (T - slack - X G) / (s / 2). What the float
/// comparison rounds on its left, 2u (X + ρX) M, lies within the 2^-16; on its right, see ``QueryBound``. Rows that are not
/// finite or beyond 2^40 have G infinite and stay; a query that has ‖e‖ > ρX is not for nibbles.
///
/// Rows come in blocks of 16 whose layout is that of the kernel: a line of scales and errors, both floats cut to 16 bits, G
/// rounded up; then a line for each 8 dimensions.
public struct NibbleVectors: Sendable, Equatable {
    static let (blockRows, groupDimensions, lineBytes) = (16, 8, 64)
    /// ρ: the share of a query's norm that its bytes may leave.
    static let queryError = 0.01
    /// Up to which γ is below 2^-17.
    static let largestDimension = 3072

    /// Elements of a row.
    public let dimension: Int
    /// The number of rows.
    public let count: Int
    /// The blocks, each of ``blockSize(dimension:)`` bytes; the last is filled with rows that are ruled out.
    public private(set) var blocks: [UInt8] = []

    /// Bytes of a block of 16 rows.
    public static func blockSize(dimension: Int) -> Int {
        lineBytes * (1 + (dimension + groupDimensions - 1) / groupDimensions)
    }

    /// Bytes of a number of rows.
    public static func byteCount(rows: Int, dimension: Int) -> Int {
        (rows + blockRows - 1) / blockRows * blockSize(dimension: dimension)
    }

    /// Quantizes rows.
    /// - Parameter rows: Row-major, shape (row count, `dimension`).
    /// - Complexity: O(`rows.count` · log `dimension`), spread over `threads`.
    public init(quantizing rows: Span<Float>, dimension: Int, threads: Int = 1) {
        precondition(dimension > 0, "NibbleVectors: the dimension must be positive")
        precondition(rows.count.isMultiple(of: dimension), "NibbleVectors: rows are no multiple of the dimension")
        self.dimension = dimension
        count = rows.count / dimension
        let count = count
        let rotation = Rotation(dimension: dimension)
        let (blockSize, blocksPerTask) = (Self.blockSize(dimension: dimension), 64)
        blocks = [UInt8](repeating: 0, count: Self.byteCount(rows: count, dimension: dimension))
        parallelBlocks(of: &blocks, blockSize: blocksPerTask * blockSize, threads: threads) { task, out in
            var vector = [Double](repeating: 0, count: dimension)
            for block in 0..<out.count / blockSize {
                for place in 0..<Self.blockRows {
                    let row = (task * blocksPerTask + block) * Self.blockRows + place
                    guard row < count else { break }
                    Self.quantize(
                        rows.extracting(row * dimension..<(row + 1) * dimension), rotation, &vector, into: &out,
                        block * blockSize + 4 * place)
                }
            }
        }
    }

    /// Writes a row's scale, error and nibbles to its places, which begin at `start` and lie a line apart.
    private static func quantize(
        _ row: Span<Float>, _ rotation: Rotation, _ vector: inout [Double], into out: inout MutableSpan<UInt8>,
        _ start: Int
    ) {
        // NaN is not at most anything.
        let largest = Kernels.active.largestMagnitude(row)
        guard largest <= QuantizedVectors.largestBounded else {
            return write(scale: 0, error: .infinity, into: &out, start)
        }
        var square = 0.0
        for index in 0..<row.count {
            vector[index] = Double(row[index])
            square += vector[index] * vector[index]
        }
        rotation.apply(to: &vector)
        let isTiny = largest < QuantizedVectors.smallestScaled
        let ideal = 0.335 * (square / Double(vector.count)).squareRoot()
        // Cut to the 16 bits that are stored, so that nibbles are of the scale that a scan will see.
        let scale = isTiny ? 0 : Float(bitPattern: Float(ideal).bitPattern & 0xFFFF_0000)
        let squares = Kernels.active.quantizeNibbles(
            vector.span, scale: Double(scale), into: &out, at: start + lineBytes)
        let inflation = 1 + Double(vector.count + 32) * 0x1p-52
        let rounding = square.squareRoot() * inflation * Rotation.error
        let error = squares.errors.squareRoot() * inflation + rounding
        let total = error + (queryError + 0x1p-16) * (squares.values.squareRoot() * inflation + error)
        write(scale: scale, error: total, into: &out, start)
    }

    private static func write(scale: Float, error: Double, into out: inout MutableSpan<UInt8>, _ start: Int) {
        let bits = roundedUp(error).bitPattern
        // A float of 16 bits that is not less; the next after the greatest is infinity.
        let cut = UInt16(bits >> 16) + (bits & 0xFFFF == 0 ? 0 : 1)
        let scaleBits = UInt16(scale.bitPattern >> 16)
        out[start] = UInt8(truncatingIfNeeded: cut)
        out[start + 1] = UInt8(cut >> 8)
        out[start + 2] = UInt8(truncatingIfNeeded: scaleBits)
        out[start + 3] = UInt8(scaleBits >> 8)
    }
}

extension NibbleQuery {
    /// A query for nibbles and the bound by which to set its limit; `nil` for a query that nibbles cannot bound.
    static func make(_ query: Span<Float>) -> (query: NibbleQuery, bound: QueryBound)? {
        guard query.count <= NibbleVectors.largestDimension else { return nil }
        var vector = query.indices.map { Double(query[$0]) }
        let range = Double(QuantizedVectors.smallestScaled)...Double(QuantizedVectors.largestBounded)
        guard vector.allSatisfy(\.isFinite), range.contains(vector.reduce(0) { max($0, abs($1)) }) else { return nil }
        Rotation(dimension: query.count).apply(to: &vector)
        guard let quantized = QuantizedQuery<Int8>(vector.span, originError: Rotation.error),
            quantized.error <= NibbleVectors.queryError * quantized.norm * (1 - 0x1p-30)
        else { return nil }
        // In units of s / 2; the rows' errors hold all but X itself.
        let bound = QueryBound(
            scale: quantized.bound.scale / 2, norm: quantized.norm, error: 0, dimension: query.count)
        let filling = (NibbleVectors.groupDimensions - query.count % NibbleVectors.groupDimensions) % 8
        let sum = quantized.codes.reduce(Int32(0)) { $0 + Int32($1) }
        return (
            NibbleQuery(
                codes: quantized.codes + [Int8](repeating: 0, count: filling), offset: 15 * sum,
                errorFactor: bound.errorFactor),
            bound
        )
    }
}
