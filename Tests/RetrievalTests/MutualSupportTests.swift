import Corpus
import Digests
import PileFixture
import Testing
import VectorKernels

@testable import Retrieval

@Suite struct MutualSupportTests {
    private static func corpus() throws -> PaperCorpus { try Pile(Subjects.papers(60)).searcher().corpus }

    /// Worked from the definition, with nothing shared but the vectors.
    @Test func `a gain is the mean of the neighbours' scores by squared cosine, times the weight`() throws {
        let corpus = try Self.corpus()
        let locations = Array(corpus.locations().prefix(30))
        let scores = locations.indices.map { 1 - Float($0) / 40 }
        let support = MutualSupport(locations, scores: scores, corpus: corpus, threads: 2)
        for (row, location) in locations.enumerated() {
            let own = corpus.vector(at: location)
            var near: [(cosine: Float, index: Int)] = []
            for (index, other) in locations.enumerated() where index != row {
                let cosine = zip(own, corpus.vector(at: other)).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                if cosine > 0 { near.append((cosine, index)) }
            }
            near.sort { $0.cosine != $1.cosine ? $0.cosine > $1.cosine : $0.index < $1.index }
            let best = near.prefix(MutualSupport.neighbors)
            let total = best.reduce(Float(0)) { $0 + $1.cosine * $1.cosine }
            let sum = best.reduce(Float(0)) { $0 + $1.cosine * $1.cosine * scores[$1.index] }
            #expect(abs(support.gains[row] - MutualSupport.weight * sum / total) < 1e-4)
        }
    }

    @Test func `no papers, one paper, and papers without a place give nothing`() throws {
        let corpus = try Self.corpus()
        #expect(MutualSupport([], scores: [], corpus: corpus, threads: 2).gains == [])
        #expect(MutualSupport([corpus.locations()[0]], scores: [1], corpus: corpus, threads: 1).gains == [0])
        let odd = try Pile([paper("1", "glacier ice"), paper("2", "the of and")]).searcher().corpus
        #expect(MutualSupport(odd.locations(), scores: [1, 1], corpus: odd, threads: 1).gains == [0, 0])
    }

    @Test func `only the best papers have support, and with it no score passes 1`() throws {
        let searcher = try Pile(Subjects.papers(90)).searcher()
        let results = try searcher.find("glacier, snow") { $0.limit = 90 }
        for (index, hit) in results.hits.enumerated() {
            let support = try #require(hit.support)
            if index >= MutualSupport.candidates { #expect(support == 0) }
            #expect(support <= MutualSupport.weight + 1e-6 && hit.score <= 1 + 1e-6)
        }
        #expect(results.hits.map(\.score) == results.hits.map(\.score).sorted(by: >))
    }
}
