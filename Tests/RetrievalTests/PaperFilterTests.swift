import Corpus
import Digests
import IndexStore
import PileFixture
import SystemSupport
import Testing

@testable import Retrieval

@Suite struct PaperFilterTests {
    private static let papers = [
        paper("2601.00001", "Snow", authors: ["Ada Ng", "José Øst"], categories: ["cs.CL"], day: "2026-01-05"),
        paper("2601.00002", "Ice", authors: ["Bo Li"], categories: ["cs.LG", "math.CO"], day: "2026-02-01"),
        paper("2602.00003", "Tone", categories: ["math-ph"], day: "2026-01-31"),
        paper("2603.00004", "Flour", authors: ["Ann Gupta"], categories: ["csx.CL"]),
        paper("row", "Oven"),
    ]

    /// The row numbers that pass; papers are in the order of their IDs.
    private func passing(_ set: (inout PaperFilter) -> Void) throws -> [Int] {
        var filter = PaperFilter()
        set(&filter)
        return Array(filter.rows(of: try Pile(Self.papers).corpus().segments[0]))
    }

    @Test func `without conditions every paper passes`() throws {
        #expect(try passing { _ in } == [0, 1, 2, 3, 4])
    }

    @Test(arguments: [
        (["cs.CL"], [0]), (["cs.LG"], [1]), (["cs"], [0, 1]), (["math"], [1]), (["math-ph"], [2]), (["csx"], [3]),
        (["cs.C"], []), (["c"], []), (["CL"], []), (["cs.CL", "math-ph"], [0, 2]), (["math", "cs.LG"], [1]),
        (["q-bio"], []), (["CS.cl"], [0]), (["CS"], [0, 1]), (["Math-PH"], [2]), (["cs.c"], []),
    ])
    func `a category is a whole name, or an archive with all in it, in any case; several widen the choice`(
        categories: [String], rows: [Int]
    ) throws {
        #expect(try passing { $0.categories = categories } == rows)
    }

    @Test(arguments: [
        (["ng"], [0]), (["LI"], [1]), (["a"], []), (["josé"], [0]), (["JOSÉ ØST"], [0]), (["ng", "øst"], [0]),
        (["ng", "li"], []), (["x"], []), ([""], [0, 1, 2, 3, 4]), (["gupt"], []), (["Ost, Jose"], [0]),
    ])
    func `an author has whole words of a name in any case; several narrow the choice`(
        authors: [String], rows: [Int]
    ) throws {
        #expect(try passing { $0.authors = authors } == rows)
    }

