/// A query as integers of 8 or 16 bits, with its bound.
struct QuantizedQuery<Code: FixedWidthInteger & SignedInteger & Sendable>: Sendable {
    let codes: [Code]
    let bound: QueryBound
    /// The query's norm, and that of what the codes leave of it: not less.
    let (norm, error): (Double, Double)

    /// - Parameters:
    ///   - query: As the rows are quantized: rotated if they are. Doubles, which hold floats as they are.
    ///   - originError: How far `query` may be off what it stands for, as a share of its norm.
    /// - Returns: `nil` for a query that integers cannot bound: zero, tiny, huge, not finite, or of so many elements that
    ///   no product would fit 32 bits.
    init?(_ query: Span<Double>, originError: Double = 0) {
        var largest = 0.0
        for index in 0..<query.count {
            guard query[index].isFinite else { return nil }
            largest = max(largest, abs(query[index]))
        }
        let range = Double(QuantizedVectors.smallestScaled)...Double(QuantizedVectors.largestBounded)
        guard range.contains(largest) else { return nil }
        // A sum of products stays below 2^31: 128 · limit for each element.
        let limit = Double(min(Int(Code.max), Int(Int32.max) / (128 * query.count)))
        guard limit >= 1 else { return nil }

        let scale = largest / limit
        let rounder = 0x1.8p52
        var codes = [Code](repeating: 0, count: query.count)
        var squaredNorm = 0.0
        var squaredError = 0.0
        for index in 0..<query.count {
            // Half to even, by a sum that leaves no room for a fraction.
            let rounded = (query[index] / scale + rounder) - rounder
            let code = min(max(rounded, -limit), limit)
            codes[index] = Code(truncatingIfNeeded: Int32(code))
            let error = query[index] - scale * code
            squaredNorm += query[index] * query[index]
            squaredError += error * error
        }
        self.codes = codes
        let inflation = 1 + (Double(query.count) + 32) * 0x1p-52
        let measured = squaredNorm.squareRoot() * inflation
        norm = measured * (1 + originError)
        error = squaredError.squareRoot() * inflation + measured * originError
        bound = QueryBound(scale: scale, norm: norm, error: error, dimension: query.count)
    }

    /// As above, of a query in floats.
    /// - Complexity: O(`query.count`).
    init?(_ query: Span<Float>) {
        let doubles = query.indices.map { Double(query[$0]) }
        self.init(doubles.span)
    }
}

extension QuantizedQuery where Code == Int8 {
    /// A query in floats as bytes, by the kernel that quantizes rows.
    init?(_ query: Span<Float>) {
        let largest = Kernels.active.largestMagnitude(query)
        guard largest <= QuantizedVectors.largestBounded, largest >= QuantizedVectors.smallestScaled,
            query.count <= Kernels.maximumInt8Dimension
        else { return nil }
        var codes = [Int8](repeating: 0, count: query.count)
        var span = codes.mutableSpan
        let (scale, error) = QuantizedVectors.quantize(query, into: &span)
        let square = Double(Kernels.active.dotInt8(codes.span, codes.span))
        self.codes = codes
        self.error = Double(error)
        // No longer than the codes and what they leave.
        norm = (square.squareRoot() * Double(scale) + Double(error)) * (1 + 0x1p-50)
        bound = QueryBound(scale: Double(scale), norm: norm, error: Double(error), dimension: query.count)
    }
}
