import LinearAlgebra
import VectorKernels

/// Products of some rows of a block with all centroids, and the largest two of each row.
struct ProductBuffer {
    private let centroids: CodedCentroids
    private let width: Int
    private var isWhole = false
    private var coder: RowCoder
    private var codes: [Int8] = []
    /// Of the rows that were multiplied.
    private var measures: [CodedRows.Measure] = []
    /// With room for as many rows as were ever asked for together: most are settled without.
    private var products: [Int32] = []
    private var largest = [Float](repeating: 0, count: CodedRows.rowsPerBlock)
    private var second = [Float](repeating: 0, count: CodedRows.rowsPerBlock)
    private var labels = [Int32](repeating: 0, count: CodedRows.rowsPerBlock)

    init(for centroids: CodedCentroids) {
        self.centroids = centroids
        width = centroids.scales.count
        coder = RowCoder(columns: centroids.matrix.columns)
    }

    /// Multiplies the named rows, ascending and all of them usable; the whole block when they are most of it, which costs
    /// less than to bring them together.
    mutating func fill(_ rows: CodedRows, _ block: Int, _ chosen: [Int]) {
        guard let packed = centroids.packed, !chosen.isEmpty else { return }
        let whole = rows.blocks[block]
        isWhole = rows.hasBytes && 4 * chosen.count > 3 * whole.measures.count
        let room = (isWhole ? whole.measures.count : chosen.count) * width
        if products.count < room { products = [Int32](repeating: 0, count: room) }
        if isWhole {
            measures = whole.measures
            Self.multiply(packed, whole.codes, into: &products)
        } else {
            gather(rows, block, chosen)
            Self.multiply(packed, codes, into: &products)
        }
        Self.findLargest(products, rows: measures.count, centroids.scales, &largest, &second, &labels)
    }

    private mutating func gather(_ rows: CodedRows, _ block: Int, _ chosen: [Int]) {
        codes.removeAll(keepingCapacity: true)
        measures.removeAll(keepingCapacity: true)
        for place in chosen {
            let row = block * CodedRows.rowsPerBlock + place
            if rows.hasBytes {
                measures.append(rows.blocks[block].measures[place])
                codes += rows.codes(row)
            } else {
                measures.append(rows.x.withRow(row) { coder.encode($0) })
                codes += coder.codes
            }
        }
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

    /// Hands each row that was multiplied to `body` with its nearest centroid, by double precision the lowest of equals, and
    /// its lead.
    func search(_ rows: CodedRows, _ block: Int, _ chosen: [Int], _ body: (_ row: Int, Assignment) -> Void) {
        let measures = measures
        let (kernels, bounds, columns, count) = (Kernels.active, centroids.bounds, rows.x.columns, centroids.count)
        let (x, products) = (rows.x.elements.span, products.span)
        let (centroidElements, scales) = (centroids.matrix.elements.span, centroids.scales.span)
        for (index, row) in chosen.enumerated() {
            let place = isWhole ? row : index
            let measure = measures[place]
            let lead = measure.scale * (largest[place] - second[place]) * 0.9999 - 2 * bounds.error(measure)
            if lead > 0 {
                body(row, Assignment(label: labels[place], lead: lead))
                continue
            }
            let start = (block * CodedRows.rowsPerBlock + row) * columns
            let nearest = NearestSearch.nearest(
                to: x.extracting(start..<start + columns), measure,
                products: products.extracting(place * width..<(place + 1) * width),
                Guess(label: Int(labels[place]), second: second[place]), centroids: centroidElements, count: count,
                scales: scales, bounds, kernels)
            body(row, nearest)
        }
    }

    /// Hands each row that was multiplied to `body` with its largest cosine to another centroid than its own.
    func findOthers(
        _ rows: CodedRows, _ block: Int, _ chosen: [Int], _ owners: ArraySlice<Int>,
        _ body: (_ row: Int, _ cosine: Float) -> Void
    ) {
        let (kernels, columns) = (Kernels.active, rows.x.columns)
        let (x, centroidElements) = (rows.x.elements.span, centroids.matrix.elements.span)
        for (index, row) in chosen.enumerated() {
            let (place, own) = (isWhole ? row : index, owners[owners.startIndex + row])
            let start = (block * CodedRows.rowsPerBlock + row) * columns
            let vector = x.extracting(start..<start + columns)
            // What lies below the largest product by more than both errors is not the largest.
            let product = Int(labels[place]) == own ? second[place] : largest[place]
            let least = product - 2 * centroids.bounds.error(measures[place]) / measures[place].scale * 1.0001
            var cosine: Float = -1
            for centroid in 0..<centroids.count where centroid != own {
                let scaled = Float(products[place * width + centroid]) * centroids.scales[centroid]
                if scaled < least { continue }
                let range = centroid * columns..<(centroid + 1) * columns
                cosine = max(cosine, kernels.dot(vector, centroidElements.extracting(range)))
            }
            body(row, cosine)
        }
    }
}
