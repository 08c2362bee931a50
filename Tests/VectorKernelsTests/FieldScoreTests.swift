import Testing

@testable import VectorKernels

@Suite struct FieldScoreTests {
    private static let norms = FieldNorms(
        base: [0.066_666_67, 0.4, 0.3], slope: [0.07, 0.006, 0.011], saturation: 1.5)

    /// Postings of every `step`-th row from `first` on, all combinations of counts among them.
    private static func postings(_ count: Int, first: Int, step: Int) -> (rows: [UInt32], counts: [UInt16]) {
        ((0..<count).map { UInt32(first + $0 * step) }, (0..<count).map { UInt16(truncatingIfNeeded: $0 * 40_503 + 7) })
    }

    /// Seven lengths a row, from none to the most.
    private static func lengths(_ rows: Int) -> [UInt16] {
        (0..<rows * 7).map { $0 % 5 == 0 ? 0 : UInt16(truncatingIfNeeded: $0 * 25_173 % 70_001) }
    }

    @Test func `a count worked by hand`() {
        let norms = FieldNorms(base: [0.5, 1, 1], slope: [0.5, 0, 0.25], saturation: 2)
        // 3 in a field of norm 1.5, 2 in one of norm 1, none in one of norm 3: 2 + 2, and 4 · 3 / (4 + 2).
        let gain = norms.gain(counts: 3 << 12 | 2 << 6, lengths: ([2, 9, 8] as [UInt16]).span)
        #expect(gain == 2)
        #expect(norms.gain(counts: 0, lengths: ([2, 9, 8] as [UInt16]).span) == 0)
    }

    @Test(arguments: InstructionSet.available)
    func `scores are the gains of each posting, to the bit`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for count in [0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 200, 1000] {
            for (first, step) in [(0, 1), (70_000, 3)] {
                let size = count * step + 2
                let (rows, counts) = Self.postings(count, first: first, step: step)
                let lengths = Self.lengths(size)
                let before = (0..<size).map { Float($0) * 0.37 }
                var scores = before
                var span = scores.mutableSpan
                kernels.addFieldScores(
                    rows: rows.span, counts: counts.span, first: first,
                    lengths: lengths.span.extracting(droppingFirst: 2),
                    rowLengths: 7, norms: Self.norms, weight: 3.7, to: &span)
                var expected = before
                for (row, counts) in zip(rows, counts) {
                    let place = Int(row) - first
                    let fields = lengths.span.extracting(place * 7 + 2..<place * 7 + 5)
                    expected[place] += 3.7 * Self.norms.gain(counts: counts, lengths: fields)
                }
                #expect(scores == expected, "\(count) postings")
            }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `rows without scores are left out, and what follows them`(set: InstructionSet) throws {
        let kernels = try #require(Kernels(set))
        for (wrong, place) in [(UInt32(9), 0), (310, 70), (.max, 199)] {
            var (rows, counts) = Self.postings(200, first: 10, step: 1)
            rows[place] = wrong
            for index in counts.indices { counts[index] |= 1 }
            let lengths = Self.lengths(300)
            var scores = [Float](repeating: 0, count: 300)
            var span = scores.mutableSpan
            kernels.addFieldScores(
                rows: rows.span, counts: counts.span, first: 10, lengths: lengths.span, rowLengths: 7,
                norms: Self.norms,
                weight: 1, to: &span)
            #expect(scores.enumerated().allSatisfy { ($1 > 0) == ($0 < place / 64 * 64) })
        }
    }
}
