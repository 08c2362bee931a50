import Evaluation
import Testing

@Suite struct NPMITests {
    private func npmi(_ topics: [[String]], over documents: [String]) -> NPMI {
        func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        var npmi = NPMI(topics: topics.map { $0.map(words) })
        for document in documents { npmi.add(document: words(document)) }
        return npmi
    }

    @Test func `a pair scores its log ratio over the log of its share`() throws {
        // p(a) = 3/4, p(b) = 1/2, p(both) = 1/2: log(4/3) / log 2.
        let score = try #require(npmi([["a", "b"]], over: ["a b", "b a", "a", "c"]).mean)
        #expect(abs(score - 0.4150375) < 1e-7)
    }

    @Test func `terms that never meet score minus one, those always together one`() {
        let documents = ["a b", "c", "a b", "d"]
        #expect(npmi([["a", "c"]], over: documents).perTopic == [-1])
        #expect(npmi([["a", "b"]], over: documents).perTopic == [1])
        #expect(npmi([["a", "b"]], over: ["a b", "b a"]).perTopic == [1])
        #expect(npmi([["a", "never"]], over: documents).perTopic == [-1])
    }

    @Test func `independent terms score zero`() throws {
        let score = try #require(npmi([["a", "b"]], over: ["a b", "a", "b", "c"]).mean)
        #expect(abs(score) < 1e-12)
    }

    @Test func `a term of several words must stand in a row`() {
        let documents = ["sparse attention helps", "attention sparse", "a sparse video attention", "sparse attention"]
        #expect(npmi([["sparse attention", "helps"]], over: documents).perTopic[0].map { $0 > 0 } == true)
        #expect(npmi([["sparse attention", "video"]], over: documents).perTopic == [-1])
        #expect(npmi([["sparse attention", "attention"]], over: ["attention", "sparse"]).perTopic == [-1])
    }

    @Test func `a topic's coherence is the mean over its pairs`() throws {
        let scored = npmi([["a", "b", "c"]], over: ["a b", "c"])
        #expect(abs(try #require(scored.mean) - (1.0 - 1 - 1) / 3) < 1e-12)
    }

    @Test func `topics too short to have pairs are left out of the mean`() {
        let scored = npmi([["a"], [], ["a", "b"], ["a", "a"]], over: ["a b", "c"])
        #expect(scored.perTopic == [nil, nil, 1, nil])
        #expect(scored.mean == 1)
        #expect(npmi([["a"]], over: ["a"]).mean == nil)
        #expect(npmi([["a", "b"]], over: []).perTopic == [nil])
    }

    @Test func `diversity is the share of distinct terms`() {
        #expect(npmi([["a", "b"], ["a", "c"]], over: []).diversity == 0.75)
        #expect(npmi([], over: []).diversity == 1)
    }
}
