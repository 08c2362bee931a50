import Testing

@testable import VectorKernels

@Suite struct NibbleVectorsTests {
    @Test(arguments: [1, 2, 3, 7, 8, 64, 100, 257])
    func `a rotation keeps lengths and dot products`(dimension: Int) {
        var generator = SeededGenerator(80)
        let rotation = Rotation(dimension: dimension)
        let a = generator.floats(dimension).map { Double($0) }
        let b = generator.floats(dimension).map { Double($0) }
        var (x, y) = (a, b)
        rotation.apply(to: &x)
        rotation.apply(to: &y)
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let lengths = (product(a, a) * product(b, b)).squareRoot()
        #expect(abs(product(x, y) - product(a, b)) <= lengths * Rotation.error)
        #expect(abs(product(x, x) - product(a, a)) <= product(a, a) * Rotation.error)
        #expect(dimension < 3 || x != a)
    }

    @Test(arguments: InstructionSet.available)
    func `every set transforms as the plain loop does`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        var generator = SeededGenerator(85)
        for count in (0...11).map({ 1 << $0 }) {
            let elements = generator.floats(count + 2).map { Double($0) }
            let factors = generator.floats(count).map { Double($0) }
            var found = elements
            var span = found.mutableSpan
            kernels.transform(&span, from: 1, factors: factors.span)
            #expect(found[0] == elements[0] && found[count + 1] == elements[count + 1])
            #expect(Array(found[1...count]) == Reference.transform(Array(elements[1...count]), factors: factors))
        }
    }

    @Test(arguments: InstructionSet.available)
    func `every set makes the nibbles of the plain loop`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        var generator = SeededGenerator(86)
        for count in [1, 3, 4, 5, 7, 8, 9, 16, 63, 256, 300] {
            // To the ends of the range and beyond, and on the steps.
            let elements = generator.floats(count).enumerated().map {
                $0 % 5 == 0 ? 0.25 * Double($0 % 40 - 20) : Double($1)
            }
            for scale in [0.25, 0.031, 0] {
                var bytes = [UInt8](repeating: 0xEE, count: 40 * 64)
                var span = bytes.mutableSpan
                let squares = kernels.quantizeNibbles(elements.span, scale: scale, into: &span, at: 12)
                let expected = Reference.nibbles(elements, scale: scale)
                #expect(squares.errors == expected.errors && squares.values == expected.values)
                var wanted = [UInt8](repeating: 0xEE, count: bytes.count)
                for group in 0..<(count + 7) / 8 {
                    for place in 0..<4 {
                        let nibble = { (index: Int) in index < count ? expected.nibbles[index] : 0 }
                        wanted[12 + group * 64 + place] = nibble(8 * group + place) | nibble(8 * group + 4 + place) << 4
                    }
                }
                #expect(bytes == wanted, "\(count) \(scale)")
            }
        }
    }

    @Test func `a row worked by hand`() {
        // In one dimension a rotation flips the sign or does not; the root mean square is the value itself.
        let vectors = NibbleVectors(quantizing: [2, -4].span, dimension: 1)
        #expect(vectors.blocks.count == 128 && NibbleVectors.byteCount(rows: 2, dimension: 1) == 128)
        // 1 / 0.335 is 2.985: nibble 7.5 ± 2.985 is 10 or 5.
        let nibbles = [vectors.blocks[64], vectors.blocks[68]]
        #expect(nibbles == [10, 5] || nibbles == [5, 10])
        // 2 · 0.335 = 0.67, cut to 8 bits: 0.66796875.
        #expect(vectors.blocks[2...3].elementsEqual([0x2B, 0x3F]))
    }

    /// Masks of a query at a threshold.
    private func candidates(_ query: [Float], _ vectors: NibbleVectors, threshold: Float) throws -> [UInt16] {
        let optional = NibbleQuery.make(query.span)
        var (nibble, bound) = try #require(optional)
        nibble.limit = bound.limit(threshold)
        let expected = Reference.nibbleCandidates(nibble, vectors.blocks.span)
        for kernels in allKernels {
            var masks = [UInt16](repeating: 1, count: expected.count)
            kernels.nibbleCandidates(nibble, vectors.blocks.span, into: &masks)
            #expect(masks == expected, "\(kernels.instructionSet)")
        }
        return expected
    }

    @Test(arguments: [9, 16, 31, 64, 200, 256])
    func `a row stays at the threshold of its own score, on every set`(dimension: Int) throws {
        var generator = SeededGenerator(81)
        for exponent in [-60, 0, 20] {
            let factor = Float(sign: .plus, exponent: exponent, significand: 1)
            let query = generator.floats(dimension).map { $0 * factor }
            guard NibbleQuery.make(query.span) != nil else { continue }
            var rows = generator.unitRows(60, dimension) + query + query.map { -$0 }
            rows += generator.hostileFloats(80 * dimension, allowsNonFinite: true)
            let vectors = NibbleVectors(quantizing: rows.span, dimension: dimension)
            for row in stride(from: 0, to: 142, by: 3) {
                let score = dot(query.span, rows.span.extracting(row * dimension..<(row + 1) * dimension))
                guard !score.isNaN else { continue }
                let masks = try candidates(query, vectors, threshold: score)
                #expect(masks[row / 16] >> UInt16(row % 16) & 1 == 1, "\(dimension) \(exponent) \(row)")
            }
        }
    }

    @Test func `most random rows are ruled out two tenths above their score`() throws {
        var generator = SeededGenerator(82)
        let query = generator.unitRows(1, 256)
        let rows = generator.unitRows(160, 256)
        let vectors = NibbleVectors(quantizing: rows.span, dimension: 256)
        let best = (0..<160).map { dot(query.span, rows.span.extracting($0 * 256..<($0 + 1) * 256)) }.max() ?? 0
        #expect(try candidates(query, vectors, threshold: best + 0.25).allSatisfy { $0 == 0 })
        #expect(try candidates(query, vectors, threshold: best).contains { $0 != 0 })
    }

    @Test(arguments: 1...40) func `any number of blocks is looked at`(count: Int) throws {
        var generator = SeededGenerator(83)
        let query = generator.unitRows(1, 24)
        let vectors = NibbleVectors(quantizing: generator.unitRows(count * 5, 24).span, dimension: 24)
        _ = try candidates(query, vectors, threshold: 0.2)
    }

    @Test func `the number of threads changes nothing`() {
        var generator = SeededGenerator(84)
        let rows = generator.hostileFloats(1500 * 10, allowsNonFinite: true)
        let one = NibbleVectors(quantizing: rows.span, dimension: 10, threads: 1)
        #expect(NibbleVectors(quantizing: rows.span, dimension: 10, threads: 3) == one)
    }

    @Test func `queries that nibbles cannot bound are none`() {
        #expect(NibbleQuery.make([0, 0].span) == nil)
        #expect(NibbleQuery.make([1, .nan].span) == nil)
        #expect(NibbleQuery.make([1, 1e30].span) == nil)
        #expect(NibbleQuery.make([Float](repeating: 1, count: NibbleVectors.largestDimension + 1).span) == nil)
    }
}
