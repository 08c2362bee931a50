import Clustering
import LinearAlgebra

/// The parts of one topic, before they have names: the second level of one hierarchy, in which every part lies within
/// its topic.
///
/// Found as topics are, by consensus of many runs, from vectors that are centred on the topic: what all its papers have
/// in common does not tell them apart.
struct Subtopics: Sendable {
    let space: TopicSpace
    let stability: [Double]
    let separation: [Double]

    /// A topic of fewer papers is read as a whole.
    private static let leastPapers = 12
    /// A part has as many papers at least.
    private static let leastOfPart = 3
    /// Parts for each root of the number of papers: 2 of 12 papers, 4 of 100, 8 of 400; more than can be taken in at a glance
    /// are no help.
    private static let partsOfRoot = 0.4
    private static let most = 12

    /// The parts of the topic of some documents, largest first; nil where it has none.
    ///
    /// - Parameters:
    ///   - documents: Ascending.
    ///   - vectors: Of all documents.
    init?(of documents: [Int], _ vectors: DenseMatrix, ids: [String], seed: UInt64, threads: Int) {
        guard documents.count >= Self.leastPapers else { return nil }
        let count = max(2, Int((Self.partsOfRoot * Double(documents.count).squareRoot()).rounded()))
        let x = TopicClusters.fine(vectors.selecting(rows: documents), threads: threads)
        let consensus = ConsensusClustering(clusters: min(Self.most, count), seed: seed)
            .fit(x, lots: TopicClusters.lots(documents.map { ids[$0] }, seed: seed), threads: threads)
        let model = consensus.model.dissolving(clustersBelow: Self.leastOfPart, in: x, threads: threads)
        guard model.count > 1 else { return nil }
        let evidence = consensus.evidence(of: model.assignments, count: model.count, threads: threads)
        var parts = [[Int]](repeating: [], count: model.count)
        for (row, part) in model.assignments.enumerated() { parts[part].append(documents[row]) }
        let order = parts.indices.sorted {
            (parts[$1].count, parts[$0].first ?? 0) < (parts[$0].count, parts[$1].first ?? 0)
        }
        space = TopicSpace(
            x: x, placed: documents, members: order.map { parts[$0] }, similarities: model.similarities)
        stability = order.map { evidence.stability[$0] }
        let separations = model.separation(of: x, threads: threads).clusters
        separation = order.map { separations[$0] }
    }
}
