import SystemSupport
import TextAnalysis
import Vocab

/// What is known of each distinct word, looked up once.
struct Lexicon: Sendable {
    struct Entry: BitwiseCopyable, Sendable {
        /// Equal for words with the same stem.
        var stem: UInt32
        /// Equal for words that differ in capitals alone.
        var form: UInt32 = 0
        var role = Role.none
        var isStopWord = false
        var isBoilerplate = false
        /// Neither a single letter nor a number: may stand at a phrase's edge.
        var hasMeaning = true
        /// May stand inside a phrase though it is a stop word: "mixture of experts".
        var isLink = false
        var isHan = false
        /// An adverb, and a participle of the past, by their endings.
        var isAdverb = false
        var isParticiple = false
    }

    /// What a stop word says of its neighbours.
    enum Role: UInt8, BitwiseCopyable, Sendable {
        case none
        /// A verb follows.
        case beforeVerb
        /// A noun phrase begins, so that the word before is no part of one.
        case determiner
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
        var forms: [String: UInt32] = [:]
        entries = blocks.joined().map { entry, stem, lower in
            var entry = entry
            entry.stem = stems[stem] ?? UInt32(stems.count)
            stems[stem] = entry.stem
            entry.form = forms[lower] ?? UInt32(forms.count)
            forms[lower] = entry.form
            return entry
        }
    }

    /// Whether a word is written just so somewhere.
    func isWritten(_ word: String) -> Bool { words.number(of: word) != nil }

    /// A word as it is written.
    func text(_ word: UInt32) -> String { String(decoding: words[Int(word)], as: UTF8.self) }

    /// A word with two capitals or more, without a plural's `s`: its letters' case is kept, so that `NODE` is no `node`,
    /// and the stemmer is kept from `GPUs`.
    private static func abbreviation(_ text: String) -> String? {
        guard text.utf8.count(where: { (0x41...0x5A).contains($0) }) >= 2 else { return nil }
        return text.utf8.last == UInt8(ascii: "s") ? String(text.dropLast()) : text
    }

    private static let links: Set<String> = ["of", "to"]
    private static let beforeVerb: Set<String> = [
        "to", "can", "cannot", "could", "will", "would", "may", "might", "should", "must", "we", "which", "that", "it",
    ]
    private static let determiners: Set<String> = [
        "the", "a", "an", "its", "their", "our", "this", "these", "each", "both", "all", "such", "how", "whether",
        "them",
    ]
    /// Nouns that end as adverbs do.
    private static let nounsInLy: Set<String> = [
        "family", "anomaly", "assembly", "supply", "poly", "ally", "butterfly",
    ]

    /// What is known of a word but for the numbers of its stem and form.
    private static func entry(for text: String, _ analyzer: Analyzer) -> (Entry, stem: String, lower: String) {
        if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1, Script.isHan(scalar) {
            return (Entry(stem: 0, isStopWord: StopWords.isChinese(scalar), isHan: true), text, text)
        }
        let lower = text.lowercased()
        let terms = analyzer.terms(in: text)
        var entry = Entry(stem: 0)
        entry.isStopWord = StopWords.english.contains(lower)
        entry.isLink = links.contains(lower)
        entry.isAdverb = lower.hasSuffix("ly") && lower.utf8.count > 4 && !nounsInLy.contains(lower)
        entry.isParticiple = lower.hasSuffix("ed") && !lower.hasSuffix("eed") && lower.utf8.count > 4
        entry.role = beforeVerb.contains(lower) ? .beforeVerb : determiners.contains(lower) ? .determiner : .none
        entry.isBoilerplate = !terms.isEmpty && terms.allSatisfy(\.isBoilerplate)
        let isNumber = lower.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        entry.hasMeaning = !isNumber && lower.unicodeScalars.count > 1 && !terms.isEmpty
        return (entry, abbreviation(text) ?? terms.first?.text ?? lower, lower)
    }
}
