import Clustering

/// How often phrases meet in the same paper, over the pile.
struct TermCoherence: Sendable {
    let postings: PhrasePostings
    private var total: Int { postings.pile.count }

    /// The normalised pointwise mutual information of each pair (Bouma 2009), shape (`phrases.count`, `phrases.count`):
    /// 1 where two only come together, 0 where by chance, −1 where never.
    func pairs(_ phrases: [Int]) -> [Double] {
        let sets = phrases.map { bits(of: postings[$0]) }
        let counts = phrases.map { postings[$0].count }
        var values = [Double](repeating: 1, count: phrases.count * phrases.count)
        for a in phrases.indices {
            for b in phrases.indices where b < a {
                var both = 0
                for word in sets[a].indices { both += (sets[a][word] & sets[b][word]).nonzeroBitCount }
                let value = information(both, counts[a], counts[b])
                values[a * phrases.count + b] = value
                values[b * phrases.count + a] = value
            }
        }
        return values
    }

    private func information(_ both: Int, _ first: Int, _ second: Int) -> Double {
        guard both > 0 else { return -1 }
        guard both < total else { return 1 }
        let (joint, all) = (Double(both), Double(total))
        return naturalLogarithm(joint * all / (Double(first) * Double(second))) / naturalLogarithm(all / joint)
    }

    private func bits(of places: [Int32]) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: (total + 63) / 64)
        for place in places { bits[Int(place) / 64] |= 1 << UInt64(place % 64) }
        return bits
    }
}
