import Corpus
import Glibc
import IndexStore
import LatentSemantics
import SystemSupport
import TextAnalysis
import Vocab

/// The terms of a query text, under the numbers of the model and with the weights of the corpus.
struct QueryTerms: Sendable {
    struct Entry: Sendable {
        let term: Term
        /// Occurrences in the query.
        let count: Int
        /// The weight of an occurrence in BM25; 0 for a term that no paper has.
        var weight: Float
        /// The term's ID in the model, if it has one.
        let modelID: UInt32?
        /// What stands for the term in papers that have no text in its language.
        var translation: Translation?

        /// Whether the lexicon speaks for the term, or the term for a Chinese word (``LexiconExpansion``).
        var isOfLexicon = false
        /// Whether the collection's own pairs may translate the term: it does not span two words.
        var isTranslatable = true

        /// Whether neither a paper nor the model has the term, and nothing stands for it.
        var isUnknown: Bool { weight == 0 && modelID == nil && !isOfLexicon }
    }

    /// A term of another language that stands for one of the query.
    struct Translation: Sendable {
        let term: Term
        /// What an occurrence counts for: the cosine of the two terms, times its inverse document frequency in the whole
        /// corpus.
        let weight: Float
    }

    /// The distinct terms, in the order of their first occurrence.
    let entries: [Entry]
    /// The share of each language in the query, by inverse document frequency; they add up to 1.
    let languageShares: [Float]
    /// The share of the query that is in each language and has a translation.
    let translatedShares: [Float]
    /// Misspelt terms of the query, and those taken in their stead.
    let corrections: [Term: Term]
    /// The words that stand side by side.
    let pairs: [PhraseEvidence.Pair]
    /// The place of the query in the latent space: a unit vector, or zeros.
    let vector: [Float]
    /// The texts that ``vector`` is the sum of, as terms that the model knows, and what the unit vector of each counts for.
    let texts: [(counts: [TermCount], share: Float)]

    init(_ text: String, statistics: CorpusStatistics, threads: Int = 1) {
        var counts: [Term: Int] = [:]
        var order: [Term] = []
        for term in Analyzer().terms(in: text) {
            if counts.updateValue((counts[term] ?? 0) + 1, forKey: term) == nil { order.append(term) }
        }
        let model = statistics.corpus.model
        let lexicon = LexiconExpansion(text) { statistics.weight(of: $0) > 0 }
        let written = order.map { term in
            var entry = statistics.entry(term, count: counts[term] ?? 0)
            entry.isOfLexicon = lexicon.covered.contains(term)
            entry.isTranslatable = !entry.isOfLexicon || lexicon.translated.contains(term)
            if entry.isOfLexicon { entry.weight *= Self.coveredShare }
            return entry
        }
        corrections =
            model.map { Spelling(weights: $0.weights).corrections(of: written.filter(\.isUnknown).map(\.term)) } ?? [:]
        pairs = Self.pairs(in: text, readAs: corrections)
        entries = statistics.translated(
            Self.expanded(Self.corrected(written, corrections, statistics), by: lexicon, statistics), threads: threads)
        let known = Self.modelCounts(entries)
        vector = model?.embed(known) ?? []
        texts = [(known, 1)]
        (languageShares, translatedShares) = Self.shares(of: entries)
    }

    /// The shares of a query that are in each language, and in each language with a translation.
    static func shares(of entries: [Entry]) -> (languages: [Float], translated: [Float]) {
        var shares = [Float](repeating: 0, count: Language.allCases.count)
        var translated = shares
        for entry in entries {
            // A term that no paper has tells its language as well as the rarest of those that some have.
            let weight = max(entry.weight, 1)
            let language = Int(entry.term.language.rawValue)
            shares[language] += weight * Float(entry.count)
            if entry.translation != nil || entry.isOfLexicon { translated[language] += weight * Float(entry.count) }
        }
        let total = max(shares.reduce(0, +), .leastNonzeroMagnitude)
        return (shares.map { $0 / total }, translated.map { $0 / total })
    }

