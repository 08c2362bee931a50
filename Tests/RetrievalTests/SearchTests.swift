import Corpus
import Digests
import LatentSemantics
import PileFixture
import Testing
import VectorKernels
import Vocab

@testable import Retrieval

@Suite struct SearchTests {
    private static func pile() throws -> Pile {
        let papers = Subjects.papers(90)
        return try Pile(Array(papers[0..<50]), Array(papers[50...]))
    }

    @Test func `the hybrid score is the formula's`() throws {
        let searcher = try Self.pile().searcher()
        for query in ["glacier, snow", "冰川", "violin, 冰川"] {
            let terms = QueryTerms(query, statistics: searcher.statistics)
            #expect(abs(terms.languageShares.reduce(0, +) - 1) < 1e-5)
            #expect(terms.pairs.isEmpty && terms.translatedShares[1] == terms.languageShares[1])
            let scorer = LexicalScorer(statistics: searcher.statistics)
            // The evidence of each paper without the feedback; its words beside what it can have and what the best has.
            let shares = searcher.corpus.locations().map { location in
                let languages = LanguageSet(at: location, in: searcher.corpus)
                let words = scorer.contributions(terms, at: location).reduce(0, +)
                let share = languages.intersection(terms).share(of: terms) * words / terms.greatestScore(in: languages)
                let cosine = dot(searcher.corpus.vector(at: location).span, terms.vector.span)
                return (location: location, words: share, cosine: cosine)
            }
            let best = shares.map(\.words).max() ?? 0
            let papers = shares.map {
                (location: $0.location, words: $0.words / best.squareRoot(), cosine: $0.cosine)
            }
            let references = papers.filter { $0.words > 0 }.sorted {
                $0.words != $1.words ? $0.words > $1.words : $0.location.row < $1.location.row
            }.prefix(RelevanceFeedback.referenceCount)
            let feedback = RelevanceFeedback(
                references.map { searcher.corpus.vector(at: $0.location) },
                evidence: references.map { 1.6 * $0.words + max(0, $0.cosine) }, dimensions: searcher.corpus.dimensions)
            let hits = try searcher.find(query) { $0.limit = 1000 }.hits
            #expect(hits.count >= 30)
            for hit in hits {
                let paper = try #require(papers.first { $0.location == hit.location })
                let like = dot(searcher.corpus.vector(at: hit.location).span, feedback.vector.span)
                let evidence = 1.6 * paper.words + max(0, paper.cosine + like)
                #expect(abs(hit.score - EvidenceScale.score(evidence)) < 1e-4, "\(query) \(hit.id)")
                #expect(abs((hit.lexical ?? -1) - paper.words) < 1e-4)
                #expect(abs((hit.semantic ?? -1) - paper.cosine) < 1e-4)
            }
        }
    }

