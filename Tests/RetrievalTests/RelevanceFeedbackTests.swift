import Corpus
import PileFixture
import Testing

@testable import Retrieval

@Suite struct RelevanceFeedbackTests {
    private static func corpus() throws -> PaperCorpus { try Pile(Subjects.papers(60)).searcher().corpus }

    @Test func `a mean worked by hand: the fourth power of the evidence`() throws {
        let corpus = try Self.corpus()
        let locations = Array(corpus.locations().prefix(2))
        let feedback = RelevanceFeedback([(locations[1], 1), (locations[0], 2)], corpus: corpus)
        for (index, value) in feedback.vector.enumerated() {
            let expected = (16 * corpus.vector(at: locations[0])[index] + corpus.vector(at: locations[1])[index]) / 17
            #expect(abs(value - expected) < 1e-6)
        }
    }

    @Test func `only the best papers count, in any order, and none without evidence`() throws {
        let corpus = try Self.corpus()
        let papers = corpus.locations().enumerated().map { (location: $1, evidence: Float(60 - $0)) }
        let all = RelevanceFeedback(papers, corpus: corpus).vector
        #expect(all == RelevanceFeedback(Array(papers.prefix(5)).reversed(), corpus: corpus).vector)
        #expect(all != RelevanceFeedback(Array(papers.prefix(4)), corpus: corpus).vector)
        #expect(all.reduce(0) { $0 + $1 * $1 } <= 1.000_01)
        let none = RelevanceFeedback([(papers[0].location, 0)], corpus: corpus).vector
        #expect(none.count == corpus.dimensions && none.allSatisfy { $0 == 0 })
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
