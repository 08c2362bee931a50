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
    /// Rows are compared as bytes; those that could be among a row's nearest are scored in full (`certifiedTopK`).
    /// - Parameter x: Rows of unit L2 norm.
    /// - Complexity: O(rows² · columns) time, O(rows · `degree`) memory.
    public init(_ x: DenseMatrix, degree: Int, threads: Int) {
        precondition(degree >= 0, "NeighborGraph: degree must not be negative")
        self.degree = degree
        guard x.columns > 0 else {
            neighbors = [[(row: Int, similarity: Float)]](repeating: [], count: x.rows)
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
