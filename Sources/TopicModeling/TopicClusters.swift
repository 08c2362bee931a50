import Clustering
import LinearAlgebra
import SystemSupport

/// The papers of each topic, before they have names.
struct TopicClusters: Sendable {
    /// The documents of each topic, ascending; topics by descending size, then by their first document.
    let members: [[Int]]
    /// The topic of each document; nil for one without a vector.
    let assignments: [Int?]
    let stability: [Double]
    let separation: [Double]
    let choice: String
    /// The cosine of each document to its topic's centre.
    private let similarities: [Float]

    /// With fewer papers a topic, topics are fine: they differ in many directions, and their means are too rough to measure
    /// scatter by.
    private static let papersOfCoarseTopic = 256
    /// Leading dimensions of the vectors for coarse and for fine topics: on labelled texts of few groups more than the former
    /// lost, on 74 arXiv categories the latter gained 0.015 of V-measure. Multiples of the 32 lanes that dot products are
    /// summed in.
    private static let (coarseDimensions, fineDimensions) = (96, 256)
    /// Nearest neighbours that a paper's vector is averaged with for fine topics.
    private static let neighbors = 10

    init(_ vectors: DenseMatrix, ids: [String], _ parameters: TopicParameters, threads: Int) {
        let placed = (0..<vectors.rows).filter { row in
            vectors.withRow(row) { row in
                var hasDirection = false
                for index in 0..<row.count where row[index] != 0 && row[index].isFinite { hasDirection = true }
                return hasDirection
            }
        }
        let selected = vectors.selecting(rows: placed)
        let coarse = Self.prepared(selected, dimensions: Self.coarseDimensions, threads: threads)
        let counted = Self.count(coarse, parameters, threads: threads)
        let isFine = coarse.rows < counted.count * Self.papersOfCoarseTopic
        let x = isFine ? Self.fine(selected, threads: threads) : coarse
        let lots = Lots(keys: placed.map { Self.key(ids[$0]) }, seed: parameters.seed)
        let consensus = ConsensusClustering(clusters: counted.count, seed: parameters.seed)
            .fit(x, lots: lots, threads: threads)
        let model =
            isFine ? consensus.model : DiscriminantRefinement().refine(consensus.model, of: x, threads: threads)
        let stability = consensus.stability(of: model.assignments, count: model.count, threads: threads)
        let separation = model.separation.clusters

        var groups = [[Int]](repeating: [], count: model.count)
        for (row, cluster) in model.assignments.enumerated() { groups[cluster].append(placed[row]) }
        let order = groups.indices.sorted {
            (groups[$1].count, groups[$0].first ?? 0) < (groups[$0].count, groups[$1].first ?? 0)
        }
        members = order.map { groups[$0] }
        self.stability = order.map { stability[$0] }
        self.separation = order.map { separation[$0] }
        var assignments = [Int?](repeating: nil, count: vectors.rows)
        for (topic, documents) in members.enumerated() {
            for document in documents { assignments[document] = topic }
        }
        self.assignments = assignments
        var similarities = [Float](repeating: 0, count: vectors.rows)
        for (row, document) in placed.enumerated() { similarities[document] = model.similarities[row] }
        self.similarities = similarities
        choice = counted.reason
    }

    /// The documents nearest the centre of a topic; equally near ones by identifier, then by index.
    func representatives(of topic: Int, _ count: Int, _ documents: [TopicDocument]) -> [Topic.Representative] {
        members[topic]
            .sorted {
                (similarities[$1], documents[$0].id, $0) < (similarities[$0], documents[$1].id, $1)
            }
            .prefix(max(0, count))
            .map { Topic.Representative(document: $0, score: similarities[$0]) }
    }

    /// A paper's lots are drawn by its ID.
    private static func key(_ id: String) -> UInt64 { Array(id.utf8).withRawSpan { Checksum.of($0) } }

    /// Rows of which each is half its paper and half the mean of its nearest neighbours.
    private static func fine(_ vectors: DenseMatrix, threads: Int) -> DenseMatrix {
        let own = prepared(vectors, dimensions: fineDimensions, threads: threads)
        let graph = NeighborGraph(own, degree: neighbors, threads: threads)
        return graph.smoothed(own, threads: threads)
    }

    /// Centred rows, unless the papers are all alike and nothing would remain of them.
    private static func prepared(_ vectors: DenseMatrix, dimensions: Int, threads: Int) -> DenseMatrix {
        let centred = vectors.centredUnitRows(dimensions: dimensions, threads: threads)
        guard centred.elements.allSatisfy({ $0 == 0 }) else { return centred }
        var unit = vectors
        unit.normalizeRows(threads: threads)
        return unit
    }

    private static func count(
        _ x: DenseMatrix, _ parameters: TopicParameters, threads: Int
    ) -> (count: Int, reason: String) {
        switch parameters.count {
        case .fixed(let count):
            return (max(1, count), "asked for")
        case .automatic:
            let choice = ClusterCount.choose(for: x, seed: parameters.seed, threads: threads)
            return (choice.count, choice.reason)
        }
    }
}
