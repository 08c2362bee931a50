import LinearAlgebra
import SystemSupport
import VectorKernels

/// Where papers and topics lie among the vectors that were clustered.
struct TopicSpace: Sendable {
    /// One unit row for each placed document.
    let x: DenseMatrix
    /// The document of each row, ascending.
    let placed: [Int]
    /// The documents of each topic, ascending.
    let members: [[Int]]
    /// The cosine of each row to its topic's centre.
    let similarities: [Float]

    /// Papers that say where a phrase lies: more do not move their mean by much.
    private static let papersRead = 128

    /// How close each candidate lies to its topic: the cosine between the mean of all papers that use it and the mean of the
    /// topic's papers, at least 0.
    ///
    /// A phrase means what the papers that use it are about. One that many kinds of paper use lies near the middle of the
    /// pile and so far from each topic, however often the topic's papers say it.
    /// - Parameter postings: The documents of each candidate.
    func closeness(
        of candidates: [[TopicTerms.Candidate]], _ postings: PhrasePostings, threads: Int
    ) -> [[Double]] {
        let centres = parallelMap(count: members.count, threads: threads) { mean(of: members[$0]) }
        let phrases = Set(candidates.joined().map(\.phrase)).sorted()
        let means = parallelMap(count: phrases.count, threads: threads) { index in
            let places = postings[phrases[index]]
            let step = max(1, places.count / Self.papersRead)
            return mean(of: stride(from: 0, to: places.count, by: step).map { postings.pile[Int(places[$0])] })
        }
        let places = Dictionary(uniqueKeysWithValues: phrases.enumerated().map { ($0.element, $0.offset) })
        return zip(candidates, centres).map { list, centre in
            list.map { candidate in
                guard let place = places[candidate.phrase] else { return 0 }
                let mean = means[place]
                return Double(max(0, dot(mean.span, centre.span)))
            }
        }
    }

    /// The same place with other topics.
    func with(members: [[Int]]) -> TopicSpace {
        TopicSpace(x: x, placed: placed, members: members, similarities: similarities)
    }

    /// The row of a document; nil for one that is not here.
    func row(of document: Int) -> Int? {
        var (low, high) = (0, placed.count)
        while low < high {
            let middle = (low + high) / 2
            if placed[middle] < document { low = middle + 1 } else { high = middle }
        }
        return low < placed.count && placed[low] == document ? low : nil
    }

    /// The mean direction of some documents.
    private func mean(of documents: [Int]) -> [Float] {
        var sum = [Float](repeating: 0, count: x.columns)
        var span = sum.mutableSpan
        for document in documents {
            if let row = row(of: document) { x.withRow(row) { addScaled(1, $0, to: &span) } }
        }
        normalize(&span)
        return sum
    }
}
