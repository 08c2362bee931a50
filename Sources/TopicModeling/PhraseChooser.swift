import SystemSupport

/// Hands phrases out to topics, the best pair first, so that topics share few and none twice over.
struct PhraseChooser {
    let candidates: [[TopicTerms.Candidate]]
    let table: PhraseTable
    let meanings: PhraseMeanings

    /// A phrase of boilerplate alone must be this much more frequent in the topic: "time series" is, "extensive
    /// experiments" is not.
    private static let leastLiftOfBoilerplate = 8.0

    let uses: PhraseUses
    private let postings: PhrasePostings
    /// Phrases that name what the topics are parts of.
    private let taken: Set<Int>

    init(
        _ candidates: [[TopicTerms.Candidate]], _ book: PhraseBook, _ uses: PhraseUses, _ postings: PhrasePostings,
        taken: Set<Int>
    ) {
        let meanings = PhraseMeanings(
            candidates.joined().map(\.phrase) + taken.sorted(), book.table, book.pile, aliases: book.aliases)
        self.candidates = candidates.map { list in
            list.filter { candidate in
                !(meanings.isBoilerplate(candidate.phrase) && candidate.lift < Self.leastLiftOfBoilerplate)
                    && !uses[candidate.phrase].isFragment
                    && !(book.table.phrases[candidate.phrase].isHan && Self.isCut(uses[candidate.phrase]))
                    && Self.isNoun(book.pile.entries(book.table.phrases[candidate.phrase].example), book.words)
            }
        }
        table = book.table
        self.meanings = meanings
        self.uses = uses
        self.postings = postings
        self.taken = taken
    }

    /// Whether a run of Han characters, which have no spaces between words, seldom stands alone on one side: it is cut out of
    /// a word there.
    private static func isCut(_ use: PhraseUse) -> Bool {
        // A third or more of the uses of a whole word are free on a side: of eight, hardly ever none is.
        use.count >= 8 && min(use.beginsFreely, use.endsFreely) < 0.15
    }

    /// Whether words begin and end as a noun phrase may: with no verb and no adverb.
    private static func isNoun(_ words: [Lexicon.Entry], _ use: WordUse) -> Bool {
        guard let first = words.first, let last = words.last else { return false }
        if first.isHan { return true }
        return !first.isAdverb && !use.isVerb(first) && !last.isAdverb && !use.isVerb(last)
    }

    /// All pairs of topic and candidate by score times the phrase's bonus, the best first; equal ones by topic, then
    /// by phrase.
    private func ranked(_ bonus: (TopicTerms.Candidate) -> Double) -> [Pair] {
        candidates.indices
            .flatMap { topic in
                candidates[topic].map { Pair(topic: topic, candidate: $0, score: $0.score * bonus($0)) }
            }
            .sorted { ($1.score, $0.topic, $0.candidate.phrase) < ($0.score, $1.topic, $1.candidate.phrase) }
    }

    private struct Pair {
        let topic: Int
        let candidate: TopicTerms.Candidate
        let score: Double
    }
}

// MARK: - Terms

extension PhraseChooser {
    /// Topics that one term may be listed in, those where it scores best: more say less about each.
    private static let usesOfTerm = 3
    /// Candidates that terms are chosen from, as a multiple of the terms wanted.
    private static let choices = 6
    /// What meeting the terms already chosen counts beside setting the topic apart.
    private static let coherenceWeight = 3.0

    /// Up to `count` phrases of each topic, best first.
    ///
    /// The first sets the topic apart best; each next one also meets those before it in the same papers (its mean
    /// normalised pointwise mutual information with them), so that the terms speak of one thing.
    func terms(_ count: Int, threads: Int) -> [[TopicTerms.Candidate]] {
        let shortlists = shortlists(max(0, count) * Self.choices)
        return parallelMap(count: shortlists.count, threads: threads) { coherent(shortlists[$0], count) }
    }

    /// The best candidates of each topic; a phrase is left to the topics where it scores best.
    private func shortlists(_ length: Int) -> [[TopicTerms.Candidate]] {
        var lists = [[TopicTerms.Candidate]](repeating: [], count: candidates.count)
        var used: [Int: Int] = [:]
        for pair in ranked(\.closeness) where lists[pair.topic].count < length {
            guard used[pair.candidate.phrase, default: 0] < Self.usesOfTerm else { continue }
            lists[pair.topic].append(pair.candidate)
            used[pair.candidate.phrase, default: 0] += 1
        }
        return lists
    }

