import SystemSupport

/// The k rows with the greatest dot product: the same as ``topK(query:vectors:dimension:k:allowed:threads:)`` finds, with an
/// eighth of the memory traffic.
///
/// Three looks at the rows. All are looked at as nibbles; a row is ruled out if an upper bound on its float dot product,
/// rounding included, lies below the k-th best lower bound so far. The rows that are left, about one in a hundred, are
/// looked at as bytes in the same way, and those left of them, some dozens, are scored with ``dot(_:_:)``. So the result is
/// exact whatever the rows; only the time depends on them. A query that cannot be bounded (zero, not finite, magnitudes
/// below 2^-100 or above 2^40) is answered by the full scan, and so is a wish for a great part of all rows. Rows that are
/// not finite score as ``dot(_:_:)`` does; NaN never enters.
/// - Parameters:
///   - query: `rows.dimension` elements.
///   - k: The most rows to return.
///   - allowed: A bit for each row, row *i* in bit *i* mod 64 of word *i* / 64: the rows to choose from; `nil` for all.
///   - least: Rows that score less are left out. The nearer it is to the k-th best score, the fewer rows are looked at twice.
/// - Returns: Index and score, by descending score, then ascending index; the same at any number of threads.
/// - Complexity: O(`rows.count` · `rows.dimension`) time bound by the memory's bandwidth; rows that are not allowed cost
///   nothing when they are many.
public func certifiedTopK(
    query: Span<Float>, in rows: SearchableRows, k: Int, allowed: Span<UInt64>? = nil, least: Float = -.infinity,
    threads: Int = 1
) -> [(index: Int, score: Float)] {
    guard k > 0 else { return [] }
    let scan = RowScan(count: rows.count)
    guard k <= rows.count / 8, rows.count <= UInt32.max, let wide = QuantizedQuery<Int16>(query) else {
        return rows.vectors.withSpan { vectors in
            topK(query: query, vectors: vectors, dimension: rows.dimension, k: k, allowed: allowed, threads: threads)
                .filter { $0.score >= least }
        }
    }
    let nibble = rows.nibbles.flatMap { _ in NibbleQuery.make(query) }
    return scan.select(k: k, allowed: allowed, threads: threads) { words, best in
        var selection = CertifiedSelection(k: k, least: least)
        var masks = [UInt16](repeating: 0, count: RowScan.wordsPerChunk * RowScan.blocksPerWord)
        var list: [UInt32] = []
        var products: [Int32] = []
        var start = words.lowerBound
        var size = 2
        while start < words.upperBound {
            let chunk = start..<min(start + size, words.upperBound)
            scan.list(chunk, allowed: allowed, into: &list, masks: &masks) { blocks, masks in
                guard let nibble, let nibbles = rows.nibbles else { return false }
                var limited = nibble.query
                limited.limit = nibble.bound.limit(selection.threshold)
                let blockSize = NibbleVectors.blockSize(dimension: rows.dimension)
                nibbles.withSpan { nibbles in
                    let bytes = nibbles.extracting(blocks.lowerBound * blockSize..<blocks.upperBound * blockSize)
                    Kernels.active.nibbleCandidates(limited, bytes, into: &masks)
                }
                return true
            }
            if products.count < list.count { products = [Int32](repeating: 0, count: list.count) }
            var out = products.mutableSpan
            rows.withBounds { scales, errors, norms in
                rows.codes.withSpan { codes in
                    Kernels.active.dotListedWide(
                        wide.codes.span, codes, scales: scales, errors: errors, norms: norms, indices: list.span,
                        into: &out)
                }
                for position in list.indices {
                    let row = Int(list[position])
                    let range = wide.bound.range(
                        product: out[position], scale: scales[row], error: errors[row], norm: norms[row])
                    selection.offer(index: row, range: range)
                    if selection.isFull { rows.vectors.withSpan { selection.sortOut(query, $0) } }
                }
            }
            start = chunk.upperBound
            size = min(2 * size, RowScan.wordsPerChunk)
        }
        rows.vectors.withSpan { selection.settle(query, $0) }
        best = selection.best
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
    precondition(dimension > 0 && query.count == dimension, "topK: the query is of another dimension")
    precondition(vectors.count.isMultiple(of: dimension), "topK: vectors are no multiple of the dimension")
    guard k > 0 else { return [] }
    let rows = RowScan(count: vectors.count / dimension)
    let kernels = Kernels.active
    return rows.select(k: k, allowed: allowed, threads: threads) { words, best in
        var scores = [Float](repeating: 0, count: RowScan.rowsPerRun)
        rows.forEachRun(in: words, allowed: allowed) { run in
            var span = scores.mutableSpan
            let values = vectors.extracting(run.lowerBound * dimension..<run.upperBound * dimension)
            kernels.scoreRows(query, values, into: &span)
            let found = span.span.extracting(first: run.count)
            var next = 0
            while let offset = kernels.firstIndex(in: found, from: next, atLeast: best.threshold) {
                next = offset + 1
                let row = run.lowerBound + offset
                if RowScan.contains(allowed, row) { best.insert(score: found[offset], index: row) }
            }
        }
    }
}
