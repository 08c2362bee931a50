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
        /// The term's ID in the model, if the model has one and the term counts for the query's place.
        var modelID: UInt32?
        /// What stands for the term in papers that have no text in its language.
        var translation: Translation?
        /// The place of the term among those that stand for a Chinese word; `nil` for a term of its own.
        var alternative: Alternative?

        /// Whether the term counts in the weight of the query: of a word's alternatives the first does.
        var isFirst: Bool { alternative?.number ?? 0 == 0 }
        /// Whether neither a paper nor the model has the term, and nothing stands for it.
        var isUnknown: Bool { weight == 0 && modelID == nil && alternative == nil }
    }

    /// One of the ways to say a word of the query. A paper is scored by the best of a word's alternatives alone: each of
    /// them says the same.
    struct Alternative: Hashable, Sendable {
        /// Which word of the query.
        let word: Int
        /// Which of the word's alternatives.
        let number: Int
    }

    /// A term of another language that stands for one of the query.
    struct Translation: Sendable {
        let term: Term
        /// What an occurrence counts for: the cosine of the two terms, times its inverse document frequency in the whole
        /// corpus.
        let weight: Float
    }

    /// The distinct terms in the order of their first occurrence, then the alternatives of each Chinese word.
    let entries: [Entry]
    /// The share of each language in the query, by inverse document frequency; they add up to 1. A Chinese word with a
    /// translation is English.
    let languageShares: [Float]
    /// The share of the query that is in each language and has a translation.
    let translatedShares: [Float]
    /// Misspelt terms of the query, and those taken in their stead.
    let corrections: [Term: Term]
    /// The Chinese words that ``Alternative/word`` counts.
    let lexicon: LexiconExpansion
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
        lexicon = LexiconExpansion(HanVariants.simplified(text)) { statistics.weight(of: $0) > 0 }
        let looked = lexicon.written
        let written = order.filter { $0.language != .chinese || looked.contains($0) }
            .map { statistics.entry($0, count: counts[$0] ?? 0) }
        corrections =
            model.map { Spelling(weights: $0.weights).corrections(of: written.filter(\.isUnknown).map(\.term)) } ?? [:]
        pairs = Self.pairs(in: text, readAs: corrections)
        let single = statistics.translated(Self.corrected(written, corrections, statistics), threads: threads)
        let all = single + Self.alternatives(of: lexicon.words, beside: single, statistics)
        entries = statistics.isTrained ? Self.withoutEverydayPlaces(all) : all
        let known = Self.modelCounts(entries)
        vector = model?.embed(known) ?? []
        texts = [(known, 1)]
        (languageShares, translatedShares) = Self.shares(of: entries)
    }

    /// The shares of a query that are in each language, and in each language with a translation.
    static func shares(of entries: [Entry]) -> (languages: [Float], translated: [Float]) {
        var shares = [Float](repeating: 0, count: Language.allCases.count)
        var translated = shares
        for entry in entries where entry.isFirst {
            // A term that no paper has tells its language as well as the rarest of those that some have.
            let weight = max(entry.weight, 1) * Float(entry.count)
            shares[Int(entry.term.language.rawValue)] += weight
            // A paper without English text is found by a word's own terms.
            if entry.translation != nil || (entry.alternative != nil && entry.term.language == .english) {
                translated[Int(entry.term.language.rawValue)] += weight
            }
        }
        let total = max(shares.reduce(0, +), .leastNonzeroMagnitude)
        return (shares.map { $0 / total }, translated.map { $0 / total })
    }

    /// The alternatives of Chinese words: the translations, best first, and the word's own terms.
    ///
    /// The terms of each alternative weigh together what those of the first do, times the translation's own weight, so
    /// that no way to say a word is better for being longer or rarer. The first says where the query lies in the latent
    /// space, each term once: a word does not count for more there because it can be said in many ways.
    private static func alternatives(
        of words: [LexiconExpansion.Word], beside others: [Entry], _ statistics: CorpusStatistics
    ) -> [Entry] {
        var placed = Set(others.compactMap(\.modelID))
        var entries: [Entry] = []
        for (index, word) in words.enumerated() {
            let share = word.isEveryday ? everydayShare : 1
            var total: Float?
            var number = 0
            let own = word.isCharacter ? statistics.pairs(with: word.terms[0]).map { [$0] } : [word.terms]
            let ownWeight = word.translations.first?.weight ?? 1
            for (terms, weight) in word.translations + own.map({ ($0, ownWeight) }) {
                var alternative = terms.map { statistics.entry($0, count: 1) }.filter { $0.weight > 0 }
                let sum = alternative.reduce(0) { $0 + $1.weight }
                guard sum > 0 else { continue }
                let factor = share * weight * (total ?? sum) / sum
                for place in alternative.indices {
                    alternative[place].alternative = .init(word: index, number: number)
                    alternative[place].weight *= factor
                    // In a model that is not trained, papers in Chinese alone lie apart from those in English.
                    let isPlaced = number == 0 || (!statistics.isTrained && terms == word.terms)
                    if let id = alternative[place].modelID, !isPlaced || !placed.insert(id).inserted {
                        alternative[place].modelID = nil
                    }
                }
                entries += alternative
                total = total ?? sum
                number += 1
            }
            if number == 0 { entries += word.terms.map { statistics.entry($0, count: 1) } }
        }
        return entries
    }

    /// The entries, of which everyday words have no place in the latent space where others have one.
    private static func withoutEverydayPlaces(_ entries: [Entry]) -> [Entry] {
        let isEveryday = entries.map { TermRecurrence.of($0.term.text) ?? 1 < Self.leastPlacedRecurrence }
        guard zip(entries, isEveryday).contains(where: { $0.modelID != nil && !$1 }) else { return entries }
        return zip(entries, isEveryday).map { entry, isEveryday in
            var entry = entry
            if isEveryday { entry.modelID = nil }
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

    /// The share of their weight that everyday Chinese words have.
    static let everydayShare: Float = 0.4

    /// Words that recur less often have no place in the latent space of a trained model: *came*, *say*. Without training
    /// that costs .004 on CACM.
    static let leastPlacedRecurrence: Float = 0.1

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
    /// Whether the model's term vectors and term weights are trained on the collection.
    var isTrained: Bool { corpus.model?.weights.lexicalFactors != nil }
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
                entries[$0].term.language == language && entries[$0].modelID != nil
            }
            guard let translator, !places.isEmpty else { continue }
            let nearest = translator.value.nearest(
                to: places.compactMap { entries[$0].modelID }, threads: threads)
            for (place, found) in zip(places, nearest) {
                guard let found else { continue }
                let term = Term(model.weights.terms.text(Int(found.id)), model.weights.languages[Int(found.id)])
                entries[place].translation = .init(term: term, weight: found.cosine * weight(of: term))
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
        let frequency = documentFrequency(of: term)
        guard frequency > 0 else { return 0 }
        let total = max(Double(papers[Int(term.language.rawValue)]), Double(frequency))
        let factor = modelID(of: term).flatMap { corpus.model?.weights.lexicalFactor(of: $0) } ?? 1
        return Self.inverseDocumentFrequency(frequency, of: total) * factor * Self.everydayFactor(of: term)
    }

    /// The factor by which an everyday word counts for less than its document frequency says, above 0 and at most 1:
    /// √(recurrence / ``subjectRecurrence``). Rare is not telling (``TermRecurrence``).
    static func everydayFactor(of term: Term) -> Float {
        guard term.language == .english, let recurrence = TermRecurrence.of(term.text) else { return 1 }
        return min(1, max(recurrence, 0.01) / subjectRecurrence).squareRoot()
    }

    /// Words that recur so often are words of a subject. 0.3 and a square root: higher ones and a steeper curve do more for
    /// questions in sentences, and cost up to .008 on a collection of older papers (CACM), whose everyday words are others.
    private static let subjectRecurrence: Float = 0.3

    /// The pairs of characters with a character that most papers have, at most ``mostPairs``.
    ///
    /// - Complexity: O(Chinese terms of the corpus).
    func pairs(with character: Term) -> [Term] {
        let bytes = Array(character.text.utf8)
        var frequencies: [Term: Int] = [:]
        for segment in corpus.segments {
            let terms = segment.postings.terms
            for index in terms.count(sortedBefore: 0x80)..<terms.count {
                let hasCharacter = terms.withBytes(index) { term in
                    term.count > bytes.count
                        && (bytes.indices.allSatisfy { term[$0] == bytes[$0] }
                            || bytes.indices.allSatisfy { term[term.count - bytes.count + $0] == bytes[$0] })
                }
                guard hasCharacter else { continue }
                let text = terms.text(index)
                frequencies[Term(text, .chinese), default: 0] += segment.postings.documentFrequency(text)
            }
        }
        let sorted = frequencies.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return sorted.prefix(Self.mostPairs).map(\.key)
    }

    /// Characters that words of a field begin or end with have some dozens.
    private static let mostPairs = 64

    private func documentFrequency(of term: Term) -> Int {
        corpus.segments.reduce(0) { $0 + $1.postings.documentFrequency(term.text) }
    }

    /// ln(1 + (N - df + ½) / (df + ½)): how rare it is that `frequency` of N papers have something.
    static func inverseDocumentFrequency(_ frequency: Int, of total: Double) -> Float {
        Float(log(1 + (total - Double(frequency) + 0.5) / (Double(frequency) + 0.5)))
    }
}
