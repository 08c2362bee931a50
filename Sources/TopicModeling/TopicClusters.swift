import Clustering
import LinearAlgebra
import SystemSupport
import VectorKernels

/// The papers of each topic, before they have names.
struct TopicClusters: Sendable {
    /// The documents of each topic, ascending; topics by descending size, then by their first document.
    let members: [[Int]]
    /// The number of each topic, and how many papers it had when it was made.
    let numbers: [Int]
    let sizesWhenMade: [Int]
    /// The topic of each document; nil for one without a vector.
    let assignments: [Int?]
    /// How well each document fits its topic, in 0...1 (``ConsensusClustering/Evidence``); 0 for one without.
    let fits: [Double]
    let stability: [Double]
    let separation: [Double]
    let choice: String
    /// Whether the topics are those of an earlier run.
    let isContinued: Bool
    let changes: [TopicChange]
    let nextNumber: Int
    /// How many clusters the runs made that the topics are judged by.
    let clusterCount: Int
    /// Where the documents and topics lie among the vectors that were clustered.
    let space: TopicSpace

    /// With fewer papers a topic, topics are fine: they differ in many directions, and their means are too rough to measure
    /// scatter by.
    private static let papersOfCoarseTopic = 256
    /// Leading dimensions of the vectors for coarse and for fine topics: on labelled texts of few groups more than the former
    /// lost, on 74 arXiv categories the latter gained 0.016 of V-measure. Multiples of the 32 lanes that dot products are
    /// summed in.
    private static let (coarseDimensions, fineDimensions) = (96, 384)
    /// The share of an average topic's papers below which a cluster is no topic.
    private static let leastShareOfMean = 0.05
    /// Nearest neighbours that a paper's vector is averaged with for fine topics.
    private static let neighbors = 15

    init(
        _ vectors: DenseMatrix, ids: [String], _ parameters: TopicParameters, continuing kept: KeptTopics? = nil,
        threads: Int
    ) {
        let placed = (0..<vectors.rows).filter { row in
            vectors.withRow(row) { row in
                var hasDirection = false
                for index in 0..<row.count where row[index] != 0 && row[index].isFinite { hasDirection = true }
                return hasDirection
            }
        }
        let selected = placed.count < vectors.rows ? vectors.selecting(rows: placed) : vectors
        let lots = Self.lots(placed.map { ids[$0] }, seed: parameters.seed)
        let coarse = Self.prepared(selected, dimensions: Self.coarseDimensions, threads: threads)
        func rows(for count: Int) -> (isFine: Bool, x: DenseMatrix) {
            let isFine = coarse.rows < count * Self.papersOfCoarseTopic
            return (isFine, isFine ? Self.fine(selected, threads: threads) : coarse)
        }

        let (model, evidence, prepared): (KMeansModel, ConsensusClustering.Evidence, DenseMatrix)
        let continued = kept.flatMap { kept -> (TopicContinuation, DenseMatrix)? in
            let ofRows = KeptTopics(
                topics: kept.topics, numbers: placed.map { kept.numbers[$0] }, nextNumber: kept.nextNumber)
            let x = rows(for: kept.clusters).x
            return TopicContinuation(
                x, ofRows, lots: lots, exactly: parameters.count.fixed, threads: threads
            ).map { ($0, x) }
        }
        if let kept, let (continuation, x) = continued {
            prepared = x
            model = KMeansModel(x, assignments: continuation.labels, threads: threads)
            // As many as before, so that the same papers are judged as they were.
            clusterCount = max(model.count, kept.clusters + continuation.topics.count - kept.topics.count)
            let consensus = ConsensusClustering(clusters: clusterCount, seed: parameters.seed)
            evidence = consensus.evidence(
                of: model.assignments, count: model.count, in: x, lots: lots, threads: threads)
            choice = "kept from the run before"
            changes = continuation.changes
        } else {
            let counted = Self.count(coarse, parameters, threads: threads)
            let (isFine, x) = rows(for: counted.count)
            prepared = x
            clusterCount = counted.count
            let consensus = ConsensusClustering(clusters: counted.count, seed: parameters.seed)
                .fit(x, lots: lots, threads: threads)
            var found = consensus.model
            // A number that was asked for is kept; else a handful of papers on their own make no topic.
            if parameters.count == .automatic {
                let least = max(2, Int(Self.leastShareOfMean * Double(x.rows) / Double(counted.count)))
                found = found.dissolving(clustersBelow: least, in: x, threads: threads)
            }
            // Centres are those of the papers, as a later run has them.
            let refined = isFine ? found : DiscriminantRefinement().refine(found, of: x, threads: threads)
            model = x.rows > 0 ? KMeansModel(x, assignments: refined.assignments, threads: threads) : refined
            evidence = consensus.evidence(of: model.assignments, count: model.count, threads: threads)
            choice = counted.reason
            changes = []
        }

        var groups = [[Int]](repeating: [], count: model.count)
        for (row, cluster) in model.assignments.enumerated() { groups[cluster].append(placed[row]) }
        let order = groups.indices.sorted {
            (groups[$1].count, groups[$0].first ?? 0) < (groups[$0].count, groups[$1].first ?? 0)
        }
        members = order.map { groups[$0] }
        numbers = order.indices.map { continued?.0.topics[order[$0]].number ?? $0 + 1 }
        sizesWhenMade = order.map { continued?.0.topics[$0].sizeWhenMade ?? groups[$0].count }
        isContinued = continued != nil
        nextNumber = continued?.0.nextNumber ?? groups.count + 1
        stability = order.map { evidence.stability[$0] }
        let separations = model.separation(of: prepared, threads: threads).clusters
        separation = order.map { separations[$0] }
        var assignments = [Int?](repeating: nil, count: vectors.rows)
        for (topic, documents) in members.enumerated() {
            for document in documents { assignments[document] = topic }
        }
        self.assignments = assignments
        var fits = [Double](repeating: 0, count: vectors.rows)
        for (row, document) in placed.enumerated() { fits[document] = evidence.fit[row] }
        self.fits = fits
        space = TopicSpace(x: prepared, placed: placed, members: members, similarities: model.similarities)
    }

    /// A paper's lots are drawn by its ID.
    static func lots(_ ids: [String], seed: UInt64) -> Lots {
        Lots(keys: ids.map { Array($0.utf8).withRawSpan { Checksum.of($0) } }, seed: seed)
    }

    /// Rows of which each is half its paper and half the mean of its nearest neighbours.
    static func fine(_ vectors: DenseMatrix, threads: Int) -> DenseMatrix {
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
