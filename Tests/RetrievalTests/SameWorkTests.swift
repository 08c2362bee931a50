import Corpus
import PileFixture
import Testing

@testable import Retrieval

@Suite struct SameWorkTests {
    private static let title = "Gentle pruning of wide recurrent networks"
    private static let abstract = """
        We prune recurrent networks while they are trained, a few weights at a time, and keep their accuracy on speech and \
        handwriting at a tenth of the size. A schedule that follows the curvature of the loss decides which weights leave.
        """

    /// A pile in which three papers are one work, one has the same words by others, and one is its second part.
    private static func searcher() throws -> Searcher {
        let second = """
            We prune convolutional networks after they were trained, whole filters at a time, and study what that does to \
            calibration on images. No schedule is needed, as the filters are ranked once by their gradients.
            """
        let works = [
            paper("2601.00001", title, abstract, authors: ["Ada Moss", "Ben Frost"]),
            paper("2601.00002", title + ", revisited", abstract, authors: ["B. Frost"]),
            paper("2601.00003", title, abstract),
            paper("2601.00004", title, abstract, authors: ["Cleo Marsh"]),
            paper("2601.00005", "Gentle pruning of wide convolutional networks", second, authors: ["Ada Moss"]),
        ]
        return try Pile(works, Subjects.papers(60)).searcher()
    }

    private static func list(_ searcher: Searcher, _ query: String, _ limit: Int) throws -> [Hit] {
        try searcher.folding(limit) { limit in try searcher.find(query) { $0.limit = limit } }.hits
    }

    @Test func `one work has one place in a list, and names its other IDs`() throws {
        let searcher = try Self.searcher()
        let hits = try Self.list(searcher, "gentle pruning of recurrent networks", 3)
        #expect(hits.count == 3)
        let work = try #require(hits.first { !$0.copies.isEmpty })
        let ids = Set([work.id] + work.copies)
        // Cleo Marsh wrote the same words, and is nobody of the others; the paper without authors may be anybody's.
        #expect(ids.isSuperset(of: ["2601.00001", "2601.00002", "2601.00003"]))
        #expect(!ids.contains("2601.00005"))
        #expect(hits.allSatisfy { hit in hit.id == work.id || !ids.contains(hit.id) })
    }

    @Test func `papers of other authors and other parts are other works`() throws {
        let searcher = try Self.searcher()
        var works = SameWork(searcher.corpus)
        let place = searcher.locations("2601.00001", "2601.00002", "2601.00003", "2601.00004", "2601.00005")
        #expect(try works.isSame(place[0], place[1]) && works.isSame(place[0], place[2]))
        #expect(try !works.isSame(place[0], place[3]) && !works.isSame(place[0], place[4]))
        #expect(try works.isSame(place[3], place[2]))
        #expect(try searcher.copies(of: place[1], threads: 2) == ["2601.00001", "2601.00003"])
        #expect(try searcher.copies(of: place[4], threads: 1).isEmpty)
    }

    @Test(arguments: [
        ("The Qwelm-2 report on gentle pruning", "The Qwelm-3 report on gentle pruning"),
        ("The Qwelm report on gentle pruning", "The Qwelm2 report on gentle pruning"),
        ("Findings of the 2024 shared task on gentle pruning", "Findings of the 2025 shared task on gentle pruning"),
        ("Gentle pruning of networks I", "Gentle pruning of networks II"),
        ("Gentle pruning of networks, part iii", "Gentle pruning of networks, part iv"),
        ("Gentle pruning of networks", "Erratum: Gentle pruning of networks"),
        ("Gentle pruning of networks", "Corrigendum to “Gentle pruning of networks”"),
        ("Gentle pruning 2.0", "Gentle pruning 2.5"),
    ])
    func `another number, Roman numeral, year or an erratum makes another work`(one: String, other: String) throws {
        let papers = [
            paper("2601.00001", one, Self.abstract, authors: ["Ada Moss"]),
            paper("2601.00002", other, Self.abstract, authors: ["Ada Moss"]),
            paper("2601.00003", one + ".", Self.abstract, authors: ["Ada Moss"]),
        ]
        let searcher = try Pile(papers, Subjects.papers(30)).searcher()
        var works = SameWork(searcher.corpus)
        let place = searcher.locations("2601.00001", "2601.00002", "2601.00003")
        #expect(try !works.isSame(place[0], place[1]) && works.isSame(place[0], place[2]))
    }

    @Test func `texts about other years are other works, however alike`() throws {
        let papers = [2024, 2025].map {
            paper("2601.0\($0)", Self.title, Self.abstract + " Data of \($0).", authors: ["Ada Moss"])
        }
        let searcher = try Pile(papers, Subjects.papers(30)).searcher()
        var works = SameWork(searcher.corpus)
        let place = searcher.locations("2601.02024", "2601.02025")
        #expect(try !works.isSame(place[0], place[1]))
    }

    @Test func `a list is as long as asked, however many copies there are`() throws {
        let copies = (0..<40).map { paper("2612.\(10000 + $0)", Self.title, Self.abstract) }
        let searcher = try Pile(copies, Subjects.papers(30)).searcher()
        let query = "gentle pruning of wide recurrent networks, on speech and handwriting; a glacier"
        let hits = try Self.list(searcher, query, 5)
        #expect(hits.count == 5 && hits.filter { $0.id.hasPrefix("2612") && $0.copies.count > 4 }.count == 1)
        // The plain twin: each hit of the whole ranking that is no earlier one's work.
        var works = SameWork(searcher.corpus)
        var kept: [Hit] = []
        for hit in try searcher.find(query, { $0.limit = 100 }).hits {
            if try !kept.contains(where: { try works.isSame($0.location, hit.location) }) { kept.append(hit) }
        }
        #expect(hits.map(\.id) == kept.prefix(5).map(\.id))
        let all = try Self.list(searcher, query, 1000)
        #expect(all.map(\.id) == kept.map(\.id) && all.contains { $0.copies.count == 39 })
    }

    @Test func `few words tell no work`() throws {
        let searcher = try Pile([paper("2601.00001", "Reply"), paper("2601.00002", "Reply")], Subjects.papers(20))
            .searcher()
        var works = SameWork(searcher.corpus)
        let place = searcher.locations("2601.00001", "2601.00002")
        #expect(try !works.isSame(place[0], place[1]))
    }
}
