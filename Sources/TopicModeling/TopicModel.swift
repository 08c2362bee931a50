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
        let clusters = TopicClusters(vectors, ids: documents.map(\.id), parameters, continuing: kept, threads: threads)
        progress(2, 4)
        let pile = TokenizedPile(documents, threads: threads)
        progress(3, 4)
        let names = TopicNames(pile, clusters.space, parameters: parameters, threads: threads)
        let placed = clusters.members.reduce(0) { $0 + $1.count }
        let continued = clusters.isContinued ? kept?.topics ?? [] : []
        let known = Dictionary(uniqueKeysWithValues: continued.map { ($0.number, $0) })
        var labels = UniqueLabels()
        let topics = clusters.members.indices.map { index in
            let number = clusters.numbers[index]
            let representatives = clusters.representatives(of: index, parameters.representatives, documents)
            let fallback = clusters.representatives(of: index, 1, documents).first.map { documents[$0.document].title }
            // A topic that is continued keeps its name.
            let entry = known[number]
            return Topic(
                number: number,
                label: labels.unique(entry?.label ?? names.labels[index] ?? fallback ?? "", number: number),
                chineseLabel: entry?.chineseLabel ?? names.chineseLabels[index],
                share: Double(clusters.members[index].count) / Double(max(1, placed)),
                stability: clusters.stability[index], separation: clusters.separation[index],
                terms: names.terms[index], representatives: representatives, members: clusters.members[index])
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

/// Labels that have been given: one that comes again gets the topic's number behind it.
private struct UniqueLabels {
    private var given: Set<String> = []

    mutating func unique(_ label: String, number: Int) -> String {
        let name = label.isEmpty ? "Topic \(number)" : label
        if given.insert(name).inserted { return name }
        let numbered = "\(name) (\(number))"
        given.insert(numbered)
        return numbered
    }
}
