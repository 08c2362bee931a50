import Testing

@testable import Vocab

@Suite struct LanguageTests {
    @Test func `plain English is English`() {
        #expect(Language.of("Sparse attention for long videos") == .english)
    }

    @Test func `plain Chinese is Chinese, simplified or traditional`() {
        #expect(Language.of("稀疏注意力") == .chinese)
        #expect(Language.of("長視頻理解") == .chinese)
    }

    @Test func `a Chinese sentence full of English names is Chinese`() {
        #expect(Language.of("基于Transformer的BERT模型") == .chinese)
    }

    @Test func `an English sentence with a Chinese name is English`() {
        #expect(Language.of("A poem by Li Bai (李白), read by machines") == .english)
    }

    @Test func `text without a letter has no language`() {
        for text in ["", " ", "12.5 %", "…——", "🙂"] { #expect(Language.of(text) == nil, "\(text)") }
    }

    @Test func `one fifth Han is where Chinese begins`() {
        #expect(Language.of("abcd字") == .chinese)
        #expect(Language.of("abcde字") == .english)
    }

    @Test func `other scripts count as letters that are not Han`() {
        #expect(Language.of("привет") == .english)
        #expect(Language.of("é") == .english)
    }

    @Test func `codes name the languages both ways`() {
        for language in Language.allCases { #expect(Language(code: language.code) == language) }
        #expect(Language(code: "ZH") == .chinese)
        #expect(Language(code: "de") == nil)
        #expect(Language(code: "") == nil)
    }

    @Test func `raw values stay as stored indexes have them`() {
        #expect(Language.english.rawValue == 0)
        #expect(Language.chinese.rawValue == 1)
        #expect(Language.english < .chinese)
    }
}

@Suite struct ScriptTests {
    @Test(arguments: ["一", "龥", "龙", "々", "〇", "㐀", "豈", "𠀀", "⼀", "𰀀"])
    func `ideographs, radicals and marks among them are Han`(_ character: String) throws {
        #expect(Script.isHan(try #require(character.unicodeScalars.first)))
    }

    @Test(arguments: ["a", "é", "。", "、", "あ", "ア", "한", "Ａ", "１", "　", "α", "🙂", "ー"])
    func `letters, Kana, Hangul, full-width forms and punctuation are not`(_ character: String) throws {
        #expect(!Script.isHan(try #require(character.unicodeScalars.first)))
    }

    @Test func `Unicode's own list of ideographs is Han`() {
        let missed = (0...0x10FFFF).lazy.compactMap { Unicode.Scalar($0 as UInt32) }
            .first { $0.properties.isUnifiedIdeograph && !Script.isHan($0) }
        #expect(missed == nil)
    }
}
