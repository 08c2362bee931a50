public import LinearAlgebra
import SystemSupport
import VectorKernels

/// Which rows have a direction: not zero, and finite in every element.
struct UsableRows: Sendable {
    let flags: [Bool]

    init(_ x: DenseMatrix, threads: Int) {
        var flags = [Bool](repeating: false, count: x.rows)
        parallelBlocks(of: &flags, blockSize: 4096, threads: threads) { block, slots in
            for index in 0..<slots.count {
                let norm = x.withRow(block * 4096 + index) { squaredNorm($0) }
                slots[index] = norm > 0 && norm.isFinite
            }
        }
        self.flags = flags
    }
}

extension DenseMatrix {
    /// The matrix of the named rows, in the order given.
    public func selecting(rows chosen: [Int]) -> DenseMatrix {
        var kept: [Float] = []
        kept.reserveCapacity(chosen.count * columns)
        for row in chosen { kept.append(contentsOf: elements[row * columns..<(row + 1) * columns]) }
        return DenseMatrix(rows: chosen.count, columns: columns, elements: kept)
    }
}
