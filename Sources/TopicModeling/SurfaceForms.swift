import SystemSupport

/// How the papers write phrases.
struct SurfaceForms: Sendable {
    private let forms: [Int: String]

    /// Finds the most frequent spelling of the phrases given, the lexicographically first of equals.
    ///
    /// Words in titles and at the beginning of a sentence are capitalised for other reasons, so they count only for
    /// phrases that stand nowhere else. A phrase whose abbreviation is far more frequent is written as that.
    init(
        of phrases: Set<Int>, _ table: PhraseTable, _ pile: TokenizedPile, aliases: [Int32: Int32], threads: Int
    ) {
        let shown = Self.shown(phrases, table, aliases)
        let phrases = Set(shown.values)
        var left = [Int](repeating: 0, count: table.phrases.count)
        for phrase in phrases { left[phrase] = Self.documentsRead }
        let read = pile.documents.indices.filter { document in
            var isRead = false
            for phrase in table.byDocument[document] where left[Int(phrase)] > 0 {
                left[Int(phrase)] -= 1
                isRead = true
            }
            return isRead
        }
        let size = Self.documentsPerBlock
        let blocks = parallelMap(count: (read.count + size - 1) / size, threads: threads) { block in
            Self.spellings(of: phrases, in: read[block * size..<min(read.count, (block + 1) * size)], table, pile)
        }
        var counts: [Int: [String: Int]] = [:]
        for block in blocks {
            for (phrase, spellings) in block { counts[phrase, default: [:]].merge(spellings, uniquingKeysWith: +) }
        }
        forms = shown.compactMapValues { phrase in
            counts[phrase]?.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
    }

    /// How often the documents given write the phrases in which way; a thousandfold where capitals tell.
    private static func spellings(
        of phrases: Set<Int>, in documents: ArraySlice<Int>, _ table: PhraseTable, _ pile: TokenizedPile
    ) -> [Int: [String: Int]] {
        var counts: [Int: [String: Int]] = [:]
        for document in documents {
            let words = pile.documents[document]
            let text = PhraseUnits(words, pile.lexicon)
            for first in text.units.indices where text.units[first].isEdge {
                for size in 1...PhraseUnits.mostHan {
                    guard let range = text.phrase(from: first, count: size) else { continue }
                    guard let phrase = table.index(of: text.key(range)), phrases.contains(phrase) else { continue }
                    let capitalised = words[range.lowerBound].marks
                    let isRunning = capitalised.isDisjoint(with: [.inTitle, .beginsSentence])
                    counts[phrase, default: [:]][Self.spelling(words[range], pile.lexicon), default: 0] +=
                        isRunning ? 1000 : 1
                }
            }
        }
        return counts
    }

    private static let documentsPerBlock = 256
    /// Documents of a phrase that are read at least, where there are so many: more do not change the majority.
    private static let documentsRead = 100

    /// How much more frequent an abbreviation must be to stand for what it abbreviates: so much that nobody writes the
    /// words ("GPU").
    private static let abbreviated = 4

    /// The phrase that each phrase is shown as: itself or its abbreviation.
    private static func shown(
        _ phrases: Set<Int>, _ table: PhraseTable, _ aliases: [Int32: Int32]
    ) -> [Int: Int] {
        var shown = Dictionary(uniqueKeysWithValues: phrases.map { ($0, $0) })
        for (short, long) in aliases.sorted(by: { $0.key < $1.key }) where phrases.contains(Int(long)) {
            let (abbreviation, words) = (table.phrases[Int(short)], table.phrases[Int(long)])
            let current = shown[Int(long)] ?? Int(long)
            if abbreviation.occurrences > Self.abbreviated * words.occurrences,
                current == Int(long) || abbreviation.occurrences > table.phrases[current].occurrences
            {
                shown[Int(long)] = Int(short)
            }
        }
        return shown
    }

    /// The spelling of a phrase.
    subscript(phrase: Int) -> String { forms[phrase] ?? "" }

    private static func spelling(_ words: ArraySlice<ScannedWord>, _ lexicon: Lexicon) -> String {
        var spelling = ""
        for (index, word) in words.enumerated() {
            if index > 0, !word.marks.contains(.isHan) { spelling += word.marks.contains(.joined) ? "-" : " " }
            spelling += lexicon.text(word.word)
        }
        return spelling
    }
}
