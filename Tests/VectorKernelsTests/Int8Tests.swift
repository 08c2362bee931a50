import Testing

@testable import VectorKernels

@Suite struct Int8Tests {
    @Test func `a dot product of bytes worked by hand`() {
        let a: [Int8] = [127, -127, 2]
        let b: [Int8] = [127, 127, -3]
        #expect(dotInt8(a.span, b.span) == -6)
    }

    @Test func `every set is exact at every size`() {
        var generator = SeededGenerator(10)
        for count in 0...300 {
            let a = generator.bytes(count)
            let b = generator.bytes(count)
            let expected = Reference.dotInt8(a.span, b.span)
            for kernels in allKernels {
                #expect(kernels.dotInt8(a.span, b.span) == expected, "\(kernels.instructionSet) \(count)")
            }
        }
    }

    @Test(arguments: [-128, -127, 127] as [Int8], [-128, -127, 127] as [Int8])
    func `extremes do not overflow at the greatest dimension`(x: Int8, y: Int8) {
        let count = Kernels.maximumInt8Dimension
        let a = [Int8](repeating: x, count: count)
        let b = [Int8](repeating: y, count: count)
        for kernels in allKernels {
            #expect(Int(kernels.dotInt8(a.span, b.span)) == Int(x) * Int(y) * count, "\(kernels.instructionSet)")
        }
    }

    @Test func `many rows are exact`() {
        var generator = SeededGenerator(11)
        for dimension in Array(1...70) + [127, 128, 129, 255, 256, 257, 300] {
            for count in [0, 1, 3, 4, 5, 9, 16, 21] {
                let query = generator.bytes(dimension)
                let rows = generator.bytes(dimension * count)
                let wide = (0..<dimension).map { _ in Int16.random(in: -32768...32767, using: &generator) }
                var expected = [Int32](repeating: -1, count: count)
                var expectedWide = expected
                var span = expected.mutableSpan
                Reference.dotRowsInt8(query.span, rows.span, into: &span)
                // Every row, from the last on.
                let zeros = [Float](repeating: 0, count: count)
                let listed = (0..<count).reversed().map { UInt32($0) }
                var wideSpan = expectedWide.mutableSpan
                Reference.dotListedWide(wide.span, rows.span, indices: listed.span, into: &wideSpan)
                for kernels in allKernels {
                    var scores = [Int32](repeating: -2, count: count)
                    var span = scores.mutableSpan
                    kernels.dotRowsInt8(query.span, rows.span, into: &span)
                    #expect(scores == expected, "\(kernels.instructionSet) \(dimension) \(count)")
                    var wideScores = [Int32](repeating: -2, count: count)
                    var wideSpan = wideScores.mutableSpan
                    kernels.dotListedWide(
                        wide.span, rows.span, scales: zeros.span, errors: zeros.span, norms: zeros.span,
                        indices: listed.span, into: &wideSpan)
                    #expect(wideScores == expectedWide, "\(kernels.instructionSet) \(dimension) \(count)")
                }
            }
        }
    }

    @Test func `bytes may start anywhere`() {
        var generator = SeededGenerator(12)
        let a = generator.bytes(300)
        let b = generator.bytes(300)
        for start in 0..<64 {
            let x = a.span.extracting(start..<start + 200)
            let y = b.span.extracting(63 - start..<263 - start)
            for kernels in allKernels { #expect(kernels.dotInt8(x, y) == Reference.dotInt8(x, y)) }
        }
    }
}
