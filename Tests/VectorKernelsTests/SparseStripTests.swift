import Testing

@testable import VectorKernels

@Suite struct SparseStripTests {
    /// Row 0: 2 at column 1; row 1: nothing; row 2: 3 at column 0 and -1 at column 1.
    private let offsets = [0, 1, 1, 3]
    private let indices: [UInt32] = [1, 0, 1]
    private let values: [Float] = [2, 3, -1]

    private func strip(_ values: [Float]) -> [StripRow] { values.map { StripRow(repeating: $0) } }

    @Test func `a product worked by hand`() {
        var out = strip([9, 9, 9])
        var span = out.mutableSpan
        multiplyStrip(
            offsets: offsets.span, indices: indices.span, values: values.span, strip([5, 7]).span, into: &span)
        #expect(out == strip([14, 0, 8]))
    }

    @Test func `a transposed product worked by hand`() {
        var out = strip([100, 200])
        var span = out.mutableSpan
        addTransposedStrip(
            offsets: offsets.span, indices: indices.span, values: values.span, strip([5, 6, 7]).span, to: &span)
        #expect(out == strip([121, 203]))
    }

    @Test func `rows from the middle take their own entries`() {
        var out = strip([0])
        var span = out.mutableSpan
        multiplyStrip(
            offsets: offsets.span.extracting(2...), indices: indices.span, values: values.span, strip([5, 7]).span,
            into: &span)
        #expect(out == strip([8]))
    }

    @Test func `no rows, empty rows and no columns give zeros`() {
        let noOffsets = [0]
        let emptyRows = [0, 0, 0]
        let noIndices: [UInt32] = []
        let noValues: [Float] = []
        let noColumns: [StripRow] = []
        let x = strip([1, 1])
        for kernels in allKernels {
            var none: [StripRow] = []
            var noneSpan = none.mutableSpan
            kernels.multiplyStrip(
                offsets: noOffsets.span, indices: noIndices.span, values: noValues.span, noColumns.span, into: &noneSpan
            )
            var out = strip([4, 4])
            var span = out.mutableSpan
            kernels.multiplyStrip(
                offsets: emptyRows.span, indices: noIndices.span, values: noValues.span, noColumns.span, into: &span)
            #expect(out == strip([0, 0]))
            var target = strip([4])
            var targetSpan = target.mutableSpan
            kernels.addTransposedStrip(
                offsets: emptyRows.span, indices: noIndices.span, values: noValues.span, x.span, to: &targetSpan)
            #expect(target == strip([4]))
        }
    }

    @Test func `every set has the bits of the twin`() {
        var generator = SeededGenerator(30)
        for (rows, columns, longest) in [(1, 1, 1), (3, 5, 4), (17, 2, 9), (200, 300, 40), (5, 1000, 400)] {
            var offsets = [0]
            for _ in 0..<rows {
                offsets.append(offsets[offsets.count - 1] + Int.random(in: 0...longest, using: &generator))
            }
            let count = offsets[rows]
            let indices = (0..<count).map { _ in UInt32.random(in: 0..<UInt32(columns), using: &generator) }
            let values = generator.floats(count)
            func randomStrip(_ count: Int) -> [StripRow] { (0..<count).map { _ in StripRow(generator.floats(16)) } }
            let (x, transposedX, start) = (randomStrip(columns), randomStrip(rows), randomStrip(columns))

            var expected = randomStrip(rows)
            var span = expected.mutableSpan
            Reference.multiplyStrip(
                offsets: offsets.span, indices: indices.span, values: values.span, x.span, into: &span)
            var expectedSum = start
            var sumSpan = expectedSum.mutableSpan
            Reference.addTransposedStrip(
                offsets: offsets.span, indices: indices.span, values: values.span, transposedX.span, to: &sumSpan)

            for kernels in allKernels {
                var out = randomStrip(rows)
                var span = out.mutableSpan
                kernels.multiplyStrip(
                    offsets: offsets.span, indices: indices.span, values: values.span, x.span, into: &span)
                #expect(out == expected, "\(kernels.instructionSet)")
                var sum = start
                var sumSpan = sum.mutableSpan
                kernels.addTransposedStrip(
                    offsets: offsets.span, indices: indices.span, values: values.span, transposedX.span, to: &sumSpan)
                #expect(sum == expectedSum, "\(kernels.instructionSet)")
            }
        }
    }

