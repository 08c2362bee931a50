import Corpus
import Digests
import IndexStore
import SystemSupport
import TextAnalysis

/// Finds the rows of a segment that meet what a query requires.
struct ConditionMatcher {
    let threads: Int

    /// The rows among `rows` that meet a requirement.
    ///
    /// Postings narrow the papers down; those left are read where the postings cannot tell (phrases and fields).
    /// - Throws: ``IndexError`` when a record is damaged.
    func meeting(
        _ requirement: Query.Requirement, among rows: RowSet, of segment: PaperSegment
    ) throws(IndexError) -> RowSet {
        switch requirement {
        case .condition(let condition): return try meeting(condition, among: rows, of: segment)
        case .all(let parts):
            var rows = rows
            for part in parts { rows = try meeting(part, among: rows, of: segment) }
            return rows
        case .any(let parts):
            var found = RowSet()
            for part in parts { found.formUnion(try meeting(part, among: rows, of: segment)) }
            return found
        case .not(let part):
            let met = try meeting(part, among: rows, of: segment)
            return rows.keeping { !met.contains($0) }
        }
    }

    private func meeting(
        _ condition: Query.Condition, among rows: RowSet, of segment: PaperSegment
    ) throws(IndexError) -> RowSet {
        var filter = PaperFilter()
        switch condition.field {
        case .author: filter.authors = [condition.text]
        case .category: filter.categories = [condition.text]
        case .year:
            guard let years = YearRange(condition.text) else { return RowSet() }
            filter.since = Day(year: years.first, month: 1, day: 1)
            filter.until = Day(year: years.last, month: 12, day: 31)
        case .title, .abstract, .any: return try reading(condition, among: rows, of: segment)
        }
        return filter.rows(of: segment).keeping(rows.contains)
    }

    private func reading(
        _ condition: Query.Condition, among rows: RowSet, of segment: PaperSegment
    ) throws(IndexError) -> RowSet {
        let terms =
            condition.isPhrase
            ? Analyzer().partTerms(in: condition.text) : Set(Analyzer().terms(in: condition.text))
        if condition.field == .any && !condition.isPhrase && !terms.isEmpty {
            return segment.rows(withAll: terms, among: rows)
        }
        let phrase = condition.isPhrase || terms.isEmpty ? foldedWords(LaTeXLetters.decoded(condition.text)) : []
        let candidates = Array(segment.rows(withAll: terms, among: rows))
        let met = try parallelMap(count: candidates.count, threads: threads) { index throws(IndexError) in
            let texts = try segment.paper(candidates[index]).fields.filter { condition.field.includes($0.key.name) }
                .map(\.value.text)
            return phrase.isEmpty
                ? texts.contains { terms.isSubset(of: Analyzer().terms(in: $0)) }
                : texts.contains { foldedWords(LaTeXLetters.decoded($0)).containsRun(phrase) }
        }
        return RowSet(candidates.indices.filter { met[$0] }.map { candidates[$0] })
    }
}

extension Query.Field {
    /// Whether a text of a paper is looked into.
    fileprivate func includes(_ name: FieldName) -> Bool {
        switch self {
        case .title: name == .title
        case .abstract: name == .abstract
        case .any, .author, .category, .year: name != .comment
        }
    }
}

extension PaperSegment {
    /// The rows among some that have every one of some terms.
    func rows(withAll terms: Set<Term>, among rows: RowSet) -> RowSet {
        var rows = rows
        for term in terms {
            var having = RowSet()
            postings.forEach(term.text) { row, _ in having.insert(row) }
            rows = rows.keeping(having.contains)
        }
        return rows
    }
}
