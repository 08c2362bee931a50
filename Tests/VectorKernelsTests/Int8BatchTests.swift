import SystemSupport
import Testing

@testable import VectorKernels

@Suite struct Int8BatchTests {
    private func expectExact(_ queries: [Int8], _ queryCount: Int, _ rows: [Int8], _ rowCount: Int, _ dimension: Int) {
        let packed = PackedQueries(queries.span, dimension: dimension)
        #expect(packed.count == queryCount)
        var expected = [Int32](repeating: 0, count: rowCount * packed.stride)
        var span = expected.mutableSpan
        Reference.dotRowsInt8Batch(
            queries.span, queryCount: queryCount, rows.span, dimension: dimension, stride: packed.stride, into: &span)
        for kernels in allKernels {
            // One element more, which must stay.
            var products = [Int32](repeating: 77, count: expected.count + 1)
            var span = products.mutableSpan
            kernels.dotRowsInt8Batch(packed, rows.span, into: &span)
            #expect(products == expected + [77], "\(kernels.instructionSet) \(queryCount) \(rowCount) \(dimension)")
        }
    }

    @Test func `products worked by hand`() {
        let packed = PackedQueries(([1, 2, 3, -1, 0, 1] as [Int8]).span, dimension: 3)
        var products = [Int32](repeating: 9, count: 32)
        var span = products.mutableSpan
        dotRowsInt8Batch(packed, ([1, 1, 1, 127, -128, 0] as [Int8]).span, into: &span)
        #expect(packed.stride == 16)
        #expect(products[0..<3] == [6, 0, 0])
        #expect(products[16..<19] == [127 - 256, -127, 0])
    }

    @Test func `every set is exact at every dimension`() {
        var generator = SeededGenerator(70)
        for dimension in 1...300 {
            let (queryCount, rowCount) = (1 + dimension % 3, 1 + dimension % 5)
            expectExact(
                generator.bytes(queryCount * dimension), queryCount, generator.bytes(rowCount * dimension), rowCount,
                dimension)
        }
    }

    @Test(arguments: [1, 4, 63, 64, 65, 130])
    func `every set is exact at every number of rows and queries`(dimension: Int) {
        var generator = SeededGenerator(71)
        for queryCount in [0, 1, 15, 16, 17, 31, 32, 33, 49, 64, 65, 81] {
            for rowCount in [0, 1, 3, 4, 5, 15, 16, 17, 31, 32, 33, 40, 48, 49, 63, 64, 65] {
                expectExact(
                    generator.bytes(queryCount * dimension), queryCount, generator.bytes(rowCount * dimension),
                    rowCount, dimension)
            }
        }
    }

    @Test(arguments: [-128, 127] as [Int8], [-128, 127] as [Int8])
    func `extremes do not overflow at the greatest dimension`(x: Int8, y: Int8) {
        let dimension = Kernels.maximumInt8Dimension
        let packed = PackedQueries([Int8](repeating: x, count: dimension * 2).span, dimension: dimension)
        let rows = [Int8](repeating: y, count: dimension * 3)
        for kernels in allKernels {
            var products = [Int32](repeating: 0, count: 3 * packed.stride)
            var span = products.mutableSpan
            kernels.dotRowsInt8Batch(packed, rows.span, into: &span)
            for row in 0..<3 {
                let product = Int32(x) * Int32(y) * Int32(dimension)
                #expect(products[row * 16] == product && products[row * 16 + 1] == product)
                #expect(products[row * 16 + 2] == 0)
            }
        }
    }

    @Test func `threads share the kernels`() {
        var generator = SeededGenerator(72)
        let (queries, rows) = (generator.bytes(33 * 100), generator.bytes(70 * 100))
        let packed = PackedQueries(queries.span, dimension: 100)
        var expected = [Int32](repeating: 0, count: 70 * packed.stride)
        var span = expected.mutableSpan
        Reference.dotRowsInt8Batch(
            queries.span, queryCount: 33, rows.span, dimension: 100, stride: packed.stride, into: &span)
        let answers = parallelMap(count: 16, threads: 4) { _ in
            var products = [Int32](repeating: 0, count: 70 * packed.stride)
            var span = products.mutableSpan
            dotRowsInt8Batch(packed, rows.span, into: &span)
            return products
        }
        #expect(answers.allSatisfy { $0 == expected })
    }
}
