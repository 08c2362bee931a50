import Testing

@testable import VectorKernels

@Suite struct ElementwiseTests {
    @Test func `adding a multiple worked by hand`() {
        var y: [Float] = [1, 2, 3]
        var span = y.mutableSpan
        addScaled(2, [10, 20, -30].span, to: &span)
        #expect(y == [21, 42, -57])
    }

    @Test func `adding a multiple rounds product and sum separately`() {
        // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 loses its last bit as a product; fused with -1, it would keep it.
        let x: [Float] = [1 + 0x1p-12]
        for kernels in allKernels {
            var y: [Float] = [-1]
            var span = y.mutableSpan
            kernels.addScaled(x[0], x.span, to: &span)
            #expect(y == [0x1p-11])
        }
    }

    @Test func `every set adds a multiple with the bits of the twin at every size`() {
        var generator = SeededGenerator(20)
        for count in 0...300 {
            let x = generator.hostileFloats(count, allowsNonFinite: true)
            let start = generator.hostileFloats(count, allowsNonFinite: true)
            let alpha = generator.hostileFloats(1, allowsNonFinite: count % 5 == 0)[0]
            var expected = start
            var span = expected.mutableSpan
            Reference.addScaled(alpha, x.span, to: &span)
            for kernels in allKernels {
                var y = start
                var span = y.mutableSpan
                kernels.addScaled(alpha, x.span, to: &span)
                #expect(y.bits == expected.bits, "\(kernels.instructionSet) \(count)")
            }
        }
    }

    @Test func `the largest magnitude is that of the twin at every size`() {
        var generator = SeededGenerator(21)
        for count in 0...300 {
            let x = generator.hostileFloats(count, allowsNonFinite: count % 2 == 0)
            let expected = Reference.largestMagnitude(x.span).bitPattern
            for kernels in allKernels {
                #expect(kernels.largestMagnitude(x.span).bitPattern == expected, "\(kernels.instructionSet) \(count)")
            }
        }
    }

    @Test func `words add up modulo their size`() {
        var generator = SeededGenerator(22)
        for count in 0...200 {
            let words = (0..<count).map { _ in generator.next() }
            for kernels in allKernels { #expect(kernels.sumWords(words.span) == Reference.sumWords(words.span)) }
        }
    }

    @Test func `a normalised row has unit length`() {
        var row: [Float] = [3, 0, -4]
        var span = row.mutableSpan
        normalize(&span)
        #expect(row == [0.6, 0, -0.8])
    }

    @Test(arguments: [0x1p-146, 0x1p-127, 1e-25, 1e-10, 1, 1e10, 1e25, 3e38] as [Float])
    func `rows of any magnitude normalise`(magnitude: Float) {
        var row: [Float] = [magnitude, 0, -magnitude, magnitude, -magnitude]
        var span = row.mutableSpan
        normalize(&span)
        #expect(row == [0.5, 0, -0.5, 0.5, -0.5])
    }

    @Test func `zero rows and rows that are not finite stay`() {
        for start in [[0, -0.0, 0], [1, .infinity], [.nan, 2], []] as [[Float]] {
            var row = start
            var span = row.mutableSpan
            normalize(&span)
            #expect(row.bits == start.bits)
        }
    }

    @Test func `a cosine with a zero vector is zero`() {
        let zero: [Float] = [0, 0]
        let other: [Float] = [1, 1]
        #expect(cosine(zero.span, other.span) == 0)
        var scores: [Float] = [9, 9, 9]
        var span = scores.mutableSpan
        cosineRows(other.span, [0, 0, 2, 2, 1, -1].span, into: &span)
        #expect(scores[0] == 0)
        #expect(abs(scores[1] - 1) < 1e-6)
        #expect(scores[2] == 0)
    }

    @Test func `cosines of many rows are those one by one`() {
        var generator = SeededGenerator(23)
        let query = generator.floats(37)
        let rows = generator.floats(37 * 6)
        var scores = [Float](repeating: 0, count: 6)
        var span = scores.mutableSpan
        cosineRows(query.span, rows.span, into: &span)
        for row in 0..<6 {
            #expect(scores[row] == cosine(query.span, rows.span.extracting(row * 37..<(row + 1) * 37)))
        }
    }
}
