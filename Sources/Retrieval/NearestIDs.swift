import Corpus

extension PaperCorpus {
    /// The papers whose IDs differ least from one that is not there: by edit distance, then by how much of their beginning
    /// agrees, then by ID.
    ///
    /// - Complexity: O(papers · length of the ID squared).
    public func nearestIDs(to wanted: String, limit: Int = 3) -> [PaperLocation] {
        let wanted = Array(wanted.utf8)
        var found: [(rank: (distance: Int, apart: Int, id: String), location: PaperLocation)] = []
        for location in locations() {
            let id = id(at: location)
            let bytes = Array(id.utf8)
            let agreeing = zip(bytes, wanted).prefix { $0 == $1 }.count
            let rank = (editDistance(wanted, bytes), wanted.count - agreeing, id)
            if found.count == limit, rank >= found[limit - 1].rank { continue }
            found.append((rank, location))
            found.sort { $0.rank < $1.rank }
            found = Array(found.prefix(limit))
        }
        return found.map(\.location)
    }
}

/// The fewest insertions, deletions and replacements of bytes between two texts (Levenshtein 1966).
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var previous = Array(0...b.count)
    for i in 0..<a.count {
        var current = [i + 1]
        current.reserveCapacity(b.count + 1)
        for j in 0..<b.count {
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1)))
        }
        previous = current
    }
    return previous[b.count]
}
