import Testing

@testable import VectorKernels

@Suite struct ClusterKernelTests {
    private static let sizes = [0, 1, 15, 16, 17, 31, 32, 33, 48, 64, 96, 100, 127, 128, 200, 256, 300]

    private static func numbers(_ count: Int, seed: UInt64) -> [Int32] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int32(truncatingIfNeeded: state >> 40) % 3000
        }
    }

    private static func floats(_ count: Int, seed: UInt64) -> [Float] {
        numbers(count, seed: seed).map { Float($0) / 3000 }
    }

    @Test(arguments: InstructionSet.available)
    func `the largest two are those of a sort`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for (rows, columns) in [(1, 16), (3, 16), (5, 32), (2, 48), (7, 256), (4, 304)] {
            let products = Self.numbers(rows * columns, seed: UInt64(rows + columns))
            var scales = Self.floats(columns, seed: 7)
            for padded in columns - columns % 7..<columns { scales[padded] = .nan }
            var largest = [Float](repeating: 0, count: rows)
            var second = largest
            var indices = [Int32](repeating: -1, count: rows)
            var (a, b) = (largest, second)
            find(kernels, products, scales, &a, &b, &indices)
            (largest, second) = (a, b)
            for row in 0..<rows {
                let span = products.span.extracting(row * columns..<(row + 1) * columns)
                let expected = Reference.largestTwo(span, scales: scales.span)
                #expect(largest[row] == expected.largest && second[row] == expected.second)
                #expect(Float(span[Int(indices[row])]) * scales[Int(indices[row])] == expected.largest)
            }
        }
    }

    private func find(
        _ kernels: Kernels, _ products: [Int32], _ scales: [Float], _ largest: inout [Float], _ second: inout [Float],
        _ indices: inout [Int32]
    ) {
        var first = largest.mutableSpan
        var next = second.mutableSpan
        var places = indices.mutableSpan
        kernels.largestTwo(products.span, scales: scales.span, largest: &first, second: &next, indices: &places)
    }

    @Test(arguments: InstructionSet.available)
    func `one product has no second, equal ones are both`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        let alone: [Float] = [2] + [Float](repeating: .nan, count: 15)
        let products = [Int32](repeating: -3, count: 16)
        var (largest, second, indices) = ([Float](repeating: 0, count: 1), [Float](repeating: 0, count: 1), [Int32(5)])
        find(kernels, products, alone, &largest, &second, &indices)
        #expect(largest == [-6] && second == [-.infinity] && indices == [0])
        find(kernels, products, [Float](repeating: 1, count: 16), &largest, &second, &indices)
        #expect(largest == [-3] && second == [-3])
    }

    @Test(arguments: InstructionSet.available)
    func `products not below a threshold are those of a plain loop`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for size in Self.sizes where size <= 64 {
            let products = Self.numbers(size, seed: UInt64(size))
            var scales = Self.floats(size, seed: 9)
            if size > 20 { (scales[3], scales[20]) = (.nan, .infinity) }
            for threshold: Float in [-1000, 0, 10.5, .infinity, -.infinity, .nan] {
                let found = kernels.products(products.span, scales: scales.span, notBelow: threshold)
                let expected = (0..<size).filter { !(Float(products[$0]) * scales[$0] < threshold) }
                #expect((0..<64).filter { found >> UInt64($0) & 1 == 1 } == expected)
            }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `lowered sums are those of a plain loop, to the bit`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for (rows, columns) in [(0, 16), (1, 16), (37, 16), (100, 32)] {
            let products = Self.numbers(rows * columns, seed: 3)
            let rowScales = Self.floats(rows, seed: 4)
            let weights = Self.floats(rows, seed: 5).map(\.magnitude)
            let scales = Self.floats(columns, seed: 6)
            var sums = [Float](repeating: 9, count: columns)
            var out = sums.mutableSpan
            kernels.loweredSums(
                products.span, rowScales: rowScales.span, weights: weights.span, scales: scales.span, into: &out)
            for column in 0..<columns where rows > 0 {
                let own = (0..<rows).map { products[$0 * columns + column] }
                #expect(
                    sums[column]
                        == Reference.loweredSum(own, rowScales: rowScales, weights: weights, scale: scales[column]))
            }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `lowered weights and whose turn comes are those of a plain loop`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for size in Self.sizes {
            let products = Self.numbers(size, seed: UInt64(size + 1))
            let rowScales = Self.floats(size, seed: 4)
            // Few different times, so that the first of equals is asked for.
            let waits = Self.numbers(size, seed: 8).map { Float($0.magnitude % 3) }
            let weights = Self.numbers(size, seed: 5).map { Float($0.magnitude % 2) }
            var lowered = weights
            var out = lowered.mutableSpan
            let first = kernels.lowerWeights(
                products.span, scale: 1e-3, rowScales: rowScales.span, waits: waits.span, weights: &out)
            let expected = products.indices.map { row in
                Reference.loweredSum([products[row]], rowScales: [rowScales[row]], weights: [weights[row]], scale: 1e-3)
            }
            #expect(lowered == expected)
            let times = expected.indices.map { expected[$0] > 0 ? waits[$0] / expected[$0] : .infinity }
            let least = times.min() ?? .infinity
            #expect(first == (least < .infinity ? times.firstIndex(of: least) : nil))
        }
    }

    @Test(arguments: InstructionSet.available)
    func `rows are moved between sums exactly and without a trace`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for size in Self.sizes where size > 0 {
            var x = Self.floats(2 * size, seed: UInt64(size))
            if size > 3 { (x[0], x[1], x[2], x[3]) = (-0.0, 1e-30, -32767.5, 0x1.8p-37) }
            let units = x.map { UInt64(bitPattern: Reference.units($0)) }
            var sums = [UInt64](repeating: 11, count: 3 * size)
            move(kernels, x, [(0, -1, 1), (1, -1, 2), (1, -1, 1), (0, 1, 0), (1, 2, -1)], size, &sums)
            let (first, second) = (units[..<size], units[size...])
            #expect(sums == first.map { 11 &+ $0 } + second.map { 11 &+ $0 } + [UInt64](repeating: 11, count: size))
            move(kernels, x, [(0, 0, -1), (1, 1, -1)], size, &sums)
            #expect(sums == [UInt64](repeating: 11, count: 3 * size))
        }
    }

    private func move(
        _ kernels: Kernels, _ x: [Float], _ listed: [(row: Int, from: Int32, to: Int32)], _ columns: Int,
        _ sums: inout [UInt64]
    ) {
        var moves = UnitMoves()
        for (row, from, to) in listed { moves.append(row, from: from, to: to) }
        #expect(moves.count == listed.count)
        var span = sums.mutableSpan
        kernels.moveUnits(x.span, moves, columns: columns, sums: &span)
    }

    @Test(arguments: InstructionSet.available)
    func `pairs of rows have the products of rows, to the bit`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for size in Self.sizes where size > 0 {
            let (rows, others) = (Self.floats(7 * size, seed: 3), Self.floats(3 * size, seed: 4))
            let (left, right): ([UInt32], [UInt32]) = ([6, 0, 0, 3, 5, 1, 6], [0, 2, 1, 1, 0, 2, 0])
            var products = [Float](repeating: .nan, count: 7)
            var out = products.mutableSpan
            kernels.dotPairs(rows.span, left.span, others.span, right.span, columns: size, into: &out)
            for pair in left.indices {
                let (row, other) = (Int(left[pair]) * size, Int(right[pair]) * size)
                #expect(
                    products[pair]
                        == Reference.dot(
                            rows.span.extracting(row..<row + size), others.span.extracting(other..<other + size)))
            }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `a rotation is that of the plain twin, to the bit, and keeps dot products`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for size in Self.sizes {
            let x = Self.floats(size, seed: UInt64(size + 1))
            let y = Self.floats(size, seed: UInt64(size + 2))
            let (a, b) = (spread(kernels, x), spread(kernels, y))
            #expect(a == Reference.spread(x))
            #expect(abs(Reference.dot(a.span, b.span) - Reference.dot(x.span, y.span)) < 1e-4)
        }
        var peak = [Float](repeating: 0, count: 256)
        peak[8] = 1
        #expect(spread(kernels, peak).map(\.magnitude).max() == 1 / Float(32).squareRoot())
    }

    private func spread(_ kernels: Kernels, _ x: [Float]) -> [Float] {
        var x = x
        var span = x.mutableSpan
        kernels.spread(&span)
        return x
    }
}
