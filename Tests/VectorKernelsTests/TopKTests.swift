import Testing
import VectorKernels

/// What a selection must give: everything sorted, cut at `k`.
func sortedPrefix(_ scores: [Float], _ k: Int) -> [(index: Int, score: Float)] {
    let items = scores.enumerated().filter { !$0.element.isNaN }.map { (index: $0.offset, score: $0.element) }
    return Array(items.sorted { ($0.score, -$0.index) > ($1.score, -$1.index) }.prefix(max(0, k)))
}

@Suite struct TopKTests {
    @Test func `the best come first and ties by index`() {
        var best = TopK(k: 3)
        for (index, score) in ([2, 5, 5, 1, 5] as [Float]).enumerated() { best.insert(score: score, index: index) }
        #expect(best.sorted.map(\.index) == [1, 2, 4])
        #expect(best.threshold == 5)
    }

    @Test(arguments: [0, 1, 2, 7, 100, 1000])
    func `the selection is that of a sort`(k: Int) {
        var generator = SeededGenerator(30)
        // Few distinct values, so that ties abound.
        let scores = (0..<500).map { _ in Float(Int.random(in: -20...20, using: &generator)) }
        var best = TopK(k: k)
        for index in scores.indices.shuffled(using: &generator) { best.insert(score: scores[index], index: index) }
        let expected = sortedPrefix(scores, k)
        #expect(best.sorted.map(\.index) == expected.map(\.index))
        #expect(best.sorted.map(\.score) == expected.map(\.score))
    }

    @Test func `NaN never enters and infinities do`() {
        var best = TopK(k: 3)
        for (index, score) in ([.nan, -.infinity, 1, .nan, .infinity] as [Float]).enumerated() {
            best.insert(score: score, index: index)
        }
        #expect(best.sorted.map(\.index) == [4, 2, 1])
        best.insert(score: .nan, index: 9)
        #expect(best.sorted.map(\.index) == [4, 2, 1])
    }

    @Test func `merged selections are the selection of all`() {
        var generator = SeededGenerator(31)
        let scores = generator.floats(300).map { ($0 * 8).rounded() }
        var parts = [TopK](repeating: TopK(k: 10), count: 3)
        for (index, score) in scores.enumerated() { parts[index % 3].insert(score: score, index: index) }
        var merged = TopK(k: 10)
        for part in parts.reversed() { merged.merge(part) }
        #expect(merged.sorted.map(\.index) == sortedPrefix(scores, 10).map(\.index))
    }

    @Test func `a selection of none keeps none`() {
        var best = TopK(k: -1)
        best.insert(score: .infinity, index: 0)
        #expect(best.sorted.isEmpty)
        #expect(best.threshold == .infinity)
    }
}
