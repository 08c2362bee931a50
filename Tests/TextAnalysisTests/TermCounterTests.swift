import Testing
import Vocab

@testable import TextAnalysis

/// The terms that a counter gives for `text`.
private func counted(_ text: String, by counter: inout TermCounter) -> [Term] {
    var ids: [UInt32] = []
    counter.append(text, to: &ids)
    return ids.map { counter.terms[Int($0)] }
}

/// A generator of known sequences (Vigna's SplitMix64).
private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

@Suite struct TermCounterTests {
    @Test func `IDs count terms in the order in which they are first met`() {
        var counter = TermCounter()
        var ids: [UInt32] = []
        counter.append("graph net graphs 图像", to: &ids)
        counter.append("net 图像 tree", to: &ids)
        #expect(ids == [0, 1, 0, 2, 1, 2, 3])
        #expect(counter.terms.map(\.text) == ["graph", "net", "图像", "tree"])
    }

    @Test func `a term that was met has its ID, another none`() {
        var counter = TermCounter()
        var ids: [UInt32] = []
        counter.append("The self-attention of graphs 稀疏注意力, 图 3d", to: &ids)
        for (index, term) in counter.terms.enumerated() { #expect(counter.id(of: term) == UInt32(index)) }
        for term in [Term("tree", .english), Term("the", .english), Term("树木", .chinese), Term("的", .chinese)] {
            #expect(counter.id(of: term) == nil)
        }
    }

    @Test func `IDs are appended to what is there`() {
        var counter = TermCounter()
        var ids: [UInt32] = [7]
        counter.append("", to: &ids)
        counter.append("the", to: &ids)
        counter.append("graph", to: &ids)
        #expect(ids == [7, 0])
    }

    @Test func `hostile texts give the terms that the analyzer gives`() {
        var counter = TermCounter()
        for round in 0..<2 {  // the second round is answered from the caches
            for text in hostileTexts {
                #expect(counted(text, by: &counter) == Analyzer().terms(in: text), "round \(round): \(text)")
            }
        }
    }

    @Test func `texts thrown together from hostile pieces give the analyzer's terms`() {
        let pieces = [
            "a", "B", "x", "s", "1", "23", "456", "graph", "Nets", "the", "é", "ß", "ﬁ", "α", "λ", "и", "モ", "한", "图",
            "像", "的", "我们", "々", "𠮷", "\u{FE00}", "\u{E0100}", "\u{301}", "\u{AD}", "\u{200B}", "²", "₃", "①", "Ａ", "－",
            "，", "。", "　", "（", "“", "’", "–", "—", "…", " ", " ", " ", "\n", "\n\n", "\t", "-", "--", "---", "'", "`",
            ".", ",", ":",
            ";", "/", "//", "(", ")", "[", "]", "{", "}", "<", "|", "*", "$", "$$", "_", "^", "~", "@", "#", "%", "&",
            "+", "=", "!", "?",
            "\"", "\\", "\\\\", "\\alpha", "\\beta ", "\\log", "\\L ", "\\v ", "\\\"", "\\'", "\\textbf{", "\\rm ",
            "\\cite{",
            "\\cite[", "\\ref", "\\begin{", "\\sim", "\\,", "\\-", "\\(", "\\]", "\\ ", "http://", "https://x", "www.",
            "www.x", "ftp://f",
            "\0", "\u{FFFD}", "🙂", "1,234", "3.5", "'s", "k-", "-d",
        ]
        var generator = Generator(state: 2026)
        var counter = TermCounter()
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...12, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let terms = counted(text, by: &counter)
            if terms != Analyzer().terms(in: text) {
                Issue.record("\(text.debugDescription): \(terms), not \(Analyzer().terms(in: text))")
                return
            }
        }
    }

    @Test func `bytes that are no UTF-8 part words, as their repair does`() {
        var counter = TermCounter()
        var generator = Generator(state: 8)
        let bytes: [UInt8] = [
            0x61, 0x62, 0x20, 0x2D, 0x80, 0xBF, 0xC0, 0xC3, 0xA9, 0xE5, 0x9B, 0xBE, 0xED, 0xA0, 0xF0, 0xF4, 0x90, 0xFF,
        ]
        for _ in 0..<5_000 {
            let text = (0..<8).map { _ in bytes.randomElement(using: &generator) ?? 0 }
            var ids: [UInt32] = []
            counter.append(text.span, to: &ids)
            let expected = Analyzer().terms(in: String(decoding: text, as: UTF8.self))
            #expect(ids.map { counter.terms[Int($0)] } == expected, "\(text)")
        }
    }

    @Test func `emptying the caches changes nothing`() {
        var small = TermCounter(cacheLimit: 3)
        for _ in 0..<3 {
            for text in hostileTexts { #expect(counted(text, by: &small) == Analyzer().terms(in: text), "\(text)") }
        }
    }

    @Test func `many distinct words grow the caches and keep their IDs`() {
        var counter = TermCounter()
        let texts = (0..<20_000).map { "w\($0)q a-rather-long-hyphenated-name\($0)q" }
        var first: [UInt32] = []
        for text in texts { counter.append(text, to: &first) }
        var second: [UInt32] = []
        for text in texts { counter.append(text, to: &second) }
        #expect(first == second)
        #expect(first.map { counter.terms[Int($0)] } == texts.flatMap { Analyzer().terms(in: $0) })
    }

    @Test func `long stretches that differ in their first byte are told apart`() {
        var counter = TermCounter()
        let tail = String(repeating: "abcdefgh", count: 5)
        #expect(counted("x" + tail, by: &counter) != counted("y" + tail, by: &counter))
        #expect(counted("x" + tail, by: &counter) == Analyzer().terms(in: "x" + tail))
    }

    @Test func `every Han mark over which no stretch goes parts words`() {
        for value in UInt32(0x3000)...0xFFFF {
            guard let scalar = Unicode.Scalar(value), scalar.endsStretch, !Script.isHan(scalar) else { continue }
            let folded = FoldedScalar(scalar)
            #expect(folded == .separator || folded == .space, "U+\(String(value, radix: 16))")
        }
    }

    @Test func `the caches tell every pair of Han characters from every other`() {
        var counter = TermCounter()
        let scalars = (0x4E00..<0x4E60).compactMap { Unicode.Scalar($0 as UInt32) }
            .filter { HanVariants.simplified($0) == $0 }
        var ids: Set<UInt32> = []
        for a in scalars {
            for b in scalars where !StopWords.isChinese(a, b) {
                var found: [UInt32] = []
                counter.append("\(a)\(b)", to: &found)
                #expect(found.count == 1 && ids.insert(found[0]).inserted)
            }
        }
    }
}
