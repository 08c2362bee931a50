import Corpus
import Digests
import PileFixture
import Testing
import TextAnalysis
import Vocab

@testable import Retrieval

@Suite struct SpellingTests {
    private static func searcher() throws -> Searcher {
        // A model keeps the words of two papers at least once there are fifty.
        try Pile(
            [
                paper("1", "Sparse attention for glaciers"), paper("2", "Attention and transformers"),
                paper("3", "Graph transformers"), paper("4", "Graphite and glaciers", chinese: "冰川"),
            ]
        ).searcher()
    }

    private static func correction(_ word: String) throws -> String? {
        let searcher = try searcher()
        let term = Term(word, .english)
        guard let model = searcher.corpus.model else { return nil }
        return Spelling(weights: model.weights).corrections(of: [term])[term]?.text
    }

    @Test(arguments: [
        ("spars", "spars"), ("sparx", "spars"), ("spar", "spars"), ("psars", "spars"), ("spxrs", "spars"),
        ("transfrm", "transform"), ("trasnform", "transform"), ("tranzzorm", "transform"),
        ("grph", "graph"), ("gaph", "graph"),
        ("sprx", nil), ("spa", nil), ("trxxzform", nil), ("冰穿", nil), ("gr4ph", nil), ("", nil),
    ])
    func `a word is read as the nearest known one, a step off, or two when it is long`(
        written: String, taken: String?
    ) throws {
        #expect(try Self.correction(written) == taken)
    }

    @Test func `of words equally near the one that more papers have is taken`() throws {
        let searcher = try Pile([
            paper("1", "bread"), paper("2", "bread"), paper("3", "break"), paper("4", "other things"),
        ]).searcher()
        let weights = try #require(searcher.corpus.model).weights
        let term = Term("breax", .english)
        #expect(Spelling(weights: weights).corrections(of: [term])[term]?.text == "bread")
    }

    @Test(arguments: SearchMode.allCases)
    func `a misspelt query gets the answers of the right one, and says so`(mode: SearchMode) throws {
        let searcher = try Self.searcher()
        let right = try searcher.find("sparse attention") { $0.mode = mode }
        let wrong = try searcher.find("spaarse atention") { $0.mode = mode }
        #expect(wrong.ids == right.ids && wrong.hits.map(\.score) == right.hits.map(\.score) && !right.ids.isEmpty)
        #expect(right.corrections.isEmpty && wrong.unknownTerms.isEmpty)
        let readings = try searcher.readings(of: "spaarse atention", in: wrong)
        #expect(readings.map(\.written).sorted() == ["atention", "spaarse"])
        #expect(Set(readings.map { $0.taken.lowercased() }) == ["attention", "sparse"])
        var options = SearchOptions()
        options.mode = mode
        let explanation = try searcher.explain(
            Query(text: "spaarse"), at: searcher.locations("1"), options: options)[0]
        #expect(explanation.parts.map(\.word) == ["spaarse"] && explanation.score > 0)
    }

    @Test func `a word twice, once misspelt, counts twice`() throws {
        let searcher = try Self.searcher()
        let one = try searcher.find("attention atention") { $0.mode = .lexical }
        let other = try searcher.find("attention attention") { $0.mode = .lexical }
        #expect(one.hits.map(\.score) == other.hits.map(\.score) && !one.hits.isEmpty)
    }
}
