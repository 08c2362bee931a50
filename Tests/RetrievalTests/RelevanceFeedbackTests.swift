import Testing

@testable import Retrieval

@Suite struct RelevanceFeedbackTests {
    @Test func `a mean worked by hand: the fourth power of the evidence`() {
        let feedback = RelevanceFeedback([[0, 1], [1, 0]], evidence: [1, 2], dimensions: 2)
        #expect(abs(feedback.vector[0] - 16 / 17) < 1e-6 && abs(feedback.vector[1] - 1 / 17) < 1e-6)
    }

    @Test func `only the best papers count, and none without evidence`() {
        let papers = (0..<30).map { row in (0..<30).map { $0 == row ? Float(1) : 0 } }
        let evidence = (0..<30).map { Float(30 - $0) }
        let vector = RelevanceFeedback(papers, evidence: evidence, dimensions: 30).vector
        #expect(vector.prefix(5).allSatisfy { $0 > 0 } && vector.dropFirst(5).allSatisfy { $0 == 0 })
        #expect(vector == vector.sorted(by: >) && abs(vector.reduce(0, +) - RelevanceFeedback.weight) < 1e-6)
        #expect(RelevanceFeedback([[1, 0]], evidence: [0], dimensions: 2).vector == [0, 0])
        #expect(RelevanceFeedback([], evidence: [], dimensions: 3).vector == [0, 0, 0])
    }
}

@Suite struct EvidenceScaleTests {
    @Test func `scores rise with the evidence from 0 to 1, and are a half in the middle`() {
        let scores = stride(from: Float(-1), through: 6, by: 0.25).map { EvidenceScale.score($0) }
        #expect(scores == scores.sorted() && scores.allSatisfy { (0..<1).contains($0) })
        #expect(EvidenceScale.score(0) == 0 && EvidenceScale.score(EvidenceScale.middle) == 0.5)
        #expect(EvidenceScale.score(.greatestFiniteMagnitude) == 1 && EvidenceScale.score(.nan) == 0)
        // Twice the middle: 8 of 9.
        #expect(abs(EvidenceScale.score(2 * EvidenceScale.middle) - 8 / 9) < 1e-6)
    }
}
