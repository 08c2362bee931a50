import Corpus
import IndexStore
import VectorKernels
import Vocab

/// The best papers of one segment for a query, found without comparing every paper with it in the latent space.
///
/// Papers that have text in the same languages of the query have the same factors. The nearest of them in the latent
/// space are found by ``certifiedTopK(query:in:k:allowed:least:threads:)``. A paper that is not among these is no nearer than
/// a limit, which bounds its score from above; it is compared with the query only when that bound, with its score by
/// words, reaches the best found so far (the threshold algorithm: Fagin, Lotem and Naor 2003). Where the bound of papers
/// without words of the query reaches the best, more of the nearest are found. Sums and products of floats are
/// monotonic, so the bound holds to the last bit, and the result is that of a full scan.
struct SegmentRanking {
    /// The papers that have text in the same languages of the query.
    private struct Group {
        let languages: LanguageSet
        /// A bit for each row.
        let members: [UInt64]
        /// The best by words, with their cosines; those are 0 when the latent space is not asked.
        let worded: [(index: Int, score: Float, cosine: Float)]
        /// The nearest in the latent space; none when it is not asked.
        var nearest: [(index: Int, score: Float)] = []
        /// No other is nearer.
        var limit: Float = 0
    }

    /// As many papers with the best words tell how near the nearest are at least. Of 10 to 50: with more, fewer others have
    /// to be compared; with fewer, fewer are found to be the nearest.
    private static let nearWords = 40

    private let segment: PaperSegment
    private let query: [Float]
    private let depth: Int
    /// `nil` when words are not asked.
    private let lexical: WordScores?
    private var groups: [Group]
    private let threads: Int
    /// How many papers there are to choose from.
    let choice: Int

    /// The best by words of a segment.
    ///
    /// - Parameters:
    ///   - rows: The rows to choose from.
    ///   - depth: How many of the best will be asked for.
    init(
        _ terms: QueryTerms, segment index: Int, rows: RowSet, mode: SearchMode, depth: Int,
        statistics: CorpusStatistics, threads: Int
    ) {
        let segment = statistics.corpus.segments[index]
        let query = mode != .lexical && terms.hasPlace ? terms.vector : []
        self.segment = segment
        self.query = query
        self.depth = depth
        self.threads = threads
        let words = rows.words(rowCount: segment.rowCount)
        let lexical =
            mode == .semantic
            ? nil
            : LexicalScorer(statistics: statistics).scores(terms, segment: index, allowed: words, threads: threads)
        self.lexical = lexical
        var members: [LanguageSet: [UInt64]] = [:]
        for (set, having) in zip(LanguageSet.all, statistics.languageRows[index]) where !having.isEmpty {
            let both = zip(words, having.words(rowCount: segment.rowCount)).map { $0 & $1 }
            let languages = mode == .hybrid ? set.intersection(terms) : LanguageSet.all[0]
            members[languages] = zip(members[languages] ?? both, both).map { $0 | $1 }
        }
        groups = members.sorted { $0.key.index < $1.key.index }.map { languages, members in
            let best = lexical.map { Self.best(depth, $0, among: members) } ?? []
            return Group(
                languages: languages, members: members,
                worded: best.map { ($0.index, $0.score, Self.cosine(query, segment, $0.index) ?? 0) })
        }
        choice = query.isEmpty ? lexical?.count ?? 0 : rows.count
    }

    /// The best `count` of the rows that score above zero, among those whose bit is set.
    private static func best(
        _ count: Int, _ scores: WordScores, among members: [UInt64]
    ) -> [(index: Int, score: Float)] {
        var best = TopK(k: count)
        scores.forEach(above: 0, among: members) { row, score, limit in
            best.insert(score: score, index: row)
            limit = max(0, best.threshold)
        }
        return best.sorted
    }

    /// The cosine of a row; `nil` when the latent space is not asked.
    private static func cosine(_ query: [Float], _ segment: PaperSegment, _ row: Int) -> Float? {
        query.isEmpty ? nil : segment.withVector(row) { dot($0, query.span) }
    }

    /// Finds the nearest of each segment in the latent space.
    ///
    /// Those of papers with the best words that are near are papers too: the nearest are no less near.
    static func findNearest(_ segments: inout [SegmentRanking]) {
        let least = LanguageSet.all.map { set in
            var best = TopK(k: nearWords)
            for group in segments.flatMap(\.groups) where group.languages == set {
                for item in group.worded { best.insert(score: item.cosine, index: item.index) }
            }
            return best.threshold
        }
        for index in segments.indices { segments[index].findNearest(least: least) }
    }

