import LinearAlgebra
import SystemSupport
import VectorKernels

/// Where papers and topics lie among the vectors that were clustered.
struct TopicSpace: Sendable {
    /// One unit row for each placed document.
    let x: DenseMatrix
    /// The row of each document; nil for one without a vector.
    let rows: [Int?]
    /// The documents of each topic.
    let members: [[Int]]

    /// Papers that say where a phrase lies: more do not move their mean by much.
    private static let papersRead = 128

    /// How close each candidate lies to its topic: the cosine between the mean of all papers that use it and the mean of the
    /// topic's papers, at least 0.
    ///
    /// A phrase means what the papers that use it are about. One that many kinds of paper use lies near the middle of the
    /// pile and so far from each topic, however often the topic's papers say it.
    /// - Parameter postings: The documents of each candidate.
    func withCloseness(
        _ candidates: [[TopicTerms.Candidate]], _ postings: PhrasePostings, threads: Int
    ) -> [[TopicTerms.Candidate]] {
        let centres = parallelMap(count: members.count, threads: threads) { mean(of: members[$0]) }
        let phrases = Set(candidates.joined().map(\.phrase)).sorted()
        let means = parallelMap(count: phrases.count, threads: threads) { index in
            let documents = postings[phrases[index]]
            let step = max(1, documents.count / Self.papersRead)
            return mean(of: stride(from: 0, to: documents.count, by: step).map { Int(documents[$0]) })
        }
        let places = Dictionary(uniqueKeysWithValues: phrases.enumerated().map { ($0.element, $0.offset) })
        return zip(candidates, centres).map { list, centre in
            list.map { candidate in
                guard let place = places[candidate.phrase] else { return candidate }
                let mean = means[place]
                var candidate = candidate
                candidate.closeness = Double(max(0, dot(mean.span, centre.span)))
                return candidate
            }
        }
    }

    /// The mean direction of some documents.
    private func mean(of documents: [Int]) -> [Float] {
        var sum = [Float](repeating: 0, count: x.columns)
        var span = sum.mutableSpan
        for document in documents {
            if let row = rows[document] { x.withRow(row) { addScaled(1, $0, to: &span) } }
        }
        normalize(&span)
        return sum
    }
}
