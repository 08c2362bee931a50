public import SystemSupport

/// Rows of floats to be searched, with the smaller forms that bound their dot products, wherever all that is stored.
///
/// Answers rest on the truth of the smaller forms: they must be what ``QuantizedVectors`` and ``NibbleVectors`` give.
public struct SearchableRows: Sendable {
    /// Elements of a row.
    public let dimension: Int
    /// The number of rows.
    public let count: Int

    let vectors: any ElementStorage<Float>
    let codes: any ElementStorage<Int8>
    let scales: any ElementStorage<Float>
    let errors: any ElementStorage<Float>
    let norms: any ElementStorage<Float>
    let nibbles: (any ElementStorage<UInt8>)?

    /// Rows whose smaller forms are stored.
    /// - Parameters:
    ///   - vectors: Row-major, shape (count, `dimension`).
    ///   - codes: The same shape.
    ///   - scales: One a row, as `errors` and `norms`.
    ///   - nibbles: The blocks of ``NibbleVectors``; they serve searches of one query.
    public init(
        vectors: any ElementStorage<Float>, dimension: Int, codes: any ElementStorage<Int8>,
        scales: any ElementStorage<Float>, errors: any ElementStorage<Float>, norms: any ElementStorage<Float>,
        nibbles: (any ElementStorage<UInt8>)?
    ) {
        precondition(dimension > 0, "SearchableRows: the dimension must be positive")
        count = vectors.count / dimension
        precondition(vectors.count == count * dimension, "SearchableRows: vectors are no multiple of the dimension")
        precondition(codes.count == vectors.count, "SearchableRows: codes do not have the shape of the vectors")
        precondition(
            scales.count == count && errors.count == count && norms.count == count,
            "SearchableRows: not one scale, error and norm a row")
        precondition(
            nibbles.map { $0.count == NibbleVectors.byteCount(rows: vectors.count / dimension, dimension: dimension) }
                ?? true, "SearchableRows: nibbles do not have the shape of the vectors")
        self.dimension = dimension
        self.vectors = vectors
        self.codes = codes
        self.scales = scales
        self.errors = errors
        self.norms = norms
        self.nibbles = nibbles
    }

    /// Rows in memory, which are quantized first.
    /// - Parameter hasNibbles: Whether nibbles are made: they pay when many single queries will be asked.
    /// - Complexity: O(`vectors.count`), with nibbles times log `dimension`, spread over `threads`.
    public init(quantizing vectors: [Float], dimension: Int, hasNibbles: Bool, threads: Int) {
        let quantized = QuantizedVectors(quantizing: vectors.span, dimension: dimension, threads: threads)
        let nibbles =
            hasNibbles ? NibbleVectors(quantizing: vectors.span, dimension: dimension, threads: threads).blocks : nil
        self.init(
            vectors: vectors, dimension: dimension, codes: quantized.codes, scales: quantized.scales,
            errors: quantized.errors, norms: quantized.norms, nibbles: nibbles)
    }

    /// Calls `body` with all bounds of rows.
    func withBounds<Result>(
        _ body: (_ scales: Span<Float>, _ errors: Span<Float>, _ norms: Span<Float>) -> Result
    ) -> Result {
        scales.withSpan { scales in
            errors.withSpan { errors in
                norms.withSpan { norms in body(scales, errors, norms) }
            }
        }
    }
}
