import Testing
import Vocab

@testable import TextAnalysis

/// The bytes of `text` in a token's range.
private func surface(_ token: Token, in text: String) -> String {
    String(decoding: Array(text.utf8)[token.range], as: UTF8.self)
}

@Suite struct TokenTests {
    @Test func `a token's range is its word in the text`() {
        let text = "Über $k$-means, Schr\\\"odinger's H₂O: 注意力"
        let tokens = Analyzer().tokens(in: text)
        #expect(
            tokens.map { surface($0, in: text) }
                == ["Über", "k$-means", "Schr\\\"odinger's", "H₂O", "注意", "意力"])
    }

    @Test func `the tokens' terms are the text's terms`() {
        for text in hostileTexts {
            #expect(Analyzer().tokens(in: text).flatMap(\.terms) == Analyzer().terms(in: text), "\(text)")
        }
    }

    @Test func `stop words are tokens without terms`() {
        let tokens = Analyzer().tokens(in: "the graph 我们")
        #expect(tokens.map(\.isStopWord) == [true, false, true])
        #expect(tokens.map(\.terms.count) == [0, 1, 0])
    }

    @Test func `single letters are tokens without terms, and no stop words`() throws {
        let token = try #require(Analyzer().tokens(in: "x").first)
        #expect(token.terms.isEmpty && !token.isStopWord)
    }

    @Test func `a hyphenated word is one token with several terms`() throws {
        let tokens = Analyzer().tokens(in: "cross-lingual retrieval")
        #expect(tokens.count == 2)
        #expect(tokens[0].terms.count == 3)
        #expect(!tokens[0].isStopWord)
    }

    @Test func `punctuation breaks phrases, blanks and markup do not`() {
        func breaks(_ text: String) -> [Bool] { Analyzer().tokens(in: text).map(\.breaksBefore) }
        #expect(breaks("deep neural networks") == [true, false, false])
        #expect(breaks("deep\nneural~networks") == [true, false, false])
        #expect(breaks("deep \\emph{neural} $networks$") == [true, false, false])
        #expect(breaks("Newton's method") == [true, false])
        for mark in [",", ".", ":", " - ", "(", "。", "，", "\n\n", " \\cite{x} ", " http://a.b ", "=", "—", "/"] {
            #expect(breaks("deep\(mark)networks") == [true, true], "\(mark)")
        }
    }

    @Test func `adjacent Han pairs overlap and do not break`() {
        let tokens = Analyzer().tokens(in: "注意力,图")
        #expect(tokens.map(\.range) == [0..<6, 3..<9, 10..<13])
        #expect(tokens.map(\.breaksBefore) == [true, false, true])
    }

    @Test func `scripts that touch do not break`() {
        #expect(Analyzer().tokens(in: "GPT模型").map(\.breaksBefore) == [true, false])
    }

    @Test func `ranges lie in the text, ordered by their starts`() {
        for text in hostileTexts {
            var last = 0
            for token in Analyzer().tokens(in: text) {
                #expect(token.range.lowerBound >= last && token.range.upperBound <= text.utf8.count)
                #expect(!token.range.isEmpty)
                last = token.range.lowerBound
            }
        }
    }

    @Test func `text without words has no tokens`() {
        for text in ["", " ", "\n\n", "$$", "--", "…", "🙂🙂", "\0", "{}\\\\"] {
            #expect(Analyzer().tokens(in: text).isEmpty, "\(text)")
        }
    }
}

@Suite struct TermTests {
    @Test func `the same text in two languages makes two terms`() {
        #expect(Term("ai", .english) != Term("ai", .chinese))
        #expect(Set([Term("ai", .english), Term("ai", .chinese), Term("ai", .english)]).count == 2)
    }

    @Test func `terms are ordered by bytes, then language`() {
        let ordered = [
            Term("", .english), Term("a", .english), Term("a", .chinese), Term("ab", .english), Term("b", .english),
            Term("z", .english), Term("é", .english), Term("图", .chinese),
        ]
        #expect(ordered.reversed().sorted() == ordered)
        for (i, a) in ordered.enumerated() {
            for (j, b) in ordered.enumerated() {
                #expect((a < b) == (i < j))
                #expect((a == b) == (i == j))
            }
        }
    }

    @Test func `canonically equivalent texts of other bytes are other terms`() {
        #expect(Term("\u{F900}", .chinese) != Term("\u{8C48}", .chinese))
    }

    @Test func `terms of more than a machine word hash by all their bytes`() {
        let texts = ["abcdefgh", "abcdefgi", "abcdefghi", "bbcdefghi", "abcdefghabcdefgh", "abcdefghabcdefgi"]
        #expect(Set(texts.map { Term($0, .english).hashValue }).count == texts.count)
    }

    @Test func `a description names the language`() {
        #expect(Term("graph", .english).description == "graph (en)")
    }

    @Test func `boilerplate is known by its stem, in both languages`() {
        for term in Analyzer().terms(in: "proposes models results methods papers state-of-the-art 提出 本文 方法") {
            #expect(term.isBoilerplate || term.text == "art", "\(term)")
        }
        for term in Analyzer().terms(in: "attention graph neural 注意 图像") {
            #expect(!term.isBoilerplate, "\(term)")
        }
    }
}
