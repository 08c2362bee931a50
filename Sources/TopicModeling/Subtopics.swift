import Clustering
import LinearAlgebra

/// The parts of one topic, before they have names: the second level of one hierarchy, in which every part lies within
/// its topic.
///
/// Found as topics are, by consensus of many runs, from vectors that are centred on the topic: what all its papers have
/// in common does not tell them apart.
struct Subtopics: Sendable {
    let space: TopicSpace
    /// The number of each part within the topic, and how many papers it had when it was made.
    let numbers: [Int]
    let sizesWhenMade: [Int]
    let nextNumber: Int
    /// Whether the parts are those of an earlier run, and what became of them.
    let isContinued: Bool
    let changes: [TopicChange]
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
    ///   - kept: The parts of an earlier run, if they are to be continued, of these documents.
    init?(
        of documents: [Int], _ vectors: DenseMatrix, ids: [String], seed: UInt64, continuing kept: KeptTopics?,
        threads: Int
    ) {
        guard documents.count >= Self.leastPapers else { return nil }
        let x = TopicClusters.fine(vectors.selecting(rows: documents), threads: threads)
        let lots = TopicClusters.lots(documents.map { ids[$0] }, seed: seed)
        let (model, evidence): (KMeansModel, ConsensusClustering.Evidence)
        let continuation = kept.flatMap { TopicContinuation(x, $0, lots: lots, exactly: nil, threads: threads) }
        if let continuation {
            model = KMeansModel(x, assignments: continuation.labels, threads: threads)
            evidence = ConsensusClustering(clusters: model.count, seed: seed)
                .evidence(of: model.assignments, in: x, lots: lots, threads: threads)
        } else {
            let count = max(2, Int((Self.partsOfRoot * Double(documents.count).squareRoot()).rounded()))
            let consensus = ConsensusClustering(clusters: min(Self.most, count), seed: seed)
                .fit(x, lots: lots, threads: threads)
            model = consensus.model.dissolving(clustersBelow: Self.leastOfPart, in: x, threads: threads)
            evidence = consensus.evidence(of: model.assignments, count: model.count, threads: threads)
        }
        guard model.count > 1 else { return nil }
        var parts = [[Int]](repeating: [], count: model.count)
        for (row, part) in model.assignments.enumerated() { parts[part].append(documents[row]) }
        let order = parts.indices.sorted {
            (parts[$1].count, parts[$0].first ?? 0) < (parts[$0].count, parts[$1].first ?? 0)
        }
        space = TopicSpace(
            x: x, placed: documents, members: order.map { parts[$0] }, similarities: model.similarities)
        numbers = order.indices.map { continuation?.topics[order[$0]].number ?? $0 + 1 }
        sizesWhenMade = order.map { continuation?.topics[$0].sizeWhenMade ?? parts[$0].count }
        nextNumber = continuation?.nextNumber ?? parts.count + 1
        isContinued = continuation != nil
        changes = continuation?.changes ?? []
        stability = order.map { evidence.stability[$0] }
        let separations = model.separation(of: x, threads: threads).clusters
        separation = order.map { separations[$0] }
    }
}
