import LinearAlgebra
import Testing

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
        for row in stride(from: 0, to: x.rows, by: 37) {
            let plain = (0..<x.rows).filter { $0 != row }
                .map { (row: $0, similarity: plainDot(x.row(row), x.row($0))) }
                .sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
                .prefix(5)
            #expect(graph.neighbors[row].map(\.row) == plain.map(\.row))
            #expect(graph.neighbors[row].map(\.similarity) == plain.map(\.similarity))
        }
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
