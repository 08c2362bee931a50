import Testing

@testable import LinearAlgebra

@Suite struct TruncatedSVDTests {
    /// What holds for every decomposition, whatever the matrix.
    private func checkInvariants(
        _ d: Decomposition, of a: SparseMatrix, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(d.rightVectors.rows == a.columns, sourceLocation: sourceLocation)
        #expect(d.rightVectors.columns == d.rank, sourceLocation: sourceLocation)
        #expect(d.singularValues == d.singularValues.sorted(by: >), sourceLocation: sourceLocation)
        #expect(d.singularValues.allSatisfy { $0 > 0 }, sourceLocation: sourceLocation)
        #expect(d.rightVectors.orthonormalityError < Tolerance.single, sourceLocation: sourceLocation)
        #expect(d.capturedEnergy >= 0 && d.capturedEnergy <= 1, sourceLocation: sourceLocation)
        for index in 0..<d.rank {
            let column = d.rightVectors.column(index)
            let largest = column.map { abs($0) }.max() ?? 0
            #expect(column.first { abs($0) == largest } ?? 0 > 0, sourceLocation: sourceLocation)
        }
        let energy = d.singularValues.reduce(0.0) { $0 + Double($1) * Double($1) }
        let total = a.squaredFrobeniusNorm(threads: 1)
        #expect(total == 0 || abs(d.capturedEnergy - energy / total) < 1e-5, sourceLocation: sourceLocation)
        // A·V has orthogonal columns as long as the singular values.
        let image = a.dense.reference(times: d.rightVectors)
        let gram = image.transposed.reference(times: image)
        let scale = (d.singularValues.first ?? 0) * (d.singularValues.first ?? 0)
        for row in 0..<d.rank {
            for column in 0..<d.rank {
                let expected = row == column ? d.singularValues[row] * d.singularValues[row] : 0
                #expect(abs(gram[row, column] - expected) <= Tolerance.single * scale, sourceLocation: sourceLocation)
            }
        }
    }

    @Test func `a diagonal matrix decomposes to its diagonal`() {
        let a = SparseMatrix([[0, 3, 0], [-4, 0, 0], [0, 0, 1], [0, 0, 0]])
        let d = TruncatedSVD(rank: 2).fit(a, threads: 1)
        #expect(abs(d.singularValues[0] - 4) < 1e-6)
        #expect(abs(d.singularValues[1] - 3) < 1e-6)
        #expect(d.rightVectors.largestDifference(to: DenseMatrix([[1, 0], [0, 1], [0, 0]])) < 1e-6)
        #expect(abs(d.capturedEnergy - 25.0 / 26) < 1e-6)
    }

    @Test func `a matrix of rank one worked by hand`() {
        // (1, 2, 2)ᵀ · (-3, 4): one singular value, 3 · 5, along (-0.6, 0.8).
        let d = TruncatedSVD(rank: 2).fit(SparseMatrix([[-3, 4], [-6, 8], [-6, 8]]), threads: 1)
        #expect(d.rank == 1)
        #expect(abs(d.singularValues[0] - 15) < 1e-5)
        #expect(d.rightVectors.largestDifference(to: DenseMatrix([[-0.6], [0.8]])) < 1e-6)
        #expect(abs(d.capturedEnergy - 1) < 1e-6)
    }

    @Test func `two by two worked by hand`() {
        // AᵀA = [[25, 20], [20, 25]]: 45 along (1, 1), 5 along (1, -1).
        let a = SparseMatrix([[3, 0], [4, 5]])
        let d = TruncatedSVD(rank: 2).fit(a, threads: 1)
        #expect(abs(d.singularValues[0] - Float(45).squareRoot()) < 1e-5)
        #expect(abs(d.singularValues[1] - Float(5).squareRoot()) < 1e-5)
        #expect(abs(d.rightVectors[0, 0] - Float(0.5).squareRoot()) < 1e-6)
        checkInvariants(d, of: a)
    }

