/// The phrases of a pile and what is known of them, whatever topics there are.
struct PhraseBook: Sendable {
    let pile: TokenizedPile
    let table: PhraseTable
    /// The phrase that each abbreviation stands for.
    let aliases: [Int32: Int32]
    /// Whether each phrase may name a topic.
    let allowed: [Bool]
    let words: WordUse

    init(_ pile: TokenizedPile, threads: Int) {
        var table = PhraseTable(pile, minimum: Self.minimumDocuments(pile.documents.count), threads: threads)
        let aliases = Abbreviations.find(in: pile, table, threads: threads)
        table.merge(aliases)
        allowed = PhraseFilter.allowed(table, pile, aliases: aliases, threads: threads)
        words = WordUse(pile, threads: threads)
        self.pile = pile
        self.table = table
        self.aliases = aliases
    }

    /// The papers that must use a phrase: one alone is a fluke, of many papers two are.
    private static func minimumDocuments(_ documents: Int) -> Int {
        documents < 200 ? 2 : documents < 50_000 ? 3 : 5
    }
}
