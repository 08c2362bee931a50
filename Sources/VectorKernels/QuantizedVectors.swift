import SystemSupport

/// Rows of floats as bytes: an element is its code times the row's scale, and the row's error says how far that is off.
///
/// A row's scale is its largest magnitude / 127; a code is the element divided by it, rounded half to even. Rows that
/// codes cannot bound, with an element that is not finite or beyond 2^40, have the error infinity: a scan never rules
/// them out. Rows of magnitudes below 2^-100 have the scale 0 and their norm as error.
public struct QuantizedVectors: Sendable, Equatable {
    /// Elements of a row.
    public let dimension: Int
    /// Row-major, shape (`count`, `dimension`), in -127...127.
    public private(set) var codes: [Int8] = []
    /// What a code of a row stands for, one a row.
    public private(set) var scales: [Float] = []
    /// The L2 norm of (row - scale · codes), rounded up, one a row.
    public private(set) var errors: [Float] = []
    /// The L2 norm of scale · codes, rounded up, one a row.
    public private(set) var norms: [Float] = []

    /// The number of rows.
    public var count: Int { scales.count }

    /// No rows yet.
    public init(dimension: Int) {
        precondition(dimension > 0, "QuantizedVectors: the dimension must be positive")
        self.dimension = dimension
    }

    /// Quantizes rows.
    /// - Parameter rows: Row-major, shape (row count, `dimension`).
    /// - Complexity: O(`rows.count`), spread over `threads`.
    public init(quantizing rows: Span<Float>, dimension: Int, threads: Int = 1) {
        self.init(dimension: dimension)
        precondition(rows.count.isMultiple(of: dimension), "quantizing: rows are no multiple of the dimension")
        let blockSize = 4096 * dimension
        let blocks = parallelMap(count: (rows.count + blockSize - 1) / blockSize, threads: threads) { block in
            var part = QuantizedVectors(dimension: dimension)
            part.append(rows.extracting(block * blockSize..<min(rows.count, (block + 1) * blockSize)))
            return part
        }
        codes.reserveCapacity(rows.count)
        for block in blocks {
            codes += block.codes
            scales += block.scales
            errors += block.errors
            norms += block.norms
        }
    }

    /// Quantizes rows and adds them at the end.
    /// - Parameter rows: Row-major, shape (row count, `dimension`).
    public mutating func append(_ rows: Span<Float>) {
        precondition(rows.count.isMultiple(of: dimension), "append: rows are no multiple of the dimension")
        var rowCodes = [Int8](repeating: 0, count: dimension)
        codes.reserveCapacity(codes.count + rows.count)
        for start in stride(from: 0, to: rows.count, by: dimension) {
            var span = rowCodes.mutableSpan
            let measure = Self.quantize(rows.extracting(start..<start + dimension), into: &span)
            codes += rowCodes
            scales.append(measure.scale)
            errors.append(measure.error)
            norms.append(Self.norm(of: rowCodes.span, scale: measure.scale))
        }
    }

    /// Quantizes one row.
    /// - Parameters:
    ///   - row: `dimension` elements.
    ///   - codes: As many codes.
    /// - Returns: The scale, and the error rounded up.
    public static func quantize(
        _ row: Span<Float>, into codes: inout MutableSpan<Int8>
    ) -> (scale: Float, error: Float) {
        let largest = Kernels.active.largestMagnitude(row)
        guard largest <= largestBounded else {
            codes.update(repeating: 0)
            return (0, .infinity)
        }
        // Below that, 127 / largest might overflow; codes of 0 leave the row itself as its error.
        let isTiny = largest < smallestScaled
        let squaredError = Kernels.active.quantize(
            row, inverseScale: isTiny ? 0 : 127 / largest, scale: isTiny ? 0 : largest / 127, into: &codes)
        // The sum's rounding: its lanes hold at most count / 16 + 1 squares, folded in 4 steps; difference, square and
        // root round once each. 2^-53 apiece, taken twice.
        let inflated = squaredError.squareRoot() * (1 + Double(row.count + 32) * 0x1p-52)
        return (isTiny ? 0 : largest / 127, roundedUp(inflated))
    }

    /// The norm of a row's codes times its scale, rounded up. The sum of squares is exact up to the dimension that 32 bits
    /// allow; beyond, a row is bounded by its greatest possible codes.
    private static func norm(of codes: Span<Int8>, scale: Float) -> Float {
        let isExact = codes.count <= Kernels.maximumInt8Dimension
        let square = isExact ? Double(Kernels.active.dotInt8(codes, codes)) : 127 * 127 * Double(codes.count)
        return roundedUp(square.squareRoot() * Double(scale) * (1 + 0x1p-50))
    }

    /// Beyond this, products of two vectors might overflow; see `QueryBound`.
    static let largestBounded: Float = 0x1p40
    /// Below this, a scale would lose digits.
    static let smallestScaled: Float = 0x1p-100
}
