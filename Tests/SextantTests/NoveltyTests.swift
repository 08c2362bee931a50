import Digests
import Sextant
import TestSupport
import Testing

@Suite struct NoveltyTests {
    private let folder: TemporaryFolder
    private let library: Library

    /// Sixty papers on three subjects over thirty days, and on the last day one on a fourth.
    init() throws {
        folder = try TemporaryFolder()
        var generator = SplitMix(state: 4)
        let subjects = [
            ["glacier", "ice", "melting", "sheet", "snow", "meltwater"],
            ["violin", "string", "fiddle", "resonance", "tone", "bow"],
            ["bread", "yeast", "flour", "oven", "crust", "dough"],
        ]
        var lines = (0..<60).map { paper in
            let words = (0..<12).map { _ in subjects[paper % 3].randomElement(using: &generator) ?? "" }
            return Self.line(paper, day: paper / 2 + 1, title: "On \(words[0]) and \(words[1])", words)
        }
        let odd = ["snow", "mycelium", "hyphae", "mycelium", "hyphae", "mycelium", "bread", "violin"]
        lines.append(Self.line(60, day: 30, title: "Mycelium at night", odd))
        try folder.write(lines.joined(separator: "\n"), to: "papers.jsonl")
        _ = try LibraryBuilder(path: folder.path + "/index").index([folder.path + "/papers.jsonl"])
        library = try Library(path: folder.path + "/index")
    }

    private static func line(_ paper: Int, day: Int, title: String, _ words: [String]) -> String {
        """
        {"id": "2604.\(10_000 + paper)", "title": "\(title)", "created": "2026-04-\(day < 10 ? "0" : "")\(day)", \
        "abstract": "We see \(words.joined(separator: " "))."}
        """
    }

    private func novelty(since day: String, _ filter: PaperFilter = PaperFilter()) throws -> Novelty {
        try library.novelty(since: try #require(Day(day)), of: filter, threads: 2)
    }

    @Test func `what nothing before is like comes first, with what is new of it`() throws {
        let novelty = try novelty(since: "2026-04-21")
        #expect(novelty.papers.count == 21 && novelty.earlier.count == 40)
        // Half of the earlier papers, since fewer than 500 are as near.
        #expect(novelty.usual == 20 && novelty.usualSince == Day("2026-04-11"))
        let first = try #require(novelty.papers.first)
        #expect(library.corpus.id(at: first.location) == "2604.10060")
        // No usual paper is as far: one of twenty and itself.
        #expect(abs(first.rarity - 1.0 / 21) < 1e-12)
        #expect(novelty.papers.map(\.similarity) == novelty.papers.map(\.similarity).sorted())
        #expect(novelty.papers.map(\.rarity) == novelty.papers.map(\.rarity).sorted())
        let terms = try library.newTerms(of: [first], in: novelty, limit: 3)[0]
        #expect(terms.map { $0.word.lowercased() }.prefix(2).sorted() == ["hyphae", "mycelium"])
        #expect(terms.prefix(2).allSatisfy { $0.earlier == 0 && $0.count > 1 })
    }

    @Test func `the nearest earlier paper is that of a full comparison`() throws {
        let novelty = try novelty(since: "2026-04-21")
        for paper in novelty.papers {
            let own = library.corpus.vector(at: paper.location)
            let all = novelty.earlier.map { location in
                zip(own, library.corpus.vector(at: location)).reduce(0) { $0 + $1.0 * $1.1 }
            }
            #expect(abs((all.max() ?? 0) - paper.similarity) < 1e-5)
            #expect(novelty.earlier.contains(paper.nearest))
        }
    }

    @Test func `papers since the day are compared with all before it, whatever the filter's first day`() throws {
        var filter = PaperFilter()
        filter.since = Day("2026-04-21")
        #expect(try novelty(since: "2026-04-21", filter).papers.count == 21)
        filter.until = Day("2026-04-22")
        #expect(try novelty(since: "2026-04-21", filter).papers.count == 4)
    }

    @Test func `too few papers before say nothing`() throws {
        #expect(try novelty(since: "2026-04-05").papers.isEmpty)
        #expect(try novelty(since: "2020-01-01").papers.isEmpty)
        let late = try novelty(since: "2027-01-01")
        #expect(late.papers.isEmpty && late.earlier.count == 61)
    }

    @Test func `the values of usual papers are spread evenly`() throws {
        // Without the odd one, about as many lie above as below the middle.
        let papers = try novelty(since: "2026-04-21").papers.dropFirst()
        let low = papers.count { $0.rarity <= 0.5 }
        #expect((4...16).contains(low))
    }
}