    /// The entries, and those of the lexicon's terms that some paper has.
    private static func expanded(
        _ entries: [Entry], by lexicon: LexiconExpansion, _ statistics: CorpusStatistics
    ) -> [Entry] {
        let known = Set(entries.map(\.term))
        return entries
            + lexicon.terms.filter { !known.contains($0.term) }.compactMap { term, weight in
                var entry = statistics.entry(term, count: 1)
                guard entry.weight > 0 else { return nil }
                entry.weight *= weight
                (entry.isOfLexicon, entry.isTranslatable) = (true, false)
                return entry
            }
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

    /// The share of its weight that a Chinese term keeps where English terms of the lexicon stand beside it: papers with
    /// Chinese text would else be ranked by other evidence than those without.
    static let coveredShare: Float = 0.5

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
    /// The mean length of each field of each language in the papers that have it, in terms: shape (languages, fields).
    let meanLengths: [Float]
    /// The rows of each segment that have text in just the languages of each ``LanguageSet``.
    var languageRows: [[RowSet]] { lazyRows.value }
    private let lazyRows: Lazy<[[RowSet]]>
    /// For the texts of the best papers.
    let counters = TermCounters()
    /// The terms that stand for those of each language in papers without it; `nil` where there are no such papers.
    private let translators: [Lazy<NearestTerms>?]

    init(_ corpus: PaperCorpus) {
        self.corpus = corpus
        var papers = [Float](repeating: 0, count: Language.allCases.count)
        // Of each field of each language: its terms in all papers, and the papers that have it.
        var terms = [Double](repeating: 0, count: Postings.lengthsPerPaper)
        var having = terms
        var setSizes = [Int](repeating: 0, count: LanguageSet.all.count)
        for segment in corpus.segments {
            segment.postings.withLengths { lengths in
                for row in 0..<segment.rowCount {
                    var set = 0
                    for field in terms.indices {
                        let length = lengths[row * terms.count + field]
                        guard length > 0 else { continue }
                        having[field] += 1
                        terms[field] += Double(length)
                        set |= 1 << (field / TextField.count)
                    }
                    for language in papers.indices where set >> language & 1 == 1 { papers[language] += 1 }
                    setSizes[set] += 1
                }
            }
        }
        lazyRows = Lazy {
            corpus.segments.map { segment in
                var rows = [RowSet](repeating: RowSet(), count: LanguageSet.all.count)
                segment.postings.withLengths { lengths in
                    for row in 0..<segment.rowCount { rows[LanguageSet(lengths, row: row).index].insert(row) }
                }
                return rows
            }
        }
        self.papers = papers
        meanLengths = zip(terms, having).map { $1 > 0 ? Float($0 / $1) : 0 }
        let counts = papers
        let sets = LanguageSet.all.filter { setSizes[$0.index] > 0 }
        translators = Language.allCases.map { language in
            guard let model = corpus.model, counts[Int(language.rawValue)] > 0,
                let other = Language.allCases.first(where: { other in
                    other != language && sets.contains { $0.contains(other) && !$0.contains(language) }
                })
            else { return nil }
            let total = counts[Int(other.rawValue)]
            let least = max(1, min(Self.leastPapersOfTranslation, total / 200))
            return Lazy { NearestTerms(model, language: other, greatestRarity: 1 + log((total + 1) / (least + 1))) }
        }
    }

    /// The rows of a segment that have text in a language, a bit for each.
    func rows(withTextIn language: Language, segment: Int) -> [UInt64] {
        let sets = zip(LanguageSet.all, languageRows[segment]).filter { $0.0.contains(language) }
        return sets.reduce(RowSet()) { $0.union($1.1) }.words(rowCount: corpus.segments[segment].rowCount)
    }

    /// Terms of fewer papers stand for no other, in a pile of a thousand and more.
    private static let leastPapersOfTranslation: Float = 5

    /// Terms of a query with what stands for them in papers that lack their language.
    func translated(_ entries: [QueryTerms.Entry], threads: Int) -> [QueryTerms.Entry] {
        guard let model = corpus.model else { return entries }
        var entries = entries
        for (language, translator) in zip(Language.allCases, translators) {
            let places = entries.indices.filter {
                entries[$0].term.language == language && entries[$0].modelID != nil && entries[$0].isTranslatable
            }
            guard let translator, !places.isEmpty else { continue }
            let nearest = translator.value.nearest(
                to: places.compactMap { entries[$0].modelID }, threads: threads)
            for (place, found) in zip(places, nearest) {
                guard let found else { continue }
                let term = Term(model.weights.terms.text(Int(found.id)), model.weights.languages[Int(found.id)])
                let share = entries[place].isOfLexicon ? QueryTerms.coveredShare : 1
                entries[place].translation = .init(term: term, weight: share * found.cosine * weight(of: term))
            }
        }
        return entries
    }

    /// A term of a query with what the corpus and the model know of it.
    func entry(_ term: Term, count: Int) -> QueryTerms.Entry {
        QueryTerms.Entry(term: term, count: count, weight: weight(of: term), modelID: modelID(of: term))
    }

    /// The number of a term in the model, if it has one.
    func modelID(of term: Term) -> UInt32? {
        corpus.model?.weights.terms.index(ofSorted: term.text).map { UInt32($0) }
    }

    /// The weight of a term in BM25: its inverse document frequency, N counting the papers of its language, times what the
    /// model has learned of it; 0 when no paper has it.
    func weight(of term: Term) -> Float {
        let frequency = corpus.segments.reduce(0) { $0 + $1.postings.documentFrequency(term.text) }
        guard frequency > 0 else { return 0 }
        let total = max(Double(papers[Int(term.language.rawValue)]), Double(frequency))
        let factor = modelID(of: term).flatMap { corpus.model?.weights.lexicalFactor(of: $0) } ?? 1
        return Self.inverseDocumentFrequency(frequency, of: total) * factor
    }

    /// ln(1 + (N - df + ½) / (df + ½)): how rare it is that `frequency` of N papers have something.
    static func inverseDocumentFrequency(_ frequency: Int, of total: Double) -> Float {
        Float(log(1 + (total - Double(frequency) + 0.5) / (Double(frequency) + 0.5)))
    }
}