    @Test func `a step of Adam has the bits of the reference in every set`() {
        var generator = SeededGenerator(32)
        func randomStrip(_ count: Int) -> [StripRow] { (0..<count).map { _ in StripRow(generator.floats(16)) } }
        let rows: [UInt32] = [4, 0, 9]
        let gradients = randomStrip(3)
        // Mean squared gradients are never negative.
        let start = randomStrip(20) + randomStrip(10).map { $0 * $0 }
        let factors = [SIMD2<Float>(0.1, 1), SIMD2(0.02, 3), SIMD2(0.5, 1.5)]
        var expected = start
        var span = expected.mutableSpan
        Reference.adamStrip(
            rows: rows.span, gradients: gradients.span, factors: factors.span, decay: SIMD2(0.9, 0.999), epsilon: 1e-8,
            state: &span)
        #expect(expected[1] == start[1] && expected[4] != start[4])
        for kernels in allKernels {
            var state = start
            var span = state.mutableSpan
            kernels.adamStrip(
                rows: rows.span, gradients: gradients.span, factors: factors.span, decay: SIMD2(0.9, 0.999),
                epsilon: 1e-8, state: &span)
            #expect(state == expected, "\(kernels.instructionSet)")
        }
    }

    @Test(arguments: [0, 1, 7, 64, 100, 256, 300, 512, 517])
    func `rows of bytes are summed to the bits of the twin by every set`(dimension: Int) {
        var generator = SeededGenerator(31)
        let codes = (0..<40 * dimension).map { _ in Int8.random(in: -128...127, using: &generator) }
        for count in [0, 1, 9, 120] {
            let indices = (0..<count).map { _ in UInt32.random(in: 0..<40, using: &generator) }
            let factors = generator.floats(count)
            var expected = [Float](repeating: 1, count: dimension)
            var span = expected.mutableSpan
            Reference.sumCodedRows(codes.span, indices: indices.span, factors: factors.span, into: &span)
            for kernels in allKernels {
                var out = [Float](repeating: 2, count: dimension)
                var span = out.mutableSpan
                kernels.sumCodedRows(codes.span, indices: indices.span, factors: factors.span, into: &span)
                #expect(out == expected, "\(kernels.instructionSet)")
            }
        }
    }

    #if os(Linux)
        @Test func `a row of bytes out of range traps`() async {
            await #expect(processExitsWith: .failure) {
                var out: [Float] = [0, 0]
                var span = out.mutableSpan
                sumCodedRows([1, 2, 3].span, indices: [1].span, factors: [1].span, into: &span)
            }
        }

        @Test func `an index or offset out of range traps`() async {
            await #expect(processExitsWith: .failure) {
                var out = [StripRow.zero]
                var span = out.mutableSpan
                multiplyStrip(offsets: [0, 1].span, indices: [1].span, values: [1].span, [.zero].span, into: &span)
            }
            await #expect(processExitsWith: .failure) {
                var out = [StripRow.zero]
                var span = out.mutableSpan
                addTransposedStrip(offsets: [0, 1].span, indices: [1].span, values: [1].span, [.zero].span, to: &span)
            }
            await #expect(processExitsWith: .failure) {
                var out = [StripRow.zero]
                var span = out.mutableSpan
                multiplyStrip(offsets: [0, 2].span, indices: [0].span, values: [1].span, [.zero].span, into: &span)
            }
        }
    #endif
}
