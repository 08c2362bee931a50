import Corpus
import Digests
import PileFixture
import Testing

@testable import Retrieval

/// BM25 with k1 = 1.5, b = 0.6 and idf = ln(1 + (N - df + ½) / (df + ½)).
@Suite struct LexicalScoringTests {
    /// Lengths 4, 2 and 3: their mean is 3.
    private static let papers = [
        paper("1", "snow snow", "ice tone"), paper("2", "snow flour"), paper("3", "ice oven tone"),
    ]

    private func scores(_ query: String, _ papers: [Paper] = papers) throws -> [String: Float] {
        let results = try Pile(papers).searcher().find(query) { $0.mode = .lexical }
        return Dictionary(uniqueKeysWithValues: results.hits.map { ($0.id, $0.score) })
    }

    private func near(_ value: Float?, _ expected: Double) -> Bool {
        value.map { abs(Double($0) - expected) < 1e-5 } ?? false
    }

    @Test func `scores worked by hand`() throws {
        let snow = try scores("snow")
        #expect(Set(snow.keys) == ["1", "2"])
        let idf = 0.470_003_629  // ln(1 + 1.5 / 2.5)
        // tf 2, length 4: 2 · 2.5 / (2 + 1.5 · (0.4 + 0.6 · 4/3)) = 5 / 3.8
        #expect(near(snow["1"], idf * 5 / 3.8))
        // tf 1, length 2: 2.5 / (1 + 1.5 · 0.8) = 2.5 / 2.2
        #expect(near(snow["2"], idf * 2.5 / 2.2))
    }

    @Test func `the scores of several words add up, and a word asked twice counts twice`() throws {
        let both = try scores("snow oven")
        #expect(try both["1"] == scores("snow")["1"])
        let oven = 0.980_829_253  // ln(1 + 2.5 / 1.5); length 3 is the mean: 2.5 / 2.5
        #expect(near(both["3"], oven))
        #expect(try near(scores("oven oven")["3"], 2 * oven))
    }

    /// Chinese terms have lengths and a number of papers of their own: the English ones do not make them longer.
    @Test func `each language has lengths of its own`() throws {
        let papers = [
            paper("1", "snow ice tone flour oven", chinese: "冰川"), paper("2", "snow", chinese: "冰川融"),
            paper("3", "snow"),
        ]
        let found = try scores("冰川", papers)
        #expect(Set(found.keys) == ["1", "2"])
        // Terms 冰川 and 冰川, 川融: mean length 1.5; df 2 of 2: idf ln(1 + 0.5 / 2.5).
        let idf = 0.182_321_557
        #expect(near(found["1"], idf * 2.5 / (1 + 1.5 * (0.4 + 0.6 / 1.5))))
        #expect(near(found["2"], idf * 2.5 / (1 + 1.5 * (0.4 + 0.6 * 2 / 1.5))))
    }

    @Test func `words that no paper has are named and score nothing`() throws {
        let results = try Pile(Self.papers).searcher().find("snow quokkas 袋鼠") { $0.mode = .lexical }
        #expect(results.unknownTerms == ["quokka", "袋鼠"])
        #expect(results.ids == ["2", "1"] || results.ids == ["1", "2"])
        let nothing = try Pile(Self.papers).searcher().find("quokka")
        #expect(nothing.hits.isEmpty && nothing.total == 0)
    }

    @Test func `papers over several segments score as in one`() throws {
        let papers = Subjects.papers(60)
        let one = try Pile(papers).searcher()
        let three = try Pile(Array(papers[0..<20]), Array(papers[20..<21]), Array(papers[21...])).searcher()
        for query in ["glacier snow", "面包 酵母", "violin 冰川"] {
            for mode in SearchMode.allCases {
                let (a, b) = (
                    try one.find(query) { ($0.mode, $0.limit) = (mode, 100) },
                    try three.find(query) { ($0.mode, $0.limit) = (mode, 100) }
                )
                #expect(a.ids == b.ids && a.hits.map(\.score) == b.hits.map(\.score) && a.total == b.total)
            }
        }
    }
}
