import Corpus
import Digests
import PileFixture
import Testing
import Vocab

@testable import Retrieval

@Suite struct ConditionTests {
    private static let papers = [
        paper(
            "1", "Graph neural networks", "We train\n  neural nets on snow.", chinese: "图神经网络在雪原上。",
            authors: ["Ada Ng"], categories: ["cs.LG"]),
        paper("2", "Snow", "A graph of neural tone; the networks rest.", authors: ["Bo Li"], categories: ["cs.CL"]),
        paper("3", "Neural graphs", "Subgraph neural networks of GPT-4o.", categories: ["math.CO"]),
    ]

    private func found(_ query: String, _ papers: [Paper] = papers) throws -> Set<String> {
        let results = try Pile(papers).searcher().find(query) { $0.mode = .lexical }
        #expect(results.total == results.hits.count)
        return Set(results.ids)
    }

    @Test(
        arguments: [
            ("snow", ["1", "2"]),
            ("\"graph neural\"", ["1"]),
            ("\"GRAPH  Neural\"", ["1"]),
            ("\"train neural\"", ["1"]),
            ("\"neural networks\"", ["1", "3"]),
            ("\"neural network\"", []),
            ("\"图神经\"", ["1"]),
            ("\"神图\"", []),
            ("graph -snow", ["3"]),
            ("graph -\"graph neural\"", ["2", "3"]),
            ("neural -gpt-4o", ["1", "2"]),
            ("ti:snow", ["2"]),
            ("ti:graph", ["1", "3"]),
            ("ti:\"neural graphs\"", ["3"]),
            ("abs:snow", ["1"]),
            ("abs:neural -ti:graph", ["2"]),
            ("neural au:ng", ["1"]),
            ("neural au:\"bo li\"", ["2"]),
            ("neural -au:ng", ["2", "3"]),
            ("neural cat:cs", ["1", "2"]),
            ("neural cat:math.CO", ["3"]),
            ("neural -cat:cs.CL", ["1", "3"]),
            ("neural cat:cs -cat:cs.LG", ["2"]),
            ("neural -the", ["1", "3"]),
            ("snow AND ti:graph", ["1"]),
            ("ti:snow OR ti:\"neural graphs\"", ["2", "3"]),
            ("neural ANDNOT (snow OR au:ng)", ["3"]),
            ("neural cat:cs.*", ["1", "2"]),
            ("neural NOT cat:cs", ["3"]),
        ] as [(String, Set<String>)])
    func `conditions choose the papers that meet them`(query: String, expected: Set<String>) throws {
        #expect(try found(query) == expected, "\(query)")
    }

    @Test func `a phrase is whole words, and Han characters are words of their own`() throws {
        let papers = [paper("1", "subgraph nets"), paper("2", "graph nets"), paper("3", "图神经网络")]
        #expect(try found("\"graph nets\"", papers) == ["2"])
        #expect(try found("\"神经\"", papers) == ["3"])
    }

    @Test(
        arguments: [
            ("\"fine tuning\"", ["1", "2"]), ("\"fine-tuning\"", ["1", "2"]), ("\"FINE–TUNING\"", ["1", "2"]),
            ("\"Renyi divergence\"", ["3", "4"]), ("\"Rényi divergence\"", ["3", "4"]),
            ("\"efficient flow\"", ["5"]), ("\"ｅｆｆｉｃｉｅｎｔ flow\"", ["5"]),
            ("\"Parkinson's disease\"", ["6"]), ("\"Parkinson’s disease\"", ["6"]),
            ("\"強化學習\"", ["7"]), ("\"ネットワーク\"", ["8"]), ("\"fine tuned\"", []),
        ] as [(String, Set<String>)])
    func `a phrase is compared as its words are`(query: String, expected: Set<String>) throws {
        let papers = [
            paper("1", "Fine tuning pays"), paper("2", "On fine-tuning"), paper("3", "The Rényi divergence"),
            paper("4", "A R\\'enyi divergence"), paper("5", "Eﬃcient flow"), paper("6", "Parkinson’s disease"),
            paper("7", "强化学习"), paper("8", "ニューラルネットワーク"),
        ]
        #expect(try found(query, papers) == expected, "\(query)")
    }

    @Test func `the answers do not depend on the number of threads`() throws {
        let searcher = try Pile(Subjects.papers(60)).searcher()
        for query in ["\"glacier ice\" snow", "ti:snow -abs:melting", "glacier -\"ice\""] {
            let one = try searcher.find(query) { ($0.threads, $0.limit) = (1, 100) }
            let two = try searcher.find(query) { ($0.threads, $0.limit) = (2, 100) }
            #expect(one.hits == two.hits && !one.hits.isEmpty)
        }
    }

    /// The plain twin: read every paper and look.
    @Test func `excluded and fielded words agree with reading every paper`() throws {
        let searcher = try Pile(Subjects.papers(90)).searcher()
        for word in Subjects.english[0] {
            let excluded = try searcher.find("glacier ice snow -\(word)") { ($0.mode, $0.limit) = (.lexical, 100) }
            let titled = try searcher.find("ti:\(word)") { ($0.mode, $0.limit) = (.lexical, 100) }
            var (expected, expectedTitled): (Set<String>, Set<String>) = ([], [])
            for location in searcher.corpus.locations() {
                let paper = try searcher.corpus.paper(at: location)
                let words = paper.indexedTexts.flatMap { $0.split(separator: " ").map(String.init) }
                if !words.contains(word), !Set(words).isDisjoint(with: ["glacier", "ice", "snow"]) {
                    expected.insert(paper.id.rawValue)
                }
                if paper.text(.title)?.split(separator: " ").contains(Substring(word)) == true {
                    expectedTitled.insert(paper.id.rawValue)
                }
            }
            #expect(Set(excluded.ids) == expected && Set(titled.ids) == expectedTitled, "\(word)")
        }
    }
}
