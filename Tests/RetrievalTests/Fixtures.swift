import Corpus
import Digests
import IndexStore
import LatentSemantics
import SystemSupport
import Vocab

@testable import Retrieval

/// A new empty folder that is removed when the last reference goes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        let base = Environment.value("TMPDIR") ?? "/tmp"
        path = base + "/sextant-retrieval-test-\(Environment.processID)-\(UInt64.random(in: 0 ... .max))"
        try FileSystem.makeDirectory(path)
    }

    deinit { try? FileSystem.remove(path) }
}

/// A paper with an English title and abstract, and what else is named.
func paper(
    _ id: String, _ title: String, _ abstract: String = "", chinese: String? = nil, authors: [String] = [],
    categories: [String] = [], day: String? = nil
) -> Paper {
    var paper = Paper(id: PaperID(rawValue: id))
    paper.fields[FieldKey(.title, .english)] = FieldValue(title)
    if !abstract.isEmpty { paper.fields[FieldKey(.abstract, .english)] = FieldValue(abstract) }
    if let chinese { paper.fields[FieldKey(.tldr, .chinese)] = FieldValue(chinese) }
    if !authors.isEmpty { paper.authorList = AuthorList(authors) }
    paper.addCategories(categories)
    paper.created = day.flatMap { Day($0) }
    return paper
}

/// An index of papers, written segment by segment.
struct Pile {
    let folder: TemporaryFolder
    let directory: IndexDirectory

    /// - Parameter segments: The papers of each segment, in any order; the model is fitted on all of them.
    init(_ segments: [Paper]..., threads: Int = 1) throws {
        folder = try TemporaryFolder()
        directory = IndexDirectory(path: folder.path + "/index")
        let sorted = segments.map { $0.sorted { $0.id < $1.id } }
        let all = sorted.flatMap { $0 }
        let writer = try directory.beginWriting()
        let model = LatentSemanticAnalysis().fit(Pile.count(all, threads: threads), threads: threads)
        var change = IndexChange(add: [try ModelSegment.write(model, to: writer)])
        for papers in sorted {
            let matrix = Pile.count(papers, threads: threads)
            change.add.append(
                try PaperSegment.write(papers, matrix: matrix, model: model, to: writer, threads: threads))
        }
        change.metadata = ModelSegment.metadata(model, papers: all.count, segments: Array(change.add.dropFirst()))
        try writer.commit(change)
        try writer.close()
    }

    static func count(_ papers: [Paper], threads: Int = 1) -> TermDocumentMatrix {
        TermDocumentMatrix.count(documents: papers.count, threads: threads) { papers[$0].indexedTexts }
    }

    func corpus() throws -> PaperCorpus { try PaperCorpus(directory.snapshot()) }

    func searcher() throws -> Searcher { Searcher(try corpus()) }

    /// Marks rows of a segment (counted without the model's) as deleted.
    func delete(_ rows: [Int], ofSegment index: Int) throws {
        let writer = try directory.beginWriting()
        let name = try corpus().segments[index].stored.name
        try writer.commit(IndexChange(delete: [name: RowSet(rows)]))
        try writer.close()
    }
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

    /// The papers nearest to some.
    func near(
        _ seeds: String..., not avoided: [String] = [], _ set: (inout SearchOptions) -> Void = { _ in }
    ) -> SearchResults {
        var options = SearchOptions()
        set(&options)
        let query = SimilarQuery(
            seeds: seeds.compactMap { corpus.location(of: PaperID(rawValue: $0)) },
            avoided: avoided.compactMap { corpus.location(of: PaperID(rawValue: $0)) })
        return similar(query, options: options)
    }
}

extension SearchResults {
    var ids: [String] { hits.map(\.id) }
}

/// A small seeded generator (Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
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
