import Testing

@testable import VectorKernels

@Suite struct QuantizedVectorsTests {
    /// The error's norm in double precision.
    private func trueError(_ row: Span<Float>, _ codes: Span<Int8>, _ scale: Float) -> Double {
        var sum = 0.0
        for index in 0..<row.count {
            let error = Double(row[index]) - Double(scale) * Double(codes[index])
            sum += error * error
        }
        return sum.squareRoot()
    }

    @Test func `a row worked by hand`() {
        var rows = QuantizedVectors(dimension: 4)
        rows.append([127, -127, 2.5, 3.5].span)
        #expect(rows.codes == [127, -127, 2, 4])
        #expect(rows.scales == [1])
        #expect(rows.errors[0] >= Float(0.5).squareRoot())
        #expect(rows.errors[0] < 0.70711)
        #expect(rows.norms[0] >= Float(32278).squareRoot() && rows.norms[0] < 179.661)
    }

    @Test func `the error bounds the true error and closely`() {
        var generator = SeededGenerator(40)
        for dimension in [1, 2, 15, 16, 17, 64, 256, 301] {
            for exponent in [-90, -40, 0, 30] {
                let factor = Float(sign: .plus, exponent: exponent, significand: 1)
                let rows = generator.floats(dimension * 5).map { $0 * factor }
                let quantized = QuantizedVectors(quantizing: rows.span, dimension: dimension)
                for row in 0..<5 {
                    let range = row * dimension..<(row + 1) * dimension
                    let error = trueError(
                        rows.span.extracting(range), quantized.codes.span.extracting(range), quantized.scales[row])
                    #expect(Double(quantized.errors[row]) >= error)
                    #expect(Double(quantized.errors[row]) <= error * (1 + 0x1p-22))
                    #expect(quantized.codes[range].allSatisfy { $0 != -128 })
                }
            }
        }
    }

    @Test func `rows that cannot be bounded have no bounded error`() {
        for hostile in [.nan, .infinity, -.infinity, 0x1.1p40, -Float.greatestFiniteMagnitude] as [Float] {
            var rows = QuantizedVectors(dimension: 3)
            rows.append([1, hostile, 2].span)
            #expect(rows.codes == [0, 0, 0])
            #expect(rows.scales == [0])
            #expect(rows.errors == [.infinity])
        }
    }

    @Test func `tiny and zero rows have their norm as error`() {
        var rows = QuantizedVectors(dimension: 2)
        rows.append([0, -0.0, 0x1p-120, 0, .leastNonzeroMagnitude, .leastNonzeroMagnitude].span)
        #expect(rows.codes == [Int8](repeating: 0, count: 6))
        #expect(rows.scales == [0, 0, 0])
        #expect(rows.errors[0] == 0)
        #expect(rows.errors[1] == (0x1p-120 as Float).nextUp)
        #expect(rows.errors[2] >= .leastNonzeroMagnitude * 1.5)
    }

    @Test func `every set quantizes with the bits of the twin at every size`() {
        var generator = SeededGenerator(41)
        for count in 0...300 {
            let row = generator.floats(count)
            let largest = Reference.largestMagnitude(row.span)
            let inverse = largest > 0 ? 127 / largest : 0
            var expected = [Int8](repeating: 1, count: count)
            var span = expected.mutableSpan
            let error = Reference.quantize(row.span, inverseScale: inverse, scale: largest / 127, into: &span)
            for kernels in allKernels {
                var codes = [Int8](repeating: 2, count: count)
                var span = codes.mutableSpan
                let answer = kernels.quantize(row.span, inverseScale: inverse, scale: largest / 127, into: &span)
                #expect(codes == expected && answer == error, "\(kernels.instructionSet) \(count)")
            }
        }
    }

    @Test func `the number of threads changes nothing`() {
        var generator = SeededGenerator(42)
        let rows = generator.floats(3 * 9000)
        let one = QuantizedVectors(quantizing: rows.span, dimension: 3)
        var appended = QuantizedVectors(dimension: 3)
        appended.append(rows.span)
        #expect(one == QuantizedVectors(quantizing: rows.span, dimension: 3, threads: 3))
        #expect(one == appended)
        #expect(one.count == 9000)
    }

    @Test func `a number rounds up and not beyond`() {
        #expect(roundedUp(1) == 1)
        #expect(roundedUp(1 + 0x1p-50) == Float(1).nextUp)
        #expect(roundedUp(1 - 0x1p-50) == 1)
        #expect(roundedUp(1e300) == .infinity)
    }
}
