import Corpus
import Digests
import IndexStore
import SystemSupport
import TextAnalysis

/// Finds the rows of a segment that meet the conditions of a query.
struct ConditionMatcher {
    let conditions: [Query.Condition]
    let threads: Int

    /// The rows among `rows` that meet every condition.
    ///
    /// Postings narrow the papers down; those left are read where the postings cannot tell (phrases and fields).
    /// - Throws: ``IndexError`` when a record is damaged.
    func matching(_ rows: RowSet, of segment: PaperSegment) throws(IndexError) -> RowSet {
        var rows = rows
        for condition in conditions {
            let met = try meeting(condition, among: rows, of: segment)
            rows = condition.isExcluded ? rows.keeping { !met.contains($0) } : met
        }
        return rows
    }

    private func meeting(
        _ condition: Query.Condition, among rows: RowSet, of segment: PaperSegment
    ) throws(IndexError) -> RowSet {
        switch condition.field {
        case .author:
            var filter = PaperFilter()
            filter.authors = [condition.text]
            return filter.rows(of: segment).keeping(rows.contains)
        case .category:
            var filter = PaperFilter()
            filter.categories = [condition.text]
            return filter.rows(of: segment).keeping(rows.contains)
        case .title, .abstract, .any:
            let terms = Analyzer().terms(in: condition.text)
            let candidates = rowsWithAll(terms, among: rows, of: segment)
            if condition.field == .any && !condition.isPhrase && !terms.isEmpty { return candidates }
            return try reading(candidates, of: segment) { matches($0, condition, terms: terms) }
        }
    }

    private func rowsWithAll(_ terms: [Term], among rows: RowSet, of segment: PaperSegment) -> RowSet {
        var rows = rows
        for term in Set(terms) {
            var having = RowSet()
            segment.postings.forEach(term.text) { row, _ in having.insert(row) }
            rows = rows.keeping(having.contains)
        }
        return rows
    }

    private func reading(
        _ rows: RowSet, of segment: PaperSegment, _ condition: @Sendable (Paper) -> Bool
    ) throws(IndexError) -> RowSet {
        let candidates = Array(rows)
        let met = try parallelMap(count: candidates.count, threads: threads) { index throws(IndexError) in
            condition(try segment.paper(candidates[index]))
        }
        return RowSet(candidates.indices.filter { met[$0] }.map { candidates[$0] })
    }

    private func matches(_ paper: Paper, _ condition: Query.Condition, terms: [Term]) -> Bool {
        let texts = paper.fields.filter { field in
            switch condition.field {
            case .title: field.key.name == .title
            case .abstract: field.key.name == .abstract
            default: field.key.name != .comment
            }
        }.map(\.value.text)
        if condition.isPhrase || terms.isEmpty {
            let phrase = condition.text.spacedWords
            return texts.contains { $0.spacedWords.containsWords(phrase) }
        }
        return texts.contains { text in Set(terms).isSubset(of: Analyzer().terms(in: text)) }
    }
}

extension String {
    /// The text in lower case, its words one space apart, a space at each end.
    fileprivate var spacedWords: String {
        " " + lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") + " "
    }

    /// Whether a phrase stands here and does not begin or end within a word of letters that are not Han.
    fileprivate func containsWords(_ spacedPhrase: String) -> Bool {
        let phrase = Array(spacedPhrase.utf8.dropFirst().dropLast())
        let text = Array(utf8)
        guard let first = phrase.first, let last = phrase.last, text.count >= phrase.count else { return false }
        func isWordByte(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        for start in 0...text.count - phrase.count where text[start] == first {
            let end = start + phrase.count
            guard text[start..<end].elementsEqual(phrase) else { continue }
            let cutsBefore = start > 0 && isWordByte(text[start - 1]) && isWordByte(first)
            let cutsAfter = end < text.count && isWordByte(text[end]) && isWordByte(last)
            if !cutsBefore && !cutsAfter { return true }
        }
        return false
    }
}
