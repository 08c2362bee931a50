import LinearAlgebra
import Testing

@testable import TopicModeling

/// How a pile uses its phrases.
private struct Uses {
    let pile: TokenizedPile
    let table: PhraseTable
    let words: WordUse
    private let uses: PhraseUses

    init(_ abstracts: [String], titles: [String] = [], threads: Int = 1) {
        pile = TokenizedPile(
            abstracts.enumerated().map { index, text in
                TopicDocument(id: "\(index)", title: index < titles.count ? titles[index] : "", abstract: text)
            }, threads: threads)
        table = PhraseTable(pile, minimum: 1, threads: threads)
        words = WordUse(pile, threads: threads)
        uses = PhraseUses(of: Set(table.phrases.indices), table, pile, words, threads: threads)
    }

    subscript(phrase: String) -> PhraseUse {
        let found = table.phrases.indices.first {
            pile.spelling(table.phrases[$0].example).lowercased() == phrase
        }
        return found.map { uses[$0] } ?? PhraseUse()
    }

    func isVerb(_ word: String) -> Bool {
        pile.lexicon.entries.indices.contains { index in
            pile.lexicon.text(UInt32(index)) == word && words.isVerb(pile.lexicon.entries[index])
        }
    }
}

@Suite struct WordUseTests {
    @Test func `a verb is known by the company it keeps`() {
        let uses = Uses([
            "We mitigate drift. It can effectively mitigate noise. They mitigate the harm.",
            "The map of a map is a map. We map it.", "a drift of the map; a model, one more model, to model",
        ])
        #expect(uses.isVerb("mitigate"))
        #expect(!uses.isVerb("map") && !uses.isVerb("drift"))
    }

    @Test func `too few uses say nothing`() {
        #expect(!Uses(["We mitigate drift. We mitigate noise."]).isVerb("mitigate"))
    }

    @Test func `threads do not change it`() {
        let texts = (0..<2100).map { "We see the \($0 % 3 == 0 ? "paint" : "colour") to paint the wall" }
        #expect(Uses(texts, threads: 3).isVerb("paint") == Uses(texts).isVerb("paint"))
        #expect(Uses(texts).isVerb("paint"))
    }
}

@Suite struct PhraseUseTests {
    @Test func `an adjective is followed by nouns`() {
        let uses = Uses([
            "low-resource languages and low-resource speech", "the low-resource setting of languages",
            "of languages.",
        ])
        #expect(uses["low-resource"].endsFreely == 0)
        #expect(uses["languages"].endsFreely == 1)
    }

    @Test func `verbs, participles and stop words end a phrase`() {
        let uses = Uses([
            "diffusion models trained on text", "diffusion models in time", "diffusion models quickly learn",
            "diffusion models mitigate the noise", "we mitigate a noise; to mitigate noise", "diffusion models theory",
        ])
        #expect(uses["diffusion models"].endsFreely == 0.8)
    }

    @Test func `what follows an abbreviation in parentheses says nothing`() {
        let uses = Uses(["the key-value (KV) cache", "a key-value cache", "key-value (KV) stores"])
        #expect(uses["key-value"].endsFreely == 0)
    }

    @Test func `a piece of one longer phrase is a fragment`() {
        let uses = Uses([
            "the novel view synthesis", "by novel view synthesis", "a novel view", "view synthesis", "our synthesis",
            "a synthesis", "the synthesis of",
        ])
        #expect(abs(uses["novel view"].likeliestAfter - 2.0 / 3) < 1e-12)
        #expect(uses["novel view"].isFragment && !uses["synthesis"].isFragment)
    }

