import TextAnalysis
import Vocab

/// What is known of each distinct word, looked up once.
struct Lexicon: Sendable {
    struct Entry: BitwiseCopyable, Sendable {
        /// Equal for words with the same stem.
        var stem: UInt32
        var isStopWord = false
        var isBoilerplate = false
        /// Neither a single letter nor a number: may stand at a phrase's edge.
        var hasMeaning = true
        /// May stand inside a phrase though it is a stop word: "mixture of experts".
        var isLink = false
        var isHan = false
    }

    let entries: [Entry]
    let words: WordTable

    init(_ words: WordTable) {
        self.words = words
        let analyzer = Analyzer()
        var stems: [String: UInt32] = [:]
        entries = (0..<words.count).map { number in
            let text = String(decoding: words[number], as: UTF8.self)
            return Self.entry(for: text, analyzer, &stems)
        }
    }

    /// A word as it is written.
    func text(_ word: UInt32) -> String { String(decoding: words[Int(word)], as: UTF8.self) }

    /// A word with two capitals or more, without a plural's `s`: its letters' case is kept, so that `NODE` is no `node`,
    /// and the stemmer is kept from `GPUs`.
    private static func abbreviation(_ text: String) -> String? {
        guard text.utf8.count(where: { (0x41...0x5A).contains($0) }) >= 2 else { return nil }
        return text.utf8.last == UInt8(ascii: "s") ? String(text.dropLast()) : text
    }

    private static let links: Set<String> = ["of", "to"]

    private static func entry(for text: String, _ analyzer: Analyzer, _ stems: inout [String: UInt32]) -> Entry {
        func number(_ stem: String) -> UInt32 {
            if let known = stems[stem] { return known }
            let next = UInt32(stems.count)
            stems[stem] = next
            return next
        }
        if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1, Script.isHan(scalar) {
            return Entry(stem: number(text), isStopWord: StopWords.isChinese(scalar), isHan: true)
        }
        let lower = text.lowercased()
        let terms = analyzer.terms(in: text)
        var entry = Entry(stem: number(abbreviation(text) ?? terms.first?.text ?? lower))
        entry.isStopWord = StopWords.english.contains(lower)
        entry.isLink = links.contains(lower)
        entry.isBoilerplate = !terms.isEmpty && terms.allSatisfy(\.isBoilerplate)
        let isNumber = lower.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        entry.hasMeaning = !isNumber && lower.unicodeScalars.count > 1 && !terms.isEmpty
        return entry
    }
}
