import Vocab

/// Which phrases may name a topic.
struct PhraseFilter: Sendable {
    /// A phrase that is part of the same longer one this often gives way to it.
    private static let mostExtended = 0.75
    private static let mostExtendedHan = 0.6
    /// A boilerplate word at the edge must belong there: "diffusion models" is half of all "diffusion", "segmentation
    /// performance" a fiftieth of all "segmentation".
    private static let leastShare = 0.12
    /// A phrase of boilerplate alone must be a fixed one: "time series".
    private static let leastShareOfBoilerplate = 0.4

    /// Whether each phrase of the table may.
    static func allowed(_ table: PhraseTable, _ pile: TokenizedPile, aliases: [Int32: Int32]) -> [Bool] {
        table.phrases.indices.map { index in
            let phrase = table.phrases[index]
            guard aliases[Int32(index)] == nil else { return false }
            return phrase.isHan ? allowsHan(phrase, pile) : allows(phrase, pile.entries(phrase.example), pile)
        }
    }

    private static func allows(_ phrase: PhraseTable.Phrase, _ words: [Lexicon.Entry], _ pile: TokenizedPile) -> Bool {
        guard phrase.extended <= mostExtended, let first = words.first, let last = words.last else { return false }
        if words.count == 1 {
            let text = pile.lexicon.text(pile.words(phrase.example).first?.word ?? 0)
            return !first.isBoilerplate && first.hasMeaning && (text.count > 2 || text != text.lowercased())
        }
        if words.allSatisfy({ $0.isBoilerplate || $0.isStopWord || !$0.hasMeaning }) {
            return max(phrase.shareOfHead, phrase.shareOfTail) >= leastShareOfBoilerplate
        }
        if first.isBoilerplate, phrase.shareOfTail < leastShare { return false }
        if last.isBoilerplate, phrase.shareOfHead < leastShare { return false }
        return true
    }

    private static func allowsHan(_ phrase: PhraseTable.Phrase, _ pile: TokenizedPile) -> Bool {
        guard phrase.length >= 2, phrase.extended <= mostExtendedHan else { return false }
        let text = pile.words(phrase.example).map { pile.lexicon.text($0.word) }
        let whole = text.joined()
        guard !StopWords.boilerplate.contains(whole), !StopWords.chinese.contains(whole) else { return false }
        let (head, tail) = (text.prefix(2).joined(), text.suffix(2).joined())
        if StopWords.chinese.contains(head) || StopWords.chinese.contains(tail) { return false }
        if phrase.length > 2, StopWords.boilerplate.contains(head) { return false }
        return true
    }
}
