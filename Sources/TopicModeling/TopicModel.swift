public import LinearAlgebra
import SystemSupport

/// The topics of a pile of papers.
public struct TopicModel: Sendable {
    /// By descending size.
    public let topics: [Topic]
    /// The topic of each document, as an index into ``topics``; nil for one without a vector.
    public let assignments: [Int?]
    /// How well each document fits its topic: the share of resampled runs that put it with the others of the topic, in
    /// 0...1; 0 for one without a vector.
    public let fits: [Double]
    /// Why there are this many topics, in one line.
    public let choice: String
    /// What became of the topics since the run that was continued.
    public let changes: [TopicChange]
    /// What a later run needs to continue these topics.
    public let kept: KeptTopics

    /// Below this fit, a paper is between topics: most runs put it elsewhere.
    public static let leastFit = 0.25

    /// Finds topics.
    ///
    /// - Parameters:
    ///   - documents: What the papers say, for labels and terms.
    ///   - vectors: A row for each document, neither centred nor cut; a zero row is a paper without known terms.
    ///   - kept: The topics of an earlier run, if they are to be continued.
    ///   - progress: Called with what is done and what there is to do, from this thread.
    /// - Complexity: That of ``ConsensusClustering``, and O(words).
    public static func fit(
        documents: [TopicDocument], vectors: DenseMatrix, parameters: TopicParameters = TopicParameters(),
        continuing kept: KeptTopics? = nil, threads: Int, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) -> TopicModel {
        precondition(documents.count == vectors.rows, "TopicModel: a vector for each document")
        progress(0, 4)
        let ids = documents.map(\.id)
        // Neither needs the other, and each has stretches that one thread alone can do.
        let parts = parallelMap(count: 2, threads: threads) { part in
            part == 0
                ? Half.clusters(TopicClusters(vectors, ids: ids, parameters, continuing: kept, threads: threads))
                : Half.book(PhraseBook(TokenizedPile(documents, threads: threads), threads: threads))
        }
        guard case .clusters(let clusters) = parts[0], case .book(let book) = parts[1] else {
            preconditionFailure("TopicModel: the halves come in order")
        }
        progress(3, 4)
        let names = TopicNames.all(
            [TopicNames.Group(space: clusters.space, pile: Array(documents.indices))], book, parameters,
            threads: threads)[0]
        let subtopics = Self.parts(of: clusters, vectors, ids: ids, names, book, parameters, threads: threads)
        let placed = clusters.members.reduce(0) { $0 + $1.count }
        let continued = clusters.isContinued ? kept?.topics ?? [] : []
        let known = Dictionary(uniqueKeysWithValues: continued.map { ($0.number, $0) })
        let representatives = parallelMap(count: clusters.members.count, threads: threads) { index in
            clusters.space.representatives(of: index, max(1, parameters.representatives), ids: ids)
        }
        var labels = UniqueLabels()
        let topics = clusters.members.indices.map { index in
            let number = clusters.numbers[index]
            let fallback = representatives[index].first
            // A topic that is continued keeps its name.
            let entry = known[number]
            let label = entry?.label ?? names.labels[index] ?? fallback.map { documents[$0.document].title } ?? ""
            return Topic(
                number: number, label: labels.unique(label, number: "\(number)"),
                chineseLabel: entry?.chineseLabel ?? names.chineseLabels[index],
                share: Double(clusters.members[index].count) / Double(max(1, placed)),
                stability: clusters.stability[index], separation: clusters.separation[index],
                terms: names.terms[index],
                representatives: Array(representatives[index].prefix(parameters.representatives)),
                members: clusters.members[index],
                subtopics: subtopics[index].map { $0.topics(of: label, number, documents, ids: ids, parameters) } ?? [])
        }
        progress(4, 4)
        return TopicModel(
            topics: topics, assignments: clusters.assignments, fits: clusters.fits, choice: clusters.choice,
            changes: clusters.changes,
            kept: KeptTopics(
                topics: topics.indices.map { index in
                    KeptTopics.Entry(
                        number: topics[index].number, label: topics[index].label,
                        chineseLabel: topics[index].chineseLabel, sizeWhenMade: clusters.sizesWhenMade[index])
                }.sorted { $0.number < $1.number },
                numbers: clusters.assignments.map { $0.map { clusters.numbers[$0] } }, nextNumber: clusters.nextNumber))
    }
}

/// What a model is made of.
private enum Half: Sendable {
    case clusters(TopicClusters)
    case book(PhraseBook)
}

extension TopicModel {
    /// The parts of each topic that is to be divided and can be.
    private static func parts(
        of clusters: TopicClusters, _ vectors: DenseMatrix, ids: [String], _ names: TopicNames, _ book: PhraseBook,
        _ parameters: TopicParameters, threads: Int
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
            Subtopics(
                of: clusters.members[divided[place]], vectors, ids: ids, seed: parameters.seed,
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
        var parts = [NamedParts?](repeating: nil, count: clusters.members.count)
        for (index, part) in zip(divided, found) {
            if let part, let name = partNames.popFirst() { parts[index] = NamedParts(parts: part, names: name) }
        }
        return parts
    }
}

/// The parts of one topic and their names.
private struct NamedParts: Sendable {
    let parts: Subtopics
    let names: TopicNames

    func topics(
        of label: String, _ number: Int, _ documents: [TopicDocument], ids: [String], _ parameters: TopicParameters
    ) -> [Topic] {
        let total = parts.space.placed.count
        var labels = UniqueLabels()
        _ = labels.unique(label, number: "\(number)")
        return parts.space.members.indices.map { index in
            let members = parts.space.members[index]
            let fallback = parts.space.representatives(of: index, 1, ids: ids).first
            let name = names.labels[index] ?? fallback.map { documents[$0.document].title } ?? ""
            return Topic(
                number: index + 1, label: labels.unique(name, number: "\(number).\(index + 1)"),
                chineseLabel: names.chineseLabels[index], share: Double(members.count) / Double(max(1, total)),
                stability: parts.stability[index], separation: parts.separation[index], terms: names.terms[index],
                representatives: parts.space.representatives(of: index, parameters.representatives, ids: ids),
                members: members, subtopics: [])
        }
    }
}

/// Labels that have been given: one that comes again gets the topic's number behind it.
private struct UniqueLabels {
    private var given: Set<String> = []

    mutating func unique(_ label: String, number: String) -> String {
        let name = label.isEmpty ? "Topic \(number)" : label
        if given.insert(name).inserted { return name }
        let numbered = "\(name) (\(number))"
        given.insert(numbered)
        return numbered
    }
}
