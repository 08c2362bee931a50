import Testing

@testable import VectorKernels

@Suite struct QueryBoundTests {
    /// Which rows stay at thresholds of their own, of the first look at bytes by a batch of one query.
    private func stay(_ query: [Float], _ rows: [Float], thresholds: [Float]) throws -> [Bool] {
        let optional = QuantizedQuery<Int8>(query.span)
        let quantizedQuery = try #require(optional)
        let quantized = QuantizedVectors(quantizing: rows.span, dimension: query.count)
        let packed = PackedQueries(quantizedQuery.codes.span, dimension: query.count)
        var products = [Int32](repeating: 0, count: quantized.count * packed.stride)
        var span = products.mutableSpan
        dotRowsInt8Batch(packed, quantized.codes.span, into: &span)
        var found = [UInt32](repeating: 0, count: packed.stride)
        return (0..<quantized.count).map { row in
            var bounds = QueryBounds([quantizedQuery.bound], stride: packed.stride)
            bounds.limits[0] = quantizedQuery.bound.limit(thresholds[row])
            let count = Kernels.active.survivors(
                products.span.extracting(row * packed.stride..<(row + 1) * packed.stride),
                scales: quantized.scales.span.extracting(row..<row + 1),
                errors: quantized.errors.span.extracting(row..<row + 1),
                norms: quantized.norms.span.extracting(row..<row + 1), bounds: bounds, into: &found)
            return found[0..<count].contains(0)
        }
    }

    @Test(arguments: [1, 2, 31, 32, 33, 100, 256])
    func `a row stays at the threshold of its own score`(dimension: Int) throws {
        var generator = SeededGenerator(60)
        for exponent in [-60, 0, 20] {
            let factor = Float(sign: .plus, exponent: exponent, significand: 1)
            let query = generator.floats(dimension).map { $0 * factor }
            var rows = generator.unitRows(60, dimension) + query + query.map { -$0 }
            rows += generator.hostileFloats(20 * dimension, allowsNonFinite: false)
            let scores = (0..<82).map { dot(query.span, rows.span.extracting($0 * dimension..<($0 + 1) * dimension)) }
            #expect(try stay(query, rows, thresholds: scores).allSatisfy { $0 })
        }
    }

    @Test func `nearly all random rows are ruled out a little above their score`() throws {
        var generator = SeededGenerator(61)
        let query = generator.unitRows(1, 256)
        let rows = generator.unitRows(1000, 256)
        let scores = (0..<1000).map { dot(query.span, rows.span.extracting($0 * 256..<($0 + 1) * 256)) }
        // The bound exceeds a unit row's score by less than four times an error of about 0.006.
        #expect(try stay(query, rows, thresholds: scores.map { $0 + 0.026 }).allSatisfy { !$0 })
    }

    @Test(arguments: [1, 3, 40, 256])
    func `the range of a score has the score`(dimension: Int) throws {
        var generator = SeededGenerator(63)
        for _ in 0..<20 {
            let query = generator.floats(dimension)
            let rows = generator.floats(10 * dimension) + generator.hostileFloats(dimension, allowsNonFinite: false)
            let optional = QuantizedQuery<Int16>(query.span)
            let wide = try #require(optional)
            let quantized = QuantizedVectors(quantizing: rows.span, dimension: dimension)
            var products = [Int32](repeating: 0, count: 11)
            var span = products.mutableSpan
            let all = (0..<11).map { UInt32($0) }
            Kernels.active.dotListedWide(
                wide.codes.span, quantized.codes.span, scales: quantized.scales.span,
                errors: quantized.errors.span, norms: quantized.norms.span, indices: all.span, into: &span)
            for row in 0..<11 {
                let score = dot(query.span, rows.span.extracting(row * dimension..<(row + 1) * dimension))
                let range = wide.bound.range(
                    product: products[row], scale: quantized.scales[row], error: quantized.errors[row],
                    norm: quantized.norms[row])
                // Products of the greatest floats may be infinite with both signs.
                if score.isNaN {
                    #expect(quantized.errors[row] == .infinity)
                } else {
                    #expect(range.lower <= score && score <= range.upper)
                }
            }
        }
    }

    @Test func `every set finds the survivors of the twin`() {
        var generator = SeededGenerator(62)
        for (rowCount, stride) in [(0, 16), (1, 16), (3, 32), (7, 48), (16, 64)] {
            let products = (0..<rowCount * stride).map { _ in Int32.random(in: -100_000...100_000, using: &generator) }
            let scales = generator.floats(rowCount).map { abs($0) }
            let errors = generator.hostileFloats(rowCount, allowsNonFinite: true)
            let norms = generator.hostileFloats(rowCount, allowsNonFinite: true)
            let bound = QueryBound(scale: 1e-4, norm: 1, error: 0.01, dimension: 64)
            var bounds = QueryBounds([QueryBound](repeating: bound, count: stride - 3), stride: stride)
            for query in 0..<stride - 3 {
                let thresholds = [-.infinity, -1, 0, 0.5, 3, .infinity, .nan] as [Float]
                bounds.limits[query] = bound.limit(thresholds[query % 7])
            }
            let expected = Reference.survivors(
                products.span, scales: scales.span, errors: errors.span, norms: norms.span, bounds: bounds)
            for kernels in allKernels {
                var found = [UInt32](repeating: 7, count: rowCount * stride)
                let count = kernels.survivors(
                    products.span, scales: scales.span, errors: errors.span, norms: norms.span, bounds: bounds,
                    into: &found)
                #expect(Array(found[0..<count]) == expected, "\(kernels.instructionSet)")
            }
        }
    }

    @Test func `limits and ranges are rounded to the safe side`() {
        #expect(roundedUp(0.1) >= 0.1 && Double(roundedUp(0.1)) >= 0.1)
        #expect(Double(roundedDown(0.1)) <= 0.1)
        #expect(roundedDown(1e300) == .greatestFiniteMagnitude)
        #expect(roundedUp(1e300) == .infinity)
        #expect(roundedUp(-1e300) == -.greatestFiniteMagnitude)
        let bound = QueryBound(scale: 0.5, norm: 1, error: 0, dimension: 4)
        #expect(bound.limit(-.infinity) == -.infinity)
        #expect(bound.limit(1) < 2 && bound.limit(1) > 1.9999)
    }
}
