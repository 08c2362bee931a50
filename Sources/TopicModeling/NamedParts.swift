import LinearAlgebra
import SystemSupport

/// The parts of one topic and their names.
struct NamedParts: Sendable {
    let parts: Subtopics
    let names: TopicNames
    /// The parts of an earlier run, by number.
    let known: [Int: KeptTopics.Entry]

    /// The parts of each topic that is to be divided and can be.
    static func all(
        of clusters: TopicClusters, _ vectors: DenseMatrix, ids: [String], _ names: TopicNames, _ book: PhraseBook,
        _ parameters: TopicParameters, continuing kept: KeptTopics?, threads: Int
    ) -> [NamedParts?] {
        let divided = clusters.members.indices.filter { index in
            switch parameters.divided {
            case .none: false
            case .one(let number): clusters.numbers[index] == number
            case .all: true
            }
        }
        let threadsPerTopic = max(1, threads / max(1, divided.count))
        let found = parallelMap(count: divided.count, threads: threads) { place in
            let documents = clusters.members[divided[place]]
            return Subtopics(
                of: documents, vectors, ids: ids, seed: parameters.seed,
                continuing: kept?.parts(of: clusters.numbers[divided[place]], documents: documents),
                threads: threadsPerTopic)
        }
        let groups = zip(divided, found).compactMap { index, parts in
            parts.map {
                TopicNames.Group(
                    space: $0.space, whole: clusters.space.with(members: $0.space.members),
                    pile: clusters.members[index], taken: names.phrases[index])
            }
        }
        var partNames = TopicNames.all(groups, book, parameters, threads: threads)[...]
        var all = [NamedParts?](repeating: nil, count: clusters.members.count)
        for (index, parts) in zip(divided, found) {
            if let parts, let name = partNames.popFirst() {
                let entries = kept?.parts[clusters.numbers[index]]?.entries ?? []
                all[index] = NamedParts(
                    parts: parts, names: name,
                    known: parts.isContinued
                        ? Dictionary(uniqueKeysWithValues: entries.map { ($0.number, $0) }) : [:])
            }
        }
        return all
    }

    /// What became of the parts of all topics.
    static func changes(_ parts: [NamedParts?], _ clusters: TopicClusters) -> [TopicChange] {
        zip(clusters.numbers, parts).flatMap { number, parts in
            (parts?.parts.changes ?? []).map { .part(of: number, $0) }
        }
    }

    /// The parts as topics.
    func topics(
        of label: String, _ number: Int, _ documents: [TopicDocument], ids: [String], _ parameters: TopicParameters
    ) -> [Topic] {
        let total = parts.space.placed.count
        var labels = UniqueLabels([label] + known.values.map(\.label))
        return parts.space.members.indices.map { index in
            let members = parts.space.members[index]
            let representatives = parts.space.representatives(
                of: index, max(1, parameters.representatives), ids: ids)
            // A part that is continued keeps its name.
            let entry = known[parts.numbers[index]]
            let name = names.labels[index] ?? representatives.first.map { documents[$0.document].title } ?? ""
            return Topic(
                number: parts.numbers[index],
                label: entry?.label ?? labels.unique(name, number: "\(number).\(parts.numbers[index])"),
                chineseLabel: entry?.chineseLabel ?? names.chineseLabels[index],
                share: Double(members.count) / Double(max(1, total)),
                stability: parts.stability[index], separation: parts.separation[index], terms: names.terms[index],
                representatives: Array(representatives.prefix(parameters.representatives)),
                members: members, subtopics: [])
        }
    }
}

extension KeptTopics {
    /// What a later run needs to continue topics; parts that are not looked at now stay as they were.
    init(_ topics: [Topic], _ clusters: TopicClusters, _ parts: [NamedParts?], continuing kept: KeptTopics?) {
        var keptParts: [Int: Parts] = [:]
        var partNumbers = [Int?](repeating: nil, count: clusters.assignments.count)
        for (index, topic) in topics.enumerated() {
            if let found = parts[index]?.parts {
                keptParts[topic.number] = Parts(
                    entries: Self.entries(topic.subtopics, found.sizesWhenMade), nextNumber: found.nextNumber)
                for part in topic.subtopics {
                    for document in part.members { partNumbers[document] = part.number }
                }
            } else if let old = kept?.parts(of: topic.number, documents: topic.members) {
                keptParts[topic.number] = Parts(entries: old.topics, nextNumber: old.nextNumber)
                for (document, number) in zip(topic.members, old.numbers) { partNumbers[document] = number }
            }
        }
        self.init(
            topics: Self.entries(topics, clusters.sizesWhenMade),
            numbers: clusters.assignments.map { $0.map { clusters.numbers[$0] } }, nextNumber: clusters.nextNumber,
            clusters: clusters.clusterCount, parts: keptParts, partNumbers: partNumbers)
    }

    private static func entries(_ topics: [Topic], _ sizesWhenMade: [Int]) -> [Entry] {
        zip(topics, sizesWhenMade).map { topic, size in
            Entry(
                number: topic.number, label: topic.label, chineseLabel: topic.chineseLabel, sizeWhenMade: size)
        }.sorted { $0.number < $1.number }
    }
}

/// Labels that have been given: one that comes again gets the topic's number behind it.
struct UniqueLabels {
    private var given: Set<String>

    /// - Parameter labels: Those that are given already.
    init(_ labels: [String]) { given = Set(labels) }

    mutating func unique(_ label: String, number: String) -> String {
        let name = label.isEmpty ? "Topic \(number)" : label
        if given.insert(name).inserted { return name }
        let numbered = "\(name) (\(number))"
        given.insert(numbered)
        return numbered
    }
}
