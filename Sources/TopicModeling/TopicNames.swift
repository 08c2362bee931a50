import SystemSupport

/// Labels and terms of topics.
struct TopicNames: Sendable {
    /// Nil where no phrase sets a topic apart.
    let labels: [String?]
    let chineseLabels: [String?]
    let terms: [[Topic.Term]]

    init(_ pile: TokenizedPile, _ space: TopicSpace, parameters: TopicParameters, threads: Int) {
        let members = space.members
        var table = PhraseTable(pile, minimum: Self.minimumDocuments(pile.documents.count), threads: threads)
        let aliases = Abbreviations.find(in: pile, table)
        table.merge(aliases)
        let allowed = PhraseFilter.allowed(table, pile, aliases: aliases)
        let words = WordUse(pile, threads: threads)
        let found = [false, true].map { TopicTerms.candidates(members, table, allowed: allowed, han: $0) }
        let phrases = Set(found.joined().joined().map(\.phrase))
        let postings = PhrasePostings(of: phrases, table)
        let shown = phrases.union(aliases.filter { phrases.contains(Int($0.value)) }.map { Int($0.key) })
        let uses = PhraseUses(of: shown, table, pile, words, threads: threads)
        let names = parallelMap(count: 2, threads: threads) { [table] script in
            let candidates = space.withCloseness(found[script], postings, threads: threads)
            let chooser = PhraseChooser(candidates, table, pile, uses, words, postings, aliases: aliases)
            return Names(chooser, PhraseSpelling(table, uses, aliases: aliases), parameters.terms, threads)
        }
        let (latin, han) = (names[0], names[1])
        let isChinese = members.map { Self.isChinese($0, pile) }
        let translations = Translations(
            of: latin.labels, by: members.indices.map { isChinese[$0] ? [] : han.candidates[$0] }, postings)
        chineseLabels = members.indices.map { topic in
            han.text(translations[topic] ?? han.labels[topic])
        }
        labels = members.indices.map {
            let (first, second) = isChinese[$0] ? (han, latin) : (latin, han)
            return first.text(first.labels[$0]) ?? second.text(second.labels[$0])
        }
        terms = members.indices.map { topic in
            let (first, second) = isChinese[topic] ? (han, latin) : (latin, han)
            return first.terms[topic].isEmpty ? second.terms[topic] : first.terms[topic]
        }
    }

    /// The papers that must use a phrase: one alone is a fluke, of many papers two are.
    private static func minimumDocuments(_ documents: Int) -> Int {
        documents < 200 ? 2 : documents < 50_000 ? 3 : 5
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

    /// The names in one script.
    private struct Names: Sendable {
        /// The phrases of each topic's label.
        let labels: [[Int]]
        let terms: [[Topic.Term]]
        /// The phrases of the script that may name each topic.
        let candidates: [[TopicTerms.Candidate]]
        private let spelling: PhraseSpelling

        init(_ chooser: PhraseChooser, _ spelling: PhraseSpelling, _ count: Int, _ threads: Int) {
            labels = chooser.labels()
            terms = chooser.terms(count, threads: threads).map { list in
                list.map { Topic.Term(term: spelling.short($0.phrase), score: $0.score) }
            }
            candidates = chooser.candidates
            self.spelling = spelling
        }

        /// Phrases as a label; nil where there are none.
        func text(_ phrases: [Int]) -> String? {
            phrases.isEmpty ? nil : phrases.map(spelling.withAbbreviation).joined(separator: " · ")
        }
    }
}
