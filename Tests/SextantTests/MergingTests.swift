import Digests
import Sextant
import SystemSupport
import TestSupport
import Testing

/// However digests are split over files and runs, the papers come out the same.
@Suite struct MergingTests {
    /// Four days in which papers come again with other abstracts, summaries and languages.
    private static let days: [(name: String, text: String)] = [
        ("2026-03-02.jsonl", Digest.lines(0..<12)),
        ("2026-03-03.jsonl", Digest.lines(6..<18, version: 1) + Digest.lines([0, 1], summary: nil)),
        ("2026-03-04.jsonl", Digest.lines(4..<9, summary: 2) + (0..<20).map(Digest.chineseLine).joined()),
        ("2026-03-05.jsonl", Digest.lines(10..<24, version: 2, summary: nil)),
    ]

    private static func atOnce(threads: Int = 1) throws -> [String: String] {
        let index = try TestIndex(threads: threads)
        for day in days { _ = try index.write(day.text, as: day.name) }
        _ = try index.builder.index([index.folder.path + "/digests"])
        return try index.records()
    }

    @Test func `run by run in any order gives the records of all at once`() throws {
        let expected = try Self.atOnce(threads: 2)
        #expect(expected.count == 24)
        var generator = SplitMix(state: 3)
        for _ in 0..<4 {
            let index = try TestIndex()
            for day in Self.days.shuffled(using: &generator) { try index.add(day.text, as: day.name) }
            #expect(try index.records() == expected)
            #expect(try index.isSound())
        }
    }

    @Test(arguments: [1, 2, 5, 13]) func `small batches lose nothing`(limit: Int) throws {
        var index = try TestIndex()
        index.builder.batchLimit = limit
        for day in Self.days { _ = try index.write(day.text, as: day.name) }
        let report = try index.builder.index([index.folder.path + "/digests"])
        #expect(report.papers == 24 && report.added == 24)
        #expect(try index.records() == Self.atOnce())
        #expect(try index.isSound())
        let again = try index.builder.index([index.folder.path + "/digests"])
        #expect(again.papers == 24 && again.added == 0)
        #expect(try index.records() == Self.atOnce())
    }

    @Test func `many small runs lose nothing, and segments stay few`() throws {
        let index = try TestIndex()
        let one = try TestIndex()
        for run in 0..<30 {
            // Each run adds two papers and changes one of an earlier run.
            let text = Digest.lines(2 * run..<2 * run + 2) + Digest.lines([run], version: 1)
            let name = "2026-03-\(run < 9 ? "0" : "")\(run + 1).jsonl"
            let report = try index.add(text, as: name)
            #expect(report.papers == 2 * run + 2 && report.added == 2)
            _ = try one.write(text, as: name)
            let library = try index.open()
            #expect(library.corpus.count == 2 * run + 2 && library.corpus.segments.count <= 9)
        }
        _ = try one.builder.index([one.folder.path + "/digests"])
        #expect(try index.records() == one.records())
        #expect(try index.isSound())
        let library = try index.open()
        for paper in [0, 31, 59] {
            let location = try library.location(of: Digest.id(paper))
            #expect(try library.similar(to: SimilarQuery(seeds: [location])).hits.count == 10)
        }
    }

