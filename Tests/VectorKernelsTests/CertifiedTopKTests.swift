import Testing

@testable import VectorKernels

@Suite struct CertifiedTopKTests {
    /// Rows of a kind, and a query that suits them.
    enum Pile: CaseIterable {
        case random, clustered, duplicates, constant, nearTies, mixedMagnitudes, hostile, ascending

        func make(_ count: Int, _ dimension: Int) -> (query: [Float], rows: [Float]) {
            var generator = SeededGenerator(50)
            let query = generator.unitRows(1, dimension)
            var rows = generator.unitRows(count, dimension)
            for row in 0..<count {
                for column in 0..<dimension {
                    let at = row * dimension + column
                    switch self {
                    case .random: break
                    case .clustered: rows[at] = rows[row % 7 * dimension + column] + rows[at] * 0.02
                    case .duplicates: rows[at] = rows[row % 11 * dimension + column]
                    case .constant: rows[at] = 0.25
                    case .nearTies: rows[at] = query[column] + rows[at] * 1e-6
                    case .mixedMagnitudes: rows[at] *= Float(sign: .plus, exponent: row % 140 - 110, significand: 1)
                    case .hostile:
                        if row % 3 == 0 { rows[at] = generator.hostileFloats(1, allowsNonFinite: row % 2 == 0)[0] }
                    case .ascending: rows[at] = query[column] * Float(row)
                    }
                }
            }
            return (query, rows)
        }
    }

    private func expectSame(
        _ query: [Float], _ rows: [Float], _ dimension: Int, k: Int, allowed: [UInt64]? = nil, threads: Int = 1
    ) {
        let count = rows.count / dimension
        let scores = (0..<count).map { row in
            let isAllowed = allowed.map { $0[row / 64] >> UInt64(row % 64) & 1 == 1 } ?? true
            return isAllowed ? dot(query.span, rows.span.extracting(row * dimension..<(row + 1) * dimension)) : .nan
        }
        let expected = sortedPrefix(scores, k)
        let full = topK(
            query: query.span, vectors: rows.span, dimension: dimension, k: k, allowed: allowed?.span, threads: threads)
        #expect(full.map(\.index) == expected.map(\.index))
        #expect(full.map(\.score) == expected.map(\.score))
        for hasNibbles in [true, false] {
            let searchable = SearchableRows(
                quantizing: rows, dimension: dimension, hasNibbles: hasNibbles, threads: threads)
            let certified = certifiedTopK(
                query: query.span, in: searchable, k: k, allowed: allowed?.span, threads: threads)
            #expect(certified.map(\.index) == expected.map(\.index))
            #expect(certified.map(\.score) == expected.map(\.score))
            let batch = certifiedTopK(
                queries: query.span, in: searchable, k: k, allowed: allowed?.span, threads: threads)
            #expect(batch.count == 1)
            #expect(batch[0].map(\.index) == expected.map(\.index))
            #expect(batch[0].map(\.score) == expected.map(\.score))
        }
    }

    @Test func `the nearest of three worked by hand`() {
        expectSame([1, 0], [0, 1, 1, 0, 0.6, 0.8], 2, k: 2)
        let best = topK(query: [1, 0].span, vectors: [0, 1, 1, 0, 0.6, 0.8].span, dimension: 2, k: 2)
        #expect(best.map(\.index) == [1, 2])
    }

    @Test(arguments: Pile.allCases, [1, 10, 80, 700, 705])
    func `the scan of bytes finds what the full scan finds`(pile: Pile, k: Int) {
        let (query, rows) = pile.make(700, 19)
        expectSame(query, rows, 19, k: k)
    }

    @Test(arguments: Pile.allCases)
    func `rows not allowed are left out and the others found`(pile: Pile) {
        let (query, rows) = pile.make(500, 33)
        var generator = SeededGenerator(51)
        for density in [0, 1, 5, 50, 95, 100] {
            let allowed = (0..<8).map { _ in
                (0..<64).reduce(UInt64(0)) { word, bit in
                    Int.random(in: 0..<100, using: &generator) < density ? word | 1 << UInt64(bit) : word
                }
            }
            expectSame(query, rows, 33, k: 12, allowed: allowed)
        }
    }

