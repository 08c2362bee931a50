import Testing

@testable import TopicModeling

@Suite struct WordScannerTests {
    /// The words of a text: `|` where a phrase ends, `-` where a hyphen joins.
    private func scan(_ text: String) -> String {
        var scanner = WordScanner()
        scanner.scan(text.utf8.span, inTitle: false)
        let table = scanner.vocabulary
        var shown = ""
        for word in scanner.words {
            if !shown.isEmpty {
                shown += word.marks.contains(.joined) ? "-" : word.marks.contains(.breaksBefore) ? "|" : " "
            }
            shown += String(decoding: table[Int(word.word)], as: UTF8.self)
        }
        return shown
    }

    @Test(arguments: [
        ("", ""),
        ("state space models", "state space models"),
        ("vision-language models, and more", "vision-language models|and more"),
        ("Newton's method", "Newton method"),
        ("Bayes’s rule", "Bayes rule"),
        ("models (LLMs) work", "models|LLMs|work"),
        ("GPT-3.5 is. Not 3.", "GPT-3.5 is|Not 3"),
        ("$k$-means on $\\alpha + 1$ sets", "k-means on|sets"),
        ("a \\emph{new} way", "a|new way"),
        ("see https://a.b/c-d?e for code", "see|for code"),
        ("at www.example.org now", "at|now"),
        ("多模态LLM模型", "多 模 态|LLM|模 型"),
        ("注意力，机制", "注 意 力|机 制"),
        ("Schrödinger–Poisson", "Schrödinger-Poisson"),
        ("end -", "end"),
        ("costs 5$ or so", "costs 5|or so"),
    ])
    func `text is cut into words`(text: String, expected: String) {
        #expect(scan(text) == expected)
    }

    @Test func `marks tell titles, beginnings and parentheses`() {
        var scanner = WordScanner()
        scanner.scan("Big Words".utf8.span, inTitle: true)
        scanner.scan("Now (then). Here".utf8.span, inTitle: false)
        let marks = scanner.words.map(\.marks)
        #expect(marks[0].isSuperset(of: [.inTitle, .breaksBefore, .beginsSentence]))
        #expect(marks[1] == .inTitle)
        #expect(marks[2].isSuperset(of: [.breaksBefore, .beginsSentence]) && !marks[2].contains(.inTitle))
        #expect(marks[3].contains(.opensParenthesis))
        #expect(marks[4].isSuperset(of: [.breaksBefore, .beginsSentence]))
    }

    @Test func `any bytes are read to the end`() {
        for bytes: [UInt8] in [
            [0xFF, 0xFE], [0xE4, 0xB8], [0x24], [0x5C], [0x27], [0xF0, 0x9F, 0x98], [0x80, 0x41],
        ] {
            var scanner = WordScanner()
            scanner.scan(bytes.span, inTitle: false)
            #expect(scanner.words.count <= bytes.count)
        }
    }
}

@Suite struct WordTableTests {
    @Test func `words keep their numbers as the table grows`() {
        var table = WordTable()
        let words = (0..<5000).map { "word\($0 % 2500)" }
        let numbers = words.map { table.number(of: Array($0.utf8).span) }
        #expect(table.count == 2500)
        #expect(numbers.prefix(2500).elementsEqual((0..<2500).map(UInt32.init)))
        #expect(numbers.prefix(2500).elementsEqual(numbers.suffix(2500)))
        #expect(table[0].elementsEqual("word0".utf8) && table[2499].elementsEqual("word2499".utf8))
    }

    @Test func `words with the same beginning are told apart`() {
        var table = WordTable()
        var numbers: [String: UInt32] = [:]
        let endings = ["", "s", "er", "ers", "ation", "ations"] + (0..<3000).map { "\($0)" }
        let stems = ["model", "transfor", "transform", "transformation"]
        for word in stems.flatMap({ stem in endings.map { stem + $0 } }) {
            let number = table.number(of: word.utf8.span)
            #expect(number == numbers[word] ?? UInt32(numbers.count))
            numbers[word] = number
        }
        #expect(table.count == numbers.count)
        #expect(numbers.allSatisfy { table.number(of: $0.key) == $0.value })
        #expect(table.number(of: "transfo") == nil && table.number(of: "transformationalist") == nil)
    }

    @Test func `merging renumbers the words of the other`() {
        var (first, second) = (WordTable(), WordTable())
        for word in ["a", "b"] { _ = first.number(of: Array(word.utf8).span) }
        for word in ["c", "b", ""] { _ = second.number(of: Array(word.utf8).span) }
        #expect(first.merge(second) == [2, 1, 3])
    }
}
