import SystemSupport
import TestSupport
import Testing
import Vocab

@testable import Digests

@Suite struct PaperCollectorTests {
    private func collect(_ papers: [Paper]) -> (papers: [Paper], problems: [DigestProblem]) {
        var collector = PaperCollector()
        for paper in papers { collector.add(paper) }
        return collector.resolved()
    }

    private func collection(_ texts: [String: String], named name: String) -> [Paper] {
        let lines = texts.sorted { $0.key < $1.key }.map { #"{"_id":"\#($0.key)","text":"\#($0.value)"}"# }
        return read(lines.joined(separator: "\n"), named: name).papers
    }

    @Test func `entries of one paper are joined whatever their order`() {
        let entries =
            read(Sample.report, named: "2026-03-07.md").papers + read(Sample.table).papers
            + read(Sample.enhanced, named: "2026-03-09.jsonl").papers
        let expected = collect(entries)
        #expect(expected.papers.map(\.id.rawValue) == ["2603.00001", "2603.00002", "2603.00003"])
        let paper = expected.papers[0]
        #expect(paper.text(.title, .chinese) == "双目视觉" && paper.text(.title, .english)?.hasPrefix("Seeing") == true)
        #expect(paper.text(.method, .chinese) == "左眼，右眼", "the later digest's summary is kept")
        #expect(paper.authors == ["Ada Ng", "Bo Li"] && paper.firstDigest == Day("2026-03-07"))
        var random = SplitMix(state: 9)
        for _ in 0..<50 {
            #expect(collect(entries.shuffled(using: &random)).papers == expected.papers)
        }
    }

    @Test func `the same text under an ID of its own kind is the same paper`() {
        let papers =
            collection(["1": "a", "2": "b"], named: "x/corpus.jsonl") + collection(["1": "a"], named: "y/copy.jsonl")
        let result = collect(papers)
        #expect(result.papers.map(\.id.rawValue) == ["1", "2"] && result.problems.isEmpty)
    }

    @Test func `another text is kept apart under its file's name and reported`() {
        let papers = collection(["1": "a"], named: "x/corpus.jsonl") + collection(["1": "b"], named: "y/other.jsonl")
        let result = collect(papers)
        #expect(result.papers.map(\.id.rawValue) == ["1", "other.jsonl:1"])
        #expect(result.papers.map { $0.text(.abstract) } == ["a", "b"])
        #expect(
            result.problems.map(\.description) == [
                "y/other.jsonl: “1” stands for another text elsewhere: called “other.jsonl:1”"
            ])
    }

    @Test func `files of one name are told apart by their folders, whatever the order`() {
        let papers =
            collection(["1": "a"], named: "x/corpus.jsonl") + collection(["1": "b"], named: "y/corpus.jsonl")
            + collection(["1": "c"], named: "z/corpus.jsonl") + collection(["1": "b"], named: "z/copy.jsonl")
        let expected = collect(papers)
        #expect(expected.papers.map(\.id.rawValue) == ["1", "corpus.jsonl:1", "z/corpus.jsonl:1"].sorted())
        var random = SplitMix(state: 1)
        for _ in 0..<20 { #expect(collect(papers.shuffled(using: &random)).papers == expected.papers) }
    }

    @Test func `what is stored already keeps its ID`() throws {
        var collector = PaperCollector()
        for paper in collection(["1": "b", "2": "c"], named: "new.jsonl") { collector.add(paper) }
        let stored = try #require(collection(["1": "a"], named: "old.jsonl").first)
        let result = collector.resolved { $0 == stored.id ? stored : nil }
        #expect(result.papers.map(\.id.rawValue) == ["2", "new.jsonl:1"])
    }

    @Test func `one ID twice in a file is one paper`() {
        let papers = collection(["1": "a"], named: "x.jsonl") + collection(["1": "longer"], named: "x.jsonl")
        #expect(collect(papers).papers.map { $0.text(.abstract) } == ["longer"])
    }
}
