/// The k rows with the greatest dot product, by a scan of their bytes and an exact re-scoring of those that could be among
/// them: the same as ``topK(query:vectors:dimension:k:allowed:threads:)`` finds, with a quarter of the memory traffic.
///
/// A row is ruled out only if an upper bound on its float dot product, rounding included, lies below the k-th best exact
/// score so far; all others are scored with ``dot(_:_:)``. A query that cannot be bounded (zero, not finite, magnitudes
/// below 2^-100 or above 2^40) is answered by the full scan. Rows that are not finite score as ``dot(_:_:)`` does; NaN
/// never enters.
/// - Parameters:
///   - query: `dimension` elements.
///   - vectors: Row-major, shape (count, `dimension`).
///   - codes, scales, errors: The same rows as ``QuantizedVectors`` gives them; the bound rests on their truth.
///   - k: The most rows to return.
///   - allowed: A bit for each row, row *i* in bit *i* mod 64 of word *i* / 64: the rows to choose from; `nil` for all.
/// - Returns: Index and score, by descending score, then ascending index; the same at any number of threads.
/// - Complexity: O(`codes.count`) time bound by the memory's bandwidth; rows that are not allowed cost nothing when
///   whole words of the bit set are empty.
public func certifiedTopK(
    query: Span<Float>, vectors: Span<Float>, codes: Span<Int8>, scales: Span<Float>, errors: Span<Float>,
    dimension: Int, k: Int, allowed: Span<UInt64>? = nil, threads: Int = 1
) -> [(index: Int, score: Float)] {
    let rows = RowScan(query: query, vectors: vectors, dimension: dimension)
    precondition(codes.count == vectors.count, "certifiedTopK: codes do not have the shape of the vectors")
    precondition(scales.count == rows.count && errors.count == rows.count, "certifiedTopK: not one scale, error a row")
    guard k > 0 else { return [] }
    guard let quantized = QuantizedQuery(query) else {
        return topK(query: query, vectors: vectors, dimension: dimension, k: k, allowed: allowed, threads: threads)
    }
    let kernels = Kernels.active
    return rows.select(k: k, allowed: allowed, threads: threads) { words, best in
        var products = [Int32](repeating: 0, count: RowScan.rowsPerWord)
        rows.forEachRun(in: words, allowed: allowed) { run, mask in
            var span = products.mutableSpan
            let bytes = codes.extracting(run.lowerBound * dimension..<run.upperBound * dimension)
            kernels.dotRowsWide(quantized.codes.span, bytes, into: &span)
            var candidates =
                mask
                & kernels.candidates(
                    products.span.extracting(first: run.count), scales: scales.extracting(run),
                    errors: errors.extracting(run), bound: quantized.bound, threshold: best.threshold)
            while candidates != 0 {
                let index = run.lowerBound + candidates.trailingZeroBitCount
                let row = vectors.extracting(index * dimension..<(index + 1) * dimension)
                best.insert(score: kernels.dot(query, row), index: index)
                candidates &= candidates - 1
            }
        }
    }
}

/// The k rows with the greatest dot product, by a scan of them all.
///
/// - Parameters:
///   - query: `dimension` elements.
///   - vectors: Row-major, shape (count, `dimension`).
///   - k: The most rows to return.
///   - allowed: A bit for each row, row *i* in bit *i* mod 64 of word *i* / 64: the rows to choose from; `nil` for all.
/// - Returns: Index and score, by descending score, then ascending index; the same at any number of threads. Rows that
///   score NaN are left out.
/// - Complexity: O(`vectors.count`) time bound by the memory's bandwidth.
public func topK(
    query: Span<Float>, vectors: Span<Float>, dimension: Int, k: Int, allowed: Span<UInt64>? = nil, threads: Int = 1
) -> [(index: Int, score: Float)] {
    let rows = RowScan(query: query, vectors: vectors, dimension: dimension)
    guard k > 0 else { return [] }
    let kernels = Kernels.active
    return rows.select(k: k, allowed: allowed, threads: threads) { words, best in
        var scores = [Float](repeating: 0, count: RowScan.rowsPerWord)
        rows.forEachRun(in: words, allowed: allowed) { run, mask in
            var span = scores.mutableSpan
            let values = vectors.extracting(run.lowerBound * dimension..<run.upperBound * dimension)
            kernels.scoreRows(query, values, into: &span)
            for offset in 0..<run.count where scores[offset] >= best.threshold && mask >> UInt64(offset) & 1 == 1 {
                best.insert(score: scores[offset], index: run.lowerBound + offset)
            }
        }
    }
}
