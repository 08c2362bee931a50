import SystemSupport
import Testing
import TextAnalysis
import Vocab

@testable import LatentSemantics

@Suite struct TermWeightsTests {
    private func idf(_ weights: TermWeights, _ term: String) -> Float? {
        weights.terms.index(ofSorted: term).map { id in weights.inverseDocumentFrequencies.withSpan { $0[id] } }
    }

    private func near(_ value: Float?, _ expected: Double) -> Bool {
        value.map { abs(Double($0) - expected) < 1e-6 } ?? false
    }

    /// Three papers have English terms and one of them Chinese ones: N is 3 for English, 1 for Chinese.
    @Test func `inverse document frequencies count the papers of a term's language`() {
        let weights = TermWeights(count("graph snow", "graph 冰川", "graph"))
        #expect(near(idf(weights, "graph"), 1))  // 1 + ln(4 / 4)
        #expect(near(idf(weights, "snow"), 1 + 0.693_147_180_6))  // 1 + ln(4 / 2)
        #expect(near(idf(weights, "冰川"), 1))  // 1 + ln(2 / 2)
    }

    @Test func `an entry weighs its logarithmic count times its rarity, and each side has length 1`() {
        let matrix = count("graph graph snow 冰川 冰川 雪原", "graph")
        let weights = TermWeights(matrix)
        let row = weights.known(matrix, row: 0, ids: weights.ids(of: matrix.terms))
        let found = Dictionary(
            uniqueKeysWithValues: zip(row.map { weights.terms.text(Int($0.id)) }, weights.weights(of: row)))
        // graph stands in both papers: idf 1; snow in one: idf 1 + ln(3 / 2); graph twice: 1 + ln 2.
        let (graph, snow) = (1.693_147_180_6, 1.405_465_108_1)
        let length = (graph * graph + snow * snow).squareRoot()
        #expect(near(found["graph"], graph / length) && near(found["snow"], snow / length))
        // All Chinese terms stand in the one paper: idf 1.
        let chinese = (1.693_147_180_6 * 1.693_147_180_6 + 1).squareRoot()
        #expect(near(found["冰川"], 1.693_147_180_6 / chinese) && near(found["雪原"], 1 / chinese))
    }

    @Test func `each language side of every paper has length 1`() {
        let matrix = count(Bilingual.papers(30))
        let weights = TermWeights(matrix)
        let ids = weights.ids(of: matrix.terms)
        for row in 0..<matrix.documentCount {
            let counts = weights.known(matrix, row: row, ids: ids)
            var squares: [Language: Float] = [:]
            for (entry, weight) in zip(counts, weights.weights(of: counts)) {
                squares[weights.languages[Int(entry.id)], default: 0] += weight * weight
            }
            #expect(squares.count == 2 && squares.values.allSatisfy { abs($0 - 1) < 1e-5 })
        }
        #expect(weights.weights(of: []).isEmpty)
    }

    @Test func `terms of a single paper are kept while there are few papers`() {
        let papers = { (count: Int) in (0..<count).map { ["graph \($0 == 0 ? "quokka" : "snow")"] } }
        #expect(idf(TermWeights(count(papers(49))), "quokka") != nil)
        #expect(idf(TermWeights(count(papers(50))), "quokka") == nil)
        #expect(idf(TermWeights(count(papers(50))), "snow") != nil)
    }

    @Test func `IDs of another vocabulary are found by merging the two`() {
        let weights = TermWeights(count("bow crust flour oven", "flour tone"))
        #expect(weights.terms.texts == ["bow", "crust", "flour", "oven", "tone"])
        let other = TextColumn(["arch", "bow", "floor", "flour", "oven", "ovens", "tone", "zebra", "冰川"])
        #expect(weights.ids(of: other) == [-1, 0, -1, 2, 3, -1, 4, -1, -1])
        #expect(weights.ids(of: TextColumn([String]())) == [])
        #expect(weights.ids(of: weights.terms) == [0, 1, 2, 3, 4])
        #expect(TermWeights(count([])).ids(of: other) == [Int32](repeating: -1, count: 9))
    }

    @Test func `IDs agree with looking each term up`() {
        let weights = TermWeights(count(Bilingual.papers(20)))
        let other = count(Bilingual.papers(60) + [["violin crust quokka 袋鼠 音色"]]).terms
        let expected = other.texts.map { text in weights.terms.index(ofSorted: text).map { Int32($0) } ?? -1 }
        #expect(weights.ids(of: other) == expected)
        #expect(expected.contains(-1))
    }

    /// A model that is opened knows its terms' languages from their bytes alone.
    @Test func `stored weights have the languages they had`() throws {
        let texts = ["graph café 3d", "冰川 々々 〇年", "⺀⺁ ⼀⼁ 豈更 𠀀𠀁 ﬁeld", "ひらがな 한국어 кошка"]
        let fitted = TermWeights(count(texts.map { [$0] }))
        let stored = try #require(
            TermWeights(terms: fitted.terms, inverseDocumentFrequencies: fitted.inverseDocumentFrequencies))
        for id in 0..<fitted.count {
            #expect(stored.languages[id] == fitted.languages[id], "\(fitted.terms.text(id))")
        }
        #expect(Set(stored.languages).count == 2)
    }

    @Test func `parts that do not fit each other are refused`() {
        #expect(TermWeights(terms: TextColumn(["a", "b"]), inverseDocumentFrequencies: [1]) == nil)
        #expect(TermWeights(terms: TextColumn(["a", "b"]), inverseDocumentFrequencies: [1, 1]) != nil)
    }
}
