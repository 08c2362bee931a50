import Corpus
import Glibc
import IndexStore
import LatentSemantics
import TextAnalysis
import Vocab

/// The terms of a query text, under the numbers of the model and with the weights of the corpus.
struct QueryTerms: Sendable {
    struct Entry: Sendable {
        let term: Term
        /// Occurrences in the query.
        let count: Int
        /// Inverse document frequency in the whole corpus; 0 for a term that no paper has.
        let inverseDocumentFrequency: Float
        /// The term's ID in the model, if it has one.
        let modelID: UInt32?

        /// Whether neither a paper nor the model has the term.
        var isUnknown: Bool { inverseDocumentFrequency == 0 && modelID == nil }
    }

    /// The distinct terms, in the order of their first occurrence.
    let entries: [Entry]
    /// The share of each language in the query, by inverse document frequency; they add up to 1.
    let languageShares: [Float]
    /// Misspelt terms of the query, and those taken in their stead.
    let corrections: [Term: Term]
    /// The place of the query in the latent space: a unit vector, or zeros.
    let vector: [Float]

    init(_ text: String, statistics: CorpusStatistics) {
        var counts: [Term: Int] = [:]
        var order: [Term] = []
        for term in Analyzer().terms(in: text) {
            if counts.updateValue((counts[term] ?? 0) + 1, forKey: term) == nil { order.append(term) }
        }
        let model = statistics.corpus.model
        let written = order.map { statistics.entry($0, count: counts[$0] ?? 0) }
        corrections =
            model.map { Spelling(weights: $0.weights).corrections(of: written.filter(\.isUnknown).map(\.term)) } ?? [:]
        entries = Self.corrected(written, corrections, statistics)
        vector = model?.embed(Self.modelCounts(entries)) ?? []
        var shares = [Float](repeating: 0, count: Language.allCases.count)
        for entry in entries {
            // A term that no paper has tells its language as well as the rarest of those that some have.
            let weight = max(entry.inverseDocumentFrequency, 1)
            shares[Int(entry.term.language.rawValue)] += weight * Float(entry.count)
        }
        let total = shares.reduce(0, +)
        languageShares = total > 0 ? shares.map { $0 / total } : shares
    }

    /// The entries with the corrected terms in the stead of the misspelt, each term once.
    private static func corrected(
        _ written: [Entry], _ corrections: [Term: Term], _ statistics: CorpusStatistics
    ) -> [Entry] {
        guard !corrections.isEmpty else { return written }
        var places: [Term: Int] = [:]
        var entries: [Entry] = []
        for entry in written {
            let term = corrections[entry.term] ?? entry.term
            if let place = places[term] {
                entries[place] = statistics.entry(term, count: entries[place].count + entry.count)
            } else {
                places[term] = entries.count
                entries.append(statistics.entry(term, count: entry.count))
            }
        }
        return entries
    }

    /// Whether the model knows any term.
    var hasPlace: Bool { vector.contains { $0 != 0 } }

    /// The counts of the terms that the model knows, ascending by their ID.
    static func modelCounts(_ entries: [Entry]) -> [TermCount] {
        entries.compactMap { entry in
            entry.modelID.map { TermCount(id: $0, count: UInt16(clamping: entry.count)) }
        }.sorted { $0.id < $1.id }
    }
}

/// What BM25 needs to know of the corpus as a whole.
struct CorpusStatistics: Sendable {
    let corpus: PaperCorpus
    /// The papers that have any term of each language.
    let papers: [Float]
    /// Their mean length in it, in terms.
    let meanLengths: [Float]
    /// The rows of each segment that have text in just the languages of each ``LanguageSet``.
    let languageRows: [[RowSet]]

    init(_ corpus: PaperCorpus) {
        self.corpus = corpus
        var papers = [Float](repeating: 0, count: Language.allCases.count)
        var terms = [Double](repeating: 0, count: papers.count)
        languageRows = corpus.segments.map { segment in
            var rows = [RowSet](repeating: RowSet(), count: LanguageSet.all.count)
            segment.postings.withLengths { lengths in
                for index in lengths.indices where lengths[index] > 0 {
                    papers[index % papers.count] += 1
                    terms[index % papers.count] += Double(lengths[index])
                }
                for row in 0..<segment.rowCount { rows[LanguageSet(lengths, row: row).index].insert(row) }
            }
            return rows
        }
        self.papers = papers
        meanLengths = zip(terms, papers).map { $1 > 0 ? Float($0 / Double($1)) : 0 }
    }

    /// A term of a query with what the corpus and the model know of it.
    func entry(_ term: Term, count: Int) -> QueryTerms.Entry {
        QueryTerms.Entry(
            term: term, count: count, inverseDocumentFrequency: inverseDocumentFrequency(of: term),
            modelID: corpus.model?.weights.terms.index(ofSorted: term.text).map { UInt32($0) })
    }

    /// ln(1 + (N - df + ½) / (df + ½)), N counting the papers of the term's language; 0 when no paper has the term.
    func inverseDocumentFrequency(of term: Term) -> Float {
        let frequency = corpus.segments.reduce(0) { $0 + $1.postings.documentFrequency(term.text) }
        guard frequency > 0 else { return 0 }
        let total = max(Double(papers[Int(term.language.rawValue)]), Double(frequency))
        return Float(log(1 + (total - Double(frequency) + 0.5) / (Double(frequency) + 0.5)))
    }
}
