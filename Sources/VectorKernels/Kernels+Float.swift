import CVectorKernels

// SAFETY of every call below: a kernel touches as many elements as the precondition above it has compared with the spans'
// counts, and needs no alignment. An empty span may have no base address: then nothing is called.

extension Kernels {
    /// The dot product of two vectors; 0 when they are empty.
    public func dot(_ a: Span<Float>, _ b: Span<Float>) -> Float {
        precondition(a.count == b.count, "dot: vectors of different dimensions")
        return unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                guard let x = a.baseAddress, let y = b.baseAddress else { return 0 }
                return unsafe table.pointee.dot(x, y, a.count)
            }
        }
    }

    /// The cosine of the angle between two vectors, in -1...1 up to rounding; 0 when one of them is zero.
    public func cosine(_ a: Span<Float>, _ b: Span<Float>) -> Float {
        Self.cosine(dot: dot(a, b), dot(a, a), dot(b, b))
    }

    /// Divides in double precision, so that a vector's cosine with itself is 1.
    static func cosine(dot: Float, _ aSquared: Float, _ bSquared: Float) -> Float {
        aSquared == 0 || bSquared == 0 ? 0 : Float(Double(dot) / (Double(aSquared) * Double(bSquared)).squareRoot())
    }

    /// The dot product of a query with each row.
    /// - Parameters:
    ///   - query: `dimension` elements.
    ///   - rows: Shape (`scores.count`, `dimension`).
    ///   - scores: One for each row, with the bits of ``dot(_:_:)``.
    public func dotRows(_ query: Span<Float>, _ rows: Span<Float>, into scores: inout MutableSpan<Float>) {
        precondition(rows.count == scores.count * query.count, "dotRows: rows do not have the shape of the scores")
        scoreRows(query, rows, into: &scores)
    }

    /// As ``dotRows(_:_:into:)``, with perhaps more room than there are rows.
    func scoreRows(_ query: Span<Float>, _ rows: Span<Float>, into scores: inout MutableSpan<Float>) {
        guard !query.isEmpty else { return scores.update(repeating: 0) }
        let count = rows.count / query.count
        precondition(rows.count == count * query.count, "scoreRows: rows are of another dimension")
        precondition(count <= scores.count, "scoreRows: too few scores")
        unsafe query.withUnsafeBufferPointer { query in
            unsafe rows.withUnsafeBufferPointer { rows in
                unsafe scores.withUnsafeMutableBufferPointer { scores in
                    guard let x = query.baseAddress, let y = rows.baseAddress, let out = scores.baseAddress else {
                        return
                    }
                    unsafe table.pointee.dot_rows(x, y, count, query.count, out)
                }
            }
        }
    }

    /// The dot product of a query with listed rows.
    /// - Parameters:
    ///   - rows: Shape (row count, `query.count`).
    ///   - scores: One for each index, with the bits of ``dot(_:_:)``.
    public func dotListed(
        _ query: Span<Float>, _ rows: Span<Float>, indices: Span<UInt32>, into scores: inout MutableSpan<Float>
    ) {
        precondition(indices.count == scores.count, "dotListed: not one score an index")
        precondition(!query.isEmpty, "dotListed: a query of no dimension")
        for position in 0..<indices.count {
            precondition((Int(indices[position]) + 1) * query.count <= rows.count, "dotListed: no such row")
        }
        unsafe query.withUnsafeBufferPointer { query in
            unsafe rows.withUnsafeBufferPointer { rows in
                unsafe indices.withUnsafeBufferPointer { indices in
                    unsafe scores.withUnsafeMutableBufferPointer { scores in
                        guard let x = query.baseAddress, let y = rows.baseAddress, let list = indices.baseAddress,
                            let out = scores.baseAddress
                        else { return }
                        unsafe table.pointee.dot_listed(x, y, list, indices.count, query.count, out)
                    }
                }
            }
        }
    }

    /// The dot product of each query with each row.
    /// - Parameters:
    ///   - queries: Shape (`queryCount`, `dimension`).
    ///   - rows: Shape (row count, `dimension`).
    ///   - scores: Shape (`queryCount`, row count), with the bits of ``dot(_:_:)``.
    public func dotRowsBatch(
        queries: Span<Float>, queryCount: Int, rows: Span<Float>, dimension: Int, into scores: inout MutableSpan<Float>
    ) {
        precondition(queryCount >= 0 && dimension >= 0, "dotRowsBatch: a negative count")
        precondition(queries.count == queryCount * dimension, "dotRowsBatch: queries do not have the shape named")
        guard dimension > 0 else { return scores.update(repeating: 0) }
        let rowCount = rows.count / dimension
        precondition(rows.count == rowCount * dimension, "dotRowsBatch: rows are no multiple of the dimension")
        precondition(scores.count == queryCount * rowCount, "dotRowsBatch: scores do not have the shape of the answer")
        unsafe queries.withUnsafeBufferPointer { queries in
            unsafe rows.withUnsafeBufferPointer { rows in
                unsafe scores.withUnsafeMutableBufferPointer { scores in
                    guard let x = queries.baseAddress, let y = rows.baseAddress, let out = scores.baseAddress else {
                        return
                    }
                    unsafe table.pointee.dot_batch(x, queryCount, y, rowCount, dimension, out)
                }
            }
        }
    }

    /// Adds a multiple of a vector to another: `y += alpha * x`, product and sum rounded separately.
    public func addScaled(_ alpha: Float, _ x: Span<Float>, to y: inout MutableSpan<Float>) {
        precondition(x.count == y.count, "addScaled: vectors of different dimensions")
        unsafe x.withUnsafeBufferPointer { x in
            unsafe y.withUnsafeMutableBufferPointer { y in
                guard let from = x.baseAddress, let to = y.baseAddress else { return }
                unsafe table.pointee.add_scaled(alpha, from, to, x.count)
            }
        }
    }

    /// The largest magnitude among the elements: NaN when there is one, 0 when there are no elements.
    public func largestMagnitude(_ x: Span<Float>) -> Float {
        unsafe x.withUnsafeBufferPointer { x in
            guard let base = x.baseAddress else { return 0 }
            return unsafe table.pointee.largest_magnitude(base, x.count)
        }
    }

    /// The first element from `start` on that is at least a threshold, as NaN never is; `nil` when there is none.
    public func firstIndex(in x: Span<Float>, from start: Int, atLeast threshold: Float) -> Int? {
        precondition(start >= 0 && start <= x.count, "firstIndex: no such element to start from")
        return unsafe x.extracting(droppingFirst: start).withUnsafeBufferPointer { rest in
            guard let base = rest.baseAddress else { return nil }
            let index = unsafe table.pointee.first_at_least(base, rest.count, threshold)
            return index < rest.count ? start + index : nil
        }
    }

    /// The sum of the words modulo 2^64. It reads memory and does little else: a measure of bandwidth.
    public func sumWords(_ words: Span<UInt64>) -> UInt64 {
        unsafe words.withUnsafeBufferPointer { words in
            guard let base = words.baseAddress else { return 0 }
            return unsafe table.pointee.sum_words(base, words.count)
        }
    }
}
