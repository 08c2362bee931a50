/// Relevance judgments: for each query, the documents judged relevant and how relevant they are.
///
/// The name is TREC's: query relevances.
public struct QRels: Sendable, Equatable {
    /// The gain of every relevant document by query; no gain is below 1, and no query is without a relevant document.
    public let gains: [String: [String: Int]]

    /// Keeps the judgments that say "relevant".
    ///
    /// - Parameter gains: The gain of each judged document by query. A gain of 0 or less means "not relevant" and is
    ///   dropped; a query left with no relevant document is dropped too, for no ranking of it is better than another.
    public init(_ gains: [String: [String: Int]]) {
        self.gains = gains.compactMapValues { judged in
            let relevant = judged.filter { $0.value > 0 }
            return relevant.isEmpty ? nil : relevant
        }
    }

    /// The judged queries, sorted.
    public var queries: [String] { gains.keys.sorted() }

    /// What the judgments say about one ranking.
    ///
    /// - Parameters:
    ///   - query: The query's ID.
    ///   - documents: Document IDs, best first. A repeated ID counts at its first rank alone.
    /// - Returns: `nil` for a query without relevant documents.
    /// - Complexity: O(r log r + n) for r relevant and n ranked documents.
    public func judge(_ query: String, ranking documents: [String]) -> JudgedRanking? {
        guard let relevant = gains[query] else { return nil }
        var seen: Set<String> = []
        let ranked = documents.filter { seen.insert($0).inserted }
        return JudgedRanking(gains: ranked.map { relevant[$0, default: 0] }, relevant: Array(relevant.values))
    }
}

/// One ranking seen through the judgments: gains in place of documents.
public struct JudgedRanking: Sendable, Equatable {
    /// The gain at each rank, best rank first; 0 where the document is not relevant.
    public let gains: [Int]
    /// The gains of all relevant documents, found or not, in descending order.
    public let relevant: [Int]

    /// - Parameters:
    ///   - gains: The gain at each rank, not negative.
    ///   - relevant: The gains of all relevant documents in any order, all above 0.
    public init(gains: [Int], relevant: [Int]) {
        precondition(gains.allSatisfy { $0 >= 0 }, "a gain is not negative")
        precondition(relevant.allSatisfy { $0 > 0 }, "a relevant document has a gain above 0")
        self.gains = gains
        self.relevant = relevant.sorted(by: >)
    }
}