    @Test(arguments: SearchMode.allCases) func `a score does not depend on the filter or the length of the list`(
        mode: SearchMode
    ) throws {
        let searcher = try Self.pile().searcher()
        for query in ["glacier snow ice", "violin tone bread", "冰川 融化", "ice"] {
            let all = try searcher.find(query) { ($0.mode, $0.limit) = (mode, 1000) }
            let scores = Dictionary(uniqueKeysWithValues: all.hits.map { ($0.id, $0) })
            for category in ["cs.CL", "cs.LG", "math-ph"] {
                let some = try searcher.find(query) {
                    ($0.mode, $0.limit) = (mode, 7)
                    $0.filter.categories = [category]
                }
                for hit in some.hits { #expect(scores[hit.id] == hit, "\(query) \(hit.id)") }
            }
            #expect(all.hits.allSatisfy { (0...1.000_01).contains($0.score) })
        }
        let near = searcher.near("2601.10000") { ($0.mode, $0.limit) = (mode, 1000) }
        let some = searcher.near("2601.10000") { options in
            (options.mode, options.limit) = (mode, 5)
            options.filter.categories = ["cs.CL"]
        }
        for hit in some.hits { #expect(near.hits.contains(hit)) }
    }

    @Test(arguments: SearchMode.allCases) func `explanations add up to the score`(mode: SearchMode) throws {
        let searcher = try Self.pile().searcher()
        var options = SearchOptions()
        options.mode = mode
        options.filter.categories = ["cs"]
        for source in ["glacier snow ice", "冰川 violin", "glacier \"ice\" -crust"] {
            let query = try Query(parsing: source)
            let hits = try searcher.search(query, options: options).hits
            let explanations = try searcher.explain(query, at: hits.map(\.location), options: options)
            #expect(hits.count > 0 && explanations.count == hits.count)
            for (hit, explanation) in zip(hits, explanations) {
                #expect(abs(explanation.score - hit.score) < 1e-5, "\(source) \(hit.id)")
                let shares = explanation.parts.map(\.total)
                #expect(shares == shares.sorted(by: >))
            }
        }
    }

    @Test func `explanations name the words as the query writes them`() throws {
        let searcher = try Self.pile().searcher()
        let query = Query(text: "Glaciers 冰川")
        let explanation = try searcher.explain(
            query, at: searcher.locations("2601.10000"), options: SearchOptions())[0]
        #expect(Set(explanation.parts.map(\.word)) == ["Glaciers", "冰川"])
    }

    /// The last thirty papers have no Chinese word: words find them by their translations.
    @Test func `a Chinese query finds papers that have only English text`() throws {
        let searcher = try Self.pile().searcher()
        for (query, subject) in [("冰川 雪原", 0), ("提琴 音色", 1), ("面包 烤炉", 2)] {
            for mode in SearchMode.allCases {
                let results = try searcher.find(query) { ($0.mode, $0.limit) = (mode, 24) }
                #expect(results.ids.count == 24)
                for id in results.ids { #expect(id.hasPrefix("260\(subject + 1).")) }
                #expect(results.ids.contains { $0 >= "260\(subject + 1).10060" })
            }
        }
    }

    @Test func `semantic scores are cosines, exact over all papers`() throws {
        let searcher = try Self.pile().searcher()
        let model = try #require(searcher.corpus.model)
        let query = model.embed(texts: ["glacier tone"])
        var expected: [(id: String, score: Float)] = []
        for location in searcher.corpus.locations() {
            let score = zip(searcher.corpus.vector(at: location), query).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            if score > 0 { expected.append((searcher.corpus.id(at: location), score)) }
        }
        let results = try searcher.find("glacier tone") { ($0.mode, $0.limit) = (.semantic, 1000) }
        #expect(Set(results.ids) == Set(expected.map(\.id)) && results.total == searcher.corpus.count)
        for hit in results.hits {
            let score = try #require(expected.first { $0.id == hit.id }?.score)
            #expect(abs(hit.score - score) < 1e-5 && hit.semantic == hit.score && hit.lexical == nil)
        }
    }

    @Test func `equal scores come in the order of the IDs, across segments`() throws {
        let twins = ["10", "9", "a", "2601.00001", "Z", "é"].map { paper($0, "glacier ice") }
        let searcher = try Pile([twins[0], twins[3]], [twins[4]], [twins[1], twins[2], twins[5]]).searcher()
        for mode in SearchMode.allCases {
            let results = try searcher.find("glacier") { $0.mode = mode }
            #expect(results.ids == ["10", "2601.00001", "9", "Z", "a", "é"])
            #expect(try searcher.find("glacier") { ($0.mode, $0.limit) = (mode, 3) }.ids == ["10", "2601.00001", "9"])
        }
        #expect(searcher.near("9") { $0.limit = 3 }.ids == ["10", "2601.00001", "Z"])
    }

    @Test func `a minimum score leaves lower ones out`() throws {
        let searcher = try Self.pile().searcher()
        let all = try searcher.find("glacier snow") { $0.limit = 1000 }
        let limit = all.hits[6].score
        let some = try searcher.find("glacier snow") { ($0.limit, $0.minimumScore) = (1000, limit) }
        #expect(some.hits == all.hits.filter { $0.score >= limit } && some.total == all.total)
        let near = searcher.near("2601.10000") { $0.limit = 1000 }
        let bound = near.hits[3].score
        let nearest = searcher.near("2601.10000") { ($0.limit, $0.minimumScore) = (1000, bound) }
        #expect(nearest.hits == near.hits.filter { $0.score >= bound } && nearest.hits.count < near.hits.count)
    }

    @Test func `the total counts what the limit leaves out`() throws {
        let searcher = try Self.pile().searcher()
        let all = try searcher.find("glacier") { $0.limit = 1000 }
        let few = try searcher.find("glacier") { $0.limit = 2 }
        #expect(few.total == searcher.corpus.count && few.hits == Array(all.hits.prefix(2)))
    }

    @Test func `the best of many papers are those of a ranking of all`() throws {
        // So many that neither the nearest papers nor those with the words are all looked at.
        let searcher = try Pile(Array(Subjects.papers(900).prefix(500)), Array(Subjects.papers(900).dropFirst(500)))
            .searcher()
        let queries = ["glacier", "glacier snow violin", "面包 酵母", "violin 冰川 snow", "ice the tone glacier bread"]
        for query in queries {
            let all = try searcher.find(query) { $0.limit = 900 }
            for limit in [1, 7, 60] {
                let best = try searcher.find(query) { $0.limit = limit }
                #expect(best.hits == Array(all.hits.prefix(limit)), "\(query) \(limit)")
            }
        }
    }

    @Test(arguments: SearchMode.allCases) func `many queries at once get the answers of each alone`(
        mode: SearchMode
    ) throws {
        let searcher = try Self.pile().searcher()
        let words = Subjects.english.flatMap { $0 } + Subjects.chinese.flatMap { $0 } + ["quokka", "", "ice -snow"]
        let queries = try (words + words.map { $0 + " glacier" }).map { try Query(parsing: $0) }
        #expect(queries.count > 64)
        var options = SearchOptions()
        options.mode = mode
        let alone = try queries.map { try searcher.search($0, options: options) }
        for threads in [1, 2, 3] {
            options.threads = threads
            for (one, other) in zip(alone, try searcher.search(queries, options: options)) {
                #expect(one.hits == other.hits && one.total == other.total)
                #expect(one.unknownTerms == other.unknownTerms)
            }
        }
        #expect(try searcher.search([], options: options).isEmpty)
    }

    @Test func `an index without papers finds nothing`() throws {
        let searcher = try Pile([]).searcher()
        for mode in SearchMode.allCases {
            let results = try searcher.find("glacier -snow ti:ice") { $0.mode = mode }
            #expect(results.hits.isEmpty && results.total == 0)
        }
    }

    @Test func `papers without terms do not disturb`() throws {
        let searcher = try Pile([paper("1", "?"), paper("2", "!")]).searcher()
        #expect(try searcher.find("glacier").hits.isEmpty)
        #expect(searcher.near("1").hits.isEmpty)
    }

    @Test func `conditions without words list the papers that meet them, newest first`() throws {
        let searcher = try Self.pile().searcher()
        let listed = try searcher.find("au:\"author 3\" -cat:math-ph") { $0.limit = 4 }
        #expect(listed.ids == ["2602.10088", "2601.10078", "2602.10073", "2601.10063"] && listed.total == 12)
        #expect(listed.hits.allSatisfy { $0.score == 0 })
        #expect(try searcher.find("-glacier the") { $0.limit = 1000 }.ids.count > 60)
        #expect(try searcher.find("the of").hits.isEmpty && searcher.find("").hits.isEmpty)
        #expect(try searcher.find("cat:cs.CL") { $0.minimumScore = 0.1 }.hits.isEmpty)
    }

    @Test func `replaced papers are not found`() throws {
        let pile = try Pile([paper("1", "glacier"), paper("2", "glacier oven")], [paper("1", "oven")])
        try pile.delete([0], ofSegment: 0)
        let searcher = try pile.searcher()
        #expect(try searcher.find("glacier") { $0.mode = .lexical }.ids == ["2"])
        #expect(try searcher.find("oven") { $0.mode = .lexical }.ids == ["1", "2"])
    }
}
