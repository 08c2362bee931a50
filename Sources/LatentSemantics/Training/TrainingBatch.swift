import SystemSupport

/// Two texts of each of some papers as sparse rows over the terms that occur among them.
///
/// The first texts of the pairs stand before the second texts.
struct TrainingBatch: Sendable {
    /// The vocabulary's IDs of the terms that occur, in the order of their first occurrence.
    private(set) var terms: [UInt32] = []
    /// Row r has the entries `offsets[r]..<offsets[r + 1]`.
    private(set) var offsets = [0]
    /// Indices into ``terms``.
    private(set) var columns: [UInt32] = []
    /// (1 + ln tf) · idf.
    private(set) var values: [Float] = []
    /// Occurrences.
    private(set) var counts: [UInt32] = []

    /// The number of rows.
    var rowCount: Int { offsets.count - 1 }

    /// - Parameter idf: The inverse document frequency of every term.
    /// - Complexity: O(terms of the pairs + all terms).
    init(_ pairs: [TrainingPair], inverseDocumentFrequencies idf: Span<Float>) {
        var places = [UInt32](repeating: .max, count: idf.count)
        var rows: [(ids: [UInt32], counts: [UInt32])] = []
        for pair in pairs { rows.append(Self.counted(pair.first, &places)) }
        for pair in pairs { rows.append(Self.counted(pair.second, &places)) }
        for row in rows {
            for (id, count) in zip(row.ids, row.counts) {
                if places[Int(id)] == .max {
                    places[Int(id)] = UInt32(terms.count)
                    terms.append(id)
                }
                columns.append(places[Int(id)])
                counts.append(count)
                values.append((1 + logTable[min(Int(count), Int(UInt16.max))]) * idf[Int(id)])
            }
            offsets.append(columns.count)
        }
    }

    /// The distinct terms of a text in the order of their first occurrence, and how often each occurs.
    private static func counted(_ text: [UInt32], _ places: inout [UInt32]) -> (ids: [UInt32], counts: [UInt32]) {
        var (ids, counts): ([UInt32], [UInt32]) = ([], [])
        for id in text {
            let place = places[Int(id)]
            if place == .max {
                places[Int(id)] = UInt32(ids.count)
                ids.append(id)
                counts.append(1)
            } else {
                counts[Int(place)] += 1
            }
        }
        for id in ids { places[Int(id)] = .max }
        return (ids, counts)
    }
}
