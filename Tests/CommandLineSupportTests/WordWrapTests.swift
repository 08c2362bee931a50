import CommandLineSupport
import SystemSupport
import Testing

@Suite struct WordWrapTests {
    @Test func `words stay whole where they fit`() {
        #expect(WordWrap.lines("one two three four", width: 9) == ["one two", "three", "four"])
        #expect(WordWrap.lines("one two", width: 7) == ["one two"])
        #expect(WordWrap.lines("one two", width: 6) == ["one", "two"])
    }

    @Test func `white space is one space, and none at the ends`() {
        #expect(WordWrap.lines("  a \n\t b  ", width: 20) == ["a b"])
        #expect(WordWrap.lines(" \n ", width: 20) == [])
        #expect(WordWrap.lines("", width: 20) == [])
    }

    @Test func `a word wider than the line is cut`() {
        #expect(WordWrap.lines("ab abcdefgh c", width: 3) == ["ab", "abc", "def", "gh", "c"])
        #expect(WordWrap.lines("abcdef", width: 2) == ["ab", "cd", "ef"])
    }

    @Test func `Chinese breaks between characters, by columns`() {
        #expect(WordWrap.lines("稀疏注意力长视频", width: 7) == ["稀疏注", "意力长", "视频"])
        #expect(WordWrap.lines("使用Transformer模型", width: 12) == ["使用", "Transformer", "模型"])
    }

    @Test func `closing punctuation stays with what it closes`() {
        #expect(WordWrap.lines("注意力，模型。", width: 6) == ["注意", "力，模", "型。"])
        for line in WordWrap.lines("长视频、理解（方法）：模型。", width: 6).dropFirst() {
            #expect(!["，", "。", "、", "）", "："].contains(line.first))
        }
    }

    @Test func `opening punctuation stays with what it opens`() {
        #expect(WordWrap.lines("模型（方法）", width: 6) == ["模型", "（方", "法）"])
    }

    @Test func `paragraphs keep their distance`() {
        #expect(WordWrap.paragraphs("a\nb\n\n\nc d", width: 3) == ["a b", "", "c d"])
        #expect(WordWrap.paragraphs("", width: 3) == [])
    }

    @Test func `no line is too wide and no character is lost`() {
        let alphabet: [Character] = ["a", "b", " ", "图", "，", "（", "）", ".", "é", "e\u{301}", "-", "𝔸"]
        var state: UInt64 = 9
        for width in [2, 3, 5, 8, 40] {
            for _ in 0..<200 {
                let text = String(
                    (0..<30).map { _ in
                        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        return alphabet[Int((state >> 33) % UInt64(alphabet.count))]
                    })
                let lines = WordWrap.lines(text, width: width)
                #expect(lines.allSatisfy { Terminal.displayWidth(of: $0) <= width && !$0.isEmpty }, "\(text)")
                #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
            }
        }
    }
}