    @Test(arguments: [(1, 1), (1, 7), (7, 1), (2, 300), (300, 2), (64, 64), (100, 40), (40, 100)])
    func `a full decomposition is LAPACK's`(rows: Int, columns: Int) {
        let dense = DenseMatrix.random(rows: rows, columns: columns, seed: 21)
        let expected = referenceSVD(dense)
        let d = TruncatedSVD(rank: 500).fit(SparseMatrix(dense), threads: 2)
        #expect(d.rank == min(rows, columns))
        for (found, value) in zip(d.singularValues, expected.values) {
            #expect(abs(found - Float(value)) < Tolerance.single * Float(expected.values[0]))
        }
        #expect(abs(d.capturedEnergy - 1) < 1e-5)
        checkInvariants(d, of: SparseMatrix(dense))
    }

    @Test(arguments: [0.5, 0.8, 0.95])
    func `a decaying spectrum is found to its noise, with its vectors`(ratio: Double) {
        var values = [1.0]
        while values.count < 90 { values.append(values[values.count - 1] * ratio) }
        let dense = matrix(rows: 120, columns: 90, singularValues: values, seed: 22)
        let expected = referenceSVD(dense)
        let d = TruncatedSVD(rank: 12).fit(SparseMatrix(dense), threads: 2)
        #expect(d.rank == 12)
        for index in 0..<12 {
            #expect(abs(Double(d.singularValues[index]) - expected.values[index]) < 1e-6)
            let alignment = zip(d.rightVectors.column(index), expected.vectors.column(index)).reduce(0) {
                $0 + $1.0 * $1.1
            }
            #expect(abs(abs(alignment) - 1) < 1e-3)
        }
        checkInvariants(d, of: SparseMatrix(dense))
    }

