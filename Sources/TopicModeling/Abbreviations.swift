/// Abbreviations that the papers spell out: `large language models (LLMs)`.
///
/// Found as Schwartz and Hearst (2003) do, "A simple algorithm for identifying abbreviation definitions".
enum Abbreviations {
    /// The share of the papers spelling out an abbreviation that must agree: `AR` is two things.
    private static let agreement = 0.75

    /// The phrase each abbreviation stands for, where two papers say so at least and few others differ; as phrase
    /// numbers.
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
            let all = longs.values.reduce(0, +)
            guard let best = longs.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= 2,
                Double(best.value) >= agreement * Double(all)
            else { return nil }
            return best.key
        }
    }

    /// The abbreviation at `index` and the words before it that it stands for, if both are phrases of the table.
    private static func pair(
        _ words: [ScannedWord], at index: Int, _ lexicon: Lexicon, _ table: PhraseTable
    ) -> (short: Int32, long: Int32)? {
        let name = Array(lexicon.words[Int(words[index].word)])
        var letters = name.map { $0 | 0x20 }
        guard name.count(where: { (0x41...0x5A).contains($0) }) >= 2 else { return nil }
        if name.last == UInt8(ascii: "s") { letters.removeLast() }
        guard let start = beginning(of: letters, in: words, before: index, lexicon) else { return nil }
        let units = PhraseUnits(Array(words[start...index]), lexicon)
        guard let long = table.index(of: units.key(0..<index - start)),
            let short = table.index(of: units.key(index - start..<index - start + 1)), short != long
        else { return nil }
        return (Int32(short), Int32(long))
    }

    /// The word where what the letters stand for begins: they are found from the last to the first, each before the
    /// one after it, and the first at the beginning of a word.
    private static func beginning(
        of letters: [UInt8], in words: [ScannedWord], before index: Int, _ lexicon: Lexicon
    ) -> Int? {
        var next = letters.count - 1
        var word = index - 1
        while word >= max(0, index - PhraseUnits.mostWords) {
            let bytes = Array(lexicon.words[Int(words[word].word)])
            for position in bytes.indices.reversed() where bytes[position] | 0x20 == letters[next] {
                // The first letter begins a word, and one word alone is spelled out by no abbreviation.
                if next == 0 {
                    guard position == 0 else { continue }
                    return index - word > 1 ? word : nil
                }
                next -= 1
            }
            guard !words[word].marks.contains(.breaksBefore) else { return nil }
            word -= 1
        }
        return nil
    }
}
