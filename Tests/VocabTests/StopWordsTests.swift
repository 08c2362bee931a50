import Testing

@testable import Vocab

@Suite struct WordListTests {
    @Test func `comments, blank lines and surrounding blanks are no part of a list`() {
        let list = WordList(text: "# a comment\n\nalpha\n  beta \r\n\t\n#x\ngamma delta")
        #expect(list.entries == ["alpha", "beta", "gamma delta"])
    }

    @Test func `an empty list is empty`() {
        #expect(WordList(text: "").entries.isEmpty)
    }

    @Test(arguments: [
        WordList.englishStopWords.entries, WordList.chineseStopCharacters.entries,
        WordList.chineseStopBigrams.entries, WordList.boilerplate.entries,
    ])
    func `no list says a word twice`(_ entries: [Substring]) {
        #expect(Set(entries).count == entries.count)
        #expect(entries.count > 50)
    }
}

@Suite struct StopWordsTests {
    @Test func `English stop words are lower-case ASCII letters`() {
        #expect(StopWords.english.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) } })
    }

    @Test(arguments: ["the", "of", "and", "which", "doesn", "however"])
    func `function words are English stop words`(_ word: String) {
        #expect(StopWords.english.contains(word))
    }

    @Test(arguments: ["attention", "model", "graph", "not-a-word", "", "state", "second"])
    func `words with a subject are not`(_ word: String) {
        #expect(!StopWords.english.contains(word))
    }

    @Test func `Chinese stop words are Han, of one or two characters`() {
        for word in StopWords.chinese {
            #expect((1...2).contains(word.unicodeScalars.count), "\(word)")
            #expect(word.unicodeScalars.allSatisfy(Script.isHan), "\(word)")
        }
    }

    @Test func `a pair of function characters is a stop word without being listed`() {
        #expect(!StopWords.chinese.contains("的是"))
        #expect(StopWords.isChinese("的", "是"))
    }

    @Test func `a listed pair is a stop word`() {
        #expect(StopWords.isChinese("可", "以"))
        #expect(!StopWords.isChinese("以", "可"))
    }

    @Test(arguments: ["性能", "对比", "上下", "不同", "集中", "有限", "注意", "以太", "方向", "行为", "目的", "几何", "关系", "自然"])
    func `words with a subject that contain a function character are not`(_ word: String) {
        let scalars = Array(word.unicodeScalars)
        #expect(!StopWords.isChinese(scalars[0], scalars[1]))
    }

    @Test func `a function character alone is a stop word, another is not`() {
        #expect(StopWords.isChinese("的"))
        #expect(StopWords.isChinese("與"))
        #expect(!StopWords.isChinese("图"))
    }

    @Test func `boilerplate is in both languages`() {
        for word in ["propose", "model", "result", "method", "paper", "state-of-the-art"] {
            #expect(StopWords.boilerplate.contains(word), "\(word)")
        }
        for word in ["本文", "提出", "方法", "模型", "实验"] {
            #expect(StopWords.boilerplate.contains(word), "\(word)")
        }
        #expect(!StopWords.boilerplate.contains("attention"))
        #expect(!StopWords.boilerplate.contains("注意力"))
    }
}
