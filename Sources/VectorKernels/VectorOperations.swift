// The operations of the active instruction set, as free functions: what the other rooms call.

/// The dot product of two vectors of the same dimension; 0 when they are empty.
///
/// The same bits on every instruction set; see ``Kernels`` for the order of the sum.
public func dot(_ a: Span<Float>, _ b: Span<Float>) -> Float {
    Kernels.active.dot(a, b)
}

/// The squared L2 norm: the dot product of a vector with itself.
public func squaredNorm(_ x: Span<Float>) -> Float {
    Kernels.active.dot(x, x)
}

/// The cosine of the angle between two vectors, in -1...1 up to rounding; 0 when one of them is zero.
///
/// Vectors whose squared norm leaves the range of `Float` (magnitudes beyond about 1e-19...1e19) must be normalised first.
public func cosine(_ a: Span<Float>, _ b: Span<Float>) -> Float {
    Kernels.active.cosine(a, b)
}

/// The dot product of a query with each row.
/// - Parameters:
///   - query: `dimension` elements.
///   - rows: Row-major, shape (`scores.count`, `dimension`).
///   - scores: One for each row, with the bits of ``dot(_:_:)``.
/// - Complexity: O(`rows.count`); one thread is bound by the memory's bandwidth when the rows are not in cache.
public func dotRows(_ query: Span<Float>, _ rows: Span<Float>, into scores: inout MutableSpan<Float>) {
    Kernels.active.dotRows(query, rows, into: &scores)
}

/// The cosine of a query with each row, with the bits of ``cosine(_:_:)``; 0 for a zero row or query.
/// - Parameters:
///   - query: `dimension` elements.
///   - rows: Row-major, shape (`scores.count`, `dimension`).
///   - scores: One for each row.
public func cosineRows(_ query: Span<Float>, _ rows: Span<Float>, into scores: inout MutableSpan<Float>) {
    dotRows(query, rows, into: &scores)
    let querySquared = squaredNorm(query)
    for index in 0..<scores.count {
        let row = rows.extracting(index * query.count..<(index + 1) * query.count)
        scores[index] = Kernels.cosine(dot: scores[index], querySquared, squaredNorm(row))
    }
}

/// The dot product of each query with each row.
/// - Parameters:
///   - queries: Row-major, shape (`queryCount`, `dimension`).
///   - rows: Row-major, shape (row count, `dimension`).
///   - scores: Row-major, shape (`queryCount`, row count), with the bits of ``dot(_:_:)``.
/// - Complexity: O(`queryCount` · `rows.count`); rows are read from main memory once for every 256 KB of queries.
public func dotRowsBatch(
    queries: Span<Float>, queryCount: Int, rows: Span<Float>, dimension: Int, into scores: inout MutableSpan<Float>
) {
    Kernels.active.dotRowsBatch(
        queries: queries, queryCount: queryCount, rows: rows, dimension: dimension, into: &scores)
}

/// Adds a multiple of a vector to another: `y += alpha * x`, product and sum rounded separately.
public func addScaled(_ alpha: Float, _ x: Span<Float>, to y: inout MutableSpan<Float>) {
    Kernels.active.addScaled(alpha, x, to: &y)
}

/// Multiplies sparse rows by a strip of a dense matrix (see ``Kernels/multiplyStrip(offsets:indices:values:_:into:)``).
public func multiplyStrip(
    offsets: Span<Int>, indices: Span<UInt32>, values: Span<Float>, _ x: Span<StripRow>,
    into out: inout MutableSpan<StripRow>
) {
    Kernels.active.multiplyStrip(offsets: offsets, indices: indices, values: values, x, into: &out)
}

/// Sums rows of bytes, each times its factor (see ``Kernels/sumCodedRows(_:indices:factors:into:)``).
public func sumCodedRows(
    _ codes: Span<Int8>, indices: Span<UInt32>, factors: Span<Float>, into out: inout MutableSpan<Float>
) {
    Kernels.active.sumCodedRows(codes, indices: indices, factors: factors, into: &out)
}

/// Adds a transposed sparse product (see ``Kernels/addTransposedStrip(offsets:indices:values:_:to:)``).
public func addTransposedStrip(
    offsets: Span<Int>, indices: Span<UInt32>, values: Span<Float>, _ x: Span<StripRow>,
    to y: inout MutableSpan<StripRow>
) {
    Kernels.active.addTransposedStrip(offsets: offsets, indices: indices, values: values, x, to: &y)
}

/// Scales a row to unit L2 norm. A zero row, and one with an infinity or NaN, stays as it is.
public func normalize(_ row: inout MutableSpan<Float>) {
    let largest = Kernels.active.largestMagnitude(row.span)
    guard largest > 0, largest.isFinite else { return }
    var norm = squaredNorm(row.span)
    if norm < 0x1p-100 || norm > 0x1p100 {
        // Squares would lose their digits or overflow: bring the largest element to 1...2 first. A power of two is
        // exact, and applied in two halves it neither overflows nor underflows itself.
        let exponent = -Int(largest.exponent)
        let half = Float(sign: .plus, exponent: exponent / 2, significand: 1)
        let rest = Float(sign: .plus, exponent: exponent - exponent / 2, significand: 1)
        for index in 0..<row.count { row[index] = row[index] * half * rest }
        norm = squaredNorm(row.span)
    }
    let length = norm.squareRoot()
    for index in 0..<row.count { row[index] /= length }
}

/// The exact dot product of two vectors of bytes of the same dimension.
/// - Precondition: At most ``Kernels/maximumInt8Dimension`` elements.
public func dotInt8(_ a: Span<Int8>, _ b: Span<Int8>) -> Int32 {
    Kernels.active.dotInt8(a, b)
}

/// The exact dot product of a query of bytes with each row.
/// - Parameters:
///   - query: `dimension` elements, at most ``Kernels/maximumInt8Dimension``.
///   - rows: Row-major, shape (`scores.count`, `dimension`).
///   - scores: One for each row.
public func dotRowsInt8(_ query: Span<Int8>, _ rows: Span<Int8>, into scores: inout MutableSpan<Int32>) {
    Kernels.active.dotRowsInt8(query, rows, into: &scores)
}

/// The exact dot product of each row of bytes with each of many queries.
/// - Parameters:
///   - queries: Packed once for many calls.
///   - rows: Row-major, shape (row count, `queries.dimension`).
///   - products: Row-major, shape (row count, `queries.stride`); those beyond `queries.count` are 0.
/// - Complexity: O(`queries.count` · `rows.count`).
public func dotRowsInt8Batch(_ queries: PackedQueries, _ rows: Span<Int8>, into products: inout MutableSpan<Int32>) {
    Kernels.active.dotRowsInt8Batch(queries, rows, into: &products)
}
