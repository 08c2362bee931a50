import Testing

@testable import LinearAlgebra

@Suite struct SparseMatrixTests {
    @Test func `a transpose worked by hand`() {
        let matrix = SparseMatrix(
            rows: 2, columns: 3, rowOffsets: [0, 2, 3], columnIndices: [0, 2, 2], values: [1, 2, 3])
        let transpose = matrix.transposed()
        #expect(transpose.rows == 3)
        #expect(transpose.columns == 2)
        #expect(transpose.rowOffsets == [0, 1, 1, 3])
        #expect(transpose.columnIndices == [0, 0, 1])
        #expect(transpose.values == [1, 2, 3])
    }

    @Test(arguments: [(0, 0), (0, 4), (4, 0), (1, 1), (1, 9), (9, 1), (40, 70), (500, 30)])
    func `transposing is that of the dense matrix, and its own inverse`(rows: Int, columns: Int) {
        let dense = DenseMatrix.integers(rows: rows, columns: columns, seed: 6)
        let matrix = SparseMatrix(dense)
        #expect(matrix.transposed() == SparseMatrix(dense.transposed))
        #expect(matrix.transposed().transposed() == matrix)
    }

    @Test(arguments: [
        (0, 3, 2), (3, 0, 2), (3, 2, 0), (1, 1, 1), (64, 9, 1), (65, 30, 33), (300, 200, 64), (130, 20, 100),
    ])
    func `products of integers are exact at any size and thread count`(rows: Int, inner: Int, columns: Int) {
        let a = DenseMatrix.integers(rows: rows, columns: inner, seed: 7)
        let b = DenseMatrix.integers(rows: inner, columns: columns, seed: 8)
        let expected = a.reference(times: b)
        for threads in 1...3 { #expect(SparseMatrix(a).multiplied(by: b, threads: threads) == expected) }
    }

    @Test func `empty rows and columns multiply to zero`() {
        let matrix = SparseMatrix([[0, 0, 0], [0, 2, 0], [0, 0, 0]])
        let product = matrix.multiplied(by: DenseMatrix([[1, 1], [2, 3], [4, 4]]), threads: 1)
        #expect(product == DenseMatrix([[0, 0], [4, 6], [0, 0]]))
    }

    @Test func `the Frobenius norm is that of the values`() {
        #expect(SparseMatrix([[3, 0], [0, 4]]).squaredFrobeniusNorm(threads: 1) == 25)
        #expect(SparseMatrix(rows: 0, columns: 0, rowOffsets: [0], columnIndices: [], values: []).entryCount == 0)
        let long = SparseMatrix(DenseMatrix.random(rows: 400, columns: 300, seed: 9))
        let one = long.squaredFrobeniusNorm(threads: 1)
        #expect(one == long.squaredFrobeniusNorm(threads: 3))
        #expect(abs(one - long.values.reduce(0.0) { $0 + Double($1) * Double($1) }) < 1e-6)
    }

    @Test func `the Gram matrix of a product is that of the plain twin`() {
        let a = DenseMatrix.integers(rows: 1500, columns: 40, seed: 10)
        let b = DenseMatrix.integers(rows: 40, columns: 7, seed: 11)
        let product = a.reference(times: b)
        let expected = product.transposed.reference(times: product)
        let gram = SparseMatrix(a).gram(ofProductWith: b, threads: 2)
        for row in 0..<7 { for column in row..<7 { #expect(Float(gram[row * 7 + column]) == expected[row, column]) } }
        #expect(product.gram(threads: 3) == gram)
    }

    @Test(arguments: [(1, 1, 1), (3, 2, 15), (600, 40, 16), (513, 1100, 17), (17_000, 3, 33)])
    func `multiplying by the Gram matrix is multiplying twice`(rows: Int, columns: Int, width: Int) {
        var random = TestRandom(state: 13)
        var offsets = [0]
        var indices: [UInt32] = []
        for _ in 0..<rows {
            indices += Set((0..<3).map { _ in UInt32(random.next() % UInt64(columns)) }).sorted()
            offsets.append(indices.count)
        }
        let values = indices.map { Float($0 % 3) - 1 }
        let a = SparseMatrix(rows: rows, columns: columns, rowOffsets: offsets, columnIndices: indices, values: values)
        let block = DenseMatrix.integers(rows: columns, columns: width, seed: 14)
        let expected = a.transposed().multiplied(by: a.multiplied(by: block, threads: 2), threads: 2)
        for threads in 1...3 {
            let isEqual = a.gramProduct(with: block, threads: threads) == expected
            #expect(isEqual)
        }
    }

    #if os(Linux)
        @Test func `columns that do not ascend, or lie outside, trap`() async {
            await #expect(processExitsWith: .failure) {
                _ = SparseMatrix(rows: 1, columns: 3, rowOffsets: [0, 2], columnIndices: [1, 1], values: [1, 1])
            }
            await #expect(processExitsWith: .failure) {
                _ = SparseMatrix(rows: 1, columns: 3, rowOffsets: [0, 1], columnIndices: [3], values: [1])
            }
            await #expect(processExitsWith: .failure) {
                _ = SparseMatrix(rows: 1, columns: 3, rowOffsets: [0, 2], columnIndices: [0], values: [1])
            }
        }
    #endif
}
