import Testing

@testable import TopicModeling

/// A pile of abstracts, and its phrases.
private struct Corpus {
    let pile: TokenizedPile
    let table: PhraseTable

    init(_ abstracts: [String], minimum: Int = 2, threads: Int = 1) {
        pile = TokenizedPile(
            abstracts.enumerated().map { TopicDocument(id: "\($0.offset)", title: "", abstract: $0.element) },
            threads: threads)
        table = PhraseTable(pile, minimum: minimum, threads: threads)
    }

    func text(_ phrase: Int) -> String {
        pile.words(table.phrases[phrase].example).map { pile.lexicon.text($0.word) }.joined(separator: " ")
    }

    /// Papers by phrase, as first written.
    var counts: [String: Int] {
        Dictionary(uniqueKeysWithValues: table.phrases.indices.map { (text($0), table.phrases[$0].documents) })
    }

    func index(_ phrase: String) -> Int? { table.phrases.indices.first { text($0) == phrase } }
}

@Suite struct PhraseTableTests {
    @Test func `phrases are counted by papers, whatever their endings and hyphens`() {
        let corpus = Corpus([
            "Vision-language models see. Vision-language models read.", "A vision language model sees.",
            "Models of light.", "One vision language model.", "A vision-language model.",
        ])
        #expect(corpus.counts["Vision language models"] == 4)
        #expect(corpus.counts["Vision language"] == 4)
        #expect(corpus.counts["models"] == 5)
        #expect(corpus.counts["light"] == nil)
    }

    @Test func `no phrase crosses punctuation or has a stop word at its edge`() {
        let corpus = Corpus([String](repeating: "Sparse attention, the mixture of experts and graphs", count: 3))
        #expect(corpus.counts["mixture of experts"] == 3)
        #expect(corpus.counts["attention the mixture"] == nil && corpus.counts["attention mixture"] == nil)
        #expect(corpus.counts["the mixture"] == nil && corpus.counts["mixture of"] == nil)
        #expect(corpus.counts["experts and graphs"] == nil)
    }

    @Test func `a fragment of a longer phrase is known as one`() throws {
        let corpus = Corpus([String](repeating: "with Gaussian splatting we see", count: 4) + ["a Gaussian prior"])
        let splatting = try #require(corpus.index("splatting"))
        let gaussian = try #require(corpus.index("Gaussian"))
        let both = try #require(corpus.index("Gaussian splatting"))
        #expect(corpus.table.phrases[splatting].extended == 1)
        #expect(corpus.table.phrases[gaussian].extended == 0.8)
        #expect(corpus.table.phrases[both].shareOfHead == 0.8 && corpus.table.phrases[both].shareOfTail == 1)
    }

    @Test func `Han runs give phrases without function characters`() {
        let corpus = Corpus(["稀疏注意力的机制", "稀疏注意力很快", "稀疏注意力"])
        #expect(corpus.counts["稀 疏 注 意 力"] == 3)
        #expect(corpus.counts.keys.allSatisfy { !$0.contains("的") })
        let allowed = PhraseFilter.allowed(corpus.table, corpus.pile, aliases: [:])
        let kept = corpus.table.phrases.indices.filter { allowed[$0] }.map(corpus.text)
        #expect(kept == ["稀 疏 注 意 力"])
    }

    @Test func `threads and blocks do not change the table`() {
        let abstracts = (0..<1300).map { "graph neural networks number \($0 % 7) for molecules and \($0 % 3) proteins" }
        let (one, four) = (Corpus(abstracts), Corpus(abstracts, threads: 4))
        #expect(one.counts == four.counts)
        #expect(one.table.byDocument == four.table.byDocument)
        #expect(one.counts["graph neural networks number"] == 1300)
    }

    @Test func `counts agree with a plain count`() {
        let words = ["alpha", "beta", "gamma", "delta"]
        var generator = SystemRandomNumberGeneratorStub(state: 7)
        let texts = (0..<60).map { _ in (0..<12).map { _ in words[generator.next(4)] } }
        let corpus = Corpus(texts.map { $0.joined(separator: " ") }, minimum: 1)
        for size in 1...4 {
            var plain: [String: Set<Int>] = [:]
            for (document, text) in texts.enumerated() {
                for start in 0...(text.count - size) {
                    plain[text[start..<start + size].joined(separator: " "), default: []].insert(document)
                }
            }
            for (phrase, documents) in plain { #expect(corpus.counts[phrase] == documents.count) }
        }
    }
}

/// A small linear congruential generator.
private struct SystemRandomNumberGeneratorStub {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}

@Suite struct AbbreviationsTests {
    private func aliases(_ abstracts: [String]) -> [String: String] {
        let corpus = Corpus(abstracts)
        let found = Abbreviations.find(in: corpus.pile, corpus.table, threads: 2)
        return Dictionary(uniqueKeysWithValues: found.map { (corpus.text(Int($0.key)), corpus.text(Int($0.value))) })
    }

    @Test(arguments: [
        ("large language models (LLMs)", "LLMs", "large language models"),
        ("3D Gaussian splatting (3DGS)", "3DGS", "3D Gaussian splatting"),
        ("mixture of experts (MoE)", "MoE", "mixture of experts"),
        ("chain-of-thought (CoT)", "CoT", "chain of thought"),
        ("sparse autoencoders (SAEs)", "SAEs", "sparse autoencoders"),
    ])
    func `an abbreviation stands for the words before it`(text: String, short: String, long: String) {
        #expect(aliases([text, "We use \(text).", short])[short] == long)
    }

    @Test func `what papers do not agree on stands for nothing`() {
        #expect(
            aliases([
                "augmented reality (AR)", "augmented reality (AR)", "auto regression (AR)", "auto regression (AR)",
            ]).isEmpty)
        #expect(aliases(["graph networks (GN)", "other things (XY)"]).isEmpty)
    }

    @Test func `case tells an abbreviation from a word`() {
        let corpus = Corpus(["each node", "a node", "neural ordinary differential equations (NODE)", "NODE"])
        #expect(corpus.counts["node"] == 2)
        #expect(corpus.counts["NODE"] == 2)
    }
}

@Suite struct PhraseFilterTests {
    @Test func `boilerplate at an edge stays only where it belongs`() {
        let corpus = Corpus(
            [String](repeating: "Diffusion models are here.", count: 6)
                + [String](repeating: "We measure segmentation performance.", count: 2)
                + [String](repeating: "The segmentation is nice. Also performance.", count: 20))
        let allowed = PhraseFilter.allowed(corpus.table, corpus.pile, aliases: [:])
        func isAllowed(_ phrase: String) -> Bool { corpus.index(phrase).map { allowed[$0] } ?? false }
        #expect(isAllowed("Diffusion models"))
        #expect(isAllowed("segmentation"))
        #expect(!isAllowed("segmentation performance"))
        #expect(!isAllowed("models") && !isAllowed("performance"))
    }
}
