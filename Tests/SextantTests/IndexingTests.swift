import Digests
import Sextant
import SystemSupport
import Testing
import Vocab

@Suite struct IndexingTests {
    @Test func `what was indexed is found`() throws {
        let index = try TestIndex()
        let report = try index.add(Digest.lines(0..<60), as: "2026-03-02.jsonl")
        #expect(report.counts == ["added": 60] && report.papers == 60 && report.problems.isEmpty)
        #expect(report.summary.total.entries == 60)
        let library = try index.open()
        #expect(library.corpus.count == 60 && library.path == index.path)
        for (query, subject) in [("melting glacier", 0), ("提琴 共鸣", 1), ("bread 面粉", 2)] {
            let hits = try library.search(query).hits
            #expect(hits.count == 10)
            for hit in hits { #expect((Int(hit.id.suffix(2)) ?? 0) % 3 == subject) }
        }
        let seed = try library.location(of: "https://arxiv.org/abs/2603.10004v2")
        let near = try library.similar(to: SimilarQuery(seeds: [seed]))
        #expect(near.hits.count == 10 && !near.hits.contains { $0.id == "2603.10004" })
        for hit in near.hits { #expect((Int(hit.id.suffix(2)) ?? 0) % 3 == 1) }
        let paper = try library.paper(at: seed)
        #expect(paper.text(.title) == Digest.title(4) && paper.firstDigest == Day("2026-03-02"))
    }

    @Test func `a second run on the same files adds nothing and makes no commit`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<20) + "not JSON\n", as: "a.jsonl")
        let generation = try index.generation()
        let files = try index.files()
        let again = try index.builder.index([index.folder.path + "/digests"])
        #expect(again.counts == ["unchanged": 20] && again.papers == 20)
        #expect(try index.generation() == generation)
        #expect(try index.files() == files)
    }

    @Test func `one paper is enough, and papers without a word do no harm`() throws {
        let index = try TestIndex()
        try index.add(#"{"id": "2603.00001", "title": "?!"}"# + "\n", as: "a.jsonl")
        #expect(try index.open().corpus.count == 1)
        #expect(try index.open().search("glacier").hits.isEmpty)
        #expect(try index.open().status().papers == 1)
        try index.add(Digest.lines(0..<1), as: "b.jsonl")
        #expect(try index.open().search("study").hits.map(\.id) == [Digest.id(0)])
        #expect(try index.isSound())
    }

    @Test func `an index of nothing is an index`() throws {
        let index = try TestIndex()
        let report = try index.add("no digest at all\n", as: "notes.txt")
        #expect(report.papers == 0 && report.counts.isEmpty && report.problems.count == 1)
        let library = try index.open()
        #expect(library.corpus.count == 0 && library.status().papers == 0)
        #expect(try library.search("glacier").hits.isEmpty)
        #expect(try index.add(Digest.lines(0..<3), as: "a.jsonl").papers == 3)
    }

    @Test func `nothing read and nothing to note makes no index`() throws {
        let index = try TestIndex()
        try FileSystem.makeDirectory(index.folder.path + "/digests")
        _ = try index.builder.index([index.folder.path + "/digests"])
        #expect(throws: IndexError.self) { try index.open() }
        #expect(throws: IndexError.noIndex(path: index.path + "/elsewhere")) {
            try Library(path: index.path + "/elsewhere")
        }
    }

    @Test func `merged, changed, regenerated and unchanged papers are told apart`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<10), as: "2026-03-01.jsonl")
        let report = try index.add(
            Digest.lines(0..<2, version: 1) + Digest.lines(2..<5, summary: 1) + Digest.chineseLine(5)
                + Digest.lines(10..<14),
            as: "2026-03-02.jsonl")
        #expect(report.counts == ["changed": 2, "regenerated": 3, "merged": 1, "added": 4])
        #expect(report.papers == 14 && report.distinct == 10)
        let library = try index.open()
        func text(_ paper: Int, _ name: FieldName, _ language: Language) throws -> String? {
            try library.paper(at: library.location(of: Digest.id(paper))).fields[FieldKey(name, language)]?.text
        }
        #expect(try text(2, .tldr, .chinese)?.hasPrefix("第1次") == true)
        #expect(try text(5, .title, .english) == Digest.title(5))
        #expect(try text(5, .title, .chinese)?.hasSuffix("研究") == true)
        // An earlier digest changes no text that a later one gave.
        let late = try index.add(Digest.lines(0..<1), as: "2026-02-28.jsonl")
        #expect(late.counts == ["merged": 1])
        #expect(try index.open().paper(at: index.open().location(of: Digest.id(0))).firstDigest == Day("2026-02-28"))
    }

    @Test func `a failed summary keeps its abstract, and a later digest mends it`() throws {
        let index = try TestIndex()
        let report = try index.add(Digest.lines(0..<3, summary: nil), as: "2026-03-01.jsonl")
        #expect(report.counts == ["added": 3])
        var paper = try index.open().paper(at: index.open().location(of: Digest.id(0)))
        #expect(paper.lacksSummary && paper.text(.abstract) != nil)
        #expect(try index.add(Digest.lines(0..<3), as: "2026-03-02.jsonl").counts == ["merged": 3])
        paper = try index.open().paper(at: index.open().location(of: Digest.id(0)))
        #expect(!paper.lacksSummary)
    }

    @Test func `a dry run tells what a run would do and changes nothing`() throws {
        let index = try TestIndex()
        let first = try index.write(Digest.lines(0..<8), as: "2026-03-01.jsonl")
        #expect(try index.builder.dryRun([first]).counts == ["added": 8])
        #expect(!FileSystem.exists(index.path))
        _ = try index.builder.index([first])
        let files = try index.files()
        let second = try index.write(
            Digest.lines(0..<1, version: 1) + Digest.lines(7..<12) + "broken\n", as: "2026-03-02.jsonl")
        let dry = try index.builder.dryRun([first, second])
        #expect(try index.files() == files)
        let real = try index.builder.index([first, second])
        #expect(dry.counts == real.counts && dry.papers == real.papers && dry.problems == real.problems)
        #expect(real.counts == ["added": 4, "changed": 1, "merged": 1, "unchanged": 6] && real.papers == 12)
    }

    @Test func `papers can be handed over without files`() throws {
        let index = try TestIndex()
        var paper = Paper(id: PaperID(rawValue: "2603.00001"))
        paper.fields[FieldKey(.title, .english)] = FieldValue("Glacier ice")
        #expect(try index.builder.index([paper, paper]).counts == ["added": 1])
        #expect(try index.builder.index([paper]).counts == ["unchanged": 1])
        #expect(try index.open().search("glaciers").hits.map(\.id) == ["2603.00001"])
    }

    @Test func `an ID that is not there is an error that names the nearest`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<5), as: "a.jsonl")
        #expect {
            try index.open().location(of: "arXiv:2603.10009v1")
        } throws: { error in
            guard let error = error as? UnknownPaper else { return false }
            return error.id == "arXiv:2603.10009v1" && error.nearest.count == 3
                && "\(error)".contains("\(Digest.id(0))  \(Digest.title(0))")
        }
    }

    @Test func `an index among the digests is not read as one`() throws {
        let index = try TestIndex()
        let folder = index.folder.path
        try index.add(Digest.lines(0..<3), as: "a.jsonl")
        try FileSystem.makeDirectory(folder + "/other")
        for path in [folder, folder + "/other/..", folder + "/"] {
            let report = try index.builder.index([path])
            #expect(report.counts == ["unchanged": 3] && report.problems.isEmpty && report.summary.files == 1)
        }
    }

    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "many"])
    func `an impossible count of fitted papers does no harm`(count: String) throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<5), as: "a.jsonl")
        let writer = try IndexDirectory(path: index.path).beginWriting()
        try writer.commit(IndexChange(metadata: ["model.papers": count]))
        writer.close()
        let fitted = try index.open().corpus.fittedPapers
        #expect(fitted == max(0, Int(count) ?? 0))
        // What no pile has as many of as the last fit does not grow; none at all is mended by a fit.
        let report = try index.add(Digest.lines(5..<7), as: "b.jsonl")
        #expect(report.papers == 7 && (report.fit == .growth) == (fitted == 0))
    }

    @Test func `a second writer is told that there is one`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<5), as: "a.jsonl")
        let writer = try IndexDirectory(path: index.path).beginWriting()
        #expect {
            try index.add(Digest.lines(5..<9), as: "b.jsonl")
        } throws: { error in
            if case IndexError.locked? = error as? IndexError { true } else { false }
        }
        #expect(try index.open().corpus.count == 5)
        writer.close()
        #expect(try index.builder.index([index.folder.path + "/digests"]).counts == ["added": 4, "unchanged": 5])
    }

    @Test(arguments: [1, 2, 3, 100]) func `counts are of the run and add up, whatever the size of a batch`(limit: Int)
        throws
    {
        var index = try TestIndex()
        index.builder.batchLimit = limit
        let first = Digest.lines(0..<3) + Digest.lines(0..<2, version: 1) + Digest.lines(0..<3, summary: 1) + "{\n"
        let report = try index.add(first, as: "2026-03-01.jsonl")
        #expect(report.counts == ["added": 3] && report.repeated == 5 && report.papers == 3)
        #expect(report.summary.total.entries == 9 && report.summary.total.rejected == 1)
        let later =
            Digest.lines(0..<2, version: 2) + Digest.lines(0..<2, version: 3) + Digest.lines([2]) + Digest.lines(3..<5)
            + Digest.lines([3], version: 1)
        let second = try index.add(later, as: "2026-03-02.jsonl")
        #expect(second.added == 2 && second.changed == 2 && second.distinct == 5 && second.repeated == 3)
        #expect(second.distinct + second.repeated == second.summary.total.read)
    }
}