    @Test func `a spelling has no more capitals than a seventh of the uses`() {
        let common = [String](repeating: "by Gaussian Splatting we see", count: 6)
        #expect(Uses(common + ["by Gaussian splatting"])["gaussian splatting"].spelling == "Gaussian splatting")
        #expect(
            Uses(common + common + ["by Gaussian splatting"])["gaussian splatting"].spelling == "Gaussian Splatting")
    }

    @Test func `titles, beginnings and definitions have capitals for other reasons`() {
        let uses = Uses(
            [
                "Sparse attention works.", "with sparse attention", "the Sparse Attention (SA)",
                "a Sparse Attention (SA)", "one Sparse Attention (SA)",
            ],
            titles: [String](repeating: "On Sparse Attention", count: 5))
        #expect(uses["sparse attention"].spelling == "sparse attention")
    }

    @Test func `a phrase of titles alone is written with the fewest capitals there`() {
        let uses = Uses(["x", "y", "z"], titles: ["About Kernel Fusion", "On kernel fusion", "Of Kernel Fusion"])
        #expect(uses["kernel fusion"].spelling == "kernel fusion")
    }
}

@Suite struct SpellingTests {
    /// Labels of two groups, of which one has the sentence given.
    private func label(_ sentence: String) -> String {
        var pile = Pile()
        pile.add(8, group: 0, title: "", abstract: sentence)
        pile.add(8, group: 3, title: "", abstract: "Protein folding is fast. We see protein folding.")
        return pile.model(2).topics.map(\.label).first { !$0.contains("protein") } ?? ""
    }

    @Test func `an abbreviation stands behind the words`() {
        #expect(
            label("By retrieval-augmented generation (RAG) we win. RAG is fast. It needs RAG.")
                == "retrieval-augmented generation (RAG)")
        #expect(label("A sparse neural probe (SNPs) is here. SNPs are.") == "sparse neural probe (SNP)")
    }

    @Test func `a digit may stand for a word`() {
        #expect(label("Many text-to-image (T2I) ways. T2I is nice; it is text-to-image.").contains("(T2I)"))
    }

    @Test func `letters inside words spell nothing when initials do`() {
        #expect(
            label("By proximal policy optimization (PPO) we win. PPO is fast.") == "proximal policy optimization (PPO)")
    }

    @Test func `adjectives and verbs name no topic where nouns do`() {
        let label = label("To mitigate drift we use low-resource kernels. They can mitigate drift of the kernels.")
        #expect(!label.contains("mitigate") && label.contains("low-resource kernels"))
    }
}

@Suite struct TranslationsTests {
    /// Papers that use each phrase.
    private func postings(_ documents: [[Int32]]) -> (PhraseTable, PhrasePostings) {
        let count = Int(documents.joined().max() ?? 0) + 1
        let texts = (0..<count).map { document in
            documents.indices.filter { documents[$0].contains(Int32(document)) }.map { "word\($0)" }
                .joined(separator: ", ")
        }
        let pile = TokenizedPile(
            texts.enumerated().map { TopicDocument(id: "\($0.offset)", title: "", abstract: $0.element) }, threads: 1)
        let table = PhraseTable(pile, minimum: 1, threads: 1)
        return (table, PhrasePostings(of: Set(table.phrases.indices), in: Array(table.byDocument.indices), table))
    }

    @Test func `phrases that meet by chance have nothing in common`() throws {
        // Of 8 papers: the first two only come together, the third meets both by chance and the fourth never.
        let (table, postings) = postings([[0, 1, 2, 3], [0, 1, 2, 3], [2, 3, 4, 5], [6, 7]])
        let byWord = try (0..<4).map { word in
            let uses = [[0, 1, 2, 3], [0, 1, 2, 3], [2, 3, 4, 5], [6, 7]][word].map { Int32($0) }
            return try #require(table.phrases.indices.filter { postings[$0] == uses }.last)
        }
        let first = try #require(table.phrases.indices.first { postings[$0] == [0, 1, 2, 3] })
        let coherence = TermCoherence([first, byWord[1], byWord[2], byWord[3]], postings)
        #expect(coherence.withAll(0) == [1, 1, 0, -1])
        #expect(coherence.withAll(2) == [0, 0, 1, -1])
    }

