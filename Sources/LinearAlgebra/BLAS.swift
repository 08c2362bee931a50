/// Dense products by the BLAS library, always on the calling thread.
///
/// A library that spreads a call over threads of its own may sum in another order, and competes with the threads that
/// call it here (see ``BLASInfo/keepSingleThreaded``). Matrices are row-major with `stride` elements from one row to the
/// next; the last row may be cut at its last used element.
enum BLAS {
    /// How a product's operand is stored: row-major, or as the transpose of what is meant.
    enum Layout {
        case plain, transposed

        /// As in CBLAS's enumeration.
        fileprivate var flag: Int32 { self == .plain ? 111 : 112 }
    }

    /// Sets `c` to `factor · a · b + (accumulating ? c : 0)`, where a is (`rows`, `inner`), b (`inner`, `columns`).
    static func multiply(
        rows: Int, columns: Int, inner: Int, factor: Float = 1,
        _ a: Span<Float>, stride aStride: Int, aLayout: Layout = .plain,
        by b: Span<Float>, stride bStride: Int, bLayout: Layout = .plain,
        accumulating: Bool = false, into c: inout MutableSpan<Float>, stride cStride: Int
    ) {
        BLASInfo.keepSingleThreaded()
        guard rows > 0, columns > 0 else { return }
        let (aRows, aColumns) = aLayout == .plain ? (rows, inner) : (inner, rows)
        let (bRows, bColumns) = bLayout == .plain ? (inner, columns) : (columns, inner)
        checkShape(rows: aRows, columns: aColumns, stride: aStride, count: a.count)
        checkShape(rows: bRows, columns: bColumns, stride: bStride, count: b.count)
        checkShape(rows: rows, columns: columns, stride: cStride, count: c.count)
        // SAFETY: the three checks above keep every element that the call touches inside its span, and all numbers
        // within 32 bits; `c` is held exclusively, so it overlaps neither `a` nor `b`.
        unsafe a.withUnsafeBufferPointer { a in
            unsafe b.withUnsafeBufferPointer { b in
                unsafe c.withUnsafeMutableBufferPointer { c in
                    unsafe BLASLibrary.sgemm(
                        BLASLibrary.rowMajor, aLayout.flag, bLayout.flag, Int32(rows), Int32(columns), Int32(inner),
                        factor,
                        a.baseAddress, Int32(aStride), b.baseAddress, Int32(bStride), accumulating ? 1 : 0,
                        c.baseAddress, Int32(cStride))
                }
            }
        }
    }

    /// Adds `aᵀ · a` to the upper triangle of `gram`, (`columns`, `columns`), where a is (`rows`, `columns`) without
    /// padding.
    static func addGram(rows: Int, columns: Int, _ a: Span<Double>, to gram: inout MutableSpan<Double>) {
        BLASInfo.keepSingleThreaded()
        guard rows > 0, columns > 0 else { return }
        checkShape(rows: rows, columns: columns, stride: columns, count: a.count)
        checkShape(rows: columns, columns: columns, stride: columns, count: gram.count)
        // SAFETY: the checks above keep every element that the call touches inside its span, and all numbers within
        // 32 bits; `gram` is held exclusively, so it does not overlap `a`.
        unsafe a.withUnsafeBufferPointer { a in
            unsafe gram.withUnsafeMutableBufferPointer { gram in
                unsafe BLASLibrary.dsyrk(
                    BLASLibrary.rowMajor, BLASLibrary.upper, Layout.transposed.flag, Int32(columns), Int32(rows), 1,
                    a.baseAddress,
                    Int32(columns), 1, gram.baseAddress, Int32(columns))
            }
        }
    }

    private static func checkShape(rows: Int, columns: Int, stride: Int, count: Int) {
        precondition(stride >= max(columns, 1) && stride <= Int32.max && rows <= Int32.max, "BLAS: shape out of range")
        precondition(rows == 0 || count >= (rows - 1) * stride + columns, "BLAS: too few elements for the shape")
    }
}
