import LinearAlgebra
import SystemSupport
import VectorKernels

/// The rows to be clustered, as floats and as bytes.
///
/// Products of bytes say which centroids a row may be nearest to; the floats decide among those.
struct CodedRows: Sendable {
    /// A row in bytes, and how far its products may be off.
    struct Measure: BitwiseCopyable, Sendable {
        /// What a code stands for.
        var scale: Float = 0
        /// At least the norm of what the codes leave out.
        var error: Float = 0
        /// At least the row's norm; 0 for a row without a direction (zero, or not finite in every element).
        var norm: Float = 0

        var isUsable: Bool { norm > 0 }
    }

    /// Rows that are worked on together.
    struct Block: Sendable {
        var codes: [Int8] = []
        var measures: [Measure] = []
    }

    static let rowsPerBlock = 256

    let x: DenseMatrix
    /// Each of ``rowsPerBlock`` rows; the last may have fewer.
    let blocks: [Block]
    let usableCount: Int

    /// - Complexity: Reads `x` once.
    init(_ x: DenseMatrix, threads: Int) {
        self.x = x
        let count = (x.rows + Self.rowsPerBlock - 1) / Self.rowsPerBlock
        blocks = parallelMap(count: count, threads: threads) { block in
            Block(x, rows: block * Self.rowsPerBlock..<min(x.rows, (block + 1) * Self.rowsPerBlock))
        }
        usableCount = blocks.reduce(0) { $0 + $1.measures.count { $0.isUsable } }
    }

    private init(_ x: DenseMatrix, blocks: [Block]) {
        self.x = x
        self.blocks = blocks
        usableCount = blocks.reduce(0) { $0 + $1.measures.count { $0.isUsable } }
    }

    /// The named rows, in the order given.
    func selecting(_ chosen: [Int]) -> CodedRows {
        var selected: [Block] = []
        for (index, row) in chosen.enumerated() {
            if index.isMultiple(of: Self.rowsPerBlock) { selected.append(Block()) }
            selected[selected.count - 1].codes += codes(row)
            selected[selected.count - 1].measures.append(measure(row))
        }
        return CodedRows(x.selecting(rows: chosen), blocks: selected)
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
    fileprivate init(_ x: DenseMatrix, rows: Range<Int>) {
        codes.reserveCapacity(rows.count * x.columns)
        measures.reserveCapacity(rows.count)
        var coder = RowCoder(columns: x.columns)
        for row in rows {
            measures.append(x.withRow(row) { coder.encode($0) })
            codes += coder.codes
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

    /// Rotates a row, so that no few elements set the scale of all, and quantizes it.
    mutating func encode(_ row: Span<Float>) -> CodedRows.Measure {
        let squared = squaredNorm(row)
        guard squared > 0, squared.isFinite else { return CodedRows.Measure() }
        let norm = squared.squareRoot() * (1 + rounding)
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