    @Test func `singular values below the tolerance are dropped, those above are kept`() {
        let values = [1.0, 0.1, 1e-2, 1e-3, 1e-4, 1e-7, 1e-8]
        let dense = matrix(rows: 60, columns: 50, singularValues: values, seed: 23)
        let d = TruncatedSVD(rank: 50).fit(SparseMatrix(dense), threads: 1)
        #expect(d.rank == 5)
        for (found, value) in zip(d.singularValues, values) { #expect(abs(Double(found) - value) < 1e-6) }
        checkInvariants(d, of: SparseMatrix(dense))
    }

    @Test func `a matrix of zeros and an empty one have rank 0`() {
        for (rows, columns) in [(0, 0), (0, 5), (5, 0), (3, 4)] {
            let a = SparseMatrix(DenseMatrix(rows: rows, columns: columns))
            let d = TruncatedSVD(rank: 3).fit(a, threads: 2)
            #expect(d.rank == 0)
            #expect(d.rightVectors == DenseMatrix(rows: columns, columns: 0))
            #expect(d.capturedEnergy == 1)
        }
        let stored = SparseMatrix(rows: 1, columns: 2, rowOffsets: [0, 2], columnIndices: [0, 1], values: [0, 0])
        #expect(TruncatedSVD(rank: 3).fit(stored, threads: 1).rank == 0)
    }

    @Test func `rank 0 captures nothing`() {
        let d = TruncatedSVD(rank: 0).fit(SparseMatrix([[1, 2], [3, 4]]), threads: 1)
        #expect(d.rank == 0)
        #expect(d.capturedEnergy == 0)
    }

    @Test func `duplicate rows and empty rows leave the rank of the distinct ones`() {
        var rows: [[Float]] = []
        for index in 0..<300 { rows.append((0..<20).map { $0 == index % 4 ? 1 : 0 }) }
        rows += [[Float]](repeating: [Float](repeating: 0, count: 20), count: 50)
        let a = SparseMatrix(rows)
        let d = TruncatedSVD(rank: 10).fit(a, threads: 2)
        #expect(d.rank == 4)
        for value in d.singularValues { #expect(abs(value - Float(75).squareRoot()) < 1e-4) }
        checkInvariants(d, of: a)
    }

    @Test func `a singular value repeated more often than a block is wide is found as often`() {
        // The identity: its Krylov space never grows beyond the start.
        var identity = DenseMatrix(rows: 120, columns: 120)
        for index in 0..<120 { identity[index, index] = 1 }
        let a = SparseMatrix(identity)
        let d = TruncatedSVD(rank: 100, oversampling: 0, iterations: 10).fit(a, threads: 2)
        #expect(d.rank == 100)
        #expect(d.singularValues.allSatisfy { abs($0 - 1) < 1e-5 })
        #expect(abs(d.capturedEnergy - 100.0 / 120) < 1e-5)
        checkInvariants(d, of: a)
    }

    @Test(arguments: [1e-30, 1e-12, 1e12, 1e18] as [Float])
    func `the size of the values does not matter`(factor: Float) {
        let a = SparseMatrix(DenseMatrix.random(rows: 60, columns: 50, seed: 24))
        let plain = TruncatedSVD(rank: 5).fit(a, threads: 1)
        let scaled = TruncatedSVD(rank: 5).fit(a.scaled(by: factor), threads: 1)
        #expect(scaled.rank == 5)
        #expect(abs(scaled.capturedEnergy - plain.capturedEnergy) < 1e-5)
        #expect(scaled.rightVectors.largestDifference(to: plain.rightVectors) < 1e-4)
        for (one, other) in zip(plain.singularValues, scaled.singularValues) {
            #expect(abs(other / factor - one) < 1e-5 * plain.singularValues[0])
        }
    }

    @Test func `texts are decomposed to the energy of a full decomposition`() {
        let a = SparseMatrix.texts(rows: 400, columns: 250, entries: 30, seed: 25)
        let best =
            referenceSVD(a.dense).values.prefix(40).reduce(0) { $0 + $1 * $1 } / a.squaredFrobeniusNorm(threads: 1)
        let d = TruncatedSVD(rank: 40).fit(a, threads: 2)
        #expect(d.rank == 40)
        #expect(d.capturedEnergy <= best + 1e-6)
        #expect(d.capturedEnergy > best * 0.995)
        checkInvariants(d, of: a)
    }

    @Test func `columns are counted and kept in their order`() {
        let a = SparseMatrix([[1, 0, 2, 0], [3, 4, 0, 0], [0, 0, 5, 0]])
        let counts = a.columnCounts()
        #expect(counts == [2, 1, 2, 0])
        #expect(a.keepingColumns { counts[$0] >= 2 } == SparseMatrix([[1, 2], [3, 0], [0, 5]]))
    }

    @Test(arguments: [(2500, 1500, 20, 24), (17_000, 400, 3, 4), (30, 900, 20, 24), (900, 30, 9, 24)])
    func `the bits do not depend on the thread count`(rows: Int, columns: Int, entries: Int, rank: Int) {
        let a = SparseMatrix.texts(rows: rows, columns: columns, entries: entries, seed: 26)
        let svd = TruncatedSVD(rank: rank)
        let one = svd.fit(a, threads: 1)
        #expect(one.rank == rank)
        for threads in 2...3 {
            let other = svd.fit(a, threads: threads)
            #expect(other.singularValues == one.singularValues)
            #expect(other.rightVectors.largestDifference(to: one.rightVectors) == 0)
            #expect(other.capturedEnergy == one.capturedEnergy)
        }
    }

    @Test func `another seed starts elsewhere and finds the same`() {
        let values = (0..<60).map { 1 / Double(1 + $0) }
        let a = SparseMatrix(matrix(rows: 80, columns: 60, singularValues: values, seed: 27))
        let one = TruncatedSVD(rank: 10, seed: 1).fit(a, threads: 1)
        let two = TruncatedSVD(rank: 10, seed: 2).fit(a, threads: 1)
        let areEqual = one == two
        #expect(!areEqual)
        for (left, right) in zip(one.singularValues, two.singularValues) { #expect(abs(left - right) < 1e-4) }
        #expect(one.rightVectors.largestDifference(to: two.rightVectors) < 0.01)
    }

    #if os(Linux)
        @Test func `a matrix that is not finite traps`() async {
            await #expect(processExitsWith: .failure) {
                _ = TruncatedSVD(rank: 1).fit(SparseMatrix([[.nan, 1]]), threads: 1)
            }
        }
    #endif
}
