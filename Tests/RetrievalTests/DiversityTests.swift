import PileFixture
import Testing
import VectorKernels

@testable import Retrieval

@Suite struct DiversityTests {
    private static func likeness(_ hits: [Hit], _ searcher: Searcher) -> Float {
        var sum: Float = 0
        for (index, hit) in hits.enumerated() {
            for other in hits[..<index] {
                let (a, b) = (searcher.corpus.vector(at: hit.location), searcher.corpus.vector(at: other.location))
                sum += dot(a.span, b.span)
            }
        }
        return sum
    }

    /// The papers nearest to the first of a pile, as near and as diverse lists.
    private static func lists(_ searcher: Searcher, limit: Int) throws -> (near: SearchResults, diverse: SearchResults)
    {
        let seed = searcher.locations("2601.10000")
        var options = SearchOptions()
        options.limit = limit
        return (
            try searcher.similar(SimilarQuery(seeds: seed), options: options),
            try searcher.similar(SimilarQuery(seeds: seed, isDiverse: true), options: options)
        )
    }

    @Test func `a diverse list begins with the nearest and is less alike than the nearest are`() throws {
        let searcher = try Pile(Subjects.papers(300)).searcher()
        let (near, diverse) = try Self.lists(searcher, limit: 8)
        #expect(diverse.hits.count == 8 && Set(diverse.ids).count == 8 && diverse.total == near.total)
        #expect(diverse.hits[0] == near.hits[0])
        #expect(Self.likeness(diverse.hits, searcher) < Self.likeness(near.hits, searcher))
        // Each is as good a choice as any other, by the plain formula.
        let choice = try Self.lists(searcher, limit: Diversity.choice(8)).near.hits
        for (index, hit) in diverse.hits.enumerated() {
            let before = diverse.hits[..<index].map { searcher.corpus.vector(at: $0.location) }
            func merit(_ hit: Hit) -> Float {
                let vector = searcher.corpus.vector(at: hit.location)
                return 0.7 * hit.score - 0.3 * (before.map { dot($0.span, vector.span) }.max() ?? 0)
            }
            let left = choice.filter { !diverse.hits[..<index].contains($0) }
            #expect(try merit(hit) >= #require(left.map(merit).max()) - 1e-6)
        }
    }

    @Test func `fewer papers than asked are all listed`() throws {
        let searcher = try Pile(Subjects.papers(6)).searcher()
        let (near, diverse) = try Self.lists(searcher, limit: 50)
        #expect(Set(near.ids) == Set(diverse.ids) && !near.ids.isEmpty)
    }
}
