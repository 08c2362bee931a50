import SystemSupport

/// An orthonormal basis of a block Krylov space of AᵀA, and AᵀA's projection onto it.
///
/// Block Lanczos with full reorthogonalisation: each block Q is multiplied to AᵀA·Q, projected off the basis and
/// orthonormalised to the next block. Directions that vanish are dropped, and a new random block starts when too few are
/// left, so that repeated singular values and small ranks are found as well.
struct KrylovBasis {
    /// What is left of a block's image by projection carries rounding errors of 10⁻⁷ of the image's length. Directions
    /// shorter than this share of it are dropped, so that noise is at most 10⁻⁴ of any.
    static let noise = 1e-3
    /// The like for the image of a random block, which alone finds the smallest singular values.
    static let noiseOfRandomImage = 1e-6

    let matrix: SparseMatrix
    let transpose: SparseMatrix
    let blockWidth: Int
    let seed: UInt64
    let threads: Int
    let capacity: Int
    let rowBlocks: RowBlocks

    /// The basis vectors are the columns of these, each (columns of A, at most `blockWidth`).
    var blocks: [DenseMatrix] = []
    /// The index of each block's first vector.
    var starts: [Int] = []
    /// The number of basis vectors.
    var count = 0
    /// Qᵀ·AᵀA·Q, symmetric, row-major with `capacity` elements a row.
    var projection: [Double]
    var randomBlocks: UInt64 = 0
    /// Whether random directions have nothing left that the basis does not hold.
    var isComplete = false

    init(of matrix: SparseMatrix, capacity: Int, blockWidth: Int, seed: UInt64, threads: Int) {
        self.matrix = matrix
        transpose = matrix.transposed()
        self.capacity = capacity
        self.blockWidth = blockWidth
        self.seed = seed
        self.threads = threads
        rowBlocks = RowBlocks(rows: matrix.columns, most: 32, least: 1024)
        projection = [Double](repeating: 0, count: capacity * capacity)
    }

    /// Fills the basis up to its capacity or to the rank of A, whichever is less.
    mutating func grow() {
        appendRandomBlock()
        var done = 0
        while done < blocks.count {
            var image = transpose.multiplied(
                by: matrix.multiplied(by: blocks[done], threads: threads), threads: threads)
            let length = image.longestColumn(threads: threads)
            record(project(&image), column: starts[done])
            done += 1
            append(image, above: Self.noise * length)
            let waiting = count - (done < blocks.count ? starts[done] : count)
            if waiting < (blockWidth + 1) / 2 { appendRandomBlock() }
        }
    }

    /// The `wanted` Ritz vectors of largest Ritz value, fewer if the basis has fewer: orthonormal columns.
    func leadingVectors(_ wanted: Int) -> DenseMatrix {
        var upper: [Double] = []
        upper.reserveCapacity(count * count)
        for row in 0..<count { upper += projection[row * capacity..<row * capacity + count] }
        let weights = SymmetricEigen(upper: upper, order: count).vectors.prefix(min(wanted, count) * count).map {
            Float($0)
        }
        let width = min(wanted, count)
        let rowCount = matrix.columns
        var vectors = [Float](repeating: 0, count: rowCount * width)
        parallelBlocks(of: &vectors, blockSize: 512 * width, threads: threads) { index, out in
            let rows = out.count / width
            for (block, start) in zip(blocks, starts) {
                BLAS.multiply(
                    rows: rows, columns: width, inner: block.columns,
                    block.elements.span.extracting(block.range(ofRows: index * 512..<index * 512 + rows)),
                    stride: block.columns,
                    by: weights.span.extracting(start...), stride: count, bLayout: .transposed,
                    accumulating: true, into: &out, stride: width)
            }
        }
        return DenseMatrix(rows: rowCount, columns: width, elements: vectors)
    }
}
