import Corpus
import IndexStore
import VectorKernels
import Vocab

/// The best papers of one segment for a query, found without comparing every paper with it in the latent space.
///
/// Papers that have text in the same languages of the query have the same factors. The nearest of them in the latent
/// space are found by ``certifiedTopK(query:in:k:allowed:threads:)``. A paper that is not among these is no nearer than the
/// last of them, which bounds its score from above; it is compared with the query only when that bound, with its score by
/// words, reaches the best found so far (the threshold algorithm: Fagin, Lotem and Naor 2003). Where the bound of papers
/// without words of the query reaches the best, more of the nearest are found. Sums and products of floats are
/// monotonic, so the bound holds to the last bit, and the result is that of a full scan.
struct SegmentRanking {
    /// The papers that have text in the same languages of the query.
    private struct Group {
        let languages: LanguageSet
        /// A bit for each row.
        let members: [UInt64]
        /// The best by words.
        let worded: [(index: Int, score: Float)]
        /// The nearest in the latent space; none when it is not asked.
        var nearest: [(index: Int, score: Float)]
    }

    /// How many of the nearest are found at first where words are asked too: few questions need more.
    private static let firstNearest = 10

    private let segment: PaperSegment
    private let query: [Float]
    private let depth: Int
    /// The score of each row by words: 0 where it has none, or is not to be chosen; empty when words are not asked.
    private let lexical: [Float]
    private let groups: [Group]
    private let firstDepth: Int
    private let threads: Int
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
        self.threads = threads
        let firstDepth = mode == .hybrid ? min(depth, Self.firstNearest) : depth
        self.firstDepth = firstDepth
        let words = rows.words(rowCount: segment.rowCount)
        lexical =
            mode == .semantic
            ? [] : LexicalScorer(statistics: statistics).scores(terms, segment, allowed: words, threads: threads)
        var members: [LanguageSet: [UInt64]] = [:]
        for (set, having) in zip(LanguageSet.all, statistics.languageRows[index]) where !having.isEmpty {
            let both = zip(words, having.words(rowCount: segment.rowCount)).map { $0 & $1 }
            let languages = mode == .hybrid ? set.intersection(terms) : LanguageSet.all[0]
            members[languages] = zip(members[languages] ?? both, both).map { $0 | $1 }
        }
        let (scores, query, searchable) = (lexical, query, query.isEmpty ? nil : segment.searchableRows)
        groups = members.sorted { $0.key.index < $1.key.index }.map { languages, members in
            Group(
                languages: languages, members: members,
                worded: Self.best(depth, scores, among: members),
                nearest: searchable.map {
                    certifiedTopK(query: query.span, in: $0, k: firstDepth, allowed: members.span, threads: threads)
                } ?? [])
        }
        choice = query.isEmpty ? lexical.count { $0 > 0 } : rows.count
    }

    /// The best `count` of the rows that score above zero, among those whose bit is set.
    private static func best(_ count: Int, _ scores: [Float], among members: [UInt64]) -> [(index: Int, score: Float)] {
        var best = TopK(k: count)
        var least: Float = 0
        for row in scores.indices where scores[row] > least && members[row / 64] >> UInt64(row % 64) & 1 == 1 {
            best.insert(score: scores[row], index: row)
            least = max(0, best.threshold)
        }
        return best.sorted
    }

    /// The best score by words among the papers with just these of the query's languages; 0 when there is none.
    func bestLexical(_ languages: LanguageSet) -> Float {
        groups.first { $0.languages == languages }?.worded.first?.score ?? 0
    }
    /// The best cosine; 0 when there is none.
    var bestSemantic: Float { max(0, groups.compactMap(\.nearest.first?.score).max() ?? 0) }

    /// A row's score by words; `nil` when words are not asked.
    func lexicalScore(_ row: Int) -> Float? { lexical.isEmpty ? nil : lexical[row] }
    /// A row's cosine; `nil` when the latent space is not asked.
    func semanticScore(_ row: Int) -> Float? { query.isEmpty ? nil : segment.withVector(row) { dot($0, query.span) } }

    /// The best rows that score above zero, best first.
    ///
    /// - Parameter factors: Those of papers with just the languages of each ``LanguageSet`` of the query's.
    func best(_ factors: [ScoreFactors]) -> [(index: Int, score: Float)] {
        let best = best(factors, among: groups)
        guard let searchable = segment.searchableRows, firstDepth < depth else { return best.sorted }
        var isEnough = true
        let groups = groups.map { group in
            guard group.nearest.count == firstDepth, let last = group.nearest.last,
                factors[group.languages.index].score(lexical: 0, semantic: last.score) >= best.threshold
            else { return group }
            isEnough = false
            var group = group
            group.nearest = certifiedTopK(
                query: query.span, in: searchable, k: depth, allowed: group.members.span, threads: threads)
            return group
        }
        return isEnough ? best.sorted : self.best(factors, among: groups).sorted
    }

    private func best(_ factors: [ScoreFactors], among groups: [Group]) -> TopK {
        var best = TopK(k: depth)
        func offer(_ row: Int, _ score: Float) {
            if score > 0 { best.insert(score: score, index: row) }
        }
        var left = lexical
        for group in groups {
            let factors = factors[group.languages.index]
            for item in group.nearest {
                offer(item.index, factors.score(lexical: lexicalScore(item.index) ?? 0, semantic: item.score))
                if !left.isEmpty { left[item.index] = 0 }
            }
            // The best by words set a threshold that few of the others reach.
            for item in group.worded where left[item.index] > 0 {
                offer(item.index, factors.score(lexical: item.score, semantic: semanticScore(item.index) ?? 0))
                left[item.index] = 0
            }
        }
        var open = bounds(of: left, factors, groups, threshold: best.threshold)
        // The most promising first, so that few of the others can still be among the best.
        var first = TopK(k: depth)
        for index in open.indices { first.insert(score: open[index].bound, index: index) }
        for index in first.sorted.map(\.index) + open.indices where open[index].bound >= best.threshold {
            let (row, factors) = (open[index].row, open[index].factors)
            offer(row, factors.score(lexical: lexical[row], semantic: semanticScore(row) ?? 0))
            // Reaches no threshold, so that none is offered twice.
            open[index].bound = .nan
        }
        return best
    }

    /// The most that rows with words can score that are not among the nearest, of those that reach a threshold.
    private func bounds(
        of scores: [Float], _ factors: [ScoreFactors], _ groups: [Group], threshold: Float
    ) -> [(row: Int, factors: ScoreFactors, bound: Float)] {
        var open: [(row: Int, factors: ScoreFactors, bound: Float)] = []
        // Where there are fewer nearest ones than were asked for, all have been compared.
        for group in groups where query.isEmpty || group.nearest.count >= firstDepth {
            let factors = factors[group.languages.index]
            let nearness = group.nearest.last?.score ?? 0
            // What is far below the threshold is told by one comparison; the rounding of the bound is not of its size.
            let least = max(0, 0.999 * (threshold - factors.score(lexical: 0, semantic: nearness)) / factors.lexical)
            for row in scores.indices
            where scores[row] > least && group.members[row / 64] >> UInt64(row % 64) & 1 == 1 {
                let bound = factors.score(lexical: scores[row], semantic: nearness)
                if bound >= threshold { open.append((row, factors, bound)) }
            }
        }
        return open
    }
}
