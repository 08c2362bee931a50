import Corpus
import LatentSemantics
import PileFixture
import Testing
import TextAnalysis
import Vocab

@testable import Retrieval

@Suite struct SimilarRankingTests {
    private static func searcher() throws -> Searcher {
        let papers = Subjects.papers(120)
        return try Pile(Array(papers[0..<70]), Array(papers[70...])).searcher()
    }

    /// BM25F of a paper for the terms of another, from the definition; lengths count within each field and language.
    private func words(_ searcher: Searcher, _ seed: PaperLocation, _ location: PaperLocation) throws -> Float {
        func terms(_ location: PaperLocation, _ field: TextField) throws -> [Term] {
            try searcher.corpus.paper(at: location).fieldTexts.filter { $0.field == field }
                .flatMap { Analyzer().terms(in: $0.text) }
        }
        let own = try TextField.allCases.map { try terms(location, $0) }
        var score: Float = 0
        for term in try TextField.allCases.flatMap({ try terms(seed, $0) }) {
            var frequency: Float = 0
            for (field, own) in zip(TextField.allCases, own) where own.contains(term) {
                let length = Float(own.count { $0.language == term.language })
                let mean = searcher.statistics.meanLengths[Int(term.language.rawValue) * 3 + Int(field.rawValue)]
                let (weight, b): (Float, Float) = field == .title ? (1.5, 0.9) : (1, 0.6)
                frequency += weight * Float(own.count { $0 == term }) / (1 - b + b * length / mean)
            }
            score += searcher.statistics.weight(of: term) * frequency * 2.5 / (frequency + 1.5)
        }
        return score
    }

    @Test func `what a paper has of the seed's words is BM25F's, beside what it can have and what the best has`() throws
    {
        let searcher = try Pile((0..<90).map { Subjects.paper($0, isBilingual: false) }).searcher()
        let seed = searcher.locations("2601.10000")
        let terms = try QueryTerms(SimilarQuery(seeds: seed), searcher: searcher, threads: 1)
        let results = searcher.near("2601.10000") { $0.limit = 90 }
        #expect(results.total == 89 && results.hits.count >= 29)
        let best = try results.hits.map { try words(searcher, seed[0], $0.location) }.max() ?? 0
        let divisor = (best * terms.greatestScore(in: LanguageSet([.english]))).squareRoot()
        for hit in results.hits {
            let expected = try words(searcher, seed[0], hit.location) / divisor
            #expect(abs((hit.lexical ?? -1) - expected) < 1e-5, "\(hit.id)")
        }
        #expect(results.hits.map(\.score) == results.hits.map(\.score).sorted(by: >))
    }

    @Test func `papers in two languages are compared by their English words, those in Chinese alone by these`() throws {
        let searcher = try Pile([
            paper("1", "glacier ice", chinese: "冰川，冰层"), paper("2", "glacier snow"), paper("3", "violin tone"),
        ]).searcher()
        let terms = try QueryTerms(
            SimilarQuery(seeds: searcher.locations("1")), searcher: searcher, threads: 1)
        #expect(terms.entries.allSatisfy { $0.term.language == .english } && terms.languageShares[0] == 1)
        #expect(searcher.near("1").ids.first == "2")
    }

    @Test func `a shorter list is the beginning of a longer one, and a least score cuts it`() throws {
        let searcher = try Self.searcher()
        let all = searcher.near("2602.10001") { $0.limit = 119 }
        for limit in [0, 1, 7, 60] {
            #expect(searcher.near("2602.10001") { $0.limit = limit }.hits == Array(all.hits.prefix(limit)))
        }
        let least = all.hits[20].score
        #expect(
            searcher.near("2602.10001") { ($0.limit, $0.minimumScore) = (119, least) }.hits
                == Array(all.hits.prefix(21)))
    }

    @Test func `of equally near papers the one that says more of the same comes first`() throws {
        let pile = [
            paper("seed", "glacier ice quokka"), paper("a", "glacier ice"), paper("b", "glacier ice quokka"),
            paper("c", "violin bow"), paper("d", "bread oven"),
        ]
        let searcher = try Pile(pile).searcher()
        #expect(searcher.near("seed").ids.prefix(2) == ["b", "a"])
    }
}
