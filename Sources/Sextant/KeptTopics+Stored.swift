import Corpus
import IndexStore
import Retrieval
import SystemSupport
import TopicModeling

/// What topics were made of: each way to ask for topics keeps its own.
struct TopicView: Equatable {
    /// The kind under which the store keeps topics.
    static let kind = "topics"
    /// The most ways that are kept; the one made first is dropped for another.
    static let most = 32

    /// Says filter and number, the same for the same.
    let text: String

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

/// Topics by the IDs of their papers, as the index keeps them.
struct StoredTopics: Equatable {
    var topics: [KeptTopics.Entry]
    /// The number of each paper's topic.
    var numbers: [String: Int]
    var nextNumber: Int

    init(_ kept: KeptTopics, ids: [String]) {
        topics = kept.topics
        nextNumber = kept.nextNumber
        numbers = [:]
        for (id, number) in zip(ids, kept.numbers) { numbers[id] = number }
    }

    /// Reads the topics of a view; nil when there are none. What makes no sense is passed over.
    init?(_ view: TopicView, in snapshot: IndexSnapshot) throws(IndexError) {
        guard let stored = try view.segment(in: snapshot) else { return nil }
        topics = []
        numbers = [:]
        var known: Set<Int> = []
        var next = 1
        let column = try stored.texts("text")
        for index in 1..<max(1, column.count) {
            let parts = column.text(index).split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2, let number = Int(parts[1]), known.contains(number) {
                numbers[parts[0]] = number
            } else if parts.count == 4, let number = Int(parts[0]), let size = Int(parts[1]), number > 0,
                number < Int(Int32.max), known.insert(number).inserted
            {
                topics.append(
                    KeptTopics.Entry(
                        number: number, label: parts[2], chineseLabel: parts[3].isEmpty ? nil : parts[3],
                        sizeWhenMade: max(0, min(size, Int(Int32.max)))))
            } else if parts.count == 1, let number = Int(parts[0]), number < Int(Int32.max) {
                next = number
            }
        }
        topics.sort { $0.number < $1.number }
        nextNumber = max(next, (topics.last?.number ?? 0) + 1)
    }

    /// As a topic model wants them: the numbers of some papers.
    func kept(for ids: [String]) -> KeptTopics {
        KeptTopics(topics: topics, numbers: ids.map { numbers[$0] }, nextNumber: nextNumber)
    }

    /// Writes the topics as a segment: the view, the next number, a line for each topic, a line for each paper, with NULs
    /// between parts.
    func write(_ view: TopicView, to writer: IndexWriter) throws(IndexError) -> NewSegment {
        let segment = try writer.makeSegment(kind: TopicView.kind)
        let lines =
            [view.text, String(nextNumber)]
            + topics.map { "\($0.number)\0\($0.sizeWhenMade)\0\($0.label)\0\($0.chineseLabel ?? "")" }
            + numbers.sorted { $0.key < $1.key }.map { "\($0.key)\0\($0.value)" }
        try segment.write("text", TextColumn(lines))
        return try segment.finish(rowCount: lines.count)
    }
}