    @Test func `the first papers of a phrase are read, and what else stands there`() throws {
        let pile = TokenizedPile(
            (0..<5000).map { TopicDocument(id: "\($0)", title: "", abstract: $0 % 2 == 0 ? "ice, ice" : "ice, snow") },
            threads: 1)
        let table = PhraseTable(pile, minimum: 2, threads: 2)
        let ice = try #require(table.phrases.indices.first { table.phrases[$0].documents == 5000 })
        let snow = try #require(table.phrases.indices.first { table.phrases[$0].documents == 2500 })
        for threads in [1, 3] {
            // Ice is read where snow is.
            let both = table.occurrences(of: [ice, snow], documents: 3, threads: threads)
            #expect(both[0].map(\.document) == [0, 0, 1, 2, 2, 3, 5] && both[1].map(\.document) == [1, 3, 5])
            let one = table.occurrences(of: [snow], documents: 2400, threads: threads)
            #expect(one[0].map(\.document) == (0..<2400).map { Int32(2 * $0 + 1) })
        }
    }

    private func candidate(_ phrase: Int) -> TopicTerms.Candidate {
        TopicTerms.Candidate(phrase: phrase, score: 1, lift: 3, coverage: 0.5)
    }

    @Test func `a translation stands in the same papers`() throws {
        let (table, postings) = postings([[0, 1, 2, 3], [0, 1, 2], [3, 4, 5, 6, 7], [0, 5, 6, 7, 8, 9]])
        #expect(table.phrases.count == 4)
        let byCount = Dictionary(grouping: table.phrases.indices) { postings[$0] }
        let english = try #require(byCount[[0, 1, 2, 3]]?.first)
        let same = try #require(byCount[[0, 1, 2]]?.first)
        let other = try #require(byCount[[3, 4, 5, 6, 7]]?.first)
        let candidates = [[other, same].map(candidate), [other].map(candidate)]
        let translations = Translations(of: [[english], [english]], by: candidates, postings)
        #expect(translations[0] == [same])
        #expect(translations[1] == nil)
    }

    @Test func `no phrase translates two labels`() throws {
        let (table, postings) = postings([[0, 1, 2], [0, 1, 2, 3]])
        let english = try #require(table.phrases.indices.first { postings[$0].count == 3 })
        let chinese = try #require(table.phrases.indices.first { postings[$0].count == 4 })
        let translations = Translations(
            of: [[english], [english]], by: [[candidate(chinese)], [candidate(chinese)]], postings)
        #expect(translations[0] == [chinese] && translations[1] == nil)
    }
}

@Suite struct TopicSpaceTests {
    @Test func `a phrase of a topic's papers is close, one of all papers is not`() {
        let x = DenseMatrix(
            rows: 4, columns: 4, elements: [1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0])
        let space = TopicSpace(
            x: x, placed: [0, 1, 2, 4], members: [[0, 1], [2], [4]], similarities: [1, 1, 1, 1])
        let pile = TokenizedPile(
            ["kernel, shared", "kernel, shared", "shared", "shared", "shared"].enumerated().map {
                TopicDocument(id: "\($0.offset)", title: "", abstract: $0.element)
            }, threads: 1)
        let table = PhraseTable(pile, minimum: 1, threads: 1)
        let postings = PhrasePostings(of: Set(table.phrases.indices), in: Array(table.byDocument.indices), table)
        let candidates = table.phrases.indices.map {
            TopicTerms.Candidate(phrase: $0, score: 1, lift: 3, coverage: 1)
        }
        let found = space.closeness(of: [candidates, candidates, candidates], postings, threads: 1)
        func closeness(_ topic: Int, uses: Int) -> Double {
            table.phrases.indices.first { table.phrases[$0].documents == uses }.map { found[topic][$0] } ?? -1
        }
        #expect(closeness(0, uses: 2) == 1)
        #expect(abs(closeness(0, uses: 5) - 0.5.squareRoot()) < 1e-6)
        // What lies on the other side is not close at all.
        #expect(closeness(2, uses: 2) == 0)
    }
}
