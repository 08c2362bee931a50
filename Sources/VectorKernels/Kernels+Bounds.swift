import CVectorKernels

// SAFETY of every call below: a kernel touches as many elements as the precondition above it has compared with the spans'
// counts, and needs no alignment. An empty span may have no base address: then nothing is called.

/// The bounds of a batch's queries, filled up to whole blocks of ``PackedQueries``: those that fill up rule out.
struct QueryBounds: Sendable {
    var limits: [Float]
    let errorFactors: [Float]
    let normFactors: [Float]

    /// Bounds with which nothing is ruled out yet.
    init(_ bounds: [QueryBound], stride: Int) {
        let filling = repeatElement(Float(0), count: stride - bounds.count)
        limits = bounds.map { _ in -.infinity } + filling.map { _ in .infinity }
        errorFactors = bounds.map(\.errorFactor) + filling
        normFactors = bounds.map(\.normFactor) + filling
    }
}

/// A query for rows of nibbles: what the kernel compares (see ``NibbleVectors``).
struct NibbleQuery: Sendable {
    /// Elements, filled with zeros to whole groups.
    let codes: [Int8]
    /// 15 times the sum of the elements.
    let offset: Int32
    let errorFactor: Float
    /// What a row's product must reach, before its error's part.
    var limit: Float = -.infinity
}

extension Kernels {
    /// The dot products of a query of 16 bits an element with listed rows of bytes, modulo 2^32.
    ///
    /// The finer query costs no more memory traffic, and leaves the rows' own error alone in the bound of a scan. A sum
    /// is exact when 128 times the query's sum of magnitudes is below 2^31.
    /// - Parameters:
    ///   - rows: Shape (row count, `query.count`).
    ///   - scales: One for each row, as `errors` and `norms`: fetched for who reads them next.
    ///   - products: One for each index, and perhaps room for more.
    func dotListedWide(
        _ query: Span<Int16>, _ rows: Span<Int8>, scales: Span<Float>, errors: Span<Float>, norms: Span<Float>,
        indices: Span<UInt32>, into products: inout MutableSpan<Int32>
    ) {
        precondition(indices.count <= products.count, "dotListedWide: too few products")
        let count = scales.count
        precondition(errors.count == count && norms.count == count, "dotListedWide: shapes differ")
        precondition(rows.count == count * query.count, "dotListedWide: rows are of another dimension")
        for position in 0..<indices.count {
            precondition(Int(indices[position]) < count, "dotListedWide: no such row")
        }
        unsafe query.withUnsafeBufferPointer { query in
            unsafe rows.withUnsafeBufferPointer { rows in
                unsafe Self.withRowBounds(scales, errors, norms) { bounds in
                    unsafe indices.withUnsafeBufferPointer { indices in
                        unsafe products.withUnsafeMutableBufferPointer { products in
                            guard let x = query.baseAddress, let y = rows.baseAddress, let list = indices.baseAddress,
                                let out = products.baseAddress
                            else { return }
                            unsafe table.pointee.dot_listed_wide(x, y, bounds, list, indices.count, query.count, out)
                        }
                    }
                }
            }
        }
    }

    /// Calls `body` with rows' bounds as the kernels take them, unless there are none.
    private static func withRowBounds(
        _ scales: Span<Float>, _ errors: Span<Float>, _ norms: Span<Float>, _ body: (sextant_row_bounds) -> Void
    ) {
        unsafe scales.withUnsafeBufferPointer { scales in
            unsafe errors.withUnsafeBufferPointer { errors in
                unsafe norms.withUnsafeBufferPointer { norms in
                    guard let scales = scales.baseAddress, let errors = errors.baseAddress,
                        let norms = norms.baseAddress
                    else { return }
                    unsafe body(sextant_row_bounds(scales: scales, errors: errors, norms: norms))
                }
            }
        }
    }

    /// Lists the places of products, ascending, that no bound rules out (see ``QueryBound``).
    /// - Parameters:
    ///   - products: Shape (row count, number of queries with those that fill up).
    ///   - scales: One for each row, as `errors` and `norms`.
    ///   - found: Room for as many places as there are products.
    /// - Returns: How many were found.
    func survivors(
        _ products: Span<Int32>, scales: Span<Float>, errors: Span<Float>, norms: Span<Float>, bounds: QueryBounds,
        into found: inout [UInt32]
    ) -> Int {
        let (rows, queries) = (scales.count, bounds.limits.count)
        precondition(queries.isMultiple(of: PackedQueries.blockSize), "survivors: no whole blocks of queries")
        precondition(errors.count == rows && norms.count == rows, "survivors: shapes differ")
        precondition(products.count >= rows * queries && found.count >= rows * queries, "survivors: too little room")
        var count = 0
        unsafe products.withUnsafeBufferPointer { products in
            unsafe Self.withRowBounds(scales, errors, norms) { rowBounds in
                unsafe bounds.withKernelBounds { queryBounds in
                    unsafe found.withUnsafeMutableBufferPointer { found in
                        guard let products = products.baseAddress, let out = found.baseAddress else { return }
                        count = unsafe table.pointee.survivors(products, rows, queries, rowBounds, queryBounds, out)
                    }
                }
            }
        }
        return count
    }

