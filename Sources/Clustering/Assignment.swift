import LinearAlgebra
import SystemSupport
import VectorKernels

/// What is known of a row's place among the centroids.
struct Assignment: BitwiseCopyable, Sendable {
    /// The nearest centroid, the lowest of equals; −1 for a row that is not usable.
    var label: Int32 = -1
    /// How much nearer it is than any other, at least; nothing is known where it is not positive.
    var lead: Float = 0
}

extension CodedCentroids {
    /// Blocks of rows that one call works on, so that its buffers pay.
    private static let blocksPerPart = 8
    private static let rowsPerPart = blocksPerPart * CodedRows.rowsPerBlock

    /// Assigns the rows whose lead is not positive.
    func assign(_ rows: CodedRows, _ assignments: inout [Assignment], threads: Int) {
        parallelBlocks(of: &assignments, blockSize: Self.rowsPerPart, threads: threads) { part, slots in
            var buffer = ProductBuffer(for: self)
            var doubtful: [Int] = []
            for offset in stride(from: 0, to: slots.count, by: CodedRows.rowsPerBlock) {
                let block = part * Self.blocksPerPart + offset / CodedRows.rowsPerBlock
                let measures = rows.blocks[block].measures
                doubtful.removeAll(keepingCapacity: true)
                for row in measures.indices where measures[row].isUsable && !(slots[offset + row].lead > 0) {
                    doubtful.append(row)
                }
                buffer.fill(rows.blocks[block], doubtful)
                buffer.search(rows, block, doubtful, exactly: false) { row, nearest, lead in
                    slots[offset + row] = Assignment(label: nearest.label, lead: lead)
                }
            }
        }
    }

    /// The nearest centroid of every row with its cosines; label −1 and zeros for a row that is not usable.
    func nearest(_ rows: CodedRows, threads: Int) -> [Nearest] {
        var found = [Nearest](repeating: Nearest(label: -1, own: 0, second: 0), count: rows.count)
        parallelBlocks(of: &found, blockSize: Self.rowsPerPart, threads: threads) { part, slots in
            var buffer = ProductBuffer(for: self)
            for offset in stride(from: 0, to: slots.count, by: CodedRows.rowsPerBlock) {
                let block = part * Self.blocksPerPart + offset / CodedRows.rowsPerBlock
                let measures = rows.blocks[block].measures
                let usable = measures.indices.filter { measures[$0].isUsable }
                buffer.fill(rows.blocks[block], usable)
                buffer.search(rows, block, usable, exactly: true) { row, nearest, _ in slots[offset + row] = nearest }
            }
        }
        return found
    }
}

/// Products of some rows of a block with all centroids, and the largest two of each row.
private struct ProductBuffer {
    private let centroids: CodedCentroids
    private let width: Int
    private var isWhole = false
    private var codes: [Int8] = []
    private var products: [Int32]
    private var largest = [Float](repeating: 0, count: CodedRows.rowsPerBlock)
    private var second = [Float](repeating: 0, count: CodedRows.rowsPerBlock)
    private var labels = [Int32](repeating: 0, count: CodedRows.rowsPerBlock)

    init(for centroids: CodedCentroids) {
        self.centroids = centroids
        width = centroids.scales.count
        products = [Int32](repeating: 0, count: CodedRows.rowsPerBlock * width)
    }

    /// Multiplies the named rows, ascending and all of them usable; the whole block when they are most of it, which costs
    /// less than to bring them together.
    mutating func fill(_ block: CodedRows.Block, _ rows: [Int]) {
        guard let packed = centroids.packed, !rows.isEmpty else { return }
        isWhole = 4 * rows.count > 3 * block.measures.count
        if isWhole {
            Self.multiply(packed, block.codes, into: &products)
        } else {
            codes.removeAll(keepingCapacity: true)
            for row in rows { codes += block.codes[row * packed.dimension..<(row + 1) * packed.dimension] }
            Self.multiply(packed, codes, into: &products)
        }
        Self.findLargest(
            products, rows: isWhole ? block.measures.count : rows.count, centroids.scales, &largest, &second, &labels)
    }

    private static func multiply(_ packed: PackedQueries, _ rows: [Int8], into products: inout [Int32]) {
        var span = products.mutableSpan
        dotRowsInt8Batch(packed, rows.span, into: &span)
    }

    private static func findLargest(
        _ products: [Int32], rows: Int, _ scales: [Float], _ largest: inout [Float], _ second: inout [Float],
        _ labels: inout [Int32]
    ) {
        var first = largest.mutableSpan
        var next = second.mutableSpan
        var places = labels.mutableSpan
        Kernels.active.largestTwo(
            products.span.extracting(first: rows * scales.count), scales: scales.span, largest: &first, second: &next,
            indices: &places)
    }

    /// Hands the nearest centroid of each row that was multiplied to `body`, with its lead; its cosines too if `exactly`.
    func search(
        _ rows: CodedRows, _ block: Int, _ chosen: [Int], exactly: Bool,
        _ body: (_ row: Int, Nearest, _ lead: Float) -> Void
    ) {
        let measures = rows.blocks[block].measures
        let (kernels, bounds, columns, count) = (Kernels.active, centroids.bounds, rows.x.columns, centroids.count)
        let elements = rows.x.elements.span
        let (centroidElements, scales, products) = (
            centroids.matrix.elements.span, centroids.scales.span, products.span
        )
        for (index, row) in chosen.enumerated() {
            let place = isWhole ? row : index
            let measure = measures[row]
            let lead = measure.scale * (largest[place] - second[place]) * 0.9999 - 2 * bounds.error(measure)
            if lead > 0, !exactly {
                body(row, Nearest(label: labels[place], own: 0, second: 0), lead)
                continue
            }
            let start = (block * CodedRows.rowsPerBlock + row) * columns
            let nearest = NearestSearch.nearest(
                to: elements.extracting(start..<start + columns), measure,
                products: products.extracting(place * width..<(place + 1) * width),
                Guess(label: Int(labels[place]), second: second[place]), centroids: centroidElements, count: count,
                scales: scales, bounds, exactly: exactly, kernels)
            body(row, nearest, nearest.own - nearest.second - bounds.slack(measure))
        }
    }
}
