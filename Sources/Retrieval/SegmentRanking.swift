import Corpus
import IndexStore
import VectorKernels
import Vocab

/// The best papers of one segment for a query, found without comparing every paper with it in the latent space.
///
/// Papers of one ``LanguageSet`` have the same factors. So among those that have no word of the query, only the nearest
/// in the latent space can be among the best: these are found by ``certifiedTopK(query:in:k:allowed:threads:)``, as
/// many as the best asked for. A paper that is not among them is no nearer than the last of them, which bounds its score
/// from above; it is compared with the query only when that bound, with its score by words, reaches the best found so
/// far (the threshold algorithm: Fagin, Lotem and Naor 2003). Sums and products of floats are monotonic, so the bound
/// holds to the last bit, and the result is that of a full scan.
struct SegmentRanking {
    /// The nearest papers among those of the same share in the query's languages.
    private struct Group {
        let share: Float
        /// A bit for each row.
        let members: [UInt64]
        let nearest: [(index: Int, score: Float)]
    }

    private let segment: PaperSegment
    private let query: [Float]
    private let depth: Int
    /// The score of each row by words: 0 where it has none, or is not to be chosen; empty when words are not asked.
    private let lexical: [Float]
    private let groups: [Group]
    /// How many papers there are to choose from.
    let choice: Int

    /// - Parameters:
    ///   - rows: The rows to choose from.
    ///   - depth: How many of the best will be asked for.
    init(
        _ terms: QueryTerms, segment index: Int, rows: RowSet, mode: SearchMode, depth: Int,
        statistics: CorpusStatistics, threads: Int
    ) {
        segment = statistics.corpus.segments[index]
        query = mode != .lexical && terms.hasPlace ? terms.vector : []
        self.depth = depth
        let words = rows.words(rowCount: segment.rowCount)
        lexical = mode == .semantic ? [] : LexicalScorer(statistics: statistics).scores(terms, segment, allowed: words)
        guard !query.isEmpty, let searchable = segment.searchableRows else {
            choice = lexical.count { $0 > 0 }
            groups = []
            return
        }
        choice = rows.count
        let shares = mode == .hybrid ? terms.languageShares : terms.languageShares.map { _ in 0 }
        var members: [Float: [UInt64]] = [:]
        for (set, having) in zip(LanguageSet.all, statistics.languageRows[index]) where !having.isEmpty {
            let both = zip(words, having.words(rowCount: segment.rowCount)).map { $0 & $1 }
            members[set.share(of: shares)] = zip(members[set.share(of: shares)] ?? both, both).map { $0 | $1 }
        }
        let place = query
        groups = members.sorted { $0.key < $1.key }.map { share, members in
            Group(
                share: share, members: members,
                nearest: certifiedTopK(
                    query: place.span, in: searchable, k: depth, allowed: members.span, threads: threads))
        }
    }

    /// The best score by words; 0 when there is none.
    var bestLexical: Float { lexical.max() ?? 0 }
    /// The best cosine; 0 when there is none.
    var bestSemantic: Float { max(0, groups.compactMap(\.nearest.first?.score).max() ?? 0) }

    /// A row's score by words; `nil` when words are not asked.
    func lexicalScore(_ row: Int) -> Float? { lexical.isEmpty ? nil : lexical[row] }
    /// A row's cosine; `nil` when the latent space is not asked.
    func semanticScore(_ row: Int) -> Float? { query.isEmpty ? nil : segment.withVector(row) { dot($0, query.span) } }

    /// The best rows that score above zero, best first.
    ///
    /// - Parameter factors: Those of a paper, by the share of the query that is in its languages.
    func best(_ factors: (_ share: Float) -> ScoreFactors) -> [(index: Int, score: Float)] {
        var best = TopK(k: depth)
        func offer(_ row: Int, _ score: Float) {
            if score > 0 { best.insert(score: score, index: row) }
        }
        var left = lexical
        for group in groups {
            let factors = factors(group.share)
            for item in group.nearest {
                offer(item.index, factors.score(lexical: lexicalScore(item.index) ?? 0, semantic: item.score))
                if !left.isEmpty { left[item.index] = 0 }
            }
        }
        guard !groups.isEmpty else {
            let factors = factors(0)
            for row in left.indices where left[row] > 0 { offer(row, factors.score(lexical: left[row], semantic: 0)) }
            return best.sorted
        }
        var open = bounds(of: left, factors, threshold: best.threshold)
        // The most promising first, so that few of the others can still be among the best.
        var first = TopK(k: depth)
        for index in open.indices { first.insert(score: open[index].bound, index: index) }
        for index in first.sorted.map(\.index) + open.indices where open[index].bound >= best.threshold {
            let (row, factors) = (open[index].row, open[index].factors)
            offer(row, factors.score(lexical: lexical[row], semantic: semanticScore(row) ?? 0))
            open[index].bound = -.infinity
        }
        return best.sorted
    }

    /// The most that rows with words can score that are not among the nearest, of those that reach a threshold.
    private func bounds(
        of scores: [Float], _ factors: (_ share: Float) -> ScoreFactors, threshold: Float
    ) -> [(row: Int, factors: ScoreFactors, bound: Float)] {
        var open: [(row: Int, factors: ScoreFactors, bound: Float)] = []
        for group in groups {
            // Where there are fewer than were asked for, all have been compared.
            guard group.nearest.count == depth, let last = group.nearest.last else { continue }
            let factors = factors(group.share)
            for row in scores.indices where scores[row] > 0 && group.members[row / 64] >> UInt64(row % 64) & 1 == 1 {
                let bound = factors.score(lexical: scores[row], semantic: last.score)
                if bound >= threshold { open.append((row, factors, bound)) }
            }
        }
        return open
    }
}