    /// Multiplies as many elements as there are factors, from `start` on, by them and transforms them by Hadamard, without
    /// scaling: each step takes the sum and the difference of elements 1, 2, 4, … apart.
    /// - Parameter factors: A power of two of them.
    func transform(_ x: inout MutableSpan<Double>, from start: Int, factors: Span<Double>) {
        precondition(start >= 0 && start + factors.count <= x.count, "transform: more factors than elements")
        precondition(factors.count.nonzeroBitCount == 1, "transform: no power of two")
        unsafe x.withUnsafeMutableBufferPointer { x in
            unsafe factors.withUnsafeBufferPointer { factors in
                guard let elements = x.baseAddress, let f = factors.baseAddress else { return }
                unsafe table.pointee.transform_signed(elements + start, f, factors.count)
            }
        }
    }

    /// Writes a row's nibbles (see ``NibbleVectors``) to lines from `start` on, the first four bytes of each.
    ///
    /// - Parameter scale: 0 for a row whose nibbles stand for nothing.
    /// - Returns: The sums of the squares of what nibbles leave of the elements, and of what they stand for.
    func quantizeNibbles(
        _ x: Span<Double>, scale: Double, into out: inout MutableSpan<UInt8>, at start: Int
    ) -> (errors: Double, values: Double) {
        let groups = (x.count + NibbleVectors.groupDimensions - 1) / NibbleVectors.groupDimensions
        precondition(
            start >= 0 && groups > 0 && out.count >= start + (groups - 1) * NibbleVectors.lineBytes + 4,
            "quantizeNibbles: too little room")
        return unsafe x.withUnsafeBufferPointer { x in
            unsafe out.withUnsafeMutableBufferPointer { out in
                guard let elements = x.baseAddress, let bytes = out.baseAddress else { return (0, 0) }
                let squares = unsafe table.pointee.quantize_nibbles(
                    elements, x.count, scale, bytes + start)
                return (squares.errors, squares.values)
            }
        }
    }

    /// Which rows of blocks of nibbles are not ruled out: bit *i* of a block's mask is for its row *i*.
    /// - Parameter masks: One for each block, and perhaps room for more.
    func nibbleCandidates(_ query: NibbleQuery, _ blocks: Span<UInt8>, into masks: inout [UInt16]) {
        let groups = query.codes.count / NibbleVectors.groupDimensions
        let count = blocks.count / (NibbleVectors.lineBytes * (groups + 1))
        precondition(query.codes.count == groups * NibbleVectors.groupDimensions, "nibbleCandidates: no whole groups")
        precondition(count <= masks.count, "nibbleCandidates: too few masks")
        unsafe query.codes.withUnsafeBufferPointer { codes in
            unsafe blocks.withUnsafeBufferPointer { blocks in
                unsafe masks.withUnsafeMutableBufferPointer { masks in
                    guard let codes = codes.baseAddress, let blocks = blocks.baseAddress, let out = masks.baseAddress
                    else { return }
                    let query = unsafe sextant_nibble_query(
                        codes: codes, groups: groups, offset: query.offset, limit: query.limit,
                        error_factor: query.errorFactor)
                    unsafe table.pointee.nibble_candidates(query, blocks, count, out)
                }
            }
        }
    }
}

extension QueryBounds {
    /// Calls `body` with the bounds as the kernel takes them; at least one query.
    fileprivate func withKernelBounds(_ body: (sextant_query_bounds) -> Void) {
        unsafe limits.withUnsafeBufferPointer { limits in
            unsafe errorFactors.withUnsafeBufferPointer { errorFactors in
                unsafe normFactors.withUnsafeBufferPointer { normFactors in
                    guard let limits = limits.baseAddress, let errors = errorFactors.baseAddress,
                        let norms = normFactors.baseAddress
                    else { return }
                    unsafe body(
                        sextant_query_bounds(limits: limits, error_factors: errors, norm_factors: norms))
                }
            }
        }
    }
}
