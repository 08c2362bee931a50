import Corpus
import IndexStore
import LatentSemantics
import TextAnalysis
import VectorKernels

extension QueryTerms {
    /// The terms of papers to find more like, as a query: those by which papers are compared
    /// (``LatentSemantics/TermWeights/compared(_:)``), and for a vector the direction of the papers.
    ///
    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(text of the papers + `dimensions`).
    init(_ query: SimilarQuery, searcher: Searcher, threads: Int) throws(IndexError) {
        let statistics = searcher.statistics
        let length = squaredNorm(searcher.sum(of: query).span).squareRoot()
        var counts: [Term: Int] = [:]
        var texts: [(counts: [TermCount], share: Float)] = []
        for (location, weight) in query.weights {
            let terms = try searcher.corpus.paper(at: location).fieldTexts.flatMap { Analyzer().terms(in: $0.text) }
            var known: [UInt32: Int] = [:]
            for term in terms { if let id = statistics.modelID(of: term) { known[id, default: 0] += 1 } }
            let all = known.sorted { $0.key < $1.key }.map { TermCount(id: $0.key, count: UInt16(clamping: $0.value)) }
            let compared = searcher.corpus.model?.weights.compared(all) ?? []
            texts.append((compared, length > 0 ? weight / length : 0))
            guard weight > 0 else { continue }
            let isWhole = compared.count == all.count
            for term in terms where isWhole || term.language == .english { counts[term, default: 0] += 1 }
        }
        let entries = counts.sorted { $0.key < $1.key }.map { statistics.entry($0.key, count: $0.value) }
        self.entries = statistics.translated(entries, threads: threads)
        self.texts = texts
        vector = searcher.direction(of: query)
        (languageShares, translatedShares) = Self.shares(of: self.entries)
        (corrections, pairs) = ([:], [])
        lexicon = LexiconExpansion("") { _ in false }
    }

    /// The BM25 score that no paper with text in just some languages can exceed: every term, or what stands for it, as often
    /// as can be, and of each word the best alternative.
    func greatestScore(in languages: LanguageSet) -> Float {
        var single: Float = 0
        var words: [Alternative: Float] = [:]
        for entry in entries {
            let own = languages.contains(entry.term.language) ? entry.weight : entry.translation?.weight ?? 0
            let weight = Float(entry.count) * own
            if let alternative = entry.alternative {
                words[alternative, default: 0] += weight
            } else {
                single += weight
            }
        }
        var best: [Int: Float] = [:]
        for (alternative, weight) in words { best[alternative.word] = max(best[alternative.word] ?? 0, weight) }
        let sum = best.sorted { $0.key < $1.key }.reduce(single) { $0 + $1.value }
        return sum * (LexicalScorer.k1 + 1)
    }

    /// What each term that the model knows adds to the dot product of ``vector`` with a paper's vector.
    func spaceContributions(to vector: [Float], _ model: LatentSemanticModel?) -> [TermContribution] {
        guard let model else { return [] }
        return texts.flatMap { text in
            zip(text.counts, model.contributions(of: text.counts, to: vector)).map { entry, share in
                TermContribution(
                    term: Term(model.weights.terms.text(Int(entry.id)), model.weights.languages[Int(entry.id)]),
                    lexical: 0, semantic: share * text.share)
            }
        }
    }
}
