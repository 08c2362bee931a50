/// A dense matrix of floats, row-major without padding.
public struct DenseMatrix: Sendable, Equatable {
    public let rows: Int
    public let columns: Int

    /// Element (r, c) stands at `r * columns + c`. Its count must stay `rows * columns`.
    public var elements: [Float] {
        didSet { precondition(elements.count == rows * columns, "DenseMatrix: elements.count must be rows * columns") }
    }

    /// A matrix over existing elements, row-major; nothing is copied.
    public init(rows: Int, columns: Int, elements: [Float]) {
        precondition(rows >= 0 && columns >= 0, "DenseMatrix: negative shape")
        precondition(elements.count == rows * columns, "DenseMatrix: elements.count must be rows * columns")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix of zeros.
    public init(rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, elements: [Float](repeating: 0, count: rows * columns))
    }

    /// The square matrix with ones on its diagonal.
    static func identity(_ order: Int) -> DenseMatrix {
        var matrix = DenseMatrix(rows: order, columns: order)
        for index in 0..<order { matrix.elements[index * order + index] = 1 }
        return matrix
    }

    public subscript(row: Int, column: Int) -> Float {
        get {
            checkIndex(row, column)
            return elements[row * columns + column]
        }
        set {
            checkIndex(row, column)
            elements[row * columns + column] = newValue
        }
    }

    private func checkIndex(_ row: Int, _ column: Int) {
        precondition(row >= 0 && row < rows, "DenseMatrix: row out of range")
        precondition(column >= 0 && column < columns, "DenseMatrix: column out of range")
    }

    /// Calls `body` with a row, `columns` elements, without a copy.
    public func withRow<Result, Failure: Error>(
        _ row: Int, _ body: (Span<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(row >= 0 && row < rows, "DenseMatrix: row out of range")
        return try body(elements.span.extracting(row * columns..<(row + 1) * columns))
    }

    /// The matrix with every column multiplied by its factor.
    func scalingColumns(by factors: [Float]) -> DenseMatrix {
        precondition(factors.count == columns, "scalingColumns(by:): a factor for every column")
        var scaled = elements
        for row in 0..<rows {
            for column in 0..<columns { scaled[row * columns + column] *= factors[column] }
        }
        return DenseMatrix(rows: rows, columns: columns, elements: scaled)
    }

    /// Where the elements of some rows stand.
    func range(ofRows rows: Range<Int>) -> Range<Int> {
        rows.lowerBound * columns..<rows.upperBound * columns
    }
}
