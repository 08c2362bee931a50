import PileFixture
import Testing
import Vocab

@testable import Retrieval

/// Words of a query in papers that have no text in its language.
@Suite struct TranslationTests {
    /// Papers 0 to 59 have both languages, 60 to 89 English alone.
    private static func searcher() throws -> Searcher { try Pile(Subjects.papers(90)).searcher() }

    @Test func `a word stands for its translation in papers without its language`() throws {
        let searcher = try Self.searcher()
        let found = try searcher.find("提琴") { ($0.mode, $0.limit) = (.lexical, 100) }
        let words = try searcher.find("violin") { ($0.mode, $0.limit) = (.lexical, 100) }
        let english = Set(Subjects.papers(90).suffix(30).map(\.id.rawValue))
        #expect(Set(found.ids).intersection(english) == Set(words.ids).intersection(english))
        #expect(Set(found.ids).intersection(english).count > 5 && Set(found.ids) == Set(words.ids))
        // 提琴 and nothing else counts where there is Chinese text.
        #expect(QueryTerms("提琴", statistics: searcher.statistics).entries.map(\.translation?.term.text) == ["violin"])
    }

    @Test func `a translation counts for no more than its cosine`() throws {
        let searcher = try Self.searcher()
        let entry = QueryTerms("提琴 violin", statistics: searcher.statistics).entries
        #expect(entry.map(\.term.text) == ["提琴", "violin"] && entry[1].translation == nil)
        let translation = try #require(entry[0].translation)
        #expect(translation.weight > 0 && translation.weight <= entry[1].weight * 1.001)
    }

    @Test func `where every paper has the language of the query nothing is translated`() throws {
        let searcher = try Pile(Subjects.papers(90).prefix(60) + []).searcher()
        for query in ["提琴", "violin"] {
            #expect(QueryTerms(query, statistics: searcher.statistics).entries.allSatisfy { $0.translation == nil })
        }
        #expect(QueryTerms("提琴", statistics: searcher.statistics).translatedShares == [0, 0])
    }

    @Test(arguments: SearchMode.allCases) func `shares add up to the score with translations too`(
        mode: SearchMode
    ) throws {
        let searcher = try Self.searcher()
        var options = SearchOptions()
        (options.mode, options.limit) = (mode, 40)
        let query = Query(text: "提琴 琴弦 bread")
        let results = try searcher.search(query, options: options)
        let explanations = try searcher.explain(query, at: results.hits.map(\.location), options: options)
        #expect(results.hits.count == 40)
        for (hit, explanation) in zip(results.hits, explanations) {
            #expect(abs(hit.score - explanation.score) < 1e-5, "\(hit.id)")
        }
    }
}
