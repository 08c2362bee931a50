import Corpus
import IndexStore
import Retrieval
import TopicModeling

/// What topics were made of: each way to ask for topics keeps its own.
struct TopicView: Equatable {
    /// The kind under which the store keeps topics.
    static let kind = "topics"
    /// The most ways that are kept; the one made first is dropped for another.
    static let most = 32

    /// Says filter and number, the same for the same.
    let text: String

    /// The key of the metadata that says what topics were shown last.
    static let shownKey = "topics"

    init(_ filter: PaperFilter, _ count: TopicParameters.Count) {
        var parts = filter.categories.sorted().map { "category " + $0 } + filter.authors.sorted().map { "author " + $0 }
        if let since = filter.since { parts.append("since \(since)") }
        if let until = filter.until { parts.append("until \(until)") }
        if let month = filter.month { parts.append("month \(month)") }
        switch count {
        case .automatic: parts.append("auto")
        case .fixed(let count): parts.append("k \(count)")
        }
        text = parts.joined(separator: "\n")
    }

    /// The segment that keeps the topics of this view, if one does.
    func segment(in snapshot: IndexSnapshot) throws(IndexError) -> StoredSegment? {
        for stored in snapshot.segments where stored.kind == Self.kind {
            let column = try stored.texts("text")
            if column.count > 0, column.text(0) == text { return stored }
        }
        return nil
    }
}
