public import Corpus
import Digests
import Glibc
public import IndexStore
import TextAnalysis
import Vocab

/// A word of a paper that earlier papers hardly have.
public struct UncoveredTerm: Equatable, Sendable {
    /// As the paper writes it.
    public let word: String
    /// How often the paper has it.
    public let count: Int
    /// How many of the earlier papers have it.
    public let earlier: Int
}

extension Searcher {
    /// What a paper says that earlier papers do not: the terms with the largest weight, (1 + ln tf) · ln (N / df) counted
    /// among the earlier papers, that the nearest of them lacks.
    ///
    /// A word counts when it stands in the title or more than once: what is said once in passing, or misspelt, makes no
    /// paper new.
    /// - Parameters:
    ///   - earlier: The earlier papers, by segment.
    ///   - nearest: The earlier paper that is nearest; nil for none.
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(terms of the paper · their postings).
    public func uncoveredTerms(
        of location: PaperLocation, by earlier: [RowSet], nearest: PaperLocation?, limit: Int
    ) throws(IndexError) -> [UncoveredTerm] {
        precondition(earlier.count == corpus.segments.count, "uncoveredTerms: a set of rows for each segment")
        let paper = try corpus.paper(at: location)
        let language: Language =
            paper.fields.contains { $0.key.language == .english && $0.key.name == .abstract } ? .english : .chinese
        let texts = paper.fields.filter { $0.key.language == language && $0.key.name != .comment }.map(\.value.text)
        let titled = Set(paper.fields[FieldKey(.title, language)].map { Analyzer().terms(in: $0.text) } ?? [])
        var counts: [Term: Int] = [:]
        for text in texts { for term in Analyzer().terms(in: text) { counts[term, default: 0] += 1 } }
        var known: Set<Term> = []
        if let nearest {
            for text in try corpus.paper(at: nearest).indexedTexts { known.formUnion(Analyzer().terms(in: text)) }
        }
        let words = shownWords(in: texts)
        let total = Double(max(1, earlier.reduce(0) { $0 + $1.count }))
        var found: [(term: UncoveredTerm, weight: Double, key: Term)] = []
        for (term, count) in counts where (count > 1 || titled.contains(term)) && !known.contains(term) {
            guard term.language == language, !term.isBoilerplate, let word = words[term], Self.isWord(word, in: texts)
            else { continue }
            let papers = documentFrequency(term, in: earlier)
            let weight = (1 + log(Double(count))) * log(total / (Double(papers) + 0.5))
            guard weight > 0 else { continue }
            found.append((UncoveredTerm(word: word, count: count, earlier: papers), weight, term))
        }
        found.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.key < $1.key }
        // A hyphenated word and its parts are shown once.
        var shown: [UncoveredTerm] = []
        for item in found where shown.count < limit {
            let word = item.term.word.lowercased()
            if !shown.contains(where: { $0.word.lowercased().contains(word) || word.contains($0.word.lowercased()) }) {
                shown.append(item.term)
            }
        }
        return shown
    }

    /// Whether a term is shown as it is written: the stems of a hyphenated word run together are not, and a number is no word.
    private static func isWord(_ word: String, in texts: [String]) -> Bool {
        guard word.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return false }
        return texts.contains { $0.lowercased().contains(word.lowercased()) }
    }

    private func documentFrequency(_ term: Term, in rows: [RowSet]) -> Int {
        var count = 0
        for (segment, rows) in zip(corpus.segments, rows) where !rows.isEmpty {
            segment.postings.forEach(term.text) { row, _ in if rows.contains(row) { count += 1 } }
        }
        return count
    }
}