    private func coherent(_ list: [TopicTerms.Candidate], _ count: Int) -> [TopicTerms.Candidate] {
        guard let best = list.first, count > 0 else { return [] }
        let coherence = TermCoherence(list.map(\.phrase), postings)
        var chosen: [Int] = [0]
        var sums = coherence.withAll(0)
        while chosen.count < count {
            var next: (index: Int, value: Double)?
            for index in list.indices where !chosen.contains(where: { overlap(list, $0, index) }) {
                let value =
                    list[index].weight / best.weight + Self.coherenceWeight * sums[index] / Double(chosen.count)
                if value > next?.value ?? -.infinity { next = (index, value) }
            }
            guard let next else { break }
            chosen.append(next.index)
            for (index, value) in coherence.withAll(next.index).enumerated() { sums[index] += value }
        }
        return chosen.map { list[$0] }
    }

    private func overlap(_ list: [TopicTerms.Candidate], _ a: Int, _ b: Int) -> Bool {
        meanings.overlap(list[a].phrase, list[b].phrase)
    }
}

// MARK: - Labels

extension PhraseChooser {
    /// How much better a phrase of several words names a topic than a word.
    private static let phraseBonus = 3.5
    /// A second phrase joins the label when it scores this share of the first one's.
    private static let leastOfFirst = 0.3
    /// How close to the topic a second phrase must lie at least, and how much more frequent in it a single word must be: one that
    /// many topics share ("frames", "community") adds nothing to a phrase.
    private static let leastClosenessOfSecond = 0.7
    private static let leastLiftOfSecondWord = 20.0
    /// A phrase that is oftener followed by another noun is an adjective, or not whole.
    private static let leastFreeEnds = 0.35
    private static let leastFreeEndsOfWord = 0.5
    /// A longer phrase replaces a part of it that it accounts for so much of.
    private static let leastOfShorter = 0.4

    /// One or two phrases that name each topic; none where a topic has no phrase of its own.
    ///
    /// No phrase names two topics. Of a phrase and a longer one that contains it, the longer is taken when most papers
    /// of the topic that use the shorter use it: "3D Gaussian splatting", not "splatting".
    func labels() -> [[Int]] {
        var labels = [[Int]](repeating: [], count: candidates.count)
        var taken = taken
        var firstScores = [Double](repeating: 0, count: candidates.count)
        let pairs = ranked(labelBonus)
        for round in 0..<2 {
            for pair in pairs where labels[pair.topic].count == round && pair.score > 0 {
                let topic = pair.topic
                if round == 1,
                    pair.score < Self.leastOfFirst * firstScores[topic] || !adds(pair.candidate, to: labels[topic])
                {
                    continue
                }
                let phrase = lengthened(pair.candidate, in: topic)
                guard !labels[topic].contains(where: { meanings.shareStem($0, phrase) }),
                    !taken.contains(where: { meanings.areEqual($0, phrase) })
                else { continue }
                if round == 0 { firstScores[topic] = pair.score }
                labels[topic].append(phrase)
                taken.insert(phrase)
            }
        }
        return labels
    }

    /// Whether a second phrase says more of a topic than the first does.
    private func adds(_ candidate: TopicTerms.Candidate, to first: [Int]) -> Bool {
        let isWord = table.phrases[candidate.phrase].length == 1
        let areWords = isWord && first.allSatisfy { table.phrases[$0].length == 1 }
        return candidate.closeness >= Self.leastClosenessOfSecond
            && (!isWord || areWords || candidate.lift >= Self.leastLiftOfSecondWord)
    }

    /// What speaks for a phrase as a label, besides setting the topic apart: that it lies close to the topic, stands on its
    /// own feet, and says as much as a phrase can.
    private func labelBonus(_ candidate: TopicTerms.Candidate) -> Double {
        let phrase = table.phrases[candidate.phrase]
        let use = uses[candidate.phrase]
        guard use.endsFreely >= (phrase.units > 1 ? Self.leastFreeEnds : Self.leastFreeEndsOfWord) else { return 0 }
        return form(phrase) * candidate.closeness * candidate.closeness * candidate.closeness
    }

    private func form(_ phrase: PhraseTable.Phrase) -> Double {
        if phrase.isHan { return 1 + 0.25 * Double(min(phrase.length, 5) - 2) }
        // A hyphenated word alone is an adjective more often than not: "low-resource".
        return phrase.units > 1 ? Self.phraseBonus : phrase.length > 1 ? 0.5 : 0.6
    }

    /// The longer phrase that much of the topic's uses of a phrase belong to.
    private func lengthened(_ candidate: TopicTerms.Candidate, in topic: Int) -> Int {
        let longer = candidates[topic].filter {
            meanings.extends($0.phrase, candidate.phrase) && labelBonus($0) > 0
                && $0.coverage >= Self.leastOfShorter * candidate.coverage
        }
        return longer.max { ($0.coverage, $1.phrase) < ($1.coverage, $0.phrase) }?.phrase ?? candidate.phrase
    }
}
