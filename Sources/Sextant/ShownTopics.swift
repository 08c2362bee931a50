import Corpus
import Digests
import IndexStore
import Retrieval
import TopicModeling

/// The topics that were shown last: which papers they are of, and how many were asked for.
public struct ShownTopics: Sendable, Equatable {
    /// The papers.
    public internal(set) var filter = PaperFilter()
    /// How many topics.
    public internal(set) var count = TopicParameters.Count.automatic

    /// For people: `month 2026-01, k 20`; empty for all papers and as many topics as there are.
    public var description: String {
        TopicView(filter, count).text.split(separator: "\n").filter { $0 != "auto" }.joined(separator: ", ")
    }

    /// Reads what ``TopicView`` writes; nil for anything else.
    init?(_ view: String) {
        for line in view.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            let value = parts.count == 2 ? parts[1] : ""
            switch parts[0] {
            case "category": filter.categories.append(value)
            case "author": filter.authors.append(value)
            case "since": filter.since = Day(value)
            case "until": filter.until = Day(value)
            case "month": filter.month = Month(value)
            case "k": count = Int(value).map { .fixed($0) } ?? .automatic
            default: continue
            }
        }
        guard TopicView(filter, count).text == view else { return nil }
    }
}

extension Library {
    /// The topics that were shown last, which is what a topic's number alone means; nil when none were.
    public var shownTopics: ShownTopics? { corpus.snapshot.metadata[TopicView.shownKey].flatMap { ShownTopics($0) } }
}
