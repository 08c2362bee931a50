import Testing
import TextAnalysis
import Vocab

@Suite struct FoldedWordsTests {
    @Test(arguments: [
        ("Fine-Tuning, fine tuning", ["fine", "tuning", "fine", "tuning"]), ("Rényi’s Straße", ["renyis", "strasse"]),
        ("eﬃcient ＧＰＴ－３.5", ["efficient", "gpt", "3", "5"]), ("強化學習", ["强", "化", "学", "习"]),
        ("한국 データ", ["한", "국", "デ", "ー", "タ"]), ("", []), ("– … !", []),
    ])
    func `words are folded and parted`(text: String, words: [String]) { #expect(foldedWords(text) == words) }

    @Test func `a run stands in other words`() {
        #expect(["a", "b", "c"].containsRun(["b", "c"]) && !["a", "b", "c"].containsRun(["a", "c"]))
        #expect(["a"].containsRun([]) && ![String]().containsRun(["a"]))
    }

    @Test func `traditional characters give the terms of simplified ones`() {
        #expect(Analyzer().terms(in: "自動駕駛") == Analyzer().terms(in: "自动驾驶"))
        var counter = TermCounter()
        var counted: [UInt32] = []
        counter.append("強化學習 强化学习".utf8.span, to: &counted)
        #expect(counted.count == 6 && counted[0..<3] == counted[3..<6])
        #expect(HanVariants.simplified("A學B") == "A学B" && HanVariants.simplified("学") == "学")
    }

    @Test func `kana and Hangul give pairs, so that a word is found within others`() {
        let long = Set(Analyzer().terms(in: "ニューラルネットワーク"))
        #expect(long.isSuperset(of: Analyzer().terms(in: "ネットワーク")))
        #expect(Set(Analyzer().terms(in: "신경망번역을")).isSuperset(of: Analyzer().terms(in: "번역")))
        #expect(Analyzer().terms(in: "データGPT").map(\.text) == ["デー", "ータ", "gpt"])
    }
}