    @Test(arguments: [
        (
            "Ian Farrow", ["Ian Farrow", "Ian J. Farrow", "Farrow, Ian", "IAN FARROW"],
            ["Isaac Farrow", "Ian Farrows", "I. Far"]
        ),
        ("I. Farrow", ["Ian Farrow", "I. J. Farrow", "Isaac Farrow", "Farrow, I."], ["John Farrow", "Farrow"]),
        ("Farrow, I. J.", ["Ian James Farrow", "I. J. Farrow"], ["Ian Farrow"]),
        ("Zhang Wei", ["Wei Zhang", "Zhang Wei", "Wei-Lin Zhang"], ["Weiwei Zhang", "Wei Zhangs"]),
        ("Li", ["Bo Li", "Li-Na Xu", "LI"], ["Lin Xu", "Bo Liu", "Ali Xu"]),
        ("Muller", ["Jürgen Müller", "Ju\u{308}rgen Mu\u{308}ller", "J. MÜLLER"], ["J. Mueller"]),
        ("Müller", ["Jurgen Muller", "Ju\u{308}rgen Mu\u{308}ller"], ["J. Mull"]),
        ("Garcia-Nunez", ["Ana García-Núñez", "Ana Garcia Nunez"], ["Ana Garcia", "Nunez Garciaz"]),
        ("Odegard", ["Martin Ødegård"], ["Odegar"]), ("Zolc", ["Anna Żółć"], ["Zol"]),
        ("O'Brien", ["Kit O’Brien", "Kit O'Brien", "Kit OʼBrien", "Kit O‘Brien"], ["Kit Brien"]),
        ("O’Brien", ["Kit O'Brien"], ["Kit Obrie"]), (#"P\'al Vas\'ut"#, ["Pál Vasút", "Vasut, Pal"], ["Paul Vasut"]),
        ("张伟", ["张伟"], ["张伟国"]), ("Strauß", ["Eva Strauss"], ["Eva Straus"]),
    ])
    func `a name is found however it is written`(name: String, found: [String], others: [String]) throws {
        let papers = (found + others).enumerated().map { index, author in
            paper("2601.\(10_000 + index)", "Snow", authors: ["Ada Moss", author, "Wei"])
        }
        var filter = PaperFilter()
        filter.authors = [name]
        let rows = Array(filter.rows(of: try Pile(papers).corpus().segments[0]))
        #expect(rows == Array(found.indices), "\(name)")
    }

    @Test func `days are taken with both ends; a month is taken that overlaps them`() throws {
        #expect(try passing { $0.since = Day("2026-01-31") } == [1, 2, 3])
        #expect(try passing { $0.since = Day("2026-02-01") } == [1, 3])
        #expect(try passing { $0.until = Day("2026-01-31") } == [0, 2])
        #expect(try passing { $0.until = Day("2026-01-30") } == [0])
        #expect(try passing { ($0.since, $0.until) = (Day("2026-01-31"), Day("2026-02-01")) } == [1, 2])
        // Of one paper no more is known than the month of its ID.
        for (since, until) in [
            ("2026-03-01", "2026-03-01"), ("2026-03-15", "2026-03-20"), ("2026-02-28", "2026-04-02"),
        ] {
            #expect(try passing { ($0.since, $0.until) = (Day(since), Day(until)) } == [3])
        }
        #expect(try passing { $0.since = Day("2026-04-01") } == [])
        #expect(try passing { $0.until = Day("2026-02-28") } == [0, 1, 2])
    }

    @Test func `the month is that of the date shown, as in the range from its first day to its last`() throws {
        #expect(try passing { $0.month = Month(year: 2026, month: 1) } == [0, 2])
        #expect(try passing { $0.month = Month(year: 2026, month: 2) } == [1])
        #expect(try passing { $0.month = Month(year: 2026, month: 3) } == [3])
        for month in 1...12 {
            let month = try #require(Month(year: 2026, month: month))
            let rows = try passing { ($0.since, $0.until) = (month.firstDay, month.lastDay) }
            #expect(try passing { $0.month = month } == rows)
        }
        #expect(try passing { $0.month = Month(year: 2025, month: 1) } == [])
    }

    @Test func `all kinds of conditions must be met together`() throws {
        let rows = try passing {
            $0.categories = ["cs"]
            $0.authors = ["li"]
            $0.since = Day("2026-01-01")
            $0.month = Month(year: 2026, month: 2)
        }
        #expect(rows == [1])
    }

    @Test func `deleted rows never pass`() throws {
        let pile = try Pile(Self.papers)
        try pile.delete([0, 4], ofSegment: 0)
        let segment = try pile.corpus().segments[0]
        #expect(Array(PaperFilter().rows(of: segment)) == [1, 2, 3])
    }

    /// The best papers of the whole pile are not the ones that pass: filtering afterwards would leave fewer.
    @Test(arguments: SearchMode.allCases) func `a filter leaves as many hits as were asked for and exist`(
        mode: SearchMode
    ) throws {
        let searcher = try Pile(Subjects.papers(120)).searcher()
        let results = try searcher.find("glacier violin bread") {
            $0.mode = mode
            $0.filter.categories = ["math-ph"]
            $0.limit = 10
        }
        #expect(results.hits.count == 10)
        let near = searcher.near("2601.10000") {
            $0.filter.categories = ["math-ph"]
            $0.limit = 3
        }
        for id in results.ids + near.ids { #expect(id.hasPrefix("2603.")) }
    }
}

@Suite struct YearFilterTests {
    @Test func `a paper of which the year alone is known is in every range that overlaps it`() throws {
        var paper = paper("10.1234/t", "Kites")
        paper.published = .year(2021)
        let searcher = try Pile([paper]).searcher()
        #expect(searcher.corpus.date(at: searcher.corpus.locations()[0]) == .year(2021))
        func passes(_ set: (inout PaperFilter) -> Void) -> Bool {
            var filter = PaperFilter()
            set(&filter)
            return !filter.rows(of: searcher.corpus.segments[0]).isEmpty
        }
        #expect(passes { $0.month = Month(year: 2021, month: 5) } && !passes { $0.month = Month(year: 2022, month: 1) })
        #expect(passes { $0.since = Day("2021-12-31") } && !passes { $0.since = Day("2022-01-01") })
        #expect(passes { $0.until = Day("2021-01-01") } && !passes { $0.until = Day("2020-12-31") })
    }
}
