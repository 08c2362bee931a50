import Clustering
import LinearAlgebra

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

    /// Runs of the stability measure.
    private static let runs = 3

    init(_ vectors: DenseMatrix, _ parameters: TopicParameters, threads: Int) {
        let placed = (0..<vectors.rows).filter { row in
            vectors.withRow(row) { row in
                var hasDirection = false
                for index in 0..<row.count where row[index] != 0 && row[index].isFinite { hasDirection = true }
                return hasDirection
            }
        }
        let x = Self.prepared(vectors.selecting(rows: placed), threads: threads)
        let counted = Self.count(x, parameters, threads: threads)
        let kMeans = KMeans(clusters: counted.count, starts: parameters.starts, seed: parameters.seed)
        let model = DiscriminantRefinement().refine(kMeans.fit(x, threads: threads), of: x, threads: threads)
        let stability = ClusterStability(runs: Self.runs, seed: parameters.seed)
            .measure(model, of: x, clusters: counted.count, threads: threads)
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

    /// Centred rows, unless the papers are all alike and nothing would remain of them.
    private static func prepared(_ vectors: DenseMatrix, threads: Int) -> DenseMatrix {
        let centred = vectors.centredUnitRows(dimensions: TopicModel.dimensions, threads: threads)
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
