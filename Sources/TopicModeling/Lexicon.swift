import SystemSupport
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

    init(_ words: WordTable, threads: Int) {
        self.words = words
        let analyzer = Analyzer()
        let size = 4096
        let blocks = parallelMap(count: (words.count + size - 1) / size, threads: threads) { block in
            (block * size..<min(words.count, (block + 1) * size)).map { number in
                Self.entry(for: String(decoding: words[number], as: UTF8.self), analyzer)
            }
        }
        var stems: [String: UInt32] = [:]
        entries = blocks.joined().map { entry, stem in
            var entry = entry
            entry.stem = stems[stem] ?? UInt32(stems.count)
            stems[stem] = entry.stem
            return entry
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

    /// What is known of a word but for the number of its stem.
    private static func entry(for text: String, _ analyzer: Analyzer) -> (Entry, stem: String) {
        if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1, Script.isHan(scalar) {
            return (Entry(stem: 0, isStopWord: StopWords.isChinese(scalar), isHan: true), text)
        }
        let lower = text.lowercased()
        let terms = analyzer.terms(in: text)
        var entry = Entry(stem: 0)
        entry.isStopWord = StopWords.english.contains(lower)
        entry.isLink = links.contains(lower)
        entry.isBoilerplate = !terms.isEmpty && terms.allSatisfy(\.isBoilerplate)
        let isNumber = lower.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        entry.hasMeaning = !isNumber && lower.unicodeScalars.count > 1 && !terms.isEmpty
        return (entry, abbreviation(text) ?? terms.first?.text ?? lower)
    }
}