    private mutating func findNearest(least: [Float]) {
        guard !query.isEmpty else { return }
        for index in groups.indices {
            groups[index] = nearest(groups[index], least: least[groups[index].languages.index])
        }
    }

    /// A group with its nearest papers, of those whose cosine is not less than `least`.
    private func nearest(_ group: Group, least: Float) -> Group {
        guard let searchable = segment.searchableRows else { return group }
        var group = group
        group.nearest = certifiedTopK(
            query: query.span, in: searchable, k: depth, allowed: group.members.span, least: least, threads: threads)
        group.limit = group.nearest.count < depth ? least : group.nearest.last?.score ?? least
        return group
    }

    /// The best score by words among the papers with just these of the query's languages; 0 when there is none.
    func bestLexical(_ languages: LanguageSet) -> Float {
        groups.first { $0.languages == languages }?.worded.first?.score ?? 0
    }
    /// The best cosine; 0 when there is none.
    var bestSemantic: Float { max(0, groups.compactMap(\.nearest.first?.score).max() ?? 0) }

    /// A row's score by words; `nil` when words are not asked.
    func lexicalScore(_ row: Int) -> Float? { lexical?[row] }
    /// A row's cosine; `nil` when the latent space is not asked.
    func semanticScore(_ row: Int) -> Float? { Self.cosine(query, segment, row) }

    /// The best rows that score above zero, best first.
    ///
    /// - Parameters:
    ///   - factors: Those of papers with just the languages of each ``LanguageSet`` of the query's.
    ///   - least: Rows that score less may be left out.
    func best(_ factors: [ScoreFactors], least: Float) -> [(index: Int, score: Float)] {
        let best = best(factors, among: groups, least: least)
        var isEnough = true
        let groups = groups.map { group in
            let bound = factors[group.languages.index].score(lexical: 0, semantic: group.limit)
            // Others without words score no more than as many as are asked for.
            guard group.nearest.count < depth, bound > 0, bound >= max(least, best.threshold) else { return group }
            isEnough = false
            return nearest(group, least: -.infinity)
        }
        return isEnough ? best.sorted : self.best(factors, among: groups, least: least).sorted
    }

    private func best(_ factors: [ScoreFactors], among groups: [Group], least: Float) -> TopK {
        var best = TopK(k: depth)
        func offer(_ row: Int, _ score: Float) {
            if score > 0 { best.insert(score: score, index: row) }
        }
        // What has been compared with the query.
        var compared = RowSet()
        for group in groups {
            let factors = factors[group.languages.index]
            for item in group.nearest {
                offer(item.index, factors.score(lexical: lexical?[item.index] ?? 0, semantic: item.score))
                compared.insert(item.index)
            }
            // The best by words set a threshold that few of the others reach.
            for item in group.worded where !compared.contains(item.index) {
                offer(item.index, factors.score(lexical: item.score, semantic: item.cosine))
                compared.insert(item.index)
            }
        }
        var open = bounds(factors, groups, except: compared, threshold: max(least, best.threshold))
        // The most promising first, so that few of the others can still be among the best.
        var first = TopK(k: depth)
        for index in open.indices { first.insert(score: open[index].bound, index: index) }
        for index in first.sorted.map(\.index) + open.indices where open[index].bound >= max(least, best.threshold) {
            let (row, factors) = (open[index].row, open[index].factors)
            offer(row, factors.score(lexical: lexical?[row] ?? 0, semantic: semanticScore(row) ?? 0))
            // Reaches no threshold, so that none is offered twice.
            open[index].bound = .nan
        }
        return best
    }

    /// The most that rows with words can score that have not been compared, of those that reach a threshold.
    private func bounds(
        _ factors: [ScoreFactors], _ groups: [Group], except compared: RowSet, threshold: Float
    ) -> [(row: Int, factors: ScoreFactors, bound: Float)] {
        var open: [(row: Int, factors: ScoreFactors, bound: Float)] = []
        // Where nothing is as near as the limit, all have been compared.
        for group in groups where group.limit > -.infinity {
            let factors = factors[group.languages.index]
            // What is far below the threshold is told by one comparison; the rounding of the bound is not of its size.
            let least = 0.999 * (threshold - factors.score(lexical: 0, semantic: group.limit)) / factors.lexical
            lexical?.forEach(above: max(0, least), among: group.members) { row, score, _ in
                let bound = factors.score(lexical: score, semantic: group.limit)
                if bound >= threshold, !compared.contains(row) { open.append((row, factors, bound)) }
            }
        }
        return open
    }
}
