import LinearAlgebra
import Testing
import VectorKernels

@testable import LatentSemantics

@Suite struct CoreTermsTests {
    /// Two subjects of two terms each, one term that all papers have, and a rare one (column 5) of two papers of the second.
    private static let sample: SparseMatrix = {
        let papers: [[UInt32]] = (0..<20).map { $0 < 10 ? [0, 1, 4] : $0 < 18 ? [2, 3, 4] : [2, 3, 4, 5] }
        return SparseMatrix(
            rows: 20, columns: 6, rowOffsets: papers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
            columnIndices: papers.flatMap { $0 }, values: papers.flatMap { $0.map { $0 == 4 ? 2 : 1 } })
    }()

    @Test func `terms of enough papers are the core, in their order`() {
        let core = CoreTerms(Self.sample, leastPapers: 3, rank: 2)
        #expect(core.ids == [0, 1, 2, 3, 4])
        #expect(core.places == [0, 1, 2, 3, 4, .max])
        #expect(core.matrix.columns == 5 && core.matrix.rows == 20)
    }

    @Test func `all terms are the core where too few have enough papers`() {
        let core = CoreTerms(Self.sample, leastPapers: 3, rank: 5)
        #expect(core.ids == Array(0..<6) && core.matrix == Self.sample)
    }

    @Test func `a rare term lies where its papers do, apart from what all papers share`() {
        let core = CoreTerms(Self.sample, leastPapers: 3, rank: 2)
        // The first dimension is the subject, the second what all papers share.
        let vectors = DenseMatrix(rows: 5, columns: 2, elements: [1, 0, 1, 0, -1, 0, -1, 0, 0, 1])
        let (codes, scales) = core.codes(vectors, of: Self.sample, threads: 1)
        #expect(scales.count == 6 && codes.count == 12)
        #expect(codes[0..<10].elementsEqual([127, 0, 127, 0, -127, 0, -127, 0, 0, 127]))
        #expect(codes[10] == -127 && abs(codes[11]) < 3, "\(codes)")
        let again = core.codes(vectors, of: Self.sample, threads: 3)
        #expect(again.codes == codes && again.scales == scales)
    }
}
