import Clustering
import LinearAlgebra

/// Puts new papers to topics that there are, and says which topics that changes.
///
/// A paper that had a topic keeps it; a new one goes to the topic with the nearest centre. New papers that fit worse than
/// nearly all known ones, and are as alike as a topic's papers are, make a topic of their own; a topic that has doubled is
/// split if the two halves are found again by resampling; one that has lost nearly all its papers joins the nearest.
struct TopicContinuation {
    /// The topic of each row.
    private(set) var labels: [Int]
    /// The number of each topic, and how many papers it had when it was made; nil when it is made now.
    private(set) var topics: [(number: Int, sizeWhenMade: Int?)]
    private(set) var changes: [TopicChange] = []
    private(set) var nextNumber: Int

    /// A topic with fewer papers, that had more, joins another.
    private static let leastPapers = 3
    /// A new topic needs this many papers, and this share of an average topic.
    private static let leastNew = 5
    private static let leastShareOfMean = 0.25
    /// New papers count as fitting no topic when they fit worse than all but this share of the known ones.
    private static let outsiders = 0.05
    /// The halves of a topic must be as stable as a cluster that is there (``ConsensusClustering``).
    private static let leastStability = 0.75

    /// Continues topics.
    ///
    /// - Parameters:
    ///   - kept: Of the rows of `x`.
    ///   - exactly: The number of topics that there must be; nil when it may change.
    /// - Returns: nil when too little is known to go on from: no topic, fewer than half of the papers, or a number of topics
    ///   that cannot stay.
    init?(_ x: DenseMatrix, _ kept: KeptTopics, lots: Lots, exactly count: Int?, threads: Int) {
        let known = kept.numbers.count { $0 != nil }
        guard !kept.topics.isEmpty, known * 2 >= x.rows, known > 0 else { return nil }
        nextNumber = kept.nextNumber
        labels = [Int](repeating: -1, count: x.rows)
        topics = []
        let merging = takeOver(kept)
        guard !topics.isEmpty, count == nil || topics.count == count else { return nil }
        let isNew = labels.map { $0 < 0 }
        place(x, threads: threads)
        for (entry, rows) in merging {
            let most = Dictionary(grouping: rows.map { labels[$0] }, by: { $0 })
                .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
            guard let most else { continue }
            changes.append(.merged(number: entry.number, label: entry.label, into: topics[most.key].number))
        }
        guard count == nil else { return }
        makeTopics(x, isNew: isNew, lots, threads: threads)
        split(x, lots, threads: threads)
    }

    /// Takes over the topics that still have papers; returns those that have hardly any, with their rows.
    private mutating func takeOver(_ kept: KeptTopics) -> [(KeptTopics.Entry, [Int])] {
        var members: [Int: [Int]] = [:]
        for (row, number) in kept.numbers.enumerated() {
            if let number { members[number, default: []].append(row) }
        }
        var merging: [(KeptTopics.Entry, [Int])] = []
        for entry in kept.topics {
            let rows = members[entry.number] ?? []
            if rows.isEmpty {
                changes.append(.ended(number: entry.number, label: entry.label))
            } else if rows.count < Self.leastPapers, entry.sizeWhenMade >= 2 * Self.leastPapers {
                merging.append((entry, rows))
            } else {
                for row in rows { labels[row] = topics.count }
                topics.append((entry.number, entry.sizeWhenMade))
            }
        }
        return merging
    }

    /// Gives the rows without a topic the one with the nearest centre.
    private mutating func place(_ x: DenseMatrix, threads: Int) {
        let rows = labels.indices.filter { labels[$0] >= 0 }
        let new = labels.indices.filter { labels[$0] < 0 }
        guard !new.isEmpty else { return }
        let model = KMeansModel(x.selecting(rows: rows), assignments: rows.map { labels[$0] }, threads: threads)
        // Topics of rows without a direction alone have no centre.
        let labelOf = Set(rows.map { labels[$0] }).sorted()
        guard model.count == labelOf.count else {
            for row in new { labels[row] = labelOf[0] }
            return
        }
        for (row, label) in zip(new, model.assign(x.selecting(rows: new), threads: threads)) {
            labels[row] = labelOf[label]
        }
    }

    /// Makes topics of new rows that fit none.
    private mutating func makeTopics(_ x: DenseMatrix, isNew: [Bool], _ lots: Lots, threads: Int) {
        let model = KMeansModel(x, assignments: labels, threads: threads)
        let fits = labels.indices.filter { !isNew[$0] }.map { model.similarities[$0] }.sorted()
        let threshold = fits[Int(Double(fits.count) * Self.outsiders)]
        let outside = labels.indices.filter { isNew[$0] && model.similarities[$0] < threshold }
        let mean = Double(x.rows) / Double(topics.count)
        let least = max(Self.leastNew, Int(mean * Self.leastShareOfMean))
        guard outside.count >= least else { return }
        let found = ConsensusClustering(clusters: 1 + Int(Double(outside.count) / max(mean, Double(least))))
            .fit(x.selecting(rows: outside), lots: lots.selecting(outside), threads: threads).model
        let usual = Self.coherence(model).sorted()
        for (cluster, coherence) in Self.coherence(found).enumerated() {
            let rows = zip(outside, found.assignments).filter { $0.1 == cluster }.map(\.0)
            guard rows.count >= least, coherence >= usual[usual.count / 2] else { continue }
            changes.append(.appeared(number: nextNumber))
            add(rows)
        }
    }

    /// Splits the topics that have doubled and are two.
    private mutating func split(_ x: DenseMatrix, _ lots: Lots, threads: Int) {
        for topic in topics.indices {
            guard let made = topics[topic].sizeWhenMade else { continue }
            let rows = labels.indices.filter { labels[$0] == topic }
            guard rows.count >= 2 * max(made, Self.leastNew) else { continue }
            let halves = ConsensusClustering(clusters: 2)
                .fit(x.selecting(rows: rows), lots: lots.selecting(rows), threads: threads)
            let evidence = halves.evidence(of: halves.model.assignments, count: halves.model.count, threads: threads)
            let smaller = halves.model.sizes.count == 2 && halves.model.sizes[1] > halves.model.sizes[0] ? 0 : 1
            let leaving = zip(rows, halves.model.assignments).filter { $0.1 == smaller }.map(\.0)
            guard evidence.stability.allSatisfy({ $0 >= Self.leastStability }), 4 * leaving.count >= rows.count else {
                continue
            }
            changes.append(.split(number: topics[topic].number, into: nextNumber))
            topics[topic].sizeWhenMade = nil
            add(leaving)
        }
    }

    private mutating func add(_ rows: [Int]) {
        for row in rows { labels[row] = topics.count }
        topics.append((nextNumber, nil))
        nextNumber += 1
    }

    /// The mean cosine of each cluster's rows to its centre.
    private static func coherence(_ model: KMeansModel) -> [Double] {
        var sums = [Double](repeating: 0, count: model.count)
        for (row, cluster) in model.assignments.enumerated() { sums[cluster] += Double(model.similarities[row]) }
        return zip(sums, model.sizes).map { $0 / Double(max(1, $1)) }
    }
}
