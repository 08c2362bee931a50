import LinearAlgebra
import SystemSupport
import VectorKernels

/// A search for the nearest rows of every row by products of bfloat16, which leave few to be scored in floats.
///
/// Of each group of rows the three largest products are kept while tiles multiply (``NearestThree``), so no matrix of products
/// is written. The k-th largest product of all groups less its error is reached by k rows; only a row whose product with its
/// error reaches as far can be among the k nearest. Where the third of a group does, all of the group are scored.
struct NeighborSearch: Sendable {
    /// Rows of a group: of larger ones the third is too often among the nearest, of smaller ones more are kept.
    private static let rowsPerGroup = 128

    private let rows: CodedRows
    private let groups: [ShortQueries]
    private let bounds: ProductBounds
    private let degree: Int

    /// Nil where the machine has no tiles of bfloat16, where there are too few groups to tell the nearest from their largest
    /// products, or where a row's magnitude is extreme.
    init?(_ x: DenseMatrix, degree: Int, threads: Int) {
        guard Kernels.active.hasShortTiles, degree > 0, degree <= x.rows / Self.rowsPerGroup else { return nil }
        let rows = CodedRows(x, withBytes: false, threads: threads)
        var bounds = ProductBounds(columns: x.columns)
        var errors: [Float] = []
        for row in 0..<x.rows {
            let measure = rows.measure(row)
            if measure.isUsable {
                guard measure.shortError.isFinite else { return nil }
                bounds.include(measure)
                errors.append(measure.shortError)
            } else {
                guard x.withRow(row, Self.isZero) else { return nil }
            }
        }
        groups = parallelMap(count: rows.blocks.count, threads: threads) { Self.groups(rows.blocks[$0]) }.flatMap { $0 }
        if let first = groups.first { bounds.include(shortErrors: errors, of: first) }
        self.rows = rows
        self.bounds = bounds
        self.degree = degree
    }

    private static func groups(_ block: CodedRows.Block) -> [ShortQueries] {
        let count = block.measures.count
        return stride(from: 0, to: count, by: rowsPerGroup).compactMap { start in
            block.shorts.map { ShortQueries(ShortRows($0, choosing: Array(start..<min(count, start + rowsPerGroup)))) }
        }
    }

    private static func isZero(_ row: Span<Float>) -> Bool {
        for index in 0..<row.count where row[index] != 0 { return false }
        return true
    }

    /// The nearest rows of every row, most similar first, the lower row first among equals; never the row itself.
    func neighbors(threads: Int) -> [[(row: Int, similarity: Float)]] {
        parallelMap(count: rows.blocks.count, threads: threads) { neighbors(of: $0) }.flatMap { $0 }
    }

    private func neighbors(of block: Int) -> [[(row: Int, similarity: Float)]] {
        guard let shorts = rows.blocks[block].shorts else { return [] }
        let found = groups.map { group in
            var three = NearestThree()
            three.find(group, of: shorts)
            return three
        }
        let first = block * CodedRows.rowsPerBlock
        var candidates = candidates(found, first: first, least(found, first: first))
        return candidates.indices.map { place in
            let row = first + place
            // A row without a direction has no bound.
            if !rows.isUsable(row) { candidates[place] = (0..<UInt32(rows.count)).filter { $0 != row } }
            return nearest(to: row, among: candidates[place])
        }
    }

    /// What the product of each row with one of its nearest is at least.
    private func least(_ found: [NearestThree], first: Int) -> [Float] {
        let measures = rows.blocks[first / CodedRows.rowsPerBlock].measures
        // The largest products of each row, descending.
        var largest = [Float](repeating: -.infinity, count: measures.count * degree)
        for (group, three) in found.enumerated() {
            for products in [three.first, three.second, three.third] {
                for row in measures.indices where products[row] > largest[(row + 1) * degree - 1] {
                    let product = products[row]
                    if number(product, group) == first + row { continue }
                    var place = (row + 1) * degree - 1
                    while place > row * degree, largest[place - 1] < product {
                        largest[place] = largest[place - 1]
                        place -= 1
                    }
                    largest[place] = product
                }
            }
        }
        return measures.indices.map { row in
            (largest[(row + 1) * degree - 1] - 2 * bounds.shortError(measures[row])).nextDown
        }
    }

    /// The rows that may be among the nearest of each row of a block.
    private func candidates(_ found: [NearestThree], first: Int, _ least: [Float]) -> [[UInt32]] {
        var candidates = [[UInt32]](repeating: [], count: least.count)
        for (group, three) in found.enumerated() {
            for row in least.indices where three.first[row] >= least[row] {
                if three.third[row] >= least[row] {
                    let start = group * Self.rowsPerGroup
                    for other in start..<min(rows.count, start + Self.rowsPerGroup) where other != first + row {
                        candidates[row].append(UInt32(other))
                    }
                    continue
                }
                for product in [three.first[row], three.second[row]] where product >= least[row] {
                    let other = number(product, group)
                    if other != first + row { candidates[row].append(UInt32(other)) }
                }
            }
        }
        return candidates
    }

    private func number(_ product: Float, _ group: Int) -> Int {
        group * Self.rowsPerGroup + groups[group].number(product)
    }

    private func nearest(to row: Int, among candidates: [UInt32]) -> [(row: Int, similarity: Float)] {
        var scores = [Float](repeating: 0, count: candidates.count)
        var out = scores.mutableSpan
        rows.x.withRow(row) {
            Kernels.active.dotListed($0, rows.x.elements.span, indices: candidates.span, into: &out)
        }
        var best = TopK(k: degree)
        for (other, score) in zip(candidates, scores) { best.insert(score: score, index: Int(other)) }
        return best.sorted.map { (row: $0.index, similarity: $0.score) }
    }
}
