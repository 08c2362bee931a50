import Testing

@testable import LinearAlgebra

@Suite struct DenseMatrixTests {
    @Test func `an element stands at row times columns plus column`() {
        var matrix = DenseMatrix([[1, 2, 3], [4, 5, 6]])
        #expect(matrix[1, 0] == 4)
        matrix[0, 2] = 9
        #expect(matrix.elements == [1, 2, 9, 4, 5, 6])
        matrix.withRow(1) { row in
            #expect(row.count == 3)
            #expect(row[2] == 6)
        }
    }

    @Test func `a product worked by hand`() {
        let a = DenseMatrix([[1, 2], [3, 4], [5, 6]])
        let b = DenseMatrix([[1, 0, -1], [2, 1, 0]])
        #expect(a.multiplied(by: b, threads: 1) == DenseMatrix([[5, 2, -1], [11, 4, -3], [17, 6, -5]]))
        #expect(
            a.multiplied(byTransposeOf: a, threads: 1) == DenseMatrix([[5, 11, 17], [11, 25, 39], [17, 39, 61]]))
    }

    @Test(arguments: [
        (0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (255, 3, 5), (256, 17, 1), (257, 64, 33), (700, 5, 8),
    ])
    func `products of integers are exact at any size and thread count`(rows: Int, inner: Int, columns: Int) {
        let a = DenseMatrix.integers(rows: rows, columns: inner, seed: 1)
        let b = DenseMatrix.integers(rows: inner, columns: columns, seed: 2)
        let expected = a.reference(times: b)
        for threads in 1...3 {
            #expect(a.multiplied(by: b, threads: threads) == expected)
            #expect(a.multiplied(byTransposeOf: b.transposed, threads: threads) == expected)
        }
    }

    @Test func `the bits of a product do not depend on the thread count`() {
        let a = DenseMatrix.random(rows: 1000, columns: 130, seed: 3)
        let b = DenseMatrix.random(rows: 130, columns: 70, seed: 4)
        let one = a.multiplied(by: b, threads: 1)
        #expect(one == a.multiplied(by: b, threads: 2))
        #expect(one == a.multiplied(by: b, threads: 3))
        #expect(one.largestDifference(to: a.reference(times: b)) < 130 * 1e-6)
    }

    @Test func `rows get unit norm, a zero row stays zero`() {
        var matrix = DenseMatrix([[3, 4], [0, 0], [0, -2]])
        matrix.normalizeRows(threads: 2)
        #expect(matrix == DenseMatrix([[0.6, 0.8], [0, 0], [0, -1]]))
        var empty = DenseMatrix(rows: 5, columns: 0)
        empty.normalizeRows(threads: 2)
        #expect(empty.rows == 5)
    }

    @Test func `column means are those of a plain sum`() {
        #expect(DenseMatrix([[1, 2], [3, 6], [5, 1]]).columnMeans(threads: 1) == [3, 3])
        #expect(DenseMatrix(rows: 0, columns: 2).columnMeans(threads: 1) == [0, 0])
        #expect(DenseMatrix(rows: 2, columns: 0).columnMeans(threads: 1) == [])
        let large = DenseMatrix.random(rows: 5000, columns: 3, seed: 5)
        let means = large.columnMeans(threads: 3)
        for column in 0..<3 {
            let mean = large.column(column).reduce(0.0) { $0 + Double($1) } / 5000
            #expect(abs(Double(means[column]) - mean) < 1e-7)
        }
        #expect(means == large.columnMeans(threads: 1))
    }

    @Test func `equal magnitudes give the lowest row the positive sign`() {
        var matrix = DenseMatrix([[-1, 1, 0], [1, -2, 0], [0, 1, 0]])
        matrix.makeSignsCanonical(threads: 2)
        #expect(matrix == DenseMatrix([[1, -1, 0], [-1, 2, 0], [0, -1, 0]]))
    }

    @Test func `the sign of a long column comes from its first extreme`() {
        var matrix = DenseMatrix(rows: 3000, columns: 1)
        matrix[700, 0] = -5
        matrix[2900, 0] = 5
        matrix.makeSignsCanonical(threads: 3)
        #expect(matrix[700, 0] == 5)
        #expect(matrix[2900, 0] == -5)
    }
}
