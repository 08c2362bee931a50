import Corpus
import IndexStore
import SystemSupport
import TopicModeling

/// Topics by the IDs of their papers, as the index keeps them.
struct StoredTopics {
    private var topics: [KeptTopics.Entry] = []
    private var nextNumber = 1
    private var clusters = 0
    /// By the number of the topic.
    private var parts: [Int: KeptTopics.Parts] = [:]
    /// The topic of each paper, and its part.
    private var places: [String: Place] = [:]

    /// A topic, or a part of one: `7`, `7.2`.
    fileprivate struct Place: Hashable {
        let topic: Int
        let part: Int?

        init(_ topic: Int, part: Int? = nil) {
            self.topic = topic
            self.part = part
        }

        /// Nil for what is neither.
        init?(_ text: String) {
            let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { StoredTopics.number($0) }
            guard let topic = numbers[0], numbers.count == 1 || numbers.count == 2 && numbers[1] != nil else {
                return nil
            }
            self.init(topic, part: numbers.count == 2 ? numbers[1] : nil)
        }

        var text: String { part.map { "\(topic).\($0)" } ?? "\(topic)" }
    }

    /// As a topic model wants them: the places of some papers.
    func kept(for ids: [String]) -> KeptTopics {
        KeptTopics(
            topics: topics, numbers: ids.map { places[$0]?.topic }, nextNumber: nextNumber, clusters: clusters,
            parts: parts,
            partNumbers: ids.map { places[$0]?.part })
    }
}

extension StoredTopics {
    /// Reads the topics of a view; nil when there are none. What makes no sense is passed over.
    init?(_ view: TopicView, in snapshot: IndexSnapshot) throws(IndexError) {
        guard let stored = try view.segment(in: snapshot) else { return nil }
        var entries: [Place: KeptTopics.Entry] = [:]
        var nextParts: [Int: Int] = [:]
        let column = try stored.texts("text")
        for index in 1..<max(1, column.count) {
            let fields = column.text(index).split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
            switch fields.count {
            case 1: nextNumber = Self.number(fields[0]) ?? nextNumber
            case 2:
                guard let place = Place(fields[1]), entries[Place(place.topic)] != nil else { continue }
                places[fields[0]] = entries[place] == nil ? Place(place.topic) : place
            case 3:
                if let topic = Self.number(fields[0]) { nextParts[topic] = Self.number(fields[2]) }
                if fields[1] == "clusters" { clusters = min(Self.number(fields[2]) ?? 0, Self.mostClusters) }
            case 4:
                guard let place = Place(fields[0]), let size = Int(fields[1]), entries[place] == nil else { continue }
                entries[place] = KeptTopics.Entry(
                    number: place.part ?? place.topic, label: fields[2],
                    chineseLabel: fields[3].isEmpty ? nil : fields[3],
                    sizeWhenMade: max(0, min(size, Int(Int32.max))))
            default: continue
            }
        }
        topics = entries.filter { $0.key.part == nil }.map(\.value).sorted { $0.number < $1.number }
        nextNumber = max(nextNumber, (topics.last?.number ?? 0) + 1)
        let divided = Dictionary(grouping: entries.filter { $0.key.part != nil }, by: \.key.topic)
        for topic in topics {
            guard let own = divided[topic.number]?.map(\.value).sorted(by: { $0.number < $1.number }) else { continue }
            let next = max(nextParts[topic.number] ?? 1, (own.last?.number ?? 0) + 1)
            parts[topic.number] = KeptTopics.Parts(entries: own, nextNumber: next)
        }
    }

    /// No run makes more: what a damaged segment says is bounded.
    private static let mostClusters = 1 << 16

    /// A number that a topic can have.
    fileprivate static func number(_ text: some StringProtocol) -> Int? {
        Int(text).flatMap { $0 > 0 && $0 < Int(Int32.max) ? $0 : nil }
    }

    /// Topics as a segment has them: the view, the next number, the clusters, a line for each topic and part, a line for each paper, with
    /// NULs between fields.
    static func column(_ kept: KeptTopics, ids: [String], _ view: TopicView) -> TextColumn {
        var lines = [view.text, String(kept.nextNumber), "\0clusters\0\(kept.clusters)"]
        for topic in kept.topics {
            lines.append(line(topic, at: Place(topic.number)))
            guard let parts = kept.parts[topic.number] else { continue }
            lines.append("\(topic.number)\0parts\0\(parts.nextNumber)")
            lines += parts.entries.map { line($0, at: Place(topic.number, part: $0.number)) }
        }
        for (index, id) in ids.enumerated() {
            guard let number = kept.numbers[index] else { continue }
            lines.append("\(id)\0\(Place(number, part: kept.partNumbers[index]).text)")
        }
        return TextColumn(lines)
    }

    private static func line(_ entry: KeptTopics.Entry, at place: Place) -> String {
        "\(place.text)\0\(entry.sizeWhenMade)\0\(entry.label)\0\(entry.chineseLabel ?? "")"
    }
}
