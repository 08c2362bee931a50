public import LinearAlgebra
import SystemSupport
import VectorKernels

extension KMeansModel {
    /// The clusters that given assignments make of the rows of `x`; numbers without a usable row are dropped.
    ///
    /// - Parameter assignments: One for each row, not negative.
    public init(_ x: DenseMatrix, assignments: [Int], threads: Int) {
        let isUsable = x.usableRows(threads: threads)
        var labels = assignments.indices.map { Assignment(label: isUsable[$0] ? Int32(assignments[$0]) : -1) }
        let none = [Assignment](repeating: Assignment(), count: labels.count)
        var sums = ClusterSums(clusters: max(1, (assignments.max() ?? 0) + 1), columns: x.columns)
        sums.update(x, from: none, to: labels, threads: threads)

        var kept = sums.sizes.indices.filter { sums.sizes[$0] > 0 }
        if kept.isEmpty { kept = [0] }
        var renumbered = [Int32](repeating: 0, count: sums.sizes.count)
        for (new, old) in kept.enumerated() { renumbered[old] = Int32(new) }
        for row in labels.indices where labels[row].label >= 0 {
            labels[row].label = renumbered[Int(labels[row].label)]
        }
        let centroids = sums.directions.selecting(rows: kept)
        let similarities = centroids.similarities(x, labels, threads: threads)
        self.init(
            centroids: centroids, assignments: labels.map { max(0, Int($0.label)) }, similarities: similarities,
            objective: zip(similarities, isUsable).reduce(0) { $1.1 ? $0 + (1 - Double($1.0)) : $0 })
    }
}

extension DenseMatrix {
    /// Whether each row has a direction: is neither zero nor, in any element, not finite.
    func usableRows(threads: Int) -> [Bool] {
        let (coder, rowsPerBlock) = (RowCoder(columns: columns), 1024)
        return parallelMap(count: (rows + rowsPerBlock - 1) / rowsPerBlock, threads: threads) { block in
            (block * rowsPerBlock..<min(rows, (block + 1) * rowsPerBlock)).map { withRow($0) { coder.norm($0) > 0 } }
        }.flatMap { $0 }
    }

    /// Of centroids: the cosine of each row to the one that it has been given; 0 for a row without.
    func similarities(_ rows: DenseMatrix, _ assignments: [Assignment], threads: Int) -> [Float] {
        var similarities = [Float](repeating: 0, count: rows.rows)
        let rowsPerBlock = 4096
        parallelBlocks(of: &similarities, blockSize: rowsPerBlock, threads: threads) { block, slots in
            for index in 0..<slots.count {
                let row = block * rowsPerBlock + index
                let label = Int(assignments[row].label)
                if label >= 0 { slots[index] = rows.withRow(row) { x in withRow(label) { dot(x, $0) } } }
            }
        }
        return similarities
    }
}
