import Corpus
import Digests
import LatentSemantics
import PileFixture
import Testing
import VectorKernels
import Vocab

@testable import Retrieval

@Suite struct SimilarTests {
    private static func searcher() throws -> Searcher {
        let papers = Subjects.papers(120)
        return try Pile(Array(papers[0..<70]), Array(papers[70..<71]), Array(papers[71...])).searcher()
    }

    /// All papers but `left`, by their dot product with `target`, best first.
    private func bruteForce(_ searcher: Searcher, _ target: [Float], without left: [PaperLocation]) -> [(
        id: String, score: Float
    )] {
        searcher.corpus.locations().filter { !left.contains($0) }
            .map {
                (id: searcher.corpus.id(at: $0), score: dot(searcher.corpus.vector(at: $0).span, target.span))
            }
            .filter { $0.score > 0 }
            .sorted { $0.score != $1.score ? $0.score > $1.score : $0.id < $1.id }
    }

    @Test func `the nearest by vectors are those of a full scan, bit for bit, at any limit`() throws {
        let searcher = try Self.searcher()
        for seed in ["2601.10000", "2602.10070", "2603.10119"] {
            let locations = searcher.corpus.location(of: PaperID(rawValue: seed)).map { [$0] } ?? []
            let target = searcher.direction(of: SimilarQuery(seeds: locations))
            let expected = bruteForce(searcher, target, without: locations)
            for limit in [1, 7, 40, 1000] {
                var options = SearchOptions()
                options.limit = limit
                let found = searcher.nearest(SimilarQuery(seeds: locations), options: options)
                #expect(found.hits.map(\.id) == expected.prefix(limit).map(\.id))
                #expect(found.hits.map(\.score) == expected.prefix(limit).map(\.score))
            }
        }
    }

