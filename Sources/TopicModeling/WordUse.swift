import SystemSupport

/// Which words are verbs, by the company they keep: a list of words would know the verb `map` and not the noun.
///
/// A word counts as a verb where it often stands after `to`, `can` or `we`, or before an article; nouns seldom do
/// either. Participles before a noun ("learned features") and adjectives are told apart from nouns by what stands after
/// a whole phrase (``PhraseUse``), not here.
struct WordUse: Sendable {
    /// By the number of the word's form (``Lexicon/Entry/form``).
    private let verbs: [Bool]

    /// The share of its uses that must be a verb's.
    private static let leastShare = 0.35
    /// Uses that say something.
    private static let leastUses = 3
    private static let documentsPerBlock = 1024

    init(_ pile: TokenizedPile, threads: Int) {
        let forms = 1 + Int(pile.lexicon.entries.map(\.form).max() ?? 0)
        let size = Self.documentsPerBlock
        let blocks = parallelMap(count: (pile.documents.count + size - 1) / size, threads: threads) { block in
            var counts = [Count](repeating: Count(), count: forms)
            for document in block * size..<min(pile.documents.count, (block + 1) * size) {
                Self.count(pile.documents[document], pile.lexicon, &counts)
            }
            return counts
        }
        verbs = (0..<forms).map { form in
            var all = Count()
            for block in blocks {
                all.uses += block[form].uses
                all.asVerb += block[form].asVerb
            }
            return all.uses >= Self.leastUses && Double(all.asVerb) >= Self.leastShare * Double(all.uses)
        }
    }

    private struct Count: BitwiseCopyable {
        var uses: Int32 = 0
        var asVerb: Int32 = 0
    }

    private static func count(_ words: [ScannedWord], _ lexicon: Lexicon, _ counts: inout [Count]) {
        for index in words.indices where words[index].marks.isDisjoint(with: [.isHan, .inTitle, .joined]) {
            let entry = lexicon.entries[Int(words[index].word)]
            guard !entry.isStopWord else { continue }
            var isVerb = false
            var before = index
            // "can effectively mitigate": adverbs stand between.
            while before > 0, !words[before].marks.contains(.breaksBefore) {
                before -= 1
                let entry = lexicon.entries[Int(words[before].word)]
                guard entry.isAdverb else {
                    isVerb = entry.role == .beforeVerb
                    break
                }
            }
            if !isVerb, index + 1 < words.count, !words[index + 1].marks.contains(.breaksBefore) {
                isVerb = lexicon.entries[Int(words[index + 1].word)].role == .determiner
            }
            counts[Int(entry.form)].uses += 1
            if isVerb { counts[Int(entry.form)].asVerb += 1 }
        }
    }

    func isVerb(_ entry: Lexicon.Entry) -> Bool { verbs[Int(entry.form)] }
}
