import Glibc

/// Dot products of queries with rows as the BLAS library computes them, in the shapes of the vector kernels: a yardstick
/// for benchmarks.
///
/// Sums are in the library's order, so the last bits are its own. Every call runs on the calling thread.
public enum BLASScores {
    /// The dot product of a query with each row, by `sgemv`.
    /// - Parameters:
    ///   - query: `dimension` elements, at least 1.
    ///   - rows: Row-major, shape (`scores.count`, `dimension`).
    ///   - scores: One for each row.
    public static func dotRows(_ query: Span<Float>, _ rows: Span<Float>, into scores: inout MutableSpan<Float>) {
        BLASInfo.keepSingleThreaded()
        let (dimension, count) = (query.count, scores.count)
        precondition(
            dimension > 0 && rows.count == count * dimension, "dotRows: rows do not have the shape of the scores")
        precondition(max(dimension, count) <= Int32.max, "dotRows: more elements than BLAS counts")
        // SAFETY: the first check above keeps what the call reads inside `query` and `rows`, and what it writes inside
        // `scores`, which is held exclusively; the second one the numbers within 32 bits.
        unsafe query.withUnsafeBufferPointer { query in
            unsafe rows.withUnsafeBufferPointer { rows in
                unsafe scores.withUnsafeMutableBufferPointer { scores in
                    unsafe sgemv(
                        rowMajor, notTransposed, Int32(count), Int32(dimension), 1, rows.baseAddress,
                        Int32(dimension), query.baseAddress, 1, 0, scores.baseAddress, 1)
                }
            }
        }
    }

    /// The dot product of each query with each row, by `sgemm`.
    /// - Parameters:
    ///   - queries: Row-major, shape (`queryCount`, `dimension`).
    ///   - rows: Row-major, shape (row count, `dimension`).
    ///   - scores: Row-major, shape (`queryCount`, row count).
    public static func dotRowsBatch(
        queries: Span<Float>, queryCount: Int, rows: Span<Float>, dimension: Int, into scores: inout MutableSpan<Float>
    ) {
        precondition(dimension > 0 && rows.count.isMultiple(of: dimension), "dotRowsBatch: no whole number of rows")
        let rowCount = rows.count / dimension
        guard rowCount > 0 else { return }
        BLAS.multiply(
            rows: queryCount, columns: rowCount, inner: dimension, queries, stride: dimension,
            by: rows, stride: dimension, bLayout: .transposed, into: &scores, stride: rowCount)
    }

    /// `cblas_sgemv`: order, layout, m, n, α, a, its stride, x, its stride, β, y, its stride.
    private typealias SGEMV =
        @convention(c) (
            Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>?, Int32, UnsafePointer<Float>?, Int32, Float,
            UnsafeMutablePointer<Float>?, Int32
        ) -> Void

    /// The values of CBLAS's enumerations that are used here.
    private static let (rowMajor, notTransposed): (Int32, Int32) = (101, 111)

    private static let sgemv: SGEMV = {
        BLASInfo.keepSingleThreaded()
        // SAFETY: a null handle is RTLD_DEFAULT, where the library is since the call above; the function of this name is
        // declared as above by the CBLAS standard.
        guard let symbol = unsafe dlsym(nil, "cblas_sgemv") else { preconditionFailure("BLAS: cblas_sgemv is missing") }
        return unsafe unsafeBitCast(symbol, to: SGEMV.self)
    }()
}