    @Test(arguments: Pile.allCases, [1, 20, 300])
    func `rows below the least score are left out, and no others`(pile: Pile, k: Int) {
        let (query, rows) = pile.make(600, 21)
        let searchable = SearchableRows(quantizing: rows, dimension: 21, hasNibbles: true, threads: 1)
        let all = certifiedTopK(query: query.span, in: searchable, k: k)
        // Between scores, at one of them that others may equal, at none and at all.
        let scores = all.map(\.score)
        for least in [
            scores[scores.count / 2], scores[scores.count / 2].nextUp, scores[0], scores[0].nextUp, -.infinity,
            .infinity,
        ] {
            let best = certifiedTopK(query: query.span, in: searchable, k: k, least: least)
            let expected = all.filter { $0.score >= least }
            #expect(best.map(\.index) == expected.map(\.index) && best.map(\.score) == expected.map(\.score))
        }
    }

    @Test(arguments: [Pile.random, .duplicates, .ascending, .hostile])
    func `the number of threads changes nothing`(pile: Pile) {
        let (query, rows) = pile.make(2 * RowScan.smallestPart + 77, 3)
        for threads in [1, 2, 5] { expectSame(query, rows, 3, k: 20, threads: threads) }
    }

    @Test(arguments: [0, .nan, .infinity, 0x1p-133, 1e-31, 1e13, 3e38] as [Float])
    func `any query is answered`(factor: Float) {
        let (query, rows) = Pile.hostile.make(200, 9)
        expectSame(query.map { $0 * factor }, rows, 9, k: 8)
    }

    @Test func `no rows and no wishes give none`() {
        expectSame([1, 2], [], 2, k: 5)
        expectSame([1, 2], [1, 2], 2, k: 0)
        expectSame([1, 2], [1, 2, .nan, 0], 2, k: -1)
        expectSame([1, 2], [.nan, .nan], 2, k: 3)
    }

    @Test func `vectors too long for 32-bit products are answered by the full scan`() {
        let dimension = 17_000_000
        #expect(QuantizedQuery<Int16>([Float](repeating: 1, count: dimension).span) == nil)
    }

    @Test(arguments: Pile.allCases, [1, 2, 3])
    func `each of many queries is answered as if it were alone`(pile: Pile, threads: Int) {
        let dimension = 20
        var rows = pile.make(600, dimension).rows
        // Queries that cannot be bounded stand among the others, and more than one panel of them.
        let queries = Array(rows.prefix(290 * dimension)) + [Float](repeating: 0, count: dimension) + rows.suffix(20)
        rows += [Float](repeating: .nan, count: dimension)
        let searchable = SearchableRows(quantizing: rows, dimension: dimension, hasNibbles: true, threads: 1)
        let allowed = [UInt64](repeating: 0xFFFF_FFFF_FFFF_FFF7, count: 10)
        let answers = certifiedTopK(
            queries: queries.span, in: searchable, k: 9, allowed: allowed.span, threads: threads)
        #expect(answers.count == 292)
        for (index, answer) in answers.enumerated() {
            let query = queries.span.extracting(index * dimension..<(index + 1) * dimension)
            let expected = topK(query: query, vectors: rows.span, dimension: dimension, k: 9, allowed: allowed.span)
            #expect(answer.map(\.index) == expected.map(\.index), "\(pile) \(index)")
            #expect(answer.map(\.score) == expected.map(\.score), "\(pile) \(index)")
        }
    }

    @Test(arguments: InstructionSet.available)
    func `the first element that reaches a threshold is found`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for count in [0, 1, 15, 63, 64, 65, 128, 200, 300] {
            var elements = (0..<count).map { Float($0 * 37 % 101) }
            for index in stride(from: 5, to: count, by: 17) { elements[index] = .nan }
            for threshold in [-.infinity, 0, 50, 99, 100, 101, .infinity, .nan] as [Float] {
                for start in [0, 1, 62, 64, 130, count] where start <= count {
                    let found = kernels.firstIndex(in: elements.span, from: start, atLeast: threshold)
                    #expect(found == elements.indices.dropFirst(start).first { elements[$0] >= threshold })
                }
            }
        }
    }

    @Test(arguments: Pile.allCases)
    func `a row that asks is no answer to itself`(pile: Pile) {
        let rows = pile.make(300, 16).rows
        let searchable = SearchableRows(quantizing: rows, dimension: 16, hasNibbles: false, threads: 1)
        for k in [1, 7, 299] {
            let answers = certifiedTopK(queries: rows.span, in: searchable, k: k, areRows: true, threads: 2)
            for row in stride(from: 0, to: 300, by: 7) {
                let scores = (0..<300).map { other in
                    other == row
                        ? .nan
                        : dot(
                            rows.span.extracting(row * 16..<(row + 1) * 16),
                            rows.span.extracting(other * 16..<(other + 1) * 16))
                }
                #expect(answers[row].map(\.index) == sortedPrefix(scores, k).map(\.index), "\(pile) \(k) \(row)")
            }
        }
    }
}
