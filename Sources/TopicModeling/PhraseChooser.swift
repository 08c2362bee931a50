/// Hands phrases out to topics, the best pair first, so that topics share few and none twice over.
struct PhraseChooser {
    private let stems: [Int: Set<UInt32>]
    private let letters: [Int: String]
    let candidates: [[TopicTerms.Candidate]]

    init(
        _ candidates: [[TopicTerms.Candidate]], _ table: PhraseTable, _ pile: TokenizedPile, aliases: [Int32: Int32]
    ) {
        self.candidates = candidates
        // An abbreviation inside a phrase counts as the words it stands for: "LLM agents" repeats "language model".
        var expansions: [UInt32: [UInt32]] = [:]
        for (short, long) in aliases {
            guard let word = pile.entries(table.phrases[Int(short)].example).first else { continue }
            expansions[word.stem] = pile.entries(table.phrases[Int(long)].example).map(\.stem)
        }
        var stems: [Int: Set<UInt32>] = [:]
        var letters: [Int: String] = [:]
        for candidate in candidates.joined() where stems[candidate.phrase] == nil {
            let example = table.phrases[candidate.phrase].example
            let entries = pile.entries(example)
            let telling = entries.filter { $0.isHan || (!$0.isBoilerplate && !$0.isStopWord) }
            let counted = telling.isEmpty ? entries : telling
            stems[candidate.phrase] = Set(counted.flatMap { expansions[$0.stem] ?? [$0.stem] })
            letters[candidate.phrase] = pile.words(example).map { pile.lexicon.text($0.word).lowercased() }.joined()
        }
        self.stems = stems
        self.letters = letters
    }

    /// Whether one says what the other says: all stems of the shorter are in the longer, or both are written the same
    /// but for spaces and hyphens.
    func overlaps(_ a: Int, _ b: Int) -> Bool {
        guard let first = stems[a], let second = stems[b] else { return a == b }
        return first.isSubset(of: second) || second.isSubset(of: first) || letters[a] == letters[b]
    }

    /// Whether two phrases have a telling stem in common.
    func shareStem(_ a: Int, _ b: Int) -> Bool {
        guard let first = stems[a], let second = stems[b] else { return a == b }
        return !first.isDisjoint(with: second)
    }

    /// Up to `count` phrases of each topic, best first, none more often than `uses` times in all.
    func choose(_ count: Int, uses: Int) -> [[TopicTerms.Candidate]] {
        var chosen = [[TopicTerms.Candidate]](repeating: [], count: candidates.count)
        var used: [Int: Int] = [:]
        for (topic, candidate) in ranked() {
            guard chosen[topic].count < count, used[candidate.phrase, default: 0] < uses else { continue }
            guard !chosen[topic].contains(where: { overlaps($0.phrase, candidate.phrase) }) else { continue }
            chosen[topic].append(candidate)
            used[candidate.phrase, default: 0] += 1
        }
        return chosen
    }

    /// All pairs of topic and candidate, the best first; equal ones by topic, then by phrase.
    private func ranked() -> [(topic: Int, candidate: TopicTerms.Candidate)] {
        candidates.indices
            .flatMap { topic in candidates[topic].map { (topic: topic, candidate: $0) } }
            .sorted {
                ($1.candidate.score, $0.topic, $0.candidate.phrase) < (
                    $0.candidate.score, $1.topic, $1.candidate.phrase
                )
            }
    }
}

// MARK: - Labels

extension PhraseChooser {
    /// A second phrase joins the label when it scores this share of the first one's.
    private static let leastOfFirst = 0.35

    /// One or two phrases that name each topic; none where a topic has no phrase of its own.
    ///
    /// No phrase names two topics. Of a phrase and a longer one that contains it, the longer is taken when most papers
    /// of the topic that use the shorter use it: "3D Gaussian splatting", not "splatting".
    func labels() -> [[Int]] {
        var labels = [[Int]](repeating: [], count: candidates.count)
        var taken: Set<Int> = []
        var firstScores = [Double](repeating: 0, count: candidates.count)
        for round in 0..<2 {
            for (topic, candidate) in ranked() where labels[topic].count == round {
                if round == 1 {
                    guard candidate.score >= Self.leastOfFirst * firstScores[topic],
                        !labels[topic].contains(where: { shareStem($0, candidate.phrase) })
                    else { continue }
                }
                let phrase = lengthened(candidate, in: topic)
                guard !taken.contains(where: { means($0, phrase) }) else { continue }
                if round == 0 { firstScores[topic] = candidate.score }
                labels[topic].append(phrase)
                taken.insert(phrase)
            }
        }
        return labels
    }

    private func means(_ a: Int, _ b: Int) -> Bool {
        a == b || stems[a] == stems[b] || letters[a] == letters[b]
    }

    /// The longer phrase that most of the topic's uses of a phrase belong to.
    private func lengthened(_ candidate: TopicTerms.Candidate, in topic: Int) -> Int {
        guard let own = stems[candidate.phrase] else { return candidate.phrase }
        let longer = candidates[topic].filter { other in
            guard let stems = stems[other.phrase], stems.count > own.count else { return false }
            return own.isSubset(of: stems) && other.coverage >= 0.5 * candidate.coverage
        }
        return longer.max { ($0.coverage, $1.phrase) < ($1.coverage, $0.phrase) }?.phrase ?? candidate.phrase
    }
}