    @Test func `a seed is not its own neighbour, and its subject comes first`() throws {
        let results = try Self.searcher().near("2601.10000") { $0.limit = 30 }
        #expect(results.hits.count == 30)
        #expect(!results.ids.contains("2601.10000"))
        for id in results.ids { #expect(id.hasPrefix("2601.")) }
    }

    @Test func `several seeds ask for their mean`() throws {
        let searcher = try Self.searcher()
        let seeds = searcher.locations("2601.10000", "2602.10001")
        var mean = zip(searcher.corpus.vector(at: seeds[0]), searcher.corpus.vector(at: seeds[1])).map {
            $0 / 2 + $1 / 2
        }
        var span = mean.mutableSpan
        normalize(&span)
        let target = searcher.direction(of: SimilarQuery(seeds: seeds))
        for (found, expected) in zip(target, mean) { #expect(abs(found - expected) < 1e-6) }
        let results = searcher.near("2601.10000", "2602.10001") { $0.limit = 60 }
        #expect(!results.ids.contains("2601.10000") && !results.ids.contains("2602.10001"))
        #expect(Set(results.ids.map { $0.prefix(4) }).isSuperset(of: ["2601", "2602"]))
        #expect(results.ids == searcher.near("2602.10001", "2601.10000") { $0.limit = 60 }.ids)
    }

    @Test func `papers to keep away from push their like down and are left out`() throws {
        let searcher = try Self.searcher()
        let with = searcher.near("2601.10000", "2602.10001") { $0.limit = 20 }
        let without = searcher.near("2601.10000", "2602.10001", not: ["2602.10004"]) { $0.limit = 20 }
        func share(_ results: SearchResults) -> Int { results.ids.filter { $0.hasPrefix("2602") }.count }
        #expect(share(without) < share(with) && !without.ids.contains("2602.10004"))
        let target = searcher.direction(
            of: SimilarQuery(seeds: searcher.locations("2601.10000"), avoided: searcher.locations("2601.10000")))
        // Half of the same vector taken off leaves its direction.
        #expect(abs(target.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }

    @Test func `without seeds nothing is near`() throws {
        #expect(try Self.searcher().near().hits.isEmpty)
    }

    @Test(arguments: [1, 2, 3]) func `the answers do not depend on the number of threads`(threads: Int) throws {
        let searcher = try Self.searcher()
        let one = searcher.near("2602.10001")
        #expect(searcher.near("2602.10001") { $0.threads = threads }.hits == one.hits && one.hits.count == 10)
    }

    @Test func `explanations add up to the score, for one seed and for several`() throws {
        let searcher = try Self.searcher()
        let queries = [
            SimilarQuery(seeds: searcher.locations("2601.10000")),
            SimilarQuery(
                seeds: searcher.locations("2601.10000", "2601.10003", "2602.10001"),
                avoided: searcher.locations("2603.10002")),
        ]
        for query in queries {
            let hits = try searcher.similar(query, options: SearchOptions()).hits
            let explanations = try searcher.explain(query, at: hits.map(\.location), options: SearchOptions())
            #expect(hits.count == 10 && explanations.count == 10)
            for (hit, explanation) in zip(hits, explanations) {
                // The stored vectors were made of the same terms, so only rounding parts the two.
                #expect(abs(explanation.score - hit.score) < 1e-4, "\(hit.id)")
                #expect(explanation.parts.count > 3)
            }
        }
    }
}

@Suite struct AspectTests {
    private static func paper(_ id: String, method: String?, motivation: String, chinese: String? = nil) -> Paper {
        var paper = Paper(id: PaperID(rawValue: id))
        paper.fields[FieldKey(.motivation, .english)] = FieldValue(motivation)
        if let method { paper.fields[FieldKey(.method, .english)] = FieldValue(method) }
        if let chinese { paper.fields[FieldKey(.method, .chinese)] = FieldValue(chinese) }
        return paper
    }

    private static let papers = [
        paper("1", method: "violin string", motivation: "bread flour yeast oven crust"),
        paper("2", method: "violin tone", motivation: "glacier ice snow melting sheet", chinese: "提琴"),
        paper("3", method: "ice melting", motivation: "bread flour yeast oven crust"),
        paper("4", method: nil, motivation: "bread flour yeast oven violin"),
        paper("5", method: "", motivation: "bread flour"),
    ]

    private func near(
        _ searcher: Searcher, _ seeds: [String], by field: FieldName, _ set: (inout SearchOptions) -> Void = { _ in }
    ) throws -> [String]? {
        var options = SearchOptions()
        set(&options)
        let locations = seeds.compactMap { searcher.corpus.location(of: PaperID(rawValue: $0)) }
        return try searcher.similar(SimilarQuery(seeds: locations), by: field, options: options)?.ids
    }

    @Test func `one field is compared, whatever the others say`() throws {
        let searcher = try Pile(Self.papers).searcher()
        #expect(try near(searcher, ["1"], by: .method)?.first == "2")
        #expect(try near(searcher, ["1"], by: .motivation)?.first == "3")
        #expect(try near(searcher, ["1"], by: .method)?.contains("4") == false)
    }

    @Test func `a seed without the field cannot be compared`() throws {
        let searcher = try Pile(Self.papers).searcher()
        #expect(try near(searcher, ["4"], by: .method) == nil)
        #expect(try near(searcher, ["4", "1"], by: .method)?.first == "2")
        #expect(try near(searcher, ["1"], by: .conclusion) == nil)
    }

    @Test func `filters, limits and threads hold here too`() throws {
        let searcher = try Pile(Subjects.papers(60)).searcher()
        let all = try near(searcher, ["2601.10000"], by: .title) { $0.limit = 100 }
        #expect(try near(searcher, ["2601.10000"], by: .title) { $0.limit = 3 } == all.map { Array($0.prefix(3)) })
        #expect(
            try near(searcher, ["2601.10000"], by: .title) { ($0.limit, $0.threads) = (100, 3) } == all)
        let filtered = try near(searcher, ["2601.10000"], by: .abstract) { $0.filter.categories = ["cs.LG"] }
        for id in filtered ?? [] { #expect(id.hasPrefix("2602")) }
    }
}

@Suite struct NearestIDTests {
    @Test func `the nearest IDs differ least, those that begin alike first, then the smaller`() throws {
        let ids = ["2601.00001", "2601.00012", "2601.00011", "2602.00001", "1999.99999", "math/9201239"]
        let corpus = try Pile(ids.prefix(3).map { paper($0, "x") }, ids.dropFirst(3).map { paper($0, "x") }).corpus()
        func nearest(_ id: String, _ limit: Int = 3) -> [String] {
            corpus.nearestIDs(to: id, limit: limit).map { corpus.id(at: $0) }
        }
        #expect(nearest("2601.0001") == ["2601.00011", "2601.00012", "2601.00001"])
        #expect(nearest("2601.00002", 1) == ["2601.00001"])
        #expect(nearest("math/9201230", 1) == ["math/9201239"])
        #expect(nearest("x", 100).count == 6)
        #expect(try Pile([]).corpus().nearestIDs(to: "x").isEmpty)
    }

    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("ab", "ba", 2),
        ("2601.21465", "2601.21456", 2),
    ])
    func `edit distances worked by hand`(a: String, b: String, distance: Int) {
        #expect(editDistance(Array(a.utf8), Array(b.utf8)) == distance)
        #expect(editDistance(Array(b.utf8), Array(a.utf8)) == distance)
    }
}
