import Corpus
import SystemSupport
import VectorKernels

/// Cosines of query vectors and all papers, in blocks of rows.
struct SemanticScores: Sendable {
    /// How many rows a block has: a few hundred kilobytes of vectors, which stay in cache while a batch is scored.
    private static let rowsPerBlock = 256

    private let blocks: [[Float]]
    private let rowCount: Int

    /// Scores all rows of a segment against queries.
    ///
    /// - Complexity: O(queries · rows · dimensions).
    init(queries: [[Float]], segment: PaperSegment, dimensions: Int, threads: Int) {
        let rows = segment.rowCount
        rowCount = rows
        guard dimensions > 0 else {
            blocks = []
            return
        }
        let flat = queries.flatMap { $0 }
        let size = Self.rowsPerBlock
        blocks = parallelMap(count: (rows + size - 1) / size, threads: threads) { block in
            let range = block * size..<min((block + 1) * size, rows)
            var scores = [Float](repeating: 0, count: queries.count * range.count)
            segment.vectors.withSpan { vectors in
                var out = scores.mutableSpan
                dotRowsBatch(
                    queries: flat.span, queryCount: queries.count,
                    rows: vectors.extracting(range.lowerBound * dimensions..<range.upperBound * dimensions),
                    dimension: dimensions, into: &out)
            }
            return scores
        }
    }

    /// The scores of one query, a value for each row.
    func scores(ofQuery query: Int) -> [Float] {
        var scores: [Float] = []
        scores.reserveCapacity(rowCount)
        for (index, block) in blocks.enumerated() {
            let rows = min(Self.rowsPerBlock, rowCount - index * Self.rowsPerBlock)
            scores.append(contentsOf: block[query * rows..<(query + 1) * rows])
        }
        return scores.isEmpty ? [Float](repeating: 0, count: rowCount) : scores
    }
}
