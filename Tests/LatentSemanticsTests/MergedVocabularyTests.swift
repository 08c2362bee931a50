import Testing
import TextAnalysis

@testable import LatentSemantics

@Suite struct MergedVocabularyTests {
    private func terms(_ texts: String...) -> [Term] {
        texts.map { Term($0, $0.utf8.first ?? 0 >= 0xE2 ? .chinese : .english) }
    }

    @Test func `terms ascend by their bytes and each counter finds its own`() {
        let counters = [
            terms("snow", "graph", "graphical", "graphically", "a"), terms(),
            terms("冰川", "graph", "graphicallyx", "snow"),
        ]
        let merged = MergedVocabulary(counters, threads: 2)
        #expect(
            merged.terms.map(\.text) == ["a", "graph", "graphical", "graphically", "graphicallyx", "snow", "冰川"])
        for (counter, ids) in zip(counters, merged.ids) {
            #expect(ids.map { merged.terms[Int($0)] } == counter)
        }
    }

    @Test func `a text that ends where another goes on with a zero byte comes first`() {
        let merged = MergedVocabulary([terms("ab\0"), terms("ab")], threads: 1)
        #expect(merged.terms.map(\.text) == ["ab", "ab\0"])
        #expect(merged.ids == [[1], [0]])
    }
}
