import LinearAlgebra
import VectorKernels

/// Centroids as floats, as bytes and, where the machine has tiles for it, as bfloat16, ready to be compared with many rows.
struct CodedCentroids: Sendable {
    let matrix: DenseMatrix
    /// Nil when there are no columns.
    let packed: PackedQueries?
    /// What a code of each centroid stands for; NaN for what fills the last block.
    let scales: [Float]
    let bounds: ProductBounds
    /// The centroids as bfloat16; nil where the machine has no tiles for it.
    let shorts: ShortQueries?

    init(_ matrix: DenseMatrix) {
        self.matrix = matrix
        var codes: [Int8] = []
        var scales: [Float] = []
        var bounds = ProductBounds(columns: matrix.columns)
        var coder = RowCoder(columns: matrix.columns)
        for row in 0..<matrix.rows {
            // A zero centroid has the scale 0, so its codes do not matter.
            let measure = matrix.withRow(row) { coder.encode($0) }
            bounds.include(measure)
            codes += coder.codes
            scales.append(measure.scale)
        }
        shorts = Self.shortened(matrix, &bounds)
        self.bounds = bounds
        packed = matrix.columns == 0 ? nil : PackedQueries(codes.span, dimension: matrix.columns)
        self.scales = scales + [Float](repeating: .nan, count: max(0, (packed?.stride ?? 0) - scales.count))
    }

    private static func shortened(_ matrix: DenseMatrix, _ bounds: inout ProductBounds) -> ShortQueries? {
        guard Kernels.active.hasShortTiles, matrix.columns > 0, matrix.rows <= ShortQueries.most else { return nil }
        var errors: [Float] = []
        let queries = ShortQueries(ShortRows(matrix.elements.span, columns: matrix.columns, errors: &errors))
        bounds.include(shortErrors: errors, of: queries)
        return queries
    }

    var count: Int { matrix.rows }
}

/// How far the products of bytes of a row and any centroid may be from their cosine.
///
/// Let x be a row of norm X, x = tp + f with integers p and ‖f‖ ≤ F; let c be a centroid of norm C at most, c = sq + e with
/// ‖e‖ ≤ E. Then, by Cauchy and Schwarz,
///
///     |x·c − ts (p·q)| ≤ X E + F (C + E)
///
/// where p·q is an exact integer. Every rounding, that of the float dot product of x and c too, is within a multiple of
/// (X + F)(C + E).
struct ProductBounds: BitwiseCopyable, Sendable {
    private var largestError: Float = 0
    private var largestNorm: Float = 0
    private var largestShortError: Float = 0
    private var shortRounding: Float = 0
    private let rounding: Float

    init(columns: Int) {
        rounding = RowCoder.rounding(columns: columns)
    }

    /// Lets the bounds hold for a centroid.
    mutating func include(_ centroid: CodedRows.Measure) {
        largestError = max(largestError, centroid.error)
        largestNorm = max(largestNorm, centroid.norm)
    }

    /// At least the difference between a row's scaled product and its cosine to any centroid, true or in floats.
    func error(_ row: CodedRows.Measure) -> Float {
        (row.norm * largestError + row.error * (largestNorm + largestError)) * 1.0001 + slack(row)
    }

    /// Lets the bounds hold for the centroids as bfloat16.
    mutating func include(shortErrors: [Float], of queries: ShortQueries) {
        largestShortError = shortErrors.max() ?? 0
        shortRounding = queries.error
    }

    /// At least the difference between a row's numbered product of bfloat16 and its cosine to any centroid, true or in
    /// floats: as ``error(_:)``, of what bfloat16 leaves out.
    func shortError(_ row: CodedRows.Measure) -> Float {
        (row.norm * largestShortError + row.shortError * (largestNorm + largestShortError)
            + shortRounding * (row.norm + row.shortError) * (largestNorm + largestShortError)) * 1.0001 + slack(row)
    }

    /// At least what two floats that stand for cosines may be apart when the true ones are equal.
    func slack(_ row: CodedRows.Measure) -> Float {
        rounding * (row.norm + row.error) * (largestNorm + largestError)
    }
}
