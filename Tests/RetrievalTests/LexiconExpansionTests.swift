import PileFixture
import Testing
import TextAnalysis
import Vocab

@testable import Retrieval

@Suite struct LexiconExpansionTests {
    /// Papers on one subject in words of their own, and on others.
    private static func searcher() throws -> Searcher {
        try Pile([
            paper("1", "Watermarks", "A watermark in text shows that a language model wrote it."),
            paper("2", "Bread", "An oven bakes bread. Yeast lifts the flour."),
            paper("3", "Grasping", "A robot hand learns to grasp with reinforcement learning."),
            paper("4", "Gaming", "An agent plays by RL."),
            paper("5", "Walking", "Legged machines walk by reinforcement learning, and RL is what we mean."),
        ]).searcher()
    }

    @Test func `Chinese words have English terms, and pairs across their borders are not looked for`() {
        let expansion = LexiconExpansion("图神经网络")
        let terms = Set(expansion.words.flatMap { $0.translations.flatMap(\.terms) }.map(\.text))
        #expect(terms.isSuperset(of: ["graph", "neural", "network"]))
        #expect(expansion.written.isEmpty)
        #expect(expansion.words.allSatisfy { $0.translations.allSatisfy { $0.weight > 0 && $0.weight <= 1 } })
    }

    @Test func `text without Chinese has no expansion`() {
        let expansion = LexiconExpansion("graph neural networks")
        #expect(expansion.words.isEmpty && expansion.written.isEmpty && expansion.readings.isEmpty)
    }

    @Test func `what no paper has in English is looked for as it is written`() {
        let expansion = LexiconExpansion("水印", isKnown: { _ in false })
        #expect(expansion.words.isEmpty && expansion.written == [Term("水印", .chinese)])
        #expect(expansion.readings == [QueryTranslation(word: "水印", terms: [])])
    }

    @Test func `a Chinese query finds English papers in a collection without a word of Chinese`() throws {
        let results = try Self.searcher().search(Query(text: "水印"), options: SearchOptions())
        #expect(results.hits.first?.id == "1")
        #expect(results.unknownTerms.isEmpty)
    }

    @Test func `readings say which English stands for a word, as papers write it`() throws {
        let searcher = try Self.searcher()
        let results = try searcher.search(Query(text: "强化学习 水印 鼹鼠"), options: SearchOptions())
        #expect(results.translations.map(\.word) == ["强化学习", "水印", "鼹鼠"])
        let english = try results.translations.map { try searcher.englishWords(of: $0) }
        #expect(english == [["reinforcement", "learns"], ["watermarks"], []])
    }

    @Test func `a paper is scored by the best alternative of a word alone`() throws {
        let searcher = try Self.searcher()
        let terms = QueryTerms("强化学习", statistics: searcher.statistics)
        #expect(Set(terms.entries.map(\.term.text)).isSuperset(of: ["reinforc", "learn", "rl"]))
        let scorer = LexicalScorer(statistics: searcher.statistics)
        for location in searcher.locations("3", "4", "5") {
            let shares = scorer.contributions(terms, at: location)
            let numbers = Set(zip(terms.entries, shares).filter { $1 > 0 }.compactMap { $0.0.alternative?.number })
            #expect(numbers.count == 1)
            let score = scorer.scores(terms, segment: location.segment, allowed: [.max], threads: 1)[location.row]
            #expect(abs(score - shares.reduce(0, +)) < 1e-5)
        }
    }

    @Test func `a word counts once in the query's place, however many ways there are to say it`() throws {
        let terms = QueryTerms("强化学习", statistics: try Self.searcher().statistics)
        let placed = terms.entries.filter { $0.modelID != nil }
        #expect(!placed.isEmpty && placed.allSatisfy { $0.alternative?.number == 0 })
    }

    @Test func `one character finds the papers with it, in whichever pair it stands`() throws {
        let searcher = try Pile([
            paper("1", "鼹鼠", "地下的鼹鼠挖掘隧道。"), paper("2", "面包", "烤炉烘烤面包。"),
        ]).searcher()
        for query in ["鼹", "鼠"] {
            let results = try searcher.find(query) { $0.mode = .lexical }
            #expect(results.ids == ["1"] && results.unknownTerms.isEmpty, "\(query)")
        }
        #expect(try searcher.find("鲸") { $0.mode = .lexical }.unknownTerms == ["鲸"])
    }

    @Test func `the terms of an alternative weigh together what those of the best do, or less`() throws {
        let terms = QueryTerms("强化学习", statistics: try Self.searcher().statistics)
        let sums = Dictionary(grouping: terms.entries) { $0.alternative?.number ?? -1 }
            .mapValues { $0.reduce(0) { $0 + $1.weight } }
        let best = try #require(sums[0])
        #expect(sums.count > 1 && sums.values.allSatisfy { $0 <= best * 1.0001 })
    }
}

@Suite struct EverydayWordTests {
    @Test func `a rare everyday word weighs less than as rare a word of a subject`() throws {
        let searcher = try Pile([
            paper("1", "Quiet rooms", "A spectrograph that came by boat."),
            paper("2", "Bread", "An oven bakes bread. Yeast lifts the flour."),
            paper("3", "Grasping", "A robot hand learns to grasp."),
        ]).searcher()
        let entries = QueryTerms("came spectrograph", statistics: searcher.statistics).entries
        #expect(entries.map(\.term.text) == ["came", "spectrograph"])
        #expect(entries[0].weight < 0.7 * entries[1].weight)
    }

    @Test func `words of a subject and Chinese words keep their weight`() {
        #expect(CorpusStatistics.everydayFactor(of: Term("memori", .english)) == 1)
        #expect(CorpusStatistics.everydayFactor(of: Term("来了", .chinese)) == 1)
        #expect(CorpusStatistics.everydayFactor(of: Term("came", .english)) < 0.7)
    }
}
