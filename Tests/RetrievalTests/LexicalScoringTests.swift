import Corpus
import Digests
import PileFixture
import Testing

@testable import Retrieval

/// BM25F with k1 = 1.5, titles of weight 1.5 and b = 0.9, other fields of weight 1 and b = 0.6, and
/// idf = ln(1 + (N - df + ½) / (df + ½)).
@Suite struct LexicalScoringTests {
    /// Titles of lengths 2, 2 and 3, whose mean is 7/3; one abstract of length 2.
    private static let papers = [
        paper("1", "snow snow", "ice tone"), paper("2", "snow flour"), paper("3", "ice oven tone"),
    ]

    private func scores(_ query: String, _ papers: [Paper] = papers) throws -> [String: Float] {
        let searcher = try Pile(papers).searcher()
        let results = try searcher.find(query) { $0.mode = .lexical }
        // A hit's score is the share of the greatest that the query allows.
        let terms = QueryTerms(query, statistics: searcher.statistics)
        let greatest = LanguageSet.all.map { terms.greatestScore(in: $0) }.max() ?? 0
        return Dictionary(uniqueKeysWithValues: results.hits.map { ($0.id, $0.score * greatest) })
    }

    private func gain(_ frequency: Double) -> Double { frequency * 2.5 / (frequency + 1.5) }

    private func near(_ value: Float?, _ expected: Double) -> Bool {
        value.map { abs(Double($0) - expected) < 1e-5 } ?? false
    }

    @Test func `scores worked by hand`() throws {
        let snow = try scores("snow")
        #expect(Set(snow.keys) == ["1", "2"])
        let idf = 0.470_003_629  // ln(1 + 1.5 / 2.5)
        // Titles of length 2 count an occurrence as 1.5 / (0.1 + 0.9 · 6/7).
        #expect(near(snow["1"], idf * gain(3 / (0.1 + 0.9 * 6 / 7))))
        #expect(near(snow["2"], idf * gain(1.5 / (0.1 + 0.9 * 6 / 7))))
    }

    @Test func `the scores of several words add up, and a word asked twice counts twice`() throws {
        let both = try scores("snow oven")
        #expect(try near(both["1"], Double(scores("snow")["1"] ?? 0)))
        // ln(1 + 2.5 / 1.5), in a title of length 3.
        let oven = 0.980_829_253 * gain(1.5 / (0.1 + 0.9 * 9 / 7))
        #expect(near(both["3"], oven))
        #expect(try near(scores("oven oven")["3"], 2 * oven))
    }

    /// Abstracts of lengths 2, 3 and 1, a summary of length 1; all titles are as long.
    @Test func `the occurrences in all fields add up, each by its field's length and weight`() throws {
        var papers = [
            paper("1", "snow", "snow snow"), paper("2", "tone", "snow oven flour"), paper("3", "tone", "oven"),
        ]
        papers[1].fields[FieldKey(.tldr, .english)] = FieldValue("snow")
        let found = try scores("snow", papers)
        #expect(Set(found.keys) == ["1", "2"])
        let idf = 0.470_003_629  // ln(1 + 1.5 / 2.5)
        #expect(near(found["1"], idf * gain(1.5 + 2)))
        #expect(near(found["2"], idf * gain(1 / (0.4 + 0.6 * 3 / 2) + 1)))
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
