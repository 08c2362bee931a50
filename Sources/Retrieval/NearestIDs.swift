import Corpus

extension PaperCorpus {
    /// The papers whose IDs differ least from one that is not there, by edit distance, then by ID.
    ///
    /// - Complexity: O(papers · length of the ID squared).
    public func nearestIDs(to wanted: String, limit: Int = 3) -> [PaperLocation] {
        let wanted = Array(wanted.utf8)
        var found: [(distance: Int, id: String, location: PaperLocation)] = []
        for location in locations() {
            let id = id(at: location)
            let limitSoFar = found.count < limit ? Int.max : found[limit - 1].distance
            let distance = editDistance(wanted, Array(id.utf8))
            guard distance < limitSoFar else { continue }
            found.append((distance, id, location))
            found.sort { ($0.distance, $0.id) < ($1.distance, $1.id) }
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
