import LinearAlgebra
import VectorKernels

/// The nearest centroids of the rows of a block by products of bfloat16, which settle all but a few.
struct ShortSearch {
    private let centroids: CodedCentroids
    private var gathered: ShortRows
    private var three = NearestThree()
    private var pairs = Pairs()

    init(for centroids: CodedCentroids) {
        self.centroids = centroids
        let room = centroids.shorts == nil ? 0 : CodedRows.rowsPerBlock
        gathered = ShortRows(room: room, columns: max(1, centroids.matrix.columns))
    }

    /// Hands rows to `body` with their nearest centroid and its lead, and says which it could not settle.
    ///
    /// A row is settled by the lead of its largest product over the second, or else by the two cosines in floats, where they
    /// rule out what the third may reach.
    /// - Parameter chosen: Usable rows of the block, ascending.
    mutating func search(
        _ rows: CodedRows, _ block: Int, _ chosen: [Int], _ body: (_ row: Int, Assignment) -> Void
    ) -> [Int] {
        guard let queries = centroids.shorts, let shorts = rows.blocks[block].shorts, !chosen.isEmpty else {
            return chosen
        }
        let (measures, bounds) = (rows.blocks[block].measures, centroids.bounds)
        // The whole block, when the rows are most of it: that costs less than to bring them together.
        let isWhole = 4 * chosen.count > 3 * measures.count
        let next = block + 1 < rows.blocks.count ? rows.blocks[block + 1].shorts : nil
        if !isWhole { gathered.choose(chosen, from: shorts) }
        three.find(queries, of: isWhole ? shorts : gathered, next: next)
        let start = block * CodedRows.rowsPerBlock
        pairs.removeAll()
        for (index, row) in chosen.enumerated() {
            let place = isWhole ? row : index
            let lead = three.first[place] - three.second[place] - 2 * bounds.shortError(measures[row])
            if lead > 0 {
                body(row, Assignment(label: Int32(queries.number(three.first[place])), lead: lead))
            } else {
                pairs.append(start + row, queries.number(three.first[place]), place)
                pairs.append(start + row, queries.number(three.second[place]), place)
            }
        }
        pairs.multiply(rows.x, centroids.matrix)
        var left: [Int] = []
        for pair in stride(from: 0, to: pairs.count, by: 2) {
            let row = Int(pairs.rows[pair]) - start
            let (first, second, measure) = (pairs.cosines[pair], pairs.cosines[pair + 1], measures[row])
            let othersAtMost = max(min(first, second), three.third[pairs.places[pair]] + bounds.shortError(measure))
            let lead = max(first, second) - othersAtMost - bounds.slack(measure)
            if lead > 0 {
                body(row, Assignment(label: Int32(pairs.centroids[second > first ? pair + 1 : pair]), lead: lead))
            } else {
                left.append(row)
            }
        }
        return left
    }
}

/// Pairs of a row and a centroid, and their cosines in floats.
private struct Pairs {
    private(set) var rows: [UInt32] = []
    private(set) var centroids: [UInt32] = []
    /// Where what was found of each row stands.
    private(set) var places: [Int] = []
    private(set) var cosines: [Float] = []

    var count: Int { rows.count }

    mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        centroids.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
    }

    mutating func append(_ row: Int, _ centroid: Int, _ place: Int) {
        rows.append(UInt32(row))
        centroids.append(UInt32(centroid))
        places.append(place)
    }

    mutating func multiply(_ x: DenseMatrix, _ matrix: DenseMatrix) {
        if cosines.count < count { cosines = [Float](repeating: 0, count: count) }
        Self.multiply(x, rows, matrix, centroids, &cosines)
    }

    private static func multiply(
        _ x: DenseMatrix, _ rows: [UInt32], _ matrix: DenseMatrix, _ centroids: [UInt32], _ cosines: inout [Float]
    ) {
        var out = cosines.mutableSpan
        Kernels.active.dotPairs(
            x.elements.span, rows.span, matrix.elements.span, centroids.span, columns: x.columns, into: &out)
    }
}
