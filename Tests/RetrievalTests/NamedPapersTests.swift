import Corpus
import Digests
import PileFixture
import Testing
import TextAnalysis

@testable import Retrieval

@Suite struct NamedPapersTests {
    private static let papers = [
        paper("2601.10001", "Kite reasoning in small models", "We fly kites.", authors: ["Ada Farrow"]),
        paper(
            "2601.10002", "What Controls Kite Reasoning in Small Models: Wind or Thread?",
            "Kite reasoning, kite reasoning.",
            authors: ["Bo Li", "Ada Farrow"]),
        paper("2601.10003", "KITES at WindEval-2026 Task 5: Threads", "Task 5.", authors: ["Wei Zhang"]),
        paper("2601.10004", "KITES at WindEval-2026 Task 6: Tails", "Task 6, after Task 5 of WindEval-2026."),
        paper("10.1234/kite.7", "To fly AND not to fall", "Kite reasoning in small models is old."),
    ]

    private func hits(_ source: String) throws -> [Hit] {
        let searcher = try Pile(Self.papers).searcher()
        return try searcher.search(try Query(parsing: source), options: SearchOptions()).hits
    }

    @Test(arguments: [
        "2601.10003", "arXiv:2601.10003v2", "https://arxiv.org/abs/2601.10003",
        "https://huggingface.co/papers/2601.10003",
        "oai:arXiv.org:2601.10003", "2601.10003v1.pdf",
    ])
    func `a paper's ID or address finds it first`(source: String) throws {
        let hits = try hits(source)
        #expect(hits.first?.id == "2601.10003" && hits.first?.score == 1)
    }

    @Test func `a percent-encoded DOI is a DOI`() throws {
        for source in ["10.1234%2Fkite.7", "https://doi.org/10.1234%2fkite.7", "doi:10.1234/KITE.7"] {
            #expect(try hits(source).first?.id == "10.1234/kite.7", "\(source)")
        }
    }

    @Test func `a title comes first, then titles that the query is most of`() throws {
        let found = try hits("kite reasoning in small models")
        #expect(found.prefix(2).map(\.id) == ["2601.10001", "2601.10002"])
        #expect(found[0].score >= 0.99 && (0.95..<0.99).contains(found[1].score) && found[2].score < 0.95)
        #expect(try hits("Kite-Reasoning in SMALL models").first?.id == "2601.10001")
    }

    @Test func `two characters of Han script count as a word`() {
        func naming(_ query: String, _ title: String) -> PaperNaming? {
            PaperNaming(query: foldedWords(query), title: foldedWords(title))
        }
        #expect(naming("机器人抓取", "机器人抓取透明物体的触觉与视觉融合") == nil)
        #expect(naming("机器人抓取透明物体的", "机器人抓取透明物体的触觉与视觉融合") == .partOfTitle)
        #expect(naming("机器人抓取", "机器人抓取") == .title)
    }

    @Test func `numbers of titles count`() throws {
        #expect(try hits("WindEval-2026 Task 5").first?.id == "2601.10003")
        #expect(try hits("WindEval-2026 Task 6").first?.id == "2601.10004")
    }

    @Test func `a score does not depend on the list or the filter, and is explained in full`() throws {
        let searcher = try Pile(Self.papers).searcher()
        let query = try Query(parsing: "kite reasoning in small models")
        var options = SearchOptions()
        let all = try searcher.search(query, options: options).hits
        options.limit = 1
        options.filter.authors = ["Bo Li"]
        let one = try searcher.search(query, options: options).hits
        #expect(one == all.filter { $0.id == "2601.10002" })
        let why = try searcher.explain(query, at: one.map(\.location), options: options)
        #expect(abs(why[0].score - one[0].score) < 1e-5)
    }

    @Test func `a person's name alone lists the papers of that author`() throws {
        let searcher = try Pile(Self.papers).searcher()
        for source in ["Ada Farrow", "Farrow, Ada", "Wei Zhang"] {
            let results = try searcher.search(try Query(parsing: source), options: SearchOptions())
            #expect(results.author == source)
            #expect(results.hits.count == (source == "Wei Zhang" ? 1 : 2))
        }
        let words = try searcher.search(try Query(parsing: "Kite Reasoning"), options: SearchOptions())
        #expect(words.author == nil && !words.hits.isEmpty)
    }

    @Test func `papers are found by title, whole or most of it`() throws {
        let searcher = try Pile(Self.papers).searcher()
        func ids(_ text: String) throws -> [String] {
            try searcher.papers(titled: text).map { searcher.corpus.id(at: $0) }
        }
        #expect(try ids("KITE reasoning, in small models") == ["2601.10001"])
        #expect(try ids("To fly AND not to fall") == ["10.1234/kite.7"] && searcher.isTitle("to fly and not to fall"))
        #expect(try ids("no such title").isEmpty && ids("").isEmpty && ids("the").isEmpty)
    }

    @Test func `unknown categories, authors and months name the nearest`() throws {
        let searcher = try Pile([
            paper("2601.10001", "Kites", authors: ["Wei Zhang"], categories: ["cs.CL"]),
            paper("2601.10002", "Tails", authors: ["Bo Li"], categories: ["cs.CL", "math.CO"]),
        ]).searcher()
        var filter = PaperFilter()
        filter.categories = ["cs.CLL"]
        filter.authors = ["Wie Zhang"]
        filter.month = Month(year: 2021, month: 1)
        let advice = searcher.advice(on: filter, Query(text: ""))
        #expect(
            advice == [
                "no paper is in the category 'cs.CLL'; the nearest are cs.CL (2), math.CO (1)",
                "no paper is by 'Wie Zhang'; the nearest are wei zhang (1), bo li (1)",
                "no paper is of 2021-01; the nearest are 2026-01 (2)",
            ])
        #expect(searcher.advice(on: PaperFilter(), Query(text: "")).isEmpty)
        let unknown = try Query(parsing: "au:Zhagn cat:cs")
        #expect(
            searcher.advice(on: PaperFilter(), unknown) == [
                "no paper is by 'Zhagn'; the nearest are zhang (1), bo (1), li (1)"
            ])
    }
}
