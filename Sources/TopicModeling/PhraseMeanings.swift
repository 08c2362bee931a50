/// What phrases have in common.
struct PhraseMeanings: Sendable {
    /// The stems that tell something, or all where none does.
    private let stems: [Int: Set<UInt32>]
    private let allStems: [Int: Set<UInt32>]
    private let letters: [Int: String]
    /// Phrases of words that every paper uses: they need to be rarer elsewhere than others do.
    private let boilerplate: Set<Int>

    init(
        _ phrases: some Sequence<Int>, _ table: PhraseTable, _ pile: TokenizedPile,
        aliases: [Int32: Int32]
    ) {
        // An abbreviation inside a phrase counts as the words it stands for: "LLM agents" repeats "language model".
        var expansions: [UInt32: [UInt32]] = [:]
        for (short, long) in aliases {
            guard let word = pile.entries(table.phrases[Int(short)].example).first else { continue }
            expansions[word.stem] = pile.entries(table.phrases[Int(long)].example).map(\.stem)
        }
        var stems: [Int: Set<UInt32>] = [:]
        var allStems: [Int: Set<UInt32>] = [:]
        var letters: [Int: String] = [:]
        var boilerplate: Set<Int> = []
        for phrase in phrases where stems[phrase] == nil {
            let example = table.phrases[phrase].example
            let entries = pile.entries(example)
            let telling = entries.filter { $0.isHan || (!$0.isBoilerplate && !$0.isStopWord) }
            let counted = telling.isEmpty ? entries : telling
            stems[phrase] = Set(counted.flatMap { expansions[$0.stem] ?? [$0.stem] })
            allStems[phrase] = Set(entries.map(\.stem))
            letters[phrase] = pile.words(example).map { pile.lexicon.text($0.word).lowercased() }.joined()
            if !table.phrases[phrase].isHan, PhraseFilter.isBoilerplate(pile.words(example), pile.lexicon) {
                boilerplate.insert(phrase)
            }
        }
        self.stems = stems
        self.allStems = allStems
        self.letters = letters
        self.boilerplate = boilerplate
    }

    func isBoilerplate(_ phrase: Int) -> Bool { boilerplate.contains(phrase) }

    /// Whether one says what the other says: all stems of the shorter are in the longer, or both are written the same
    /// but for spaces and hyphens.
    func overlap(_ a: Int, _ b: Int) -> Bool {
        guard let first = stems[a], let second = stems[b] else { return a == b }
        return first.isSubset(of: second) || second.isSubset(of: first) || letters[a] == letters[b]
    }

    /// Whether two phrases have a telling stem in common, or one is part of the other.
    func shareStem(_ a: Int, _ b: Int) -> Bool {
        guard let first = stems[a], let second = stems[b], let all = allStems[a], let others = allStems[b]
        else { return a == b }
        return !first.isDisjoint(with: second) || all.isSubset(of: others) || others.isSubset(of: all)
    }

    /// Whether two phrases are the same but for boilerplate, order, spaces and hyphens.
    func areEqual(_ a: Int, _ b: Int) -> Bool {
        a == b || stems[a] == stems[b] || letters[a] == letters[b]
    }

    /// Whether `longer` has all telling stems of `shorter` and others.
    func extends(_ longer: Int, _ shorter: Int) -> Bool {
        guard let more = stems[longer], let fewer = stems[shorter] else { return false }
        return fewer.isStrictSubset(of: more)
    }
}
