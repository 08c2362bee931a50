import Testing

@testable import VectorKernels

@Suite struct ScoreBoundTests {
    /// The rows that are not ruled out at a threshold, which each row has for itself.
    private func survivors(_ query: [Float], _ rows: [Float], thresholds: [Float]) throws -> Int {
        let optional = QuantizedQuery(query.span)
        let quantizedQuery = try #require(optional)
        let quantized = QuantizedVectors(quantizing: rows.span, dimension: query.count)
        var products = [Int32](repeating: 0, count: quantized.count)
        var span = products.mutableSpan
        Kernels.active.dotRowsWide(quantizedQuery.codes.span, quantized.codes.span, into: &span)
        return (0..<quantized.count).count { row in
            Kernels.active.candidates(
                products.span.extracting(row..<row + 1), scales: quantized.scales.span.extracting(row..<row + 1),
                errors: quantized.errors.span.extracting(row..<row + 1), bound: quantizedQuery.bound,
                threshold: thresholds[row]) == 1
        }
    }

    @Test(arguments: [1, 2, 31, 32, 33, 100, 256])
    func `no row's score lies above its bound`(dimension: Int) throws {
        var generator = SeededGenerator(60)
        for exponent in [-60, 0, 20] {
            let factor = Float(sign: .plus, exponent: exponent, significand: 1)
            let query = generator.floats(dimension).map { $0 * factor }
            var rows = generator.unitRows(60, dimension) + query + query.map { -$0 }
            rows += generator.hostileFloats(20 * dimension, allowsNonFinite: false)
            let scores = (0..<82).map { dot(query.span, rows.span.extracting($0 * dimension..<($0 + 1) * dimension)) }
            #expect(try survivors(query, rows, thresholds: scores) == 82)
        }
    }

    @Test func `the bound rules out nearly all random rows`() throws {
        var generator = SeededGenerator(61)
        let query = generator.unitRows(1, 256)
        let rows = generator.unitRows(1000, 256)
        let scores = (0..<1000).map { dot(query.span, rows.span.extracting($0 * 256..<($0 + 1) * 256)) }
        // The bound exceeds a unit row's score by less than twice its error, about 0.008 here.
        #expect(try survivors(query, rows, thresholds: scores.map { $0 + 0.02 }) == 0)
    }

    @Test func `every set finds the candidates of the twin`() {
        var generator = SeededGenerator(62)
        let bound = ScoreBound(queryScale: 1e-4, errorFactor: 1.25, scaleFactor: 0.5, slack: 1e-7)
        for count in 0...64 {
            let products = (0..<count).map { _ in Int32.random(in: -100_000...100_000, using: &generator) }
            let scales = generator.floats(count).map { abs($0) }
            let errors = generator.hostileFloats(count, allowsNonFinite: true)
            for threshold in [-.infinity, -1, 0, 0.5, 3, .infinity, .nan] as [Float] {
                let expected = Reference.candidates(
                    products.span, scales: scales.span, errors: errors.span, bound: bound, threshold: threshold)
                for kernels in allKernels {
                    let found = kernels.candidates(
                        products.span, scales: scales.span, errors: errors.span, bound: bound, threshold: threshold)
                    #expect(found == expected, "\(kernels.instructionSet) \(count) \(threshold)")
                }
            }
        }
    }
}
