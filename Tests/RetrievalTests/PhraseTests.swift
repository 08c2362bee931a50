import Corpus
import Digests
import Glibc
import PileFixture
import TestSupport
import Testing
import TextAnalysis
import Vocab

@testable import Retrieval

@Suite struct PhraseTests {
    private static func pairs(_ text: String) -> [String] {
        QueryTerms.pairs(in: text, readAs: [:]).map { "\($0.first.text) \($0.second.text)" }
    }

    @Test func `pairs are words of the query with nothing between them`() {
        #expect(Self.pairs("sparse attention kernels") == ["spars attent", "attent kernel"])
        #expect(Self.pairs("attention of kernels, sparse. models") == [])
        #expect(Self.pairs("linear self-attention") == ["linear self", "self attent"])
        #expect(Self.pairs("稀疏注意") == ["稀疏 疏注", "疏注 注意"])
        #expect(Self.pairs("graph 稀疏") == [] && Self.pairs("graph graphs") == [] && Self.pairs("") == [])
        #expect(Self.pairs("ice snow, ice snow") == ["ice snow"])
        let (wrong, right) = (Term("glacer", .english), Term("glacier", .english))
        #expect(QueryTerms.pairs(in: "glacer ice", readAs: [wrong: right]).map(\.first) == [right])
    }

    @Test func `counts worked by hand`() {
        func places(_ terms: [Int], at positions: [Int]) -> [TermSequences.Occurrence] {
            zip(terms, positions).map { TermSequences.Occurrence(term: $0, position: $1, field: .abstract) }
        }
        // 0 1 at 3 and 4, 1 0 at 4 and 6, and 0 1 eight apart, but not nine.
        let counts = PhraseEvidence.counts(
            [(0, 1), (1, 0), (0, 2)], in: places([0, 1, 0, 2, 1], at: [3, 4, 6, 7, 14]))
        #expect(counts.map(\.adjacent.total) == [1, 0, 1] && counts.map(\.near.total) == [3, 3, 2])
    }

    /// Differs from the counting above in everything: all pairs of places are looked at.
    @Test func `counts are those of all pairs of places`() {
        var generator = SplitMix(state: 5)
        for _ in 0..<200 {
            let terms = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                Int.random(in: 0..<4, using: &generator)
            }
            let occurrences = terms.enumerated().filter { $0.element < 3 }.map {
                TermSequences.Occurrence(term: $0.element, position: $0.offset, field: .abstract)
            }
            let counts = PhraseEvidence.counts([(0, 1), (2, 1)], in: occurrences)
            for (number, pair) in [(0, 1), (2, 1)].enumerated() {
                var (adjacent, near) = (0, 0)
                for a in terms.indices where terms[a] == pair.0 {
                    for b in terms.indices where terms[b] == pair.1 {
                        if b == a + 1 { adjacent += 1 }
                        if abs(a - b) <= 8 { near += 1 }
                    }
                }
                #expect(counts[number].adjacent.total == adjacent && counts[number].near.total == near)
            }
        }
    }

    @Test func `places are those of the analyzer's terms, whatever the counter has met`() throws {
        let papers = Subjects.papers(40)
        let corpus = try Pile(papers).searcher().corpus
        let wanted = [Term("glacier", .english), Term("ice", .english), Term("冰川", .chinese), Term("x", .english)]
        let counters = TermCounters()
        for threads in [1, 3] {
            let sequences = try TermSequences(
                of: wanted, in: corpus.locations(), corpus: corpus, counters: counters, threads: threads)
            for (location, found) in zip(corpus.locations(), sequences.papers) {
                var expected: [TermSequences.Occurrence] = []
                var start = 0
                for text in try corpus.paper(at: location).fieldTexts {
                    let terms = Analyzer().terms(in: text.text)
                    for (place, term) in terms.enumerated() {
                        guard let index = wanted.firstIndex(of: term) else { continue }
                        expected.append(.init(term: index, position: start + place, field: text.field))
                    }
                    start += terms.count + 1000
                }
                #expect(found == expected)
            }
        }
    }

    /// Titles and abstracts of two terms each, so that every length is the mean: one side by side, one the other way round.
    private static let four = [
        paper("1", "violin bread", "sparse attention"), paper("2", "violin bread", "attention sparse"),
        paper("3", "violin bread", "sparse oven"), paper("4", "violin bread", "attention oven"),
    ]

    @Test func `scores worked by hand`() throws {
        let searcher = try Pile(Self.four).searcher()
        let pairs = QueryTerms.pairs(in: "sparse attention", readAs: [:])
        let locations = searcher.locations("1", "2", "3", "4")
        let evidence = try PhraseEvidence(pairs, references: locations, statistics: searcher.statistics, threads: 1)
        // One of four has them side by side, two near each other; one occurrence at the mean length counts 1.
        let (adjacent, near) = (Float(log(1 + 3.5 / 1.5)), Float(log(1 + 2.5 / 2.5)))
        let expected = [adjacent + near / 2, near / 2, 0, 0]
        for (scores, expected) in zip(try evidence.scores(at: locations), expected) {
            #expect(scores.count == 1 && abs(scores[0] - expected) < 1e-5)
        }
    }

    @Test func `papers that have the words together come first, and the explanation says so`() throws {
        let searcher = try Pile(Self.four).searcher()
        let results = try searcher.find("sparse attention")
        #expect(results.ids.first == "1")
        let explanation = try searcher.explain(
            Query(text: "Sparse attention"), at: [results.hits[0].location], options: SearchOptions())[0]
        let part = try #require(explanation.parts.first { $0.word == "Sparse attention" })
        #expect(part.lexical > 0 && part.semantic == 0 && abs(explanation.score - results.hits[0].score) < 1e-5)
        #expect(try searcher.find("sparse, attention").hits[0].score < results.hits[0].score)
        for mode in [SearchMode.lexical, .semantic] {
            let apart = try searcher.find("sparse, attention") { $0.mode = mode }
            #expect(try searcher.find("sparse attention") { $0.mode = mode }.hits == apart.hits)
        }
    }

    @Test func `pairs count only where all reference papers can have them`() throws {
        let papers = [paper("1", "ice", chinese: "稀疏注意"), paper("2", "ice", chinese: "稀疏注意，雪原")]
        for (pile, count) in [(papers, 2), (papers + [paper("3", "ice tone")], 0)] {
            let searcher = try Pile(pile).searcher()
            let evidence = try PhraseEvidence(
                QueryTerms.pairs(in: "稀疏注意", readAs: [:]), references: searcher.corpus.locations(),
                statistics: searcher.statistics, threads: 1)
            #expect(evidence.pairs.count == count)
            #expect(try evidence.scores(at: searcher.corpus.locations()).allSatisfy { $0.count == count })
        }
    }

    @Test func `papers read later count as reference papers do`() throws {
        let searcher = try Pile(Self.four).searcher()
        let pairs = QueryTerms.pairs(in: "sparse attention", readAs: [:])
        let all = searcher.locations("1", "2", "3", "4")
        let evidence = try PhraseEvidence(
            pairs, references: searcher.locations("2", "3"), statistics: searcher.statistics, threads: 1)
        let scores = try evidence.scores(at: all)
        #expect(evidence.references.count == 2 && scores[1] == evidence.references[all[1]])
        #expect(scores[0][0] > scores[1][0] && scores[1][0] > 0 && scores[3] == [0])
    }
}