    @Test func `the same bytes at any number of threads`() throws {
        func files(threads: Int) throws -> [String: [UInt8]] {
            var index = try TestIndex(threads: threads)
            index.builder.batchLimit = 300
            index.builder.analysis.dimensions = nil
            for part in 0..<4 {
                _ = try index.write(Digest.lines(part * 200..<part * 200 + 250), as: "part\(part).jsonl")
            }
            _ = try index.builder.index([index.folder.path + "/digests"])
            try index.add(Digest.lines(0..<40, version: 1), as: "2026-03-09.jsonl")
            index.builder.refit = true
            try index.add(Digest.lines(3..<5, version: 2), as: "2026-03-10.jsonl")
            // Notes of what was read name the files, which stand in another folder each time.
            return try index.files().filter { $0.key != "catalog.sqlite" }.filter { !$0.key.contains("text") }
        }
        let one = try files(threads: 1)
        #expect(one.count > 40)
        for threads in [2, 3] {
            let other = try files(threads: threads)
            #expect(other.keys.sorted() == one.keys.sorted())
            for (name, bytes) in one { #expect(other[name] == bytes, "\(name) at \(threads) threads") }
        }
    }
}

@Suite struct FitTests {
    @Test func `the first run fits, later ones fold in, until the pile has doubled`() throws {
        let index = try TestIndex()
        #expect(try index.add(Digest.lines(0..<20), as: "a.jsonl").fit == .first)
        #expect(try index.add(Digest.lines(20..<35), as: "b.jsonl").fit == nil)
        var drift = try index.open().status().drift
        #expect(drift.fitted == 20 && drift.folded == 15)
        #expect(try index.add(Digest.lines(35..<40), as: "c.jsonl").fit == .growth)
        drift = try index.open().status().drift
        #expect(drift.fitted == 40 && drift.folded == 0 && drift.value == 0)
        #expect(try index.open().corpus.segments.count == 1)
        #expect(try index.records().count == 40 && index.isSound())
    }

    @Test func `a refit gives the index that a fresh one would be`() throws {
        var index = try TestIndex()
        let fresh = try TestIndex()
        for part in 0..<3 {
            let text = Digest.lines(part * 10..<part * 10 + 14, version: part)
            let name = "2026-03-0\(part + 1).jsonl"
            try index.add(text, as: name)
            _ = try fresh.write(text, as: name)
        }
        index.builder.refit = true
        let report = try index.builder.index([index.folder.path + "/digests"])
        #expect(report.fit == .asked && report.added == 0)
        _ = try fresh.builder.index([fresh.folder.path + "/digests"])
        let (a, b) = (try index.open(), try fresh.open())
        #expect(a.corpus.count == 34 && a.corpus.segments.count == 1)
        #expect(a.corpus.model?.weights.terms.texts == b.corpus.model?.weights.terms.texts)
        for query in ["glacier snow", "提琴"] {
            let (found, expected) = (try a.search(query).hits, try b.search(query).hits)
            #expect(found.map(\.id) == expected.map(\.id) && found.map(\.score) == expected.map(\.score))
        }
    }

    @Test func `a refit of more than a batch writes every paper`() throws {
        var index = try TestIndex()
        try index.add(Digest.lines(0..<50), as: "a.jsonl")
        let before = try index.records()
        index.builder.batchLimit = 12
        index.builder.refit = true
        #expect(try index.add(Digest.lines(0..<1), as: "b.jsonl").fit == .asked)
        let library = try index.open()
        #expect(library.corpus.count == 50 && library.corpus.segments.count == 5)
        #expect(library.corpus.locations().count == 50)
        #expect(Set(try index.records().keys) == Set(before.keys))
        #expect(try index.isSound())
    }

    @Test func `papers with new words show as drift, and a refit ends it`() throws {
        var index = try TestIndex()
        try index.add(Digest.lines(0..<40), as: "a.jsonl")
        #expect(try index.open().status().drift.value == 0)
        let strange = (0..<10).map { number in
            #"{"id": "2604.0000\#(number)", "title": "quokka wallaby \#(number)", "abstract": "numbat potoroo bilby"}"#
                + "\n"
        }
        try index.add(strange.joined(), as: "b.jsonl")
        #expect(try index.open().status().drift.value > 0.8)
        index.builder.refit = true
        _ = try index.builder.index([index.folder.path + "/digests"])
        #expect(try index.open().status().drift.value < 0.01)
    }

    /// Nine runs bring small segments together; the papers of the fit must not count as new for that.
    @Test func `bringing segments together is no drift`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<60), as: "a.jsonl")
        for run in 0..<12 {
            try index.add(Digest.lines(60 + run..<61 + run), as: "b\(run).jsonl")
            let drift = try index.open().status().drift
            #expect(drift.fitted == 60 && drift.folded == run + 1)
            #expect(drift.value < 0.1)
        }
    }
}
