import SystemSupport

/// Labels and terms of topics.
struct TopicNames: Sendable {
    /// Nil where no phrase sets a topic apart.
    private(set) var labels: [String?] = []
    private(set) var chineseLabels: [String?] = []
    private(set) var terms: [[Topic.Term]] = []
    /// The first phrases of both labels of each topic, which say what all of it is about.
    private(set) var phrases: [Set<Int>] = []

    /// Topics that are told apart from each other and named together.
    struct Group: Sendable {
        let space: TopicSpace
        /// Where the topics lie in the whole pile, if they are parts of one: a phrase should be close to them there too, not
        /// only among a handful of papers.
        var whole: TopicSpace?
        /// The documents that the topics are told apart in, ascending.
        let pile: [Int]
        /// Phrases that name what the topics are parts of.
        var taken: Set<Int> = []
    }

    /// The names of each group's topics; the groups know nothing of each other.
    static func all(
        _ groups: [Group], _ book: PhraseBook, _ parameters: TopicParameters, threads: Int
    ) -> [TopicNames] {
        guard !groups.isEmpty else { return [] }
        let threadsPerGroup = max(1, threads / groups.count)
        let found = parallelMap(count: groups.count, threads: threads) { index in
            TopicTerms.candidates(
                groups[index].space.members, in: groups[index].pile, book.table, allowed: book.allowed,
                threads: threadsPerGroup)
        }
        let phrases = Set(found.joined().flatMap { ($0.latin + $0.han).map(\.phrase) })
        let abbreviations = book.aliases.filter { phrases.contains(Int($0.value)) }.map { Int($0.key) }
        let uses = PhraseUses(
            of: phrases.union(abbreviations), book.table, book.pile, book.words, threads: threads)
        let spelling = PhraseSpelling(book.table, uses, aliases: book.aliases)
        let whole =
            groups.contains { $0.whole != nil }
            ? PhrasePostings(of: phrases, in: Array(book.table.byDocument.indices), book.table) : nil
        return parallelMap(count: groups.count, threads: threads) { index in
            TopicNames(
                groups[index], found[index], whole, book, uses, spelling, parameters.terms, threads: threadsPerGroup)
        }
    }

    private init(
        _ group: Group, _ found: [TopicTerms.Candidates], _ whole: PhrasePostings?, _ book: PhraseBook,
        _ uses: PhraseUses, _ spelling: PhraseSpelling, _ count: Int, threads: Int
    ) {
        let members = group.space.members
        let postings = PhrasePostings(
            of: Set(found.flatMap { ($0.latin + $0.han).map(\.phrase) }), in: group.pile, book.table)
        let scripts = parallelMap(count: 2, threads: threads) { script in
            let candidates = Self.withCloseness(
                found.map { script == 0 ? $0.latin : $0.han }, group, postings, whole, threads: threads)
            let chooser = PhraseChooser(candidates, book, uses, postings, taken: group.taken)
            return ScriptNames(chooser, spelling, count, threads)
        }
        let (latin, han) = (scripts[0], scripts[1])
        let isChinese = parallelMap(count: members.count, threads: threads) { Self.isChinese(members[$0], book.pile) }
        let translations = Translations(
            of: latin.labels, by: members.indices.map { isChinese[$0] ? [] : han.candidates[$0] }, postings,
            taken: group.taken)
        for topic in members.indices {
            let (first, second) = isChinese[topic] ? (han, latin) : (latin, han)
            let chinese = translations[topic] ?? han.labels[topic]
            chineseLabels.append(spelling.label(chinese))
            labels.append(spelling.label(first.labels[topic]) ?? spelling.label(second.labels[topic]))
            terms.append(first.terms[topic].isEmpty ? second.terms[topic] : first.terms[topic])
            phrases.append(Set(latin.labels[topic].prefix(1) + chinese.prefix(1)))
        }
    }

    private static func withCloseness(
        _ candidates: [[TopicTerms.Candidate]], _ group: Group, _ postings: PhrasePostings, _ whole: PhrasePostings?,
        threads: Int
    ) -> [[TopicTerms.Candidate]] {
        let near = group.space.closeness(of: candidates, postings, threads: threads)
        let far = whole.flatMap { group.whole?.closeness(of: candidates, $0, threads: threads) }
        return candidates.indices.map { topic in
            candidates[topic].indices.map { index in
                var candidate = candidates[topic][index]
                candidate.closeness =
                    far.map { (near[topic][index] * $0[topic][index]).squareRoot() } ?? near[topic][index]
                return candidate
            }
        }
    }

    /// Whether most papers of a topic have more Han characters than other words.
    private static func isChinese(_ documents: [Int], _ pile: TokenizedPile) -> Bool {
        let chinese = documents.count { document in
            let words = pile.documents[document]
            let han = words.count { $0.marks.contains(.isHan) }
            // A bilingual paper has both: its English abstract is longer than a handful of names in Chinese text.
            return words.count - han < 30 && han > words.count - han
        }
        return chinese * 2 > documents.count
    }
}

/// The names in one script.
private struct ScriptNames: Sendable {
    /// The phrases of each topic's label.
    let labels: [[Int]]
    let terms: [[Topic.Term]]
    /// The phrases of the script that may name each topic.
    let candidates: [[TopicTerms.Candidate]]

    init(_ chooser: PhraseChooser, _ spelling: PhraseSpelling, _ count: Int, _ threads: Int) {
        labels = chooser.labels()
        terms = chooser.terms(count, threads: threads).map { list in
            list.map { Topic.Term(term: spelling.short($0.phrase), score: $0.score) }
        }
        candidates = chooser.candidates
    }
}
