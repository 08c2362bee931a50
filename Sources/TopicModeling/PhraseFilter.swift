import SystemSupport
import Vocab

/// Which phrases may name a topic.
struct PhraseFilter: Sendable {
    /// A phrase that is part of the same longer one this often gives way to it.
    private static let mostExtended = 0.75
    private static let mostExtendedHan = 0.5
    private static let mostHan = 6
    /// Characters that begin and that end no phrase, though they build words: measure words, suffixes, places.
    private static let noHanBeginning: Set<String> = [
        "种", "個", "个", "了", "本", "们", "性", "化", "型", "项", "类", "使", "并", "倍", "次", "出",
    ]
    private static let noHanEnd: Set<String> = [
        "中", "上", "下", "时", "後", "后", "前", "内", "间", "里", "了", "等", "旨", "本", "出",
    ]
    /// A boilerplate word at the edge must belong there: "diffusion models" is half of all "diffusion", "segmentation
    /// performance" a fiftieth of all "segmentation".
    private static let leastShare = 0.12
    /// A phrase of boilerplate alone must be a fixed one: "time series".
    private static let leastShareOfBoilerplate = 0.4

    /// Whether a phrase has no word that tells something.
    static func isBoilerplate(_ words: ArraySlice<ScannedWord>, _ lexicon: Lexicon) -> Bool {
        var unit: [String] = []
        var isKnown = true
        /// Whether the hyphenated word read so far is boilerplate, in its parts or as a whole ("state-of-the-art").
        func isListed() -> Bool { isKnown || StopWords.boilerplate.contains(unit.joined(separator: "-")) }
        for word in words {
            if !word.marks.contains(.joined) {
                guard isListed() else { return false }
                (unit, isKnown) = ([], true)
            }
            let entry = lexicon.entries[Int(word.word)]
            unit.append(lexicon.text(word.word).lowercased())
            if !(entry.isBoilerplate || entry.isStopWord || !entry.hasMeaning) { isKnown = false }
        }
        return isListed()
    }

    /// Whether each phrase of the table may.
    static func allowed(
        _ table: PhraseTable, _ pile: TokenizedPile, aliases: [Int32: Int32], threads: Int = 1
    ) -> [Bool] {
        let (count, size) = (table.phrases.count, 1024)
        let blocks = parallelMap(count: (count + size - 1) / size, threads: threads) { block in
            (block * size..<min(count, (block + 1) * size)).map { index in
                let phrase = table.phrases[index]
                guard aliases[Int32(index)] == nil else { return false }
                return phrase.isHan
                    ? allowsHan(phrase, pile) : allows(phrase, pile.entries(phrase.example), pile, table)
            }
        }
        return Array(blocks.joined())
    }

    private static func allows(
        _ phrase: PhraseTable.Phrase, _ words: [Lexicon.Entry], _ pile: TokenizedPile, _ table: PhraseTable
    ) -> Bool {
        guard phrase.extended <= mostExtended, let first = words.first, let last = words.last else { return false }
        if words.count == 1 {
            let text = pile.lexicon.text(pile.words(phrase.example).first?.word ?? 0)
            return !first.isBoilerplate && first.hasMeaning && (text.count > 2 || text != text.lowercased())
        }
        if isBoilerplate(pile.words(phrase.example), pile.lexicon) {
            return max(phrase.shareOfHead, phrase.shareOfTail) >= leastShareOfBoilerplate
        }
        if first.isBoilerplate, phrase.shareOfTail < leastShare { return false }
        if last.isBoilerplate, phrase.shareOfHead < leastShare { return false }
        return isFixed(words.prefix { $0.isBoilerplate }, table)
            && isFixed(words.reversed().prefix { $0.isBoilerplate }.reversed()[...], table)
    }

    /// Whether boilerplate words at an edge, if several, are a fixed phrase: "time series" of "time series forecasting",
    /// not "results show" of "results show convergence". So is what is mostly part of one longer phrase: "Model Context"
    /// of "Model Context Protocol".
    private static func isFixed(_ words: ArraySlice<Lexicon.Entry>, _ table: PhraseTable) -> Bool {
        guard words.count > 1 else { return true }
        guard let index = table.index(of: PhraseUnits.key(stems: words.map(\.stem))) else { return false }
        let run = table.phrases[index]
        return max(run.shareOfHead, run.shareOfTail, run.extended) >= leastShareOfBoilerplate
    }

    private static func allowsHan(_ phrase: PhraseTable.Phrase, _ pile: TokenizedPile) -> Bool {
        guard (2...mostHan).contains(phrase.length), phrase.extended <= mostExtendedHan else { return false }
        let text = pile.words(phrase.example).map { pile.lexicon.text($0.word) }
        guard let first = text.first, let last = text.last, !noHanBeginning.contains(first), !noHanEnd.contains(last)
        else { return false }
        let whole = text.joined()
        guard !StopWords.boilerplate.contains(whole), !StopWords.chinese.contains(whole) else { return false }
        let (head, tail) = (text.prefix(2).joined(), text.suffix(2).joined())
        if StopWords.chinese.contains(head) || StopWords.chinese.contains(tail) { return false }
        if phrase.length > 2, StopWords.boilerplate.contains(head) { return false }
        return true
    }
}
