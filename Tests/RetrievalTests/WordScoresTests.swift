import IndexStore
import Testing

@testable import Retrieval

@Suite struct WordScoresTests {
    /// Few scores above zero, of few sizes.
    private func scores(_ count: Int) -> [Float] {
        (0..<count).map { row in row * 37 % 11 == 0 ? Float(row * 13 % 7) : 0 }
    }

    @Test(arguments: [0, 1, 63, 64, 65, 200, 1000])
    func `the rows above a limit are those that a look at every row finds`(count: Int) {
        let scores = scores(count)
        let words = WordScores(scores)
        let members = RowSet((0..<count).filter { $0 % 3 != 1 }).words(rowCount: count)
        for limit in [0, 1, 4.5, 6, 100] as [Float] {
            var found: [Int] = []
            words.forEach(above: limit, among: members) { row, score, _ in
                #expect(score == scores[row] && words[row] == score)
                found.append(row)
            }
            #expect(found == scores.indices.filter { scores[$0] > limit && $0 % 3 != 1 })
        }
        #expect(words.count(among: members) == scores.indices.count { scores[$0] > 0 && $0 % 3 != 1 })
    }

    @Test func `a limit that rises counts from then on`() {
        let words = WordScores([1, 2, 3, 2, 5] + [Float](repeating: 0, count: 100) + [4, 6])
        var found: [Float] = []
        words.forEach(above: 0, among: RowSet(0..<107).words(rowCount: 107)) { _, score, limit in
            found.append(score)
            limit = score
        }
        #expect(found == [1, 2, 3, 5, 6])
    }
}
