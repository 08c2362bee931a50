import Testing

@testable import VectorKernels

/// Rows of bfloat16 and their products, on machines that have tiles for it; the conversion on all.
@Suite struct ShortRowsTests {
    private static func rows(_ count: Int, _ columns: Int, seed: UInt64) -> [Float] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count * columns).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(Int32(truncatingIfNeeded: state >> 32)) * 0x1p-31
        }
    }

    /// The nearest bfloat16, of two the one with an even last bit.
    private static func shortened(_ x: Float) -> Float {
        let lower = Float(bitPattern: x.bitPattern & 0xFFFF_0000)
        let upper = Float(bitPattern: lower.bitPattern &+ 0x1_0000)
        let (below, above) = (abs(Double(x) - Double(lower)), abs(Double(upper) - Double(x)))
        if below == above { return lower.bitPattern & 0x1_0000 == 0 ? lower : upper }
        return below < above ? lower : upper
    }

    private static func elements(_ rows: ShortRows) -> [Float] {
        rows.elements.withSpan { span in
            (0..<rows.room * rows.width).map { Float(bitPattern: UInt32(span[$0]) << 16) }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `a row is shortened to the nearest, and what is lost is its squares' sum`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for size in [0, 1, 15, 16, 17, 100, 256, 300] {
            var x = Self.rows(1, size, seed: UInt64(size) + 5)
            if size > 15 {
                (x[0], x[1], x[2], x[3]) = (0, -0.0, Float(bitPattern: 0x3F80_8000), Float(bitPattern: 0x3F81_8000))
            }
            let short = AlignedBuffer<UInt16>(repeating: 7, count: size + 2)
            let lost = short.withMutableSpan { kernels.shorten(x.span, into: &$0, at: 1) }
            let kept = short.withSpan { span in (0..<size + 2).map { span[$0] } }
            #expect(kept[0] == 7 && kept[size + 1] == 7)
            let expected = x.map(Self.shortened)
            #expect((0..<size).map { Float(bitPattern: UInt32(kept[$0 + 1]) << 16) } == expected)
            let squares = zip(x, expected).reduce(0) {
                $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
            }
            #expect(abs(lost - squares) <= squares * 1e-12)
        }
    }

    @Test func `rows are filled up with zeros, chosen ones are copied, and errors bound what is lost`() {
        let x = Self.rows(5, 40, seed: 1)
        var errors: [Float] = []
        let rows = ShortRows(x.span, columns: 40, errors: &errors)
        #expect(rows.count == 5 && rows.room == 32 && rows.width == 64 && errors.count == 5)
        let elements = Self.elements(rows)
        for row in 0..<32 {
            for element in 0..<64 {
                let expected = row < 5 && element < 40 ? Self.shortened(x[row * 40 + element]) : 0
                #expect(elements[row * 64 + element] == expected)
            }
            guard row < 5 else { continue }
            let lost = (0..<40).reduce(0.0) { sum, element in
                let difference = Double(x[row * 40 + element]) - Double(elements[row * 64 + element])
                return sum + difference * difference
            }
            #expect(Double(errors[row]) >= lost.squareRoot() && Double(errors[row]) <= lost.squareRoot() * 1.0001)
        }
        let chosen = ShortRows(rows, choosing: [3, 0, 3])
        #expect(chosen.count == 3)
        #expect(Self.elements(chosen)[..<192] == elements[192..<256] + elements[..<64] + elements[192..<256])
    }

    @Test(
        .enabled(if: Kernels.active.hasShortTiles, "this machine has no tiles of bfloat16"),
        arguments: [
            (1, 1, 1), (5, 2, 3), (33, 3, 32), (64, 31, 33), (70, 32, 64), (31, 33, 100), (96, 64, 256), (40, 300, 300),
        ])
    func `the largest three are those of a plain sort, as near as is said`(count: Int, queries: Int, columns: Int) {
        let x = Self.rows(count, columns, seed: 2)
        let q = Self.rows(queries, columns, seed: 3)
        var errors: [Float] = []
        let rows = ShortRows(x.span, columns: columns, errors: &errors)
        let shortQueries = ShortRows(q.span, columns: columns, errors: &errors)
        let panel = ShortQueries(shortQueries)
        var three = NearestThree()
        three.find(panel, of: rows)
        let (a, b, width) = (Self.elements(rows), Self.elements(shortQueries), rows.width)
        for row in 0..<count {
            var norms = 0.0
            let products = (0..<queries).map { query in
                var (sum, x2, y2) = (0.0, 0.0, 0.0)
                for element in 0..<width {
                    let (x, y) = (Double(a[row * width + element]), Double(b[query * width + element]))
                    (sum, x2, y2) = (sum + x * y, x2 + x * x, y2 + y * y)
                }
                norms = max(norms, (x2 * y2).squareRoot())
                return sum
            }
            let error = Double(panel.error) * norms
            let sorted = products.sorted(by: >)
            let found = [three.first[row], three.second[row], three.third[row]]
            for (place, value) in found.enumerated() {
                guard place < queries else {
                    #expect(value == -.infinity)
                    continue
                }
                #expect(abs(Double(value) - sorted[place]) <= error)
                #expect(abs(products[panel.number(value)] - Double(value)) <= error)
            }
            #expect(Set(found.prefix(queries).map(panel.number)).count == min(3, queries))
        }
    }

    @Test(.enabled(if: Kernels.active.hasShortTiles, "this machine has no tiles of bfloat16"))
    func `rows that come next change nothing, and equal products have numbers of their own`() {
        let x = Self.rows(40, 96, seed: 8)
        var errors: [Float] = []
        let rows = ShortRows(x.span, columns: 96, errors: &errors)
        let same = ShortQueries(ShortRows(rows, choosing: [7, 7, 7, 7, 7]))
        var (three, again) = (NearestThree(), NearestThree())
        three.find(same, of: rows)
        again.find(same, of: rows, next: rows)
        #expect(three.first == again.first && three.second == again.second && three.third == again.third)
        for row in 0..<40 {
            let numbers = [three.first[row], three.second[row], three.third[row]].map(same.number)
            #expect(Set(numbers).count == 3 && numbers.allSatisfy { $0 < 5 })
        }
    }

    @Test(.enabled(if: Kernels.active.hasShortTiles, "this machine has no tiles of bfloat16"))
    func `room that is filled again has the rows of the last time`() {
        let x = Self.rows(70, 96, seed: 9)
        var errors: [Float] = []
        let rows = ShortRows(x.span, columns: 96, errors: &errors)
        let queries = ShortQueries(ShortRows(rows, choosing: Array(0..<10)))
        var (whole, part) = (NearestThree(), NearestThree())
        whole.find(queries, of: rows)
        var room = ShortRows(room: 40, columns: 96)
        for chosen in [[3, 69, 0] + Array(20..<57), [5], [64, 2]] {
            room.choose(chosen, from: rows)
            #expect(room.count == chosen.count)
            part.find(queries, of: room)
            for (place, row) in chosen.enumerated() {
                #expect(part.first[place] == whole.first[row] && part.second[place] == whole.second[row])
                #expect(part.third[place] == whole.third[row])
            }
        }
    }
}
