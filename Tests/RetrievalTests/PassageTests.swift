import PileFixture
import Testing

@testable import Retrieval

@Suite struct PassageTests {
    private static func passage(_ query: String, of id: String, in searcher: Searcher) throws -> Passage? {
        try searcher.passages(for: Query(text: query), at: searcher.locations(id))[0]
    }

    /// The marked parts of a passage.
    private static func marked(_ passage: Passage) -> [String] {
        let bytes = Array(passage.text.utf8)
        return passage.marks.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        ("One is here. Two is there! Three?", ["One is here.", "Two is there!", "Three?"]),
        (
            "See e.g. Fig. 3 and J. Doe et al. for 2.5 ways. Next",
            ["See e.g. Fig. 3 and J. Doe et al. for 2.5 ways.", "Next"]
        ),
        ("第一句。第二句！ 第三句", ["第一句。", "第二句！", "第三句"]),
        ("No end\nof line.\n\nA new paragraph", ["No end\nof line.", "A new paragraph"]),
        ("it works. but small letters go on", ["it works. but small letters go on"]), (" \n ", []), ("", []),
    ]) func `a text has these sentences`(text: String, expected: [String]) {
        #expect(text.sentences == expected)
    }

    @Test func `the sentence with the words of the query is shown, and they are marked`() throws {
        let searcher = try Pile([
            paper("1", "Ice", "Snow falls on the sea. Old glaciers carry ice cores, and glaciers move. Boats sail."),
            paper("2", "Bread", "An oven bakes bread. Yeast lifts the flour."), paper("3", "Only a title"),
        ]).searcher()
        let passage = try #require(try Self.passage("glacier cores", of: "1", in: searcher))
        #expect(passage.text == "Old glaciers carry ice cores, and glaciers move.")
        #expect(Self.marked(passage) == ["glaciers", "cores", "glaciers"])
        #expect(try Self.passage("glacier", of: "3", in: searcher) == nil)
        let other = try #require(try Self.passage("yeast", of: "2", in: searcher))
        #expect(other.text == "Yeast lifts the flour." && Self.marked(other) == ["Yeast"])
    }

    @Test func `what stands for a Chinese word is marked in an English sentence, and a run of pairs is one mark`()
        throws
    {
        let searcher = try Pile(Subjects.papers(90)).searcher()
        let english = Subjects.papers(90)[61].id.rawValue
        let words = Set(Subjects.english[1])
        let passage = try #require(try Self.passage("提琴 琴弦 弓法 共鸣 音色", of: english, in: searcher))
        #expect(!passage.marks.isEmpty && Set(Self.marked(passage)).isSubset(of: words))
        let chinese = try Pile([
            paper("1", "Ice", chinese: "天气很冷。冰川融化得很快。"), paper("2", "Snow", chinese: "下雪天。"),
        ]).searcher()
        let found = try #require(try Self.passage("冰川融化", of: "1", in: chinese))
        #expect(found.text == "冰川融化得很快。" && Self.marked(found) == ["冰川融化"])
    }
}
