/// Abbreviations that the papers spell out: `large language models (LLMs)`.
enum Abbreviations {
    /// The phrase each abbreviation stands for most often, where at least two papers say so; as phrase numbers.
    ///
    /// A word in parentheses is an abbreviation of the words before it when its capitals are their initials, in the
    /// manner of Schwartz and Hearst (2003).
    static func find(in pile: TokenizedPile, _ table: PhraseTable) -> [Int32: Int32] {
        var votes: [Int32: [Int32: Int]] = [:]
        for words in pile.documents {
            var seen: Set<Int32> = []
            for index in words.indices where words[index].marks.contains(.opensParenthesis) {
                guard let pair = pair(words, at: index, pile.lexicon, table), seen.insert(pair.short).inserted
                else { continue }
                votes[pair.short, default: [:]][pair.long, default: 0] += 1
            }
        }
        return votes.compactMapValues { longs in
            let best = longs.max { ($0.value, $1.key) < ($1.value, $0.key) }
            return best.flatMap { $0.value >= 2 ? $0.key : nil }
        }
    }

    private static func pair(
        _ words: [ScannedWord], at index: Int, _ lexicon: Lexicon, _ table: PhraseTable
    ) -> (short: Int32, long: Int32)? {
        let capitals = lexicon.words[Int(words[index].word)].filter { (0x41...0x5A).contains($0) }
        guard (2...PhraseUnits.mostWords).contains(capitals.count), index >= capitals.count else { return nil }
        let start = index - capitals.count
        for (offset, capital) in capitals.enumerated() {
            guard let initial = lexicon.words[Int(words[start + offset].word)].first, initial & 0xDF == capital
            else { return nil }
        }
        guard words[start + 1..<index].allSatisfy({ !$0.marks.contains(.breaksBefore) }) else { return nil }
        let units = PhraseUnits(Array(words[start...index]), lexicon)
        guard let long = table.index(of: units.key(0..<capitals.count)),
            let short = table.index(of: units.key(capitals.count..<capitals.count + 1)), short != long
        else { return nil }
        return (Int32(short), Int32(long))
    }
}
