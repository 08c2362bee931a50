import PileFixture
import Testing
import TextAnalysis
import Vocab

@testable import Retrieval

@Suite struct LexiconExpansionTests {
    @Test func `Chinese words have English terms, and pairs across their borders need none`() {
        let expansion = LexiconExpansion("图神经网络")
        let terms = Set(expansion.terms.map(\.term.text))
        #expect(terms.isSuperset(of: ["graph", "neural", "network"]))
        #expect(expansion.covered.contains(Term("图神", .chinese)))
        #expect(expansion.terms.allSatisfy { $0.weight > 0 && $0.weight <= 1 })
    }

    @Test func `text without Chinese has no expansion`() {
        let expansion = LexiconExpansion("graph neural networks")
        #expect(expansion.terms.isEmpty && expansion.covered.isEmpty)
    }

    @Test func `a Chinese query finds English papers in a collection without a word of Chinese`() throws {
        let searcher = try Pile([
            paper("1", "Watermarks", "A watermark in text shows that a language model wrote it."),
            paper("2", "Bread", "An oven bakes bread. Yeast lifts the flour."),
            paper("3", "Grasping", "A robot hand learns to grasp."),
        ]).searcher()
        let results = try searcher.search(Query(text: "水印"), options: SearchOptions())
        #expect(results.hits.first?.id == "1")
        #expect(results.unknownTerms.isEmpty)
    }
}
