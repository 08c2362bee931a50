import Clustering

/// How often some phrases meet in the same paper, over the pile.
struct TermCoherence: Sendable {
    /// The places of each phrase's papers, and a bit for each.
    private let lists: [[Int32]]
    private let sets: [[UInt64]]
    private let total: Int

    init(_ phrases: [Int], _ postings: PhrasePostings) {
        let total = postings.pile.count
        lists = phrases.map { postings[$0] }
        sets = lists.map { places in
            var bits = [UInt64](repeating: 0, count: (total + 63) / 64)
            for place in places { bits[Int(place) / 64] |= 1 << UInt64(place % 64) }
            return bits
        }
        self.total = total
    }

    /// The normalised pointwise mutual information of a phrase with each (Bouma 2009), by their places in the list: 1 where
    /// two only come together, 0 where by chance, −1 where never; 1 with itself.
    func withAll(_ phrase: Int) -> [Double] {
        lists.indices.map { other in
            guard other != phrase else { return 1 }
            let (fewer, more) = lists[other].count < lists[phrase].count ? (other, phrase) : (phrase, other)
            return information(
                Self.common(lists[fewer], sets[more]), lists[phrase].count, lists[other].count)
        }
    }

    private static func common(_ places: [Int32], _ set: [UInt64]) -> Int {
        var count: UInt64 = 0
        for place in places { count += set[Int(place) / 64] >> UInt64(place % 64) & 1 }
        return Int(count)
    }

    private func information(_ both: Int, _ first: Int, _ second: Int) -> Double {
        guard both > 0 else { return -1 }
        guard both < total else { return 1 }
        let (joint, all) = (Double(both), Double(total))
        return naturalLogarithm(joint * all / (Double(first) * Double(second))) / naturalLogarithm(all / joint)
    }
}
