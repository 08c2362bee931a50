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
        let halves = parallelMap(count: 2, threads: threads) { half in
            half == 0
                ? Half.clusters(TopicClusters(vectors, ids: ids, parameters, continuing: kept, threads: threads))
                : Half.book(PhraseBook(TokenizedPile(documents, threads: threads), threads: threads))
        }
        guard case .clusters(let clusters) = halves[0], case .book(let book) = halves[1] else {
            preconditionFailure("TopicModel: the halves come in order")
        }
        progress(3, 4)
        let names = TopicNames.all(
            [TopicNames.Group(space: clusters.space, pile: Array(documents.indices))], book, parameters,
            threads: threads)[0]
        let continued = clusters.isContinued ? kept : nil
        let parts = NamedParts.all(
            of: clusters, vectors, ids: ids, names, book, parameters, continuing: continued, threads: threads)
        let placed = clusters.members.reduce(0) { $0 + $1.count }
        let known = Dictionary(uniqueKeysWithValues: (continued?.topics ?? []).map { ($0.number, $0) })
        let representatives = parallelMap(count: clusters.members.count, threads: threads) { index in
            clusters.space.representatives(of: index, max(1, parameters.representatives), ids: ids)
        }
        var labels = UniqueLabels(known.values.map(\.label))
        let topics = clusters.members.indices.map { index in
            let number = clusters.numbers[index]
            let fallback = representatives[index].first
            // A topic that is continued keeps its name.
            let entry = known[number]
            let name = names.labels[index] ?? fallback.map { documents[$0.document].title } ?? ""
            let label = entry?.label ?? labels.unique(name, number: "\(number)")
            return Topic(
                number: number, label: label,
                chineseLabel: entry?.chineseLabel ?? names.chineseLabels[index],
                share: Double(clusters.members[index].count) / Double(max(1, placed)),
                stability: clusters.stability[index], separation: clusters.separation[index],
                terms: names.terms[index],
                representatives: Array(representatives[index].prefix(parameters.representatives)),
                members: clusters.members[index],
                subtopics: parts[index].map { $0.topics(of: label, number, documents, ids: ids, parameters) } ?? [])
        }
        progress(4, 4)
        return TopicModel(
            topics: topics, assignments: clusters.assignments, fits: clusters.fits, choice: clusters.choice,
            changes: clusters.changes + NamedParts.changes(parts, clusters),
            kept: KeptTopics(topics, clusters, parts, continuing: continued))
    }
}

/// What a model is made of.
private enum Half: Sendable {
    case clusters(TopicClusters)
    case book(PhraseBook)
}
