import Corpus
import Digests
import IndexStore
import LatentSemantics
import PileFixture
import SystemSupport
import TestSupport
import Vocab

@testable import Retrieval

extension Pile {
    func searcher() throws -> Searcher { Searcher(try corpus()) }
}

extension Searcher {
    /// What a query in the query language finds.
    func find(_ query: String, _ set: (inout SearchOptions) -> Void = { _ in }) throws -> SearchResults {
        var options = SearchOptions()
        set(&options)
        return try search(Query(parsing: query), options: options)
    }

    /// Where papers stand.
    func locations(_ ids: String...) -> [PaperLocation] {
        ids.compactMap { corpus.location(of: PaperID(rawValue: $0)) }
    }

    /// The papers most like some.
    func near(
        _ seeds: String..., not avoided: [String] = [], _ set: (inout SearchOptions) -> Void = { _ in }
    ) -> SearchResults {
        var options = SearchOptions()
        set(&options)
        let query = SimilarQuery(
            seeds: seeds.compactMap { corpus.location(of: PaperID(rawValue: $0)) },
            avoided: avoided.compactMap { corpus.location(of: PaperID(rawValue: $0)) })
        return (try? similar(query, options: options)) ?? SearchResults(hits: [], total: 0, unknownTerms: [])
    }
}

extension SearchResults {
    var ids: [String] { hits.map(\.id) }
}

/// Made-up papers about three subjects.
enum Subjects {
    static let english = [
        ["glacier", "ice", "melting", "sheet", "snow"], ["violin", "string", "fiddle", "resonance", "tone"],
        ["bread", "yeast", "flour", "oven", "crust"],
    ]
    static let chinese = [
        ["冰川", "冰层", "融化", "雪原", "极地"], ["提琴", "琴弦", "弓法", "共鸣", "音色"],
        ["面包", "酵母", "面粉", "烤炉", "脆皮"],
    ]

    /// Paper `index`, of subject `index % 3`, in January to March; every second one has a Chinese summary, and the
    /// last third of the pile has none.
    static func paper(_ index: Int, isBilingual: Bool) -> Paper {
        var generator = SplitMix(state: UInt64(index))
        let picks = (0..<8).map { _ in Int.random(in: 0..<5, using: &generator) }
        let english = picks.map { Self.english[index % 3][$0] }
        var paper = Paper(id: PaperID(rawValue: "260\(index % 3 + 1).\(10_000 + index)"))
        paper.fields[FieldKey(.title, .english)] = FieldValue(english.prefix(3).joined(separator: " "))
        paper.fields[FieldKey(.abstract, .english)] = FieldValue(english.dropFirst(3).joined(separator: " "))
        if isBilingual {
            let chinese = picks.map { Self.chinese[index % 3][$0] }.joined(separator: "，")
            paper.fields[FieldKey(.tldr, .chinese)] = FieldValue(chinese)
        }
        paper.addCategories([["cs.CL", "cs.LG", "math-ph"][index % 3], "stat.ML"])
        paper.authorList = AuthorList(["Author \(index % 5)"])
        paper.created = Day(daysSinceEpoch: Int32(20_454 + index % 90))
        return paper
    }

    /// `count` papers, two of three in both languages.
    static func papers(_ count: Int) -> [Paper] {
        (0..<count).map { paper($0, isBilingual: $0 * 3 < count * 2) }
    }
}
