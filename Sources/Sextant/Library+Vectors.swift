import Corpus
import IndexStore

extension Library {
    /// The vectors of papers as a NumPy file (format 1.0): float32, shape (papers, dimensions), a row for each location.
    ///
    /// - Complexity: O(papers · dimensions), all of it in memory.
    public func vectorsAsNPY(_ locations: [PaperLocation]) -> [UInt8] {
        let shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(locations.count), \(corpus.dimensions)), }"
        // Magic, version and length take 10 bytes; the header ends in a line break, at a multiple of 64 bytes.
        let padding = 63 - (10 + shape.utf8.count) % 64
        let header = Array((shape + String(repeating: " ", count: padding) + "\n").utf8)
        var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
        bytes += [UInt8(truncatingIfNeeded: header.count), UInt8(truncatingIfNeeded: header.count >> 8)] + header
        bytes.reserveCapacity(bytes.count + locations.count * corpus.dimensions * 4)
        for location in locations {
            for value in corpus.vector(at: location) {
                let bits = value.bitPattern
                for shift in stride(from: 0, to: 32, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift)))
                }
            }
        }
        return bytes
    }
}
