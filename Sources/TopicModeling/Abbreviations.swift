import SystemSupport

/// Abbreviations that the papers spell out: `large language models (LLMs)`.
///
/// Found as Schwartz and Hearst (2003) do, "A simple algorithm for identifying abbreviation definitions".
enum Abbreviations {
    /// The share of the papers spelling out an abbreviation that must agree: `AR` is two things.
    private static let agreement = 0.75

    /// The phrase each abbreviation stands for, where two papers say so at least and few others differ; as phrase
    /// numbers.
    static func find(in pile: TokenizedPile, _ table: PhraseTable, threads: Int) -> [Int32: Int32] {
        let size = 512
        let pairs = parallelMap(count: (pile.documents.count + size - 1) / size, threads: threads) { block in
            pile.documents[block * size..<min(pile.documents.count, (block + 1) * size)].flatMap { words in
                var seen: Set<Int32> = []
                return words.indices.compactMap { index -> Pair? in
                    guard words[index].marks.contains(.opensParenthesis),
                        let pair = pair(words, at: index, pile.lexicon, table), seen.insert(pair.short).inserted
                    else { return nil }
                    return pair
                }
            }
        }
        // "multi-modal" and "multimodal" are one vote.
        var votes: [Int32: [[UInt8]: [Int32?: Int]]] = [:]
        for pair in pairs.joined() {
            votes[pair.short, default: [:]][pair.letters, default: [:]][pair.long, default: 0] += 1
        }
        return votes.compactMapValues { longs in
            let sums = longs.mapValues { $0.values.reduce(0, +) }
            let all = sums.values.reduce(0, +)
            guard
                let best = sums.max(by: { a, b in
                    a.value != b.value ? a.value < b.value : b.key.lexicographicallyPrecedes(a.key)
                }), best.value >= 2,
                Double(best.value) >= agreement * Double(all)
            else { return nil }
            let phrases = (longs[best.key] ?? [:]).compactMap { phrase, count in
                phrase.map { (phrase: $0, count: count) }
            }
            return phrases.max { ($0.count, $1.phrase) < ($1.count, $0.phrase) }?.phrase
        }
    }

    /// The small letters of words without spaces, hyphens, stop words and endings.
    private static func letters(of words: ArraySlice<ScannedWord>, _ lexicon: Lexicon) -> [UInt8] {
        words.flatMap { word -> ArraySlice<UInt8> in
            guard !lexicon.entries[Int(word.word)].isStopWord else { return [] }
            let letters = lexicon.words[Int(word.word)].map { $0 | 0x20 }
            return letters.last == UInt8(ascii: "s") ? letters.dropLast() : letters[...]
        }
    }

    private struct Pair {
        let short: Int32
        let long: Int32?
        let letters: [UInt8]
    }

    /// The abbreviation at `index`, if it is a phrase of the table, and the words before it that it stands for: their
    /// letters, and their phrase where they are one ("Segment Anything Model" has a stop word and is none).
    private static func pair(
        _ words: [ScannedWord], at index: Int, _ lexicon: Lexicon, _ table: PhraseTable
    ) -> Pair? {
        let name = lexicon.words[Int(words[index].word)]
        guard name.count(where: { (0x41...0x5A).contains($0) }) >= 2 else { return nil }
        var letters = name.map { $0 | 0x20 }
        if name.last == UInt8(ascii: "s") { letters.removeLast() }
        guard
            let start = beginning(of: letters, in: words, before: index, lexicon, initialsOnly: true)
                ?? beginning(of: letters, in: words, before: index, lexicon, initialsOnly: false)
        else { return nil }
        let units = PhraseUnits(Array(words[start...index]), lexicon)
        let long = table.index(of: units.key(0..<index - start))
        guard let short = table.index(of: units.key(index - start..<index - start + 1)), short != long else {
            return nil
        }
        return Pair(
            short: Int32(short), long: long.map { Int32($0) }, letters: Self.letters(of: words[start..<index], lexicon))
    }

    /// The word where what the letters stand for begins: they are found from the last to the first, each before the
    /// one after it, and the first at the beginning of a word.
    ///
    /// - Parameter initialsOnly: Whether all letters begin words, as those of most abbreviations do: PPO is no "Policy
    ///   oPtimizatiOn".
    private static func beginning(
        of letters: [UInt8], in words: [ScannedWord], before index: Int, _ lexicon: Lexicon, initialsOnly: Bool
    ) -> Int? {
        var next = letters.count - 1
        var word = index - 1
        while word >= max(0, index - PhraseUnits.mostWords) {
            let bytes = Array(lexicon.words[Int(words[word].word)])
            for position in bytes.indices.reversed()
            where bytes[position] | 0x20 == letters[next]
                || isDigitFor(bytes, letters[next])
            {
                if initialsOnly, position > 0 { continue }
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

    /// Whether a digit stands for a word that sounds like it: the 2 of T2I.
    private static func isDigitFor(_ word: [UInt8], _ digit: UInt8) -> Bool {
        digit == UInt8(ascii: "2") | 0x20 && word.elementsEqual("to".utf8)
            || digit == UInt8(ascii: "4") | 0x20 && word.elementsEqual("for".utf8)
    }
}
