import CVectorKernels

// SAFETY of every call below: a kernel touches as many elements as the precondition above it has compared with the spans'
// counts, and needs no alignment. An empty span may have no base address: then nothing is called.

extension Kernels {
    /// The most elements whose dot product surely fits 32 bits: 128 · 128 · 131,071 < 2^31.
    public static let maximumInt8Dimension = 131_071

    /// The dot product of two vectors of bytes, exact.
    /// - Precondition: At most ``maximumInt8Dimension`` elements.
    public func dotInt8(_ a: Span<Int8>, _ b: Span<Int8>) -> Int32 {
        precondition(a.count == b.count, "dotInt8: vectors of different dimensions")
        precondition(a.count <= Self.maximumInt8Dimension, "dotInt8: the sum might not fit 32 bits")
        return unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                guard let x = a.baseAddress, let y = b.baseAddress else { return 0 }
                return unsafe table.pointee.dot_int8(x, y, a.count)
            }
        }
    }

    /// The exact dot product of a query of bytes with each row.
    /// - Parameters:
    ///   - query: `dimension` elements, at most ``maximumInt8Dimension``.
    ///   - rows: Shape (`scores.count`, `dimension`).
    public func dotRowsInt8(_ query: Span<Int8>, _ rows: Span<Int8>, into scores: inout MutableSpan<Int32>) {
        precondition(rows.count == scores.count * query.count, "dotRowsInt8: rows do not have the shape of the scores")
        precondition(query.count <= Self.maximumInt8Dimension, "dotRowsInt8: the sums might not fit 32 bits")
        unsafe query.withUnsafeBufferPointer { query in
            unsafe rows.withUnsafeBufferPointer { rows in
                unsafe scores.withUnsafeMutableBufferPointer { scores in
                    guard let x = query.baseAddress, let y = rows.baseAddress, let out = scores.baseAddress else {
                        return unsafe scores.update(repeating: 0)
                    }
                    unsafe table.pointee.dot_rows_int8(x, y, scores.count, query.count, out)
                }
            }
        }
    }

    /// The exact dot product of each row with each of many queries.
    ///
    /// Products of a row lie together. Where there are AMX tiles, this is many times faster than a query at a time; rows
    /// are read once, and need a few kilobytes of cache beside the queries. Calls with 32 rows or more are best.
    /// - Parameters:
    ///   - queries: Packed once for many calls.
    ///   - rows: Shape (row count, `queries.dimension`).
    ///   - products: Shape (row count, `queries.stride`); those beyond `queries.count` are 0. There may be room for more.
    public func dotRowsInt8Batch(
        _ queries: PackedQueries, _ rows: Span<Int8>, into products: inout MutableSpan<Int32>
    ) {
        let rowCount = rows.count / queries.dimension
        precondition(rows.count == rowCount * queries.dimension, "dotRowsInt8Batch: rows are of another dimension")
        precondition(rowCount * queries.stride <= products.count, "dotRowsInt8Batch: too few products")
        queries.codes.withSpan { codes in
            unsafe codes.withUnsafeBufferPointer { codes in
                unsafe queries.sums.withUnsafeBufferPointer { sums in
                    unsafe rows.withUnsafeBufferPointer { rows in
                        unsafe products.withUnsafeMutableBufferPointer { products in
                            guard let codes = codes.baseAddress, let sums = sums.baseAddress,
                                let rows = rows.baseAddress, let out = products.baseAddress
                            else { return }
                            let panel = unsafe sextant_panel(codes: codes, sums: sums, blocks: queries.blockCount)
                            unsafe table.pointee.dot_batch_int8(panel, rows, rowCount, queries.dimension, out)
                        }
                    }
                }
            }
        }
    }

    /// The codes of a row of finite elements, and the sum of its squared errors; see ``Reference``.
    func quantize(
        _ x: Span<Float>, inverseScale: Float, scale: Float, into codes: inout MutableSpan<Int8>
    ) -> Double {
        precondition(x.count == codes.count, "quantize: not one code an element")
        return unsafe x.withUnsafeBufferPointer { x in
            unsafe codes.withUnsafeMutableBufferPointer { codes in
                guard let from = x.baseAddress, let to = codes.baseAddress else { return 0 }
                return unsafe table.pointee.quantize(from, x.count, inverseScale, scale, to)
            }
        }
    }
}
