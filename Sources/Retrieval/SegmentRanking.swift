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
        /// The best by words.
        var worded: [(index: Int, score: Float)] = []
        /// The nearest in the latent space; none when it is not asked.
        var nearest: [(index: Int, score: Float)] = []
        /// No other is nearer.
        var limit: Float = 0
    }

    /// As many papers with the best words tell how near the nearest are at least. Of 10 to 50: with more, fewer others have
    /// to be compared; with fewer, fewer are found to be the nearest.
    private static let nearWords = 40

    private let segment: PaperSegment
    /// How many of the best are found.
    private var depth = 0
    /// `nil` when words are not asked.
    private let lexical: WordScores?
    /// What the dot products of rows are taken with; empty until ``findNearest(_:to:depth:)``, or when the latent space
    /// is not asked.
    private var target: [Float] = []
    private var groups: [Group]
    /// The rows that may be reference papers, by their languages of the query: a bit for each.
    private let referenceRows: [(languages: LanguageSet, members: [UInt64])]
    private let threads: Int
    /// How many papers there are to choose from.
    let choice: Int
    /// How many of them have a word of the query.
    var wordedChoice: Int { groups.reduce(0) { $0 + (lexical?.count(among: $1.members) ?? 0) } }

    /// The scores by words of a segment.
    ///
    /// - Parameters:
    ///   - rows: The rows to choose from.
    ///   - referenceRows: The rows that may be reference papers, `rows` among them.
    init(
        _ terms: QueryTerms, segment index: Int, rows: RowSet, referenceRows: RowSet, mode: SearchMode,
        statistics: CorpusStatistics, threads: Int
    ) {
        let segment = statistics.corpus.segments[index]
        self.segment = segment
        self.threads = threads
        let allowed = rows.words(rowCount: segment.rowCount)
        let references = referenceRows.words(rowCount: segment.rowCount)
        let lexical =
            mode == .semantic
            ? nil
            : LexicalScorer(statistics: statistics).scores(
                terms, segment: index, allowed: references, threads: threads)
        self.lexical = lexical
        func members(of rows: [UInt64]) -> [(languages: LanguageSet, members: [UInt64])] {
            var members: [LanguageSet: [UInt64]] = [:]
            for (set, having) in zip(LanguageSet.all, statistics.languageRows[index]) where !having.isEmpty {
                let both = zip(rows, having.words(rowCount: segment.rowCount)).map { $0 & $1 }
                let languages = mode == .hybrid ? set.intersection(terms) : LanguageSet.all[0]
                members[languages] = zip(members[languages] ?? both, both).map { $0 | $1 }
            }
            return members.sorted { $0.key.index < $1.key.index }.map { ($0.key, $0.value) }
        }
        groups = members(of: allowed).map { Group(languages: $0, members: $1) }
        self.referenceRows = mode == .hybrid ? members(of: references) : []
        choice = rows.count
    }

    /// The best reference papers of the segment by words.
    ///
    /// - Parameter factors: Those of papers with just the languages of each ``LanguageSet`` of the query's.
    func references(_ factors: [ScoreFactors]) -> [(row: Int, lexical: Float)] {
        var best = TopK(k: RelevanceFeedback.referenceCount)
        guard let lexical else { return [] }
        for (languages, members) in referenceRows {
            let factor = factors[languages.index].lexical
            for (row, score) in Self.best(RelevanceFeedback.referenceCount, lexical, among: members) {
                best.insert(score: factor * score, index: row)
            }
        }
        return best.sorted.map { ($0.index, $0.score) }
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

    /// Finds the best by words of each segment, and the nearest to a vector in the latent space.
    ///
    /// Those of papers with the best words that are near are papers too: the nearest are no less near.
    ///
    /// - Parameters:
    ///   - target: Empty when the latent space is not asked.
    ///   - depth: How many of the best will be asked for.
    static func findNearest(_ segments: inout [SegmentRanking], to target: [Float], depth: Int) {
        for index in segments.indices { segments[index].aim(at: target, depth: depth) }
        guard !target.isEmpty else { return }
        let least = LanguageSet.all.map { set in
            var best = TopK(k: nearWords)
            for segment in segments {
                for group in segment.groups where group.languages == set {
                    for item in group.worded {
                        best.insert(score: segment.semanticScore(item.index) ?? 0, index: item.index)
                    }
                }
            }
            return best.threshold
        }
        for index in segments.indices { segments[index].findNearest(least: least) }
    }

    private mutating func aim(at target: [Float], depth: Int) {
        self.target = target
        self.depth = depth
        guard let lexical else { return }
        for index in groups.indices { groups[index].worded = Self.best(depth, lexical, among: groups[index].members) }
    }

    private mutating func findNearest(least: [Float]) {
        for index in groups.indices {
            groups[index] = nearest(groups[index], least: least[groups[index].languages.index])
        }
    }

    /// A group with its nearest papers, of those whose cosine is not less than `least`.
    private func nearest(_ group: Group, least: Float) -> Group {
        guard let searchable = segment.searchableRows else { return group }
        var group = group
        group.nearest = certifiedTopK(
            query: target.span, in: searchable, k: depth, allowed: group.members.span, least: least, threads: threads)
        group.limit = group.nearest.count < depth ? least : group.nearest.last?.score ?? least
        return group
    }

    /// A row's score by words; `nil` when words are not asked.
    func lexicalScore(_ row: Int) -> Float? { lexical?[row] }
    /// A row's dot product with the target; `nil` when the latent space is not asked.
    func semanticScore(_ row: Int) -> Float? {
        target.isEmpty ? nil : segment.withVector(row) { dot($0, target.span) }
    }

    /// The best rows that score above zero, best first.
    ///
    /// - Parameters:
    ///   - factors: Those of papers with just the languages of each ``LanguageSet`` of the query's.
    ///   - least: Rows that score less may be left out.
    func best(_ factors: [ScoreFactors], least: Float) -> [(index: Int, score: Float)] {
        let best = best(factors, among: groups, least: least)
        var isEnough = true
        let groups = groups.map { group in
            let bound = factors[group.languages.index].evidence(lexical: 0, semantic: group.limit)
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
                offer(item.index, factors.evidence(lexical: lexical?[item.index] ?? 0, semantic: item.score))
                compared.insert(item.index)
            }
            // The best by words set a threshold that few of the others reach.
            for item in group.worded where !compared.contains(item.index) {
                offer(item.index, factors.evidence(lexical: item.score, semantic: semanticScore(item.index) ?? 0))
                compared.insert(item.index)
            }
        }
        var open = bounds(factors, groups, except: compared, threshold: max(least, best.threshold))
        // The most promising first, so that few of the others can still be among the best.
        var first = TopK(k: depth)
        for index in open.indices { first.insert(score: open[index].bound, index: index) }
        for index in first.sorted.map(\.index) + open.indices where open[index].bound >= max(least, best.threshold) {
            let (row, factors) = (open[index].row, open[index].factors)
            offer(row, factors.evidence(lexical: lexical?[row] ?? 0, semantic: semanticScore(row) ?? 0))
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
            guard factors.lexical > 0 else { continue }
            // What is far below the threshold is told by one comparison; the rounding of the bound is not of its size.
            let least = 0.999 * (threshold - factors.evidence(lexical: 0, semantic: group.limit)) / factors.lexical
            lexical?.forEach(above: max(0, least), among: group.members) { row, score, _ in
                let bound = factors.evidence(lexical: score, semantic: group.limit)
                if bound >= threshold, !compared.contains(row) { open.append((row, factors, bound)) }
            }
        }
        return open
    }
}
