import Digests
import IndexStore
import LatentSemantics
import PileFixture
import SystemSupport
import Testing
import Vocab

@testable import Corpus

@Suite struct PaperCorpusTests {
    private let a = paper(
        "2601.00001", "Glacier ice", "Sheets of ice melt.", chinese: "冰川融化。", authors: ["Ada Ng", "Bo LI"],
        categories: ["cs.CL", "math.CO"], day: "2026-01-05")
    private let b = paper("2601.00003", "Violin bows", "The tone of strings.", categories: ["cs.LG"])
    private let c = paper("2601.00002", "Bread", "Flour and yeast.", day: "2025-12-31")
    private let d = paper("corpus.jsonl:7", "Snow", "More ice and snow.")

    @Test func `papers come back as they were written`() throws {
        let corpus = try Pile([a, b], [c, d]).corpus()
        #expect(corpus.count == 4 && corpus.segments.count == 2)
        for paper in [a, b, c, d] {
            let location = try #require(corpus.location(of: paper.id))
            #expect(try corpus.paper(at: location) == paper)
            #expect(corpus.id(at: location) == paper.id.rawValue)
        }
    }

    @Test func `locations ascend by the bytes of the IDs, over all segments`() throws {
        let corpus = try Pile([a, b], [c, d], []).corpus()
        let ids = corpus.locations().map { corpus.id(at: $0) }
        #expect(ids == ["2601.00001", "2601.00002", "2601.00003", "corpus.jsonl:7"])
        #expect(corpus.locations()[1] == PaperLocation(segment: 1, row: 0))
    }

    @Test func `an ID that is not there has no location`() throws {
        let corpus = try Pile([a, b]).corpus()
        for id in ["2601.00002", "2601.0000", "2601.000011", "", "z"] {
            #expect(corpus.location(of: PaperID(rawValue: id)) == nil)
        }
    }

    @Test func `deleted rows are not there, and a newer segment's row takes their place`() throws {
        let pile = try Pile([a, b], [a, c])
        try pile.delete([0], ofSegment: 0)
        let corpus = try pile.corpus()
        #expect(corpus.count == 3)
        #expect(corpus.location(of: a.id) == PaperLocation(segment: 1, row: 0))
        #expect(corpus.locations().map { corpus.id(at: $0) } == ["2601.00001", "2601.00002", "2601.00003"])
        try pile.delete([0, 1], ofSegment: 1)
        #expect(try pile.corpus().locations().count == 1)
    }

    @Test func `columns hold categories, folded authors, days and months`() throws {
        let segment = try Pile([a, b, d]).corpus().segments[0]
        #expect(segment.categories.texts == [" cs.CL math.CO ", " cs.LG ", "  "])
        #expect(segment.authors.texts == ["ada ng\nbo li", "", ""])
        #expect(segment.days[0] == 20_458)
        // An arXiv ID without a day tells a month and no day; other IDs tell neither.
        #expect(segment.days[1] == PaperSegment.noDay && segment.days[2] == PaperSegment.noDay)
        let months = (0..<3).map { segment.months[$0] }
        #expect(months[0] == 24_312 && months[1] == 24_312 && months[2] == PaperSegment.noDay)
    }

    @Test func `the month is the day's, whatever the ID`() throws {
        let segment = try Pile([c]).corpus().segments[0]
        #expect(segment.months[0] == 2025 * 12 + 11 && Day(daysSinceEpoch: segment.days[0]) == Day("2025-12-31"))
    }

    @Test func `the model that is opened is the one that was written`() throws {
        let papers = [a, b, c, d]
        let matrix = Pile.count(papers.sorted { $0.id < $1.id })
        let fitted = LatentSemanticAnalysis().fit(matrix, threads: 1)
        let corpus = try Pile(papers).corpus()
        let model = try #require(corpus.model)
        #expect(model.weights.terms.texts == fitted.weights.terms.texts)
        #expect(model.weights.languages == fitted.weights.languages)
        #expect(model.singularValues == fitted.singularValues && model.capturedEnergy == fitted.capturedEnergy)
        #expect(model.embed(matrix, threads: 1) == fitted.embed(matrix, threads: 1))
        #expect(corpus.fittedPapers == 4 && corpus.fittedSegments == [corpus.segments[0].stored.name])
        #expect(corpus.dimensions == fitted.dimensions)
    }

    @Test func `vectors have length 1, and coverage is whole for the papers of the fit`() throws {
        let corpus = try Pile([a, b], [c, d]).corpus()
        for location in corpus.locations() {
            let vector = corpus.vector(at: location)
            #expect(vector.count == corpus.dimensions)
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
            #expect(corpus.segments[location.segment].coverage[location.row] == 1)
        }
    }

    @Test func `papers without a single term can be stored`() throws {
        let corpus = try Pile([paper("1", "?"), paper("2", "the of")]).corpus()
        #expect(corpus.count == 2 && corpus.dimensions == 0)
        #expect(corpus.vector(at: PaperLocation(segment: 0, row: 1)).isEmpty)
        #expect(try corpus.paper(at: PaperLocation(segment: 0, row: 1)).text(.title) == "the of")
    }

    @Test func `the files do not depend on the number of threads`() throws {
        let papers = (0..<600).map { paper("2601.\(10_000 + $0)", "Glacier \($0 % 7)", "ice word\($0 % 31) tone") }
        func files(_ pile: Pile) throws -> [String: [UInt8]] {
            var files: [String: [UInt8]] = [:]
            for path in try FileSystem.walk(pile.directory.path) {
                files[String(path.dropFirst(pile.directory.path.count))] = try FileSystem.contents(of: path)
            }
            return files
        }
        let one = try files(Pile(papers, threads: 1))
        #expect(try files(Pile(papers, threads: 2)) == one)
        #expect(one.count > 20)
    }

    @Test func `comments are not searched, all other fields are, in a fixed order`() {
        var paper = paper("1", "title", "abstract", chinese: "总结")
        paper.fields[FieldKey(.comment, .english)] = FieldValue("12 pages")
        paper.fields[FieldKey(.title, .chinese)] = FieldValue("标题")
        #expect(paper.indexedTexts == ["title", "标题", "abstract", "总结"])
        #expect(paper.fieldTexts.map(\.field) == [.title, .title, .abstract, .summary])
    }

}

@Suite struct MonthNumberTests {
    @Test func `months are counted from the year 0`() throws {
        let month = try #require(Month(year: 2026, month: 3))
        #expect(month.number == 24_314)
        #expect(Month(number: 24_314) == month)
    }

    @Test func `every month comes back from its number`() {
        for number in Int32(12)..<120_000 { #expect(Month(number: number)?.number == number) }
    }

    @Test func `what is no month gives none`() {
        for number in [PaperSegment.noDay, -1, 0, 11, 120_000, Int32.max] { #expect(Month(number: number) == nil) }
    }
}
