public import LinearAlgebra
import SystemSupport
import VectorKernels

/// The nearest neighbours of every row, exact.
public struct NeighborGraph: Sendable {
    /// Neighbours of each row, at most ``degree``, most similar first, the lower row first among equals; never the row
    /// itself.
    public let neighbors: [[(row: Int, similarity: Float)]]
    /// The number of neighbours asked for.
    public let degree: Int

    /// Finds the `degree` nearest rows of every row of `x` by dot product.
    ///
    /// Rows are compared as bfloat16 where the machine has tiles for it (``NeighborSearch``), else as bytes (`certifiedTopK`);
    /// those that could be among a row's nearest are scored in full. Where a good part of all rows are neighbours, all are.
    /// - Parameter x: Rows of unit L2 norm.
    /// - Complexity: O(rows² · columns) time, O(rows · `degree`) memory.
    public init(_ x: DenseMatrix, degree: Int, threads: Int) {
        precondition(degree >= 0, "NeighborGraph: degree must not be negative")
        self.degree = degree
        guard x.columns > 0 else {
            neighbors = [[(row: Int, similarity: Float)]](repeating: [], count: x.rows)
            return
        }
        if degree > x.rows / Self.leastRowsPerNeighbor {
            neighbors = Self.byAllScores(x, degree: degree, threads: threads)
            return
        }
        if let search = NeighborSearch(x, degree: degree, threads: threads) {
            neighbors = search.neighbors(threads: threads)
            return
        }
        let rows = SearchableRows(
            quantizing: x.elements, dimension: x.columns, hasNibbles: false, threads: threads)
        neighbors = certifiedTopK(
            queries: x.elements.span, in: rows, k: degree, areRows: true, threads: threads
        ).map { $0.map { (row: $0.index, similarity: $0.score) } }
    }
}

extension NeighborGraph {
    /// With fewer rows for each neighbour, bounds rule out too few to pay.
    private static let leastRowsPerNeighbor = 32

    /// The nearest rows by the scores of all.
    private static func byAllScores(
        _ x: DenseMatrix, degree: Int, threads: Int
    ) -> [[(row: Int, similarity: Float)]] {
        let rowsPerBlock = 32
        return parallelMap(count: (x.rows + rowsPerBlock - 1) / rowsPerBlock, threads: threads) { block in
            let range = block * rowsPerBlock..<min(x.rows, (block + 1) * rowsPerBlock)
            var scores = [Float](repeating: 0, count: range.count * x.rows)
            var out = scores.mutableSpan
            let elements = x.elements.span
            dotRowsBatch(
                queries: elements.extracting(range.lowerBound * x.columns..<range.upperBound * x.columns),
                queryCount: range.count, rows: elements, dimension: x.columns, into: &out)
            let products = scores.span
            return range.map { row in
                let start = (row - range.lowerBound) * x.rows
                return best(degree, of: products.extracting(start..<start + x.rows), but: row)
            }
        }.flatMap { $0 }
    }

    /// The places of the largest scores, the largest first, the lower place first among equals.
    private static func best(
        _ count: Int, of scores: Span<Float>, but row: Int
    ) -> [(row: Int, similarity: Float)] {
        var (low, high) = (Float.infinity, -Float.infinity)
        for place in 0..<scores.count {
            if scores[place] < low { low = scores[place] }
            if scores[place] > high { high = scores[place] }
        }
        // What enough reach, nearly; one more than wanted, since the row itself does not count.
        for _ in 0..<16 {
            let middle = low + (high - low) / 2
            if reaching(middle, scores) > count { low = middle } else { high = middle }
        }
        var best: [(row: Int, similarity: Float)] = []
        for place in 0..<scores.count where scores[place] >= low && place != row {
            best.append((place, scores[place]))
        }
        best.sort { $0.similarity > $1.similarity || $0.similarity == $1.similarity && $0.row < $1.row }
        return Array(best.prefix(count))
    }

    private static func reaching(_ least: Float, _ scores: Span<Float>) -> Int {
        var count: Int32 = 0
        for place in 0..<scores.count { count += scores[place] >= least ? 1 : 0 }
        return Int(count)
    }

    /// Each row plus the mean of its neighbours, scaled to unit length: what chance words a text has, its neighbours have
    /// not. A neighbour whose similarity is not positive is none.
    /// - Parameter x: The rows of the graph.
    public func smoothed(_ x: DenseMatrix, threads: Int) -> DenseMatrix {
        precondition(x.rows == neighbors.count, "smoothed: the graph is of other rows")
        var elements = x.elements
        guard x.columns > 0 else { return x }
        parallelBlocks(of: &elements, blockSize: x.columns, threads: threads) { row, slots in
            let near = neighbors[row].prefix { $0.similarity > 0 }
            for neighbor in near {
                x.withRow(neighbor.row) { addScaled(1 / Float(near.count), $0, to: &slots) }
            }
            normalize(&slots)
        }
        return DenseMatrix(rows: x.rows, columns: x.columns, elements: elements)
    }
}
