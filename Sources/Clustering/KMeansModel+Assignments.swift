import LinearAlgebra
import SystemSupport
import VectorKernels

extension KMeansModel {
    /// The clusters that given assignments make of the rows of `x`; numbers without a usable row are dropped.
    init(_ x: DenseMatrix, assignments: [Int], threads: Int) {
        let usable = UsableRows(x, threads: threads).flags
        var members = [[Int]](repeating: [], count: (assignments.max() ?? -1) + 1)
        for (row, cluster) in assignments.enumerated() where usable[row] { members[cluster].append(row) }
        let kept = members.indices.filter { !members[$0].isEmpty }
        let memberRows = kept.isEmpty ? [[]] : kept.map { members[$0] }
        var sums = [Float](repeating: 0, count: memberRows.count * x.columns)
        parallelBlocks(of: &sums, blockSize: max(1, x.columns), threads: threads) { cluster, sum in
            for row in memberRows[cluster] { x.withRow(row) { addScaled(1, $0, to: &sum) } }
            normalize(&sum)
        }
        var renumbered = [Int](repeating: 0, count: members.count)
        for (new, old) in kept.enumerated() { renumbered[old] = new }
        let centroids = DenseMatrix(rows: memberRows.count, columns: x.columns, elements: sums)
        let labels = assignments.indices.map { usable[$0] ? renumbered[assignments[$0]] : 0 }
        self.init(x, usable: usable, centroids: centroids, labels: labels, threads: threads)
    }

    private init(_ x: DenseMatrix, usable: [Bool], centroids: DenseMatrix, labels: [Int], threads: Int) {
        let rowsPerBlock = 256
        var cosines = [(own: Float, second: Float)](repeating: (0, 0), count: x.rows)
        parallelBlocks(of: &cosines, blockSize: rowsPerBlock, threads: threads) { block, slots in
            let start = block * rowsPerBlock
            var scores = [Float](repeating: 0, count: slots.count * centroids.rows)
            var out = scores.mutableSpan
            dotRowsBatch(
                queries: x.elements.span.extracting(start * x.columns..<(start + slots.count) * x.columns),
                queryCount: slots.count, rows: centroids.elements.span, dimension: x.columns, into: &out)
            for row in 0..<slots.count where usable[start + row] {
                var second: Float = -1
                for cluster in 0..<centroids.rows where cluster != labels[start + row] {
                    second = max(second, out[row * centroids.rows + cluster])
                }
                slots[row] = (out[row * centroids.rows + labels[start + row]], second)
            }
        }
        var objective = 0.0
        for row in cosines.indices where usable[row] { objective += 1 - Double(cosines[row].own) }
        self.init(
            centroids: centroids, assignments: labels, similarities: cosines.map(\.own),
            secondSimilarities: cosines.map(\.second), objective: objective)
    }
}
