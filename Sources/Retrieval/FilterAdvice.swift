import Corpus
import Digests
import TextAnalysis

extension Searcher {
    /// For each category, author and month that is asked for and that no paper has, a sentence that says so and names the nearest
    /// that some have, with the number of their papers.
    ///
    /// - Complexity: O(papers), with an edit distance for each author where one is unknown.
    public func advice(on filter: PaperFilter, _ query: Query) -> [String] {
        let conditions = query.requirements.flatMap(\.conditions)
        let categories = filter.categories + conditions.filter { $0.field == .category }.map(\.text)
        let authors = filter.authors + conditions.filter { $0.field == .author }.map(\.text)
        return categories.compactMap(categoryAdvice) + authors.compactMap(authorAdvice)
            + [filter.month.flatMap(monthAdvice)].compactMap { $0 }
    }

    private func isUnknown(_ filter: PaperFilter) -> Bool {
        corpus.segments.allSatisfy { filter.rows(of: $0).isEmpty }
    }

    private func categoryAdvice(_ name: String) -> String? {
        var filter = PaperFilter()
        filter.categories = [name]
        guard isUnknown(filter) else { return nil }
        var papers: [String: Int] = [:]
        for segment in corpus.segments {
            for row in segment.deleted.complement(rowCount: segment.rowCount) {
                for category in segment.categories.text(row).split(separator: " ") {
                    papers[String(category), default: 0] += 1
                }
            }
        }
        let wanted = name.lowercased()
        return advice("no paper is in the category '\(name)'", nearest(to: wanted, papers) { $0.lowercased() }, papers)
    }

    private func authorAdvice(_ name: String) -> String? {
        var filter = PaperFilter()
        filter.authors = [name]
        guard isUnknown(filter) else { return nil }
        var papers: [String: Int] = [:]
        for segment in corpus.segments {
            for row in segment.deleted.complement(rowCount: segment.rowCount) {
                for author in segment.authors.text(row).split(separator: "\n") {
                    papers[String(author), default: 0] += 1
                }
            }
        }
        let wanted = foldedName(LaTeXLetters.decoded(name)).split(separator: " ")
        let isWord = wanted.count == 1
        // A word is compared with each word of a name, the nearest of which counts.
        let sorted = wanted.sorted().joined(separator: " ")
        let nearest =
            isWord
            ? nearest(to: sorted, words(of: papers)) { $0 }
            : nearest(to: sorted, papers) { $0.split(separator: " ").sorted().joined(separator: " ") }
        return advice("no paper is by '\(name)'", nearest, isWord ? words(of: papers) : papers)
    }

    /// How many papers have each word of names.
    private func words(of names: [String: Int]) -> [String: Int] {
        var words: [String: Int] = [:]
        for (name, count) in names {
            for word in Set(name.split(separator: " ")) where word.utf8.count > 1 {
                words[String(word), default: 0] += count
            }
        }
        return words
    }

    private func monthAdvice(_ month: Month) -> String? {
        var papers: [Month: Int] = [:]
        for location in corpus.locations() {
            if let month = corpus.date(at: location)?.month { papers[month, default: 0] += 1 }
        }
        guard papers[month] == nil else { return nil }
        let months = papers.keys.sorted { abs($0.number - month.number) < abs($1.number - month.number) }.prefix(3)
        let names = months.sorted().map { "\($0)" }
        return advice(
            "no paper is of \(month)", names, Dictionary(uniqueKeysWithValues: papers.map { ("\($0.key)", $0.value) }))
    }

    /// The three names that differ least from one.
    private func nearest(to wanted: String, _ names: [String: Int], folded: (String) -> String) -> [String] {
        let wanted = Array(wanted.utf8)
        let ranked = names.map {
            (name: $0.key, distance: editDistance(wanted, Array(folded($0.key).utf8)), count: $0.value)
        }
        return ranked.sorted { ($0.distance, -$0.count, $0.name) < ($1.distance, -$1.count, $1.name) }.prefix(3).map(
            \.name)
    }

    private func advice(_ what: String, _ names: [String], _ papers: [String: Int]) -> String {
        guard !names.isEmpty else { return what }
        return what + "; the nearest are " + names.map { "\($0) (\(papers[$0] ?? 0))" }.joined(separator: ", ")
    }
}

extension Query.Requirement {
    /// The conditions that a paper should meet.
    fileprivate var conditions: [Query.Condition] {
        switch self {
        case .condition(let condition): [condition]
        case .all(let parts), .any(let parts): parts.flatMap(\.conditions)
        case .not: []
        }
    }
}
