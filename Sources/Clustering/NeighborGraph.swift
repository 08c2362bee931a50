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
    /// Works through blocks of rows against blocks of rows, so no more than a small part of the full matrix of
    /// similarities exists at a time.
    /// - Parameter x: Rows of unit L2 norm.
    /// - Complexity: O(rows² · columns) time, O(rows · `degree`) memory.
    public init(_ x: DenseMatrix, degree: Int, threads: Int) {
        precondition(degree >= 0, "NeighborGraph: degree must not be negative")
        self.degree = degree
        let (d, height, width) = (x.columns, 128, 1024)
        let blocks = parallelMap(count: (x.rows + height - 1) / height, threads: threads) { block in
            let queries = block * height..<min(x.rows, (block + 1) * height)
            var nearest = queries.map { _ in TopK(k: degree) }
            for start in stride(from: 0, to: x.rows, by: width) {
                let range = start..<min(x.rows, start + width)
                var scores = [Float](repeating: 0, count: queries.count * range.count)
                var out = scores.mutableSpan
                dotRowsBatch(
                    queries: x.elements.span.extracting(queries.lowerBound * d..<queries.upperBound * d),
                    queryCount: queries.count,
                    rows: x.elements.span.extracting(range.lowerBound * d..<range.upperBound * d), dimension: d,
                    into: &out)
                for query in 0..<queries.count {
                    for row in range where row != queries.lowerBound + query {
                        nearest[query].insert(score: out[query * range.count + row - start], index: row)
                    }
                }
            }
            return nearest.map { $0.sorted.map { (row: $0.index, similarity: $0.score) } }
        }
        neighbors = blocks.flatMap { $0 }
    }
}
