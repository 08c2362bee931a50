import LinearAlgebra
import SystemSupport
import Testing
import VectorKernels

@testable import Clustering

@Suite struct CentredRowsTests {
    @Test func `the mean is taken away from unit rows`() {
        let x = DenseMatrix(rows: 2, columns: 3, elements: [3, 4, 7, 4, 3, 7])
        // Two columns: (.6, .8) and (.8, .6), mean (.7, .7): (−1, 1)/√2 and (1, −1)/√2.
        let centred = x.centredUnitRows(dimensions: 2, threads: 1)
        let half = Float(0.5).squareRoot()
        for (value, expected) in zip(centred.elements, [-half, half, half, -half]) {
            #expect(abs(value - expected) < 1e-5)
        }
    }

    @Test func `zero rows stay zero and do not count in the mean`() {
        let x = DenseMatrix(rows: 3, columns: 2, elements: [1, 0, 0, 0, 0, 1])
        let centred = x.centredUnitRows(dimensions: 9, threads: 2)
        #expect(centred.row(1) == [0, 0])
        #expect(abs(centred[0, 0] - Float(0.5).squareRoot()) < 1e-6)
    }

    @Test func `equal rows have nothing left, one row stays`() {
        let equal = DenseMatrix(rows: 3, columns: 2, elements: [1, 2, 1, 2, 1, 2])
        #expect(equal.centredUnitRows(dimensions: 2, threads: 1).elements == [0, 0, 0, 0, 0, 0])
        let one = DenseMatrix(rows: 1, columns: 2, elements: [3, 4])
        #expect(one.centredUnitRows(dimensions: 2, threads: 1).elements == unit([3, 4]))
        #expect(DenseMatrix(rows: 0, columns: 2).centredUnitRows(dimensions: 2, threads: 1).rows == 0)
    }

    @Test func `what is not finite counts as zero`() {
        let x = DenseMatrix(rows: 2, columns: 2, elements: [.nan, 1, 1, .infinity])
        #expect(x.centredUnitRows(dimensions: 2, threads: 1).elements.allSatisfy { $0.isFinite })
    }

    @Test func `threads do not change a bit`() {
        let x = randomRows(5000, 9, seed: 2)
        #expect(x.centredUnitRows(dimensions: 8, threads: 4) == x.centredUnitRows(dimensions: 8, threads: 1))
    }
}

@Suite struct NeighborGraphTests {
    @Test func `neighbours are those of the full table of similarities`() {
        let x = randomRows(1100, 9, seed: 3)
        let graph = NeighborGraph(x, degree: 5, threads: 2)
        for row in stride(from: 0, to: x.rows, by: 37) { expectPlain(graph.neighbors[row], of: row, x, 5) }
    }

    /// Rows among which some are near each other, equal, zero, long or short.
    private func mixedRows(_ count: Int) -> DenseMatrix {
        var x = blobs(groups: count / 20, perGroup: 20, columns: 40, spread: 0.02, seed: 5)
        for row in 0..<x.rows {
            let factor: Float = row % 50 == 7 ? 0 : row % 11 == 3 ? 3 : row % 13 == 4 ? 0.25 : 1
            for column in 0..<x.columns {
                x[row, column] = row % 17 == 9 ? x[row - 1, column] : factor * x[row, column]
            }
        }
        return x
    }

    private func expectPlain(
        _ found: [(row: Int, similarity: Float)], of row: Int, _ x: DenseMatrix, _ degree: Int
    ) {
        let plain = (0..<x.rows).filter { $0 != row }
            .map { (row: $0, similarity: plainDot(x.row(row), x.row($0))) }
            .sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
            .prefix(degree)
        #expect(found.map(\.row) == plain.map(\.row))
        #expect(found.map(\.similarity) == plain.map(\.similarity))
    }

    @Test(arguments: [(rows: 700, degree: 5), (rows: 700, degree: 1), (rows: 1300, degree: 8)])
    func `products of bfloat16 find the same`(rows: Int, degree: Int) throws {
        let x = mixedRows(rows)
        // Only where the machine has tiles for it.
        guard let search = NeighborSearch(x, degree: degree, threads: 2) else {
            #expect(!Kernels.active.hasShortTiles)
            return
        }
        let neighbors = search.neighbors(threads: 2)
        #expect(neighbors.count == x.rows)
        for row in stride(from: 0, to: x.rows, by: 9) { expectPlain(neighbors[row], of: row, x, degree) }
        expectPlain(neighbors[7], of: 7, x, degree)
    }

    @Test func `rows that products of bfloat16 say nothing of are left to others`() {
        var x = mixedRows(700)
        #expect(NeighborSearch(x, degree: 6, threads: 1) == nil)
        x[3, 2] = .infinity
        #expect(NeighborSearch(x, degree: 2, threads: 1) == nil)
        x = mixedRows(700)
        for column in 0..<x.columns { x[3, column] *= 1e-30 }
        #expect(NeighborSearch(x, degree: 2, threads: 1) == nil)
    }

    @Test(arguments: [1, 20, 60, 399, 500])
    func `a good part of all rows comes in order`(degree: Int) {
        var x = mixedRows(400)
        let graph = NeighborGraph(x, degree: degree, threads: 2)
        for row in stride(from: 0, to: x.rows, by: 29) { expectPlain(graph.neighbors[row], of: row, x, degree) }
        // A row that is not finite is nobody's neighbour, and has none.
        for column in 0..<x.columns { x[5, column] = .nan }
        let others = NeighborGraph(x, degree: degree, threads: 1).neighbors
        #expect(others[5].isEmpty && others.allSatisfy { $0.allSatisfy { $0.row != 5 } })
        #expect(others[0].count == min(degree, 398))
    }

    @Test func `equals come by row, and fewer rows give fewer neighbours`() {
        let x = matrix([[1, 0], [1, 0], [1, 0], [0, 1]])
        #expect(NeighborGraph(x, degree: 2, threads: 1).neighbors[1].map(\.row) == [0, 2])
        #expect(NeighborGraph(x, degree: 9, threads: 1).neighbors[3].map(\.row) == [0, 1, 2])
        #expect(NeighborGraph(x, degree: 0, threads: 1).neighbors.allSatisfy { $0.isEmpty })
    }
}

@Suite struct SeededGeneratorTests {
    @Test func `the sequence is SplitMix64's`() {
        // The first outputs for the seed 1234567, as the algorithm's reference implementation gives them.
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(generator.next() == 6_457_827_717_110_365_317)
        #expect(generator.next() == 3_203_168_211_198_807_973)
    }

    @Test func `samples are distinct, ascending and of the size asked for`() {
        var generator = SeededGenerator(seed: 1)
        for (count, total) in [(0, 0), (0, 5), (5, 5), (3, 100), (99, 100)] {
            let sample = generator.sample(count, of: total)
            #expect(sample.count == count)
            #expect(sample == Set(sample).sorted())
            #expect(sample.allSatisfy { $0 >= 0 && $0 < total })
        }
    }

    @Test func `streams of a seed differ`() {
        var (first, second) = (SeededGenerator(seed: 1, stream: 0), SeededGenerator(seed: 1, stream: 1))
        #expect(first.next() != second.next())
        #expect((0..<100).allSatisfy { _ in (0..<1).contains(first.unit()) })
    }
}
