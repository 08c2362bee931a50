public import LinearAlgebra
import SystemSupport

/// The topics of a pile of papers.
public struct TopicModel: Sendable {
    /// By descending size.
    public let topics: [Topic]
    /// The topic of each document, as an index into ``topics``; nil for one without a vector.
    public let assignments: [Int?]
    /// Why there are this many topics, in one line.
    public let choice: String

    /// Finds topics.
    ///
    /// - Parameters:
    ///   - documents: What the papers say, for labels and terms.
    ///   - vectors: A row for each document, neither centred nor cut; a zero row is a paper without known terms.
    ///   - progress: Called with what is done and what there is to do, from this thread.
    /// - Complexity: That of ``ConsensusClustering``, and O(words).
    public static func fit(
        documents: [TopicDocument], vectors: DenseMatrix, parameters: TopicParameters = TopicParameters(),
        threads: Int, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) -> TopicModel {
        precondition(documents.count == vectors.rows, "TopicModel: a vector for each document")
        progress(0, 4)
        let clusters = TopicClusters(vectors, ids: documents.map(\.id), parameters, threads: threads)
        progress(2, 4)
        let pile = TokenizedPile(documents, threads: threads)
        progress(3, 4)
        let names = TopicNames(pile, members: clusters.members, parameters: parameters, threads: threads)
        let placed = clusters.members.reduce(0) { $0 + $1.count }
        var labels = UniqueLabels()
        let topics = clusters.members.indices.map { index in
            let representatives = clusters.representatives(of: index, parameters.representatives, documents)
            let fallback = clusters.representatives(of: index, 1, documents).first.map { documents[$0.document].title }
            return Topic(
                number: index + 1,
                label: labels.unique(names.labels[index] ?? fallback ?? "", number: index + 1),
                chineseLabel: names.chineseLabels[index],
                share: Double(clusters.members[index].count) / Double(max(1, placed)),
                stability: clusters.stability[index], separation: clusters.separation[index],
                terms: names.terms[index], representatives: representatives, members: clusters.members[index])
        }
        progress(4, 4)
        return TopicModel(topics: topics, assignments: clusters.assignments, choice: clusters.choice)
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
