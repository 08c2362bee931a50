import SystemSupport

/// Labels and terms of topics.
struct TopicNames: Sendable {
    /// Nil where no phrase sets a topic apart.
    let labels: [String?]
    let chineseLabels: [String?]
    let terms: [[Topic.Term]]

    init(_ pile: TokenizedPile, members: [[Int]], parameters: TopicParameters, threads: Int) {
        var table = PhraseTable(pile, minimum: Self.minimumDocuments(pile.documents.count), threads: threads)
        let aliases = Abbreviations.find(in: pile, table)
        table.merge(aliases)
        let allowed = PhraseFilter.allowed(table, pile, aliases: aliases)
        let scripts = parallelMap(count: 2, threads: threads) { [table] script in
            Names(table, pile, members, allowed, aliases, han: script == 1, parameters.terms, threads)
        }
        let (latin, han) = (scripts[0], scripts[1])
        let isChinese = members.map { Self.isChinese($0, pile) }
        chineseLabels = han.labels
        labels = members.indices.map {
            isChinese[$0] ? han.labels[$0] ?? latin.labels[$0] : latin.labels[$0] ?? han.labels[$0]
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
        let labels: [String?]
        let terms: [[Topic.Term]]

        init(
            _ table: PhraseTable, _ pile: TokenizedPile, _ members: [[Int]], _ allowed: [Bool],
            _ aliases: [Int32: Int32], han: Bool, _ count: Int, _ threads: Int
        ) {
            let candidates = TopicTerms.candidates(members, table, allowed: allowed, han: han)
            let chooser = PhraseChooser(candidates, table, pile, aliases: aliases)
            let labels = chooser.labels()
            let terms = chooser.terms(count, threads: threads)
            let needed = Set(labels.joined()).union(terms.joined().map(\.phrase))
            let forms = SurfaceForms(of: needed, table, pile, aliases: aliases, threads: threads)
            self.labels = labels.map { $0.isEmpty ? nil : $0.map { forms[$0] }.joined(separator: " · ") }
            self.terms = terms.map { $0.map { Topic.Term(term: forms[$0.phrase], score: $0.score) } }
        }
    }
}
