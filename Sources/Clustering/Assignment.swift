import LinearAlgebra
import SystemSupport
import VectorKernels

/// What is known of a row's place among the centroids.
struct Assignment: BitwiseCopyable, Sendable {
    /// The nearest centroid, the lowest of equals; −1 for a row that is not usable.
    var label: Int32 = -1
    /// How much nearer it is than any other, at least; nothing is known where it is not positive.
    var lead: Float = 0

    /// Takes what it may have lost from the lead.
    mutating func shorten(by cost: Float) { lead = (lead - cost).nextDown }
}

extension CodedCentroids {
    /// Blocks of rows that one call works on, so that its buffers pay: all of them where there is but one thread.
    private static func blocksPerPart(_ rows: CodedRows, threads: Int) -> Int {
        threads > 1 ? 8 : max(1, rows.blocks.count)
    }

    /// Assigns the rows whose lead is not positive, after what centroids' moves since may have taken from it.
    func assign(_ rows: CodedRows, _ assignments: inout [Assignment], since drift: Drift? = nil, threads: Int) {
        let blocksPerPart = Self.blocksPerPart(rows, threads: threads)
        parallelBlocks(
            of: &assignments, blockSize: blocksPerPart * CodedRows.rowsPerBlock, threads: threads
        ) { part, slots in
            var shorts = ShortSearch(for: self)
            var buffer = ProductBuffer(for: self)
            var doubtful: [Int] = []
            for offset in stride(from: 0, to: slots.count, by: CodedRows.rowsPerBlock) {
                let block = part * blocksPerPart + offset / CodedRows.rowsPerBlock
                let measures = rows.blocks[block].measures
                doubtful.removeAll(keepingCapacity: true)
                for row in measures.indices where measures[row].isUsable {
                    if let drift {
                        slots[offset + row].shorten(by: measures[row].norm * drift.closing(slots[offset + row].label))
                    }
                    if !(slots[offset + row].lead > 0) { doubtful.append(row) }
                }
                let left = shorts.search(rows, block, doubtful) { row, found in slots[offset + row] = found }
                buffer.fill(rows, block, left)
                buffer.search(rows, block, left) { row, found in slots[offset + row] = found }
            }
        }
    }

    /// The largest cosine of each row to another centroid than its own; −1 where there is none, 0 for a row that is not
    /// usable.
    ///
    /// - Parameter labels: The centroid of each row, not negative.
    func largestOthers(_ rows: CodedRows, _ labels: [Int], threads: Int) -> [Float] {
        var cosines = [Float](repeating: 0, count: rows.count)
        let blocksPerPart = Self.blocksPerPart(rows, threads: threads)
        parallelBlocks(
            of: &cosines, blockSize: blocksPerPart * CodedRows.rowsPerBlock, threads: threads
        ) { part, slots in
            var buffer = ProductBuffer(for: self)
            for offset in stride(from: 0, to: slots.count, by: CodedRows.rowsPerBlock) {
                let block = part * blocksPerPart + offset / CodedRows.rowsPerBlock
                let measures = rows.blocks[block].measures
                let usable = measures.indices.filter { measures[$0].isUsable }
                let first = block * CodedRows.rowsPerBlock
                buffer.fill(rows, block, usable)
                buffer.findOthers(rows, block, usable, labels[first..<first + measures.count]) { row, cosine in
                    slots[offset + row] = cosine
                }
            }
        }
        return cosines
    }
}
