/// How the papers write phrases.
struct SurfaceForms: Sendable {
    private let forms: [Int: String]

    /// Finds the most frequent spelling of the phrases given, the lexicographically first of equals.
    ///
    /// Words in titles and at the beginning of a sentence are capitalised for other reasons, so they count only for
    /// phrases that stand nowhere else.
    init(of phrases: Set<Int>, _ table: PhraseTable, _ pile: TokenizedPile) {
        var counts: [Int: [String: Int]] = [:]
        for (document, words) in pile.documents.enumerated() {
            let wanted = table.byDocument[document].map(Int.init).filter(phrases.contains)
            guard !wanted.isEmpty else { continue }
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
        forms = counts.compactMapValues { spellings in
            spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
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
