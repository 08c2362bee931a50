import CVocab

/// A Chinese–English lexicon of words in papers, which also segments Han text.
///
/// The list is `Vocab/chinese-lexicon.txt`, made by `scripts/lexicon` from the statistics of bilingual digests; its
/// head says where from. One line is one entry, in the order of its UTF-8 bytes:
///
///     entry       = word " " cost [" *"] { " " translation }
///     translation = term { "+" term } ":" weight
///
/// `cost` is -10 ln of the word's share of all words, `*` marks an everyday word, `weight` is in hundredths. Terms are
/// those of the index. For example `强化学习 61 reinforc+learn:94 rl:71` says that 强化学习 is *reinforcement learning*
/// or *RL*.
public struct HanLexicon: Sendable {
    /// A way to say a word in English.
    public struct Translation: Hashable, Sendable {
        /// Terms of the index that stand for the word together: `graph`, `neural`, `network`.
        public let terms: [String]
        /// The strength of the association, above 0 and at most 1; higher is surer.
        public let weight: Float
    }

    /// What the lexicon knows of a word.
    public struct Entry: Hashable, Sendable {
        /// Whether the word says nothing about a paper's subject: 提出 (propose), 方法 (method).
        public let isEveryday: Bool
        /// Alternative translations, best first; empty for function words and for words that are only known to be words.
        public let translations: [Translation]
    }

    /// The lexicon that ships with the program, loaded when first asked for.
    public static let standard = HanLexicon()

    /// Upper bound on the characters of a word.
    static let maxWordLength = 6
    /// The cost of a character that is not listed: more than that of any entry.
    static let unknownCost: Int32 = 200

    private let lines: SortedLines

    /// Loads a lexicon in the format of ``HanLexicon``; lines that begin with `#` are comments.
    /// - Precondition: the entries are sorted by their bytes.
    /// - Complexity: O(`text.count`), one pass.
    init(_ text: [UInt8]) { lines = SortedLines(text) }

    private init() {
        // SAFETY: sx_chinese_lexicon returns a static array of sx_chinese_lexicon_size bytes and one more.
        self.init(
            unsafe sx_chinese_lexicon().withMemoryRebound(to: UInt8.self, capacity: sx_chinese_lexicon_size()) {
                unsafe Array(UnsafeBufferPointer(start: $0, count: sx_chinese_lexicon_size()))
            })
    }

    /// The number of entries.
    var count: Int { lines.count }

    /// The entry of a word; nil for one that is not listed.
    /// - Complexity: O(log n) comparisons for n entries.
    public func entry(for word: some StringProtocol) -> Entry? {
        let key = Array(word.utf8)
        return lines.line(of: key.span).map { Entry(columns: lines.rest($0)) }
    }

    /// The alternative translations of a word, best first; none for an everyday word and for one that is not listed.
    /// - Complexity: O(log n) comparisons for n entries.
    public func translations(of word: some StringProtocol) -> [Translation] {
        guard let entry = entry(for: word), !entry.isEveryday else { return [] }
        return entry.translations
    }

    /// Segments a run of Han characters into words.
    ///
    /// The words are the most probable ones if each is drawn by its frequency alone (unigram model, Viterbi's
    /// algorithm). A character that no listed word takes up is a word. Joined, the words are the run.
    /// - Complexity: O(m · log n) comparisons for m characters and n entries.
    public func segment(_ run: String) -> [Substring] {
        let borders = Array(run.unicodeScalars.indices) + [run.endIndex]
        let bytes = Array(run.utf8)
        var offsets = [0]
        for scalar in run.unicodeScalars { offsets.append(offsets[offsets.count - 1] + scalar.utf8.count) }

        // best[i] is the least cost of the first i characters, wordStart[i] where the last word of that segmentation begins.
        var best = Array(repeating: Int32.max, count: borders.count)
        var wordStart = Array(repeating: 0, count: borders.count)
        best[0] = 0
        for start in 0..<(borders.count - 1) {
            for end in (start + 1)...min(start + Self.maxWordLength, borders.count - 1) {
                let word = bytes.span.extracting(offsets[start]..<offsets[end])
                guard let cost = cost(of: word) ?? (end == start + 1 ? Self.unknownCost : nil) else { continue }
                if best[start] + cost < best[end] {
                    best[end] = best[start] + cost
                    wordStart[end] = start
                }
            }
        }

        var words: [Substring] = []
        var end = borders.count - 1
        while end > 0 {
            words.append(run[borders[wordStart[end]]..<borders[end]])
            end = wordStart[end]
        }
        return words.reversed()
    }
}

extension HanLexicon {
    /// The words listed, in order.
    var words: [String] { (0..<count).map { lines.key($0) } }

    private func cost(of word: Span<UInt8>) -> Int32? {
        lines.line(of: word).map { lines.number($0, after: word.count) }
    }
}

extension HanLexicon.Entry {
    /// Reads `24 * propos:81`: the cost, whether the word is an everyday word, and the translations.
    fileprivate init(columns: Substring) {
        var columns = columns.split(separator: " ").dropFirst()
        isEveryday = columns.first == "*"
        if isEveryday { columns = columns.dropFirst() }
        translations = columns.map(HanLexicon.Translation.init(column:))
    }
}

extension HanLexicon.Translation {
    /// Reads `graph+neural+network:86`.
    fileprivate init(column: Substring) {
        let sides = column.split(separator: ":")
        guard sides.count == 2, let hundredths = Float(sides[1]) else {
            preconditionFailure("chinese-lexicon.txt: \(column) is no translation")
        }
        self.init(terms: sides[0].split(separator: "+").map(String.init), weight: hundredths / 100)
    }
}
