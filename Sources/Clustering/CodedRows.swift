import LinearAlgebra
import SystemSupport
import VectorKernels

/// The rows to be clustered, as floats, as bytes and, where the machine has tiles for it, as bfloat16.
///
/// Products of bytes or bfloat16 say which centroids a row may be nearest to; the floats decide among those.
struct CodedRows: Sendable {
    /// A row in bytes, and how far its products may be off.
    struct Measure: BitwiseCopyable, Sendable {
        /// What a code stands for.
        var scale: Float = 0
        /// At least the norm of what the codes leave out.
        var error: Float = 0
        /// At least the norm of what bfloat16 leaves out; infinite where it might leave out all.
        var shortError: Float = .infinity
        /// At least the row's norm; 0 for a row without a direction (zero, or not finite in every element).
        var norm: Float = 0

        var isUsable: Bool { norm > 0 }
    }

    /// Rows that are worked on together.
    struct Block: Sendable {
        /// Empty where rows have no bytes.
        var codes: [Int8] = []
        var measures: [Measure] = []
        /// Nil where the machine has no tiles for it.
        var shorts: ShortRows?
    }

    static let rowsPerBlock = 256

    let x: DenseMatrix
    /// Each of ``rowsPerBlock`` rows; the last may have fewer.
    let blocks: [Block]
    let usableCount: Int

    /// - Parameters:
    ///   - withBytes: Whether all rows have bytes, which seeds are drawn by. Where the machine has tiles of bfloat16, few rows
    ///     else need them, and get them when they do.
    ///   - withShorts: Whether rows are bfloat16 too, where the machine has tiles for it: to be assigned to centroids.
    /// - Complexity: Reads `x` once.
    init(_ x: DenseMatrix, withBytes: Bool = true, withShorts: Bool = true, threads: Int) {
        self.x = x
        let hasBytes = withBytes || !Kernels.active.hasShortTiles
        let count = (x.rows + Self.rowsPerBlock - 1) / Self.rowsPerBlock
        blocks = parallelMap(count: count, threads: threads) { block in
            Block(
                x, rows: block * Self.rowsPerBlock..<min(x.rows, (block + 1) * Self.rowsPerBlock), hasBytes: hasBytes,
                hasShorts: withShorts)
        }
        usableCount = blocks.reduce(0) { $0 + $1.measures.count { $0.isUsable } }
    }

    private init(_ x: DenseMatrix, blocks: [Block]) {
        self.x = x
        self.blocks = blocks
        usableCount = blocks.reduce(0) { $0 + $1.measures.count { $0.isUsable } }
    }

    /// The codes and measures of the named rows, in the order given, in blocks.
    func codes(of chosen: [Int]) -> [Block] {
        precondition(hasBytes, "CodedRows: rows without bytes")
        var selected: [Block] = []
        for (index, row) in chosen.enumerated() {
            if index.isMultiple(of: Self.rowsPerBlock) { selected.append(Block()) }
            selected[selected.count - 1].codes += codes(row)
            selected[selected.count - 1].measures.append(measure(row))
        }
        return selected
    }

    /// The same rows, of which those that `isKept` is false for are not usable.
    func keeping(_ isKept: [Bool]) -> CodedRows {
        precondition(isKept.count == count, "keeping: a word for each row")
        var kept = blocks
        for row in isKept.indices where !isKept[row] {
            kept[row / Self.rowsPerBlock].measures[row % Self.rowsPerBlock] = Measure()
        }
        return CodedRows(x, blocks: kept)
    }

    var count: Int { x.rows }

    /// Whether all rows have bytes.
    var hasBytes: Bool { blocks.first.map { !$0.codes.isEmpty || x.columns == 0 } ?? true }

    func measure(_ row: Int) -> Measure {
        blocks[row / Self.rowsPerBlock].measures[row % Self.rowsPerBlock]
    }

    func isUsable(_ row: Int) -> Bool { measure(row).isUsable }

    /// The codes of a row.
    func codes(_ row: Int) -> ArraySlice<Int8> {
        let start = row % Self.rowsPerBlock * x.columns
        return blocks[row / Self.rowsPerBlock].codes[start..<start + x.columns]
    }
}

extension CodedRows.Block {
    fileprivate init(_ x: DenseMatrix, rows: Range<Int>, hasBytes: Bool, hasShorts: Bool) {
        if hasBytes { codes.reserveCapacity(rows.count * x.columns) }
        measures.reserveCapacity(rows.count)
        var coder = RowCoder(columns: x.columns)
        for row in rows {
            guard hasBytes else {
                measures.append(CodedRows.Measure(norm: x.withRow(row) { coder.norm($0) }))
                continue
            }
            measures.append(x.withRow(row) { coder.encode($0) })
            codes += coder.codes
        }
        if hasShorts { shorten(x, rows: rows) }
    }

    /// Sets the shortened rows, and what they leave out.
    private mutating func shorten(_ x: DenseMatrix, rows: Range<Int>) {
        guard Kernels.active.hasShortTiles, x.columns > 0 else { return }
        var errors: [Float] = []
        let elements = x.elements.span.extracting(rows.lowerBound * x.columns..<rows.upperBound * x.columns)
        shorts = ShortRows(elements, columns: x.columns, errors: &errors)
        for row in measures.indices where (0x1p-40...0x1p40).contains(measures[row].norm) {
            measures[row].shortError = errors[row]
        }
    }
}

/// Turns rows into bytes, one at a time.
struct RowCoder {
    /// Those of the last row; of no meaning when it was not usable.
    private(set) var codes: [Int8]
    private var spread: [Float]
    private let rounding: Float

    init(columns: Int) {
        codes = [Int8](repeating: 0, count: columns)
        spread = [Float](repeating: 0, count: columns)
        rounding = Self.rounding(columns: columns)
    }

    /// More than three times what a float dot product of unit vectors differs from the true one by, and more than what
    /// their rotation does.
    ///
    /// A product, its sums in one of 32 lanes and the fold of these round columns / 32 + 6 times, by 2⁻²⁴ at most; the
    /// rotation's steps and scaling some 2 log₂(columns).
    static func rounding(columns: Int) -> Float {
        Float(columns / 32 + 64) * 0x1p-22
    }

    /// At least the row's norm; 0 for a row without a direction.
    func norm(_ row: Span<Float>) -> Float {
        let squared = squaredNorm(row)
        return squared > 0 && squared.isFinite ? squared.squareRoot() * (1 + rounding) : 0
    }

    /// Rotates a row, so that no few elements set the scale of all, and quantizes it.
    mutating func encode(_ row: Span<Float>) -> CodedRows.Measure {
        let norm = norm(row)
        guard norm > 0 else { return CodedRows.Measure() }
        for index in 0..<row.count { spread[index] = row[index] }
        let (scale, error) = Self.quantize(&spread, into: &codes)
        return CodedRows.Measure(scale: scale, error: error * (1 + rounding) + rounding * norm, norm: norm)
    }

    private static func quantize(_ row: inout [Float], into codes: inout [Int8]) -> (scale: Float, error: Float) {
        var elements = row.mutableSpan
        Kernels.active.spread(&elements)
        var out = codes.mutableSpan
        return QuantizedVectors.quantize(elements.span, into: &out)
    }
}
