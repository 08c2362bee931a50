import PileFixture
import Testing
import TextAnalysis
import Vocab

@testable import Retrieval

@Suite struct ShownWordsTests {
    @Test(arguments: [
        // Two words of two characters each, whose middle pair few papers have.
        ([90, 4, 80], [1, 2]), ([90, 60, 80], [2]),
        // A pair of function characters parts words on both sides.
        ([50, 0, 0, 70, 60], [1, 2, 4]), ([7], [0]), ([], []), ([3, 9], [1]),
        // Of two rare pairs side by side the first parts: no word has one character.
        ([90, 5, 12, 90, 80], [1, 4]),
    ]) func `a run of pairs has words that end here`(frequencies: [Int], expected: [Int]) {
        #expect(Searcher.wordEnds(frequencies) == expected)
    }

    @Test func `pairs of characters are shown in their words`() throws {
        let texts = ["机器人", "机器人", "机器人", "抓取", "抓取", "机器人抓取", "抓取物体"]
        let searcher = try Pile(texts.enumerated().map { paper("\($0)", "Paper", chinese: $1) }).searcher()
        let words = searcher.shownWords(in: ["机器人抓取 gloves"])
        func shown(_ term: String) -> String? { words[Term(term, .chinese)] }
        #expect(shown("机器") == "机器人" && shown("器人") == "机器人" && shown("抓取") == "抓取")
        #expect(words[Term("glove", .english)] == "gloves")
    }

    @Test func `an explanation names a word and what stands for it in the paper`() throws {
        let searcher = try Pile(Subjects.papers(90)).searcher()
        var options = SearchOptions()
        options.limit = 40
        let query = Query(text: "提琴")
        let hits = try searcher.search(query, options: options).hits
        let explanations = try searcher.explain(query, at: hits.map(\.location), options: options)
        var translated = 0
        for (hit, explanation) in zip(hits, explanations) {
            let paper = try searcher.corpus.paper(at: hit.location)
            let isEnglish = !paper.fields.contains { $0.key.language == .chinese }
            let hasWord = paper.indexedTexts.contains { $0.contains("violin") }
            #expect(explanation.parts.map(\.word) == ["提琴"])
            #expect(explanation.parts[0].translation == (isEnglish && hasWord ? "violin" : nil), "\(hit.id)")
            translated += explanation.parts[0].translation == nil ? 0 : 1
        }
        #expect(translated > 3)
    }
}
