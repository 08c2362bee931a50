import Clustering
import SystemSupport

/// The phrases that set topics apart, scored.
struct TopicTerms: Sendable {
    /// A phrase of a topic.
    struct Candidate: Sendable {
        let phrase: Int
        let score: Double
        /// How much more often the topic's papers use it than others.
        let lift: Double
        /// The share of the topic's papers that use it.
        let coverage: Double
        /// How close it lies to the topic, in 0...1 (``TopicSpace``).
        var closeness = 1.0
        /// Both together: what sets a topic apart by counts need not be what it is about.
        var weight: Double { score * closeness }
    }

    /// Candidates kept for each topic and script.
    private static let most = 60
    /// The share of a topic's papers that must use a phrase, and the number that suffices in large topics.
    private static let leastCoverage = 0.05
    private static let mostRequired = 20
    /// What others use nearly as often sets nothing apart.
    private static let leastLift = 2.0

    /// The candidates of one topic by script, best first; equal scores by phrase.
    struct Candidates: Sendable {
        var latin: [Candidate] = []
        var han: [Candidate] = []
    }

    /// Topics whose candidates are found by one call.
    private static let topicsPerBlock = 8

    /// The candidates of each topic.
    ///
    /// The score is coverage · log(coverage / share of the other papers that use it): the topic's term of the
    /// Kullback-Leibler divergence, high for what many of its papers say and few others do.
    ///
    /// - Parameter pile: The documents that the topics are told apart in, ascending: all, or those of the topic whose parts
    ///   are named.
    static func candidates(
        _ members: [[Int]], in pile: [Int], _ table: PhraseTable, allowed: [Bool], threads: Int
    ) -> [Candidates] {
        var uses = table.phrases.map { Int32($0.documents) }
        if pile.count < table.byDocument.count {
            for phrase in uses.indices { uses[phrase] = 0 }
            for document in pile { for phrase in table.byDocument[document] { uses[Int(phrase)] += 1 } }
        }
        let size = topicsPerBlock
        return parallelMap(count: (members.count + size - 1) / size, threads: threads) { [uses] block in
            var counts = [Int32](repeating: 0, count: uses.count)
            return members[block * size..<min(members.count, (block + 1) * size)].map {
                candidates(of: $0, uses, of: pile.count, table, allowed: allowed, &counts)
            }
        }.flatMap { $0 }
    }

    /// - Parameters:
    ///   - documents: The topic's.
    ///   - uses: How many of the pile's `total` documents use each phrase.
    ///   - counts: A zero for each phrase, before and after.
    private static func candidates(
        of documents: [Int], _ uses: [Int32], of total: Int, _ table: PhraseTable, allowed: [Bool],
        _ counts: inout [Int32]
    ) -> Candidates {
        var touched: [Int] = []
        for document in documents {
            for phrase in table.byDocument[document] {
                if counts[Int(phrase)] == 0 { touched.append(Int(phrase)) }
                counts[Int(phrase)] += 1
            }
        }
        var found = Candidates()
        let required = min(mostRequired, max(min(2, documents.count), Int(leastCoverage * Double(documents.count))))
        for phrase in touched {
            let count = Int(counts[phrase])
            counts[phrase] = 0
            guard count >= required, allowed[phrase] else { continue }
            let coverage = Double(count) / Double(documents.count)
            let lift = coverage / shareOutside(Int(uses[phrase]) - count, of: total - documents.count, total)
            guard lift >= leastLift else { continue }
            let candidate = Candidate(
                phrase: phrase, score: coverage * naturalLogarithm(lift), lift: lift, coverage: coverage)
            if table.phrases[phrase].isHan { found.han.append(candidate) } else { found.latin.append(candidate) }
        }
        return Candidates(latin: best(found.latin), han: best(found.han))
    }

    private static func best(_ candidates: [Candidate]) -> [Candidate] {
        Array(candidates.sorted { ($1.score, $0.phrase) < ($0.score, $1.phrase) }.prefix(most))
    }

    /// The share of the papers outside a topic that use a phrase, smoothed: what is rare in the whole pile is no mark of
    /// a topic for being rare.
    private static func shareOutside(_ uses: Int, of documents: Int, _ total: Int) -> Double {
        let smoothing = 0.5 + 0.002 * Double(total)
        return (Double(uses) + smoothing) / (Double(documents) + 2 * smoothing)
    }
}
