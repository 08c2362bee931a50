/// How phrases are shown.
struct PhraseSpelling: Sendable {
    private let uses: PhraseUses
    /// The most frequent abbreviation of a phrase, and whether it is so much more frequent that nobody writes the words.
    private let abbreviations: [Int: (short: Int, replaces: Bool)]

    /// How much more frequent an abbreviation must be to stand alone in a list of terms: `GPU`.
    private static let leastToReplace = 4
    /// The share of a phrase's uses that an abbreviation must have to be worth showing.
    private static let leastShare = 0.1

    init(_ table: PhraseTable, _ uses: PhraseUses, aliases: [Int32: Int32]) {
        self.uses = uses
        var abbreviations: [Int: (short: Int, replaces: Bool)] = [:]
        for (short, long) in aliases.sorted(by: { $0.key < $1.key }) {
            let (letters, words) = (table.phrases[Int(short)].occurrences, table.phrases[Int(long)].occurrences)
            if let known = abbreviations[Int(long)], table.phrases[known.short].occurrences >= letters { continue }
            guard Double(letters) >= Self.leastShare * Double(words) else { continue }
            abbreviations[Int(long)] = (Int(short), letters > Self.leastToReplace * words)
        }
        self.abbreviations = abbreviations
    }

    /// The phrase, or its abbreviation where that is all that one reads.
    func short(_ phrase: Int) -> String {
        if let abbreviation = abbreviations[phrase], abbreviation.replaces { return uses[abbreviation.short].spelling }
        return uses[phrase].spelling
    }

    /// The phrase with its abbreviation behind it: `retrieval-augmented generation (RAG)`.
    func withAbbreviation(_ phrase: Int) -> String {
        let words = uses[phrase].spelling
        guard let abbreviation = abbreviations[phrase] else { return words }
        var letters = uses[abbreviation.short].spelling
        // One plural and one singular would not match.
        if letters.hasSuffix("s"), !words.hasSuffix("s") { letters.removeLast() }
        return letters.isEmpty ? words : "\(words) (\(letters))"
    }

    /// Phrases as a label; nil where there are none.
    func label(_ phrases: [Int]) -> String? {
        phrases.isEmpty ? nil : phrases.map(withAbbreviation).joined(separator: " · ")
    }
}
