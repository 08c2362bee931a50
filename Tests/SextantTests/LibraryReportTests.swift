import Digests
import TestSupport
import Testing

@testable import Sextant

@Suite struct LibraryReportTests {
    private let folder: TemporaryFolder
    private let library: Library

    init() throws {
        folder = try TemporaryFolder()
        let lines = (0..<40).map { Digest.line($0) } + [#"{"id": "2603.99999", "title": "???", "summary": "!"}"#]
        try folder.write(lines.joined(separator: "\n"), to: "papers.jsonl")
        _ = try LibraryBuilder(path: folder.path + "/index").index([folder.path + "/papers.jsonl"])
        library = try Library(path: folder.path + "/index")
    }

    @Test func `every paper with a vector has a place, the same at any number of threads`() throws {
        let locations = library.corpus.locations()
        let places = try library.map(of: locations, threads: 1)
        #expect(places.count == 41 && places.filter { $0 == nil }.count == 1)
        #expect(library.corpus.id(at: locations[40]) == "2603.99999" && places[40] == nil)
        #expect(places.allSatisfy { $0.map { $0.x.isFinite && $0.y.isFinite } ?? true })
        for threads in [2, 3] { #expect(try library.map(of: locations, threads: threads) == places) }
    }

    @Test func `papers of one subject are neighbours on the map`() throws {
        let places = try library.map(of: library.corpus.locations(), threads: 2).compactMap { $0 }
        let kept = places.indices.filter { paper in
            func square(_ other: Int) -> Float {
                let (x, y) = (places[paper].x - places[other].x, places[paper].y - places[other].y)
                return x * x + y * y
            }
            let nearest = places.indices.filter { $0 != paper }.min { square($0) < square($1) }
            return nearest.map { $0 % 3 == paper % 3 } ?? false
        }
        #expect(kept.count >= 38, "\(kept.count)")
    }

    @Test func `maps of one paper, of two, and of none`() throws {
        let locations = library.corpus.locations()
        for count in 0...3 {
            let places = try library.map(of: Array(locations.prefix(count)), threads: 2)
            #expect(places.count == count && places.allSatisfy { $0.map { $0.x.isFinite && $0.y.isFinite } == true })
        }
    }

    @Test func `a report has what the topics and the papers say`() throws {
        let topics = try library.topics(of: PaperFilter(), parameters: TopicParameters(count: .fixed(3)), threads: 2)
        let report = try library.report(of: topics, title: "Ice", threads: 2)
        #expect(report.title == "Ice" && report.notes.first == "Number of topics: asked for")
        #expect(report.papers.count == 41 && report.topics.map(\.members) == topics.model.topics.map(\.members))
        let paper = report.papers[1]
        #expect(paper.id.rawValue == Digest.id(1) && paper.title == Digest.title(1) && paper.chineseTitle == nil)
        #expect(paper.isSummaryChinese == (paper.summary?.hasPrefix("第") ?? false))
        #expect(paper.categories == ["cs.LG"] && paper.place != nil && paper.topic == topics.model.assignments[1])
        #expect(report.papers[40].topic == nil && report.papers[40].place == nil)
    }

    @Test(arguments: [
        ("One thing is said here at some length. Then more.", "One thing is said here at some length."),
        ("See Fig. A first, since it is the key! And so on.", "See Fig. A first, since it is the key!"),
        (
            "Values of 0.5 or v. 2 and e.g. this are within one sentence",
            "Values of 0.5 or v. 2 and e.g. this are within one sentence"
        ),
        ("冰川融化。雪。", "冰川融化。"), ("真的？是。", "真的？"), ("快！", "快！"), ("", ""), ("。", "。"),
        ("A sentence that ends at the very end of it.", "A sentence that ends at the very end of it."),
    ])
    func `the first sentence of a text`(text: String, sentence: String) {
        #expect(FirstSentence.of(text) == sentence)
    }
}
