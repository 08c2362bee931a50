import Testing

@testable import VectorKernels

@Suite struct DotTests {
    @Test func `a dot product worked by hand`() {
        let a: [Float] = [1, 2, 3]
        let b: [Float] = [4, -5, 6]
        #expect(dot(a.span, b.span) == 12)
        #expect(squaredNorm(a.span) == 14)
        #expect(cosine(a.span, a.span) == 1)
    }

    @Test func `the sum has the canonical order`() {
        // Lane 16 adds up to 2, which then counts beside 2^24; one after the other, each 1 would be lost.
        var a = [Float](repeating: 0, count: 64)
        a[0] = 16_777_216
        a[16] = 1
        a[48] = 1
        let ones = [Float](repeating: 1, count: 64)
        #expect(Reference.dot(a.span, ones.span) == 16_777_218)
        // In one lane with the large number, both are lost.
        a[16] = 0
        a[48] = 0
        a[32] = 1
        #expect(Reference.dot(a.span, ones.span) == 16_777_216)
    }

    @Test func `empty vectors have the product zero`() {
        let none: [Float] = []
        var noScores: [Float] = []
        var scores: [Float] = [7, 7]
        for kernels in allKernels {
            #expect(kernels.dot(none.span, none.span) == 0)
            var empty = noScores.mutableSpan
            kernels.dotRows([1, 2].span, none.span, into: &empty)
            var span = scores.mutableSpan
            kernels.dotRows(none.span, none.span, into: &span)
            #expect(scores == [0, 0])
        }
    }

    @Test(arguments: [false, true])
    func `every set gives the bits of the twin at every size`(allowsNonFinite: Bool) {
        var generator = SeededGenerator(allowsNonFinite ? 1 : 2)
        for count in 0...300 {
            let plain = (generator.floats(count), generator.floats(count))
            let hostile = (
                generator.hostileFloats(count, allowsNonFinite: allowsNonFinite),
                generator.hostileFloats(count, allowsNonFinite: allowsNonFinite)
            )
            for (a, b) in [plain, hostile] {
                let expected = Reference.dot(a.span, b.span).bitPattern
                for kernels in allKernels {
                    #expect(kernels.dot(a.span, b.span).bitPattern == expected, "\(kernels.instructionSet) \(count)")
                }
            }
        }
    }

    @Test func `many rows score as one by one`() {
        var generator = SeededGenerator(3)
        for dimension in Array(1...70) + [96, 127, 128, 129, 255, 256, 257, 300] {
            for count in [0, 1, 2, 3, 4, 5, 7, 8, 9] {
                let query = generator.hostileFloats(dimension, allowsNonFinite: dimension % 3 == 0)
                let rows = generator.hostileFloats(dimension * count, allowsNonFinite: dimension % 3 == 0)
                var expected = [Float](repeating: -1, count: count)
                var span = expected.mutableSpan
                Reference.dotRows(query.span, rows.span, into: &span)
                for kernels in allKernels {
                    var scores = [Float](repeating: -2, count: count)
                    var span = scores.mutableSpan
                    kernels.dotRows(query.span, rows.span, into: &span)
                    #expect(scores.bits == expected.bits, "\(kernels.instructionSet) \(dimension) \(count)")
                }
            }
        }
    }

    @Test(arguments: [(0, 3, 5), (3, 0, 5), (1, 1, 1), (1, 9, 31), (2, 4, 32), (3, 5, 33), (5, 21, 64), (7, 70, 100)])
    func `a batch scores as one by one`(queryCount: Int, rowCount: Int, dimension: Int) {
        var generator = SeededGenerator(4)
        let queries = generator.hostileFloats(queryCount * dimension, allowsNonFinite: true)
        let rows = generator.hostileFloats(rowCount * dimension, allowsNonFinite: true)
        var expected: [Float] = []
        for query in 0..<queryCount {
            for row in 0..<rowCount {
                expected.append(
                    Reference.dot(
                        queries.span.extracting(query * dimension..<(query + 1) * dimension),
                        rows.span.extracting(row * dimension..<(row + 1) * dimension)))
            }
        }
        for kernels in allKernels {
            var scores = [Float](repeating: -2, count: queryCount * rowCount)
            var span = scores.mutableSpan
            kernels.dotRowsBatch(
                queries: queries.span, queryCount: queryCount, rows: rows.span, dimension: dimension, into: &span)
            #expect(scores.bits == expected.bits, "\(kernels.instructionSet)")
        }
    }

    @Test func `a batch larger than its panels and blocks scores as one by one`() {
        var generator = SeededGenerator(5)
        let dimension = 2048  // a panel holds 32 queries, a block 4 rows
        let queries = generator.floats(37 * dimension)
        let rows = generator.floats(11 * dimension)
        for kernels in allKernels {
            var scores = [Float](repeating: 0, count: 37 * 11)
            var span = scores.mutableSpan
            kernels.dotRowsBatch(
                queries: queries.span, queryCount: 37, rows: rows.span, dimension: dimension, into: &span)
            for query in [0, 1, 31, 32, 33, 36] {
                var expected = [Float](repeating: 0, count: 11)
                var span = expected.mutableSpan
                kernels.dotRows(
                    queries.span.extracting(query * dimension..<(query + 1) * dimension), rows.span, into: &span)
                #expect(Array(scores[query * 11..<(query + 1) * 11]) == expected)
            }
        }
    }

    @Test func `a vector may start anywhere`() {
        var generator = SeededGenerator(6)
        let a = generator.floats(200)
        let b = generator.floats(200)
        for start in 0..<32 {
            let x = a.span.extracting(start..<start + 150)
            let y = b.span.extracting(31 - start..<181 - start)
            let expected = Reference.dot(x, y).bitPattern
            for kernels in allKernels { #expect(kernels.dot(x, y).bitPattern == expected) }
        }
    }
}
