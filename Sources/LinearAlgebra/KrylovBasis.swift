import SystemSupport

/// An orthonormal basis of a block Krylov space of AᵀA, and AᵀA's projection onto it.
///
/// Block Lanczos with full reorthogonalisation: each block Q is multiplied to AᵀA·Q, projected off the basis and
/// orthonormalised to the next block. Directions that vanish are dropped, and a new random block starts when too few are
/// left, so that repeated singular values and small ranks are found as well.
struct KrylovBasis {
    /// What is left of a block's image by projection carries rounding errors of 10⁻⁷ of the image's length. Directions
    /// shorter than this share of it are dropped, so that noise is at most 10⁻⁴ of any.
    private static let noise = 1e-3
    /// The like for the image of a random block, which alone finds the smallest singular values.
    private static let noiseOfRandomImage = 1e-6
    /// Rows that one thread handles at a time where rows are independent.
    private static let rowsPerPart = 512

    private let matrix: SparseMatrix
    private let blockWidth: Int
    private let seed: UInt64
    private let threads: Int

    /// The basis vectors are the first `count` columns, shape (columns of A, capacity).
    private var vectors: DenseMatrix
    private(set) var count = 0
    /// The vectors of each block.
    private var blocks: [Range<Int>] = []
    /// Qᵀ·AᵀA·Q, symmetric, row-major with `capacity` elements a row.
    private var projection: [Double]
    private var randomBlocks: UInt64 = 0
    /// Whether random directions have nothing left that the basis does not hold.
    private var isComplete = false
    /// Whether every block is the whole image of the one before, so that AᵀA maps a block to itself and its neighbours.
    private var isTridiagonal = true

    /// An empty basis for at most `capacity` vectors, which grows by `blockWidth` at a time.
    init(of matrix: SparseMatrix, capacity: Int, blockWidth: Int, seed: UInt64, threads: Int) {
        self.matrix = matrix
        self.blockWidth = blockWidth
        self.seed = seed
        self.threads = threads
        vectors = DenseMatrix(rows: matrix.columns, columns: capacity)
        projection = [Double](repeating: 0, count: capacity * capacity)
    }

    private var capacity: Int { vectors.columns }

    /// Fills the basis up to its capacity or to the rank of A, whichever is less.
    mutating func grow() {
        appendRandomBlock()
        var done = 0
        while done < blocks.count {
            var image = matrix.gramProduct(with: block(done), threads: threads)
            let length = image.longestColumn(threads: threads)
            // AᵀA is symmetric: a block's image has no part in blocks before the last one but for rounding errors,
            // which `append` removes.
            let first = isTridiagonal ? blocks[max(0, done - 1)].lowerBound : 0
            record(project(&image, from: first), row: first, column: blocks[done].lowerBound)
            append(image, above: Self.noise * length)
            done += 1
            let waiting = count - (done < blocks.count ? blocks[done].lowerBound : count)
            if waiting < (blockWidth + 1) / 2 { appendRandomBlock() }
        }
    }

    /// The Ritz vectors of the largest Ritz values, orthonormal columns: `wanted`, or fewer if the basis has fewer; and the
    /// square roots of those values, the lengths that A gives the vectors.
    func leadingVectors(_ wanted: Int) -> DenseMatrix {
        var upper: [Double] = []
        upper.reserveCapacity(count * count)
        for row in 0..<count { upper += projection[row * capacity..<row * capacity + count] }
        let width = min(wanted, count)
        let eigen = SymmetricEigen(upper: upper, order: count)
        let weights = eigen.vectors.prefix(width * count).map { Float($0) }
        var leading = DenseMatrix(rows: matrix.columns, columns: width)
        guard width > 0 else { return leading }
        parallelBlocks(of: &leading.elements, blockSize: Self.rowsPerPart * width, threads: threads) { part, out in
            let rows = out.count / width
            let range = vectors.range(ofRows: part * Self.rowsPerPart..<part * Self.rowsPerPart + rows)
            BLAS.multiply(
                rows: rows, columns: width, inner: count,
                vectors.elements.span.extracting(range), stride: capacity,
                by: weights.span, stride: count, bLayout: .transposed,
                into: &out, stride: width)
        }
        return leading
    }

    private func block(_ index: Int) -> DenseMatrix {
        let range = blocks[index]
        var elements: [Float] = []
        elements.reserveCapacity(matrix.columns * range.count)
        for row in 0..<matrix.columns {
            elements += vectors.elements[row * capacity + range.lowerBound..<row * capacity + range.upperBound]
        }
        return DenseMatrix(rows: matrix.columns, columns: range.count, elements: elements)
    }

    /// Enters the coefficients of AᵀA times a block in the projection, from a row and column on.
    private mutating func record(_ coefficients: [Double], row: Int, column: Int) {
        guard count > row else { return }
        let width = coefficients.count / (count - row)
        for (index, coefficient) in coefficients.enumerated() {
            let (row, column) = (row + index / width, column + index % width)
            projection[row * capacity + column] = coefficient
            projection[column * capacity + row] = coefficient
        }
    }
}

/// How blocks are made and joined to the basis.
extension KrylovBasis {
    /// Appends what is new in Aᵀ times a random block, a sample of A's row space.
    private mutating func appendRandomBlock() {
        guard count < capacity, !isComplete else { return }
        isTridiagonal = randomBlocks == 0
        var image = randomImage()
        let length = image.longestColumn(threads: threads)
        _ = project(&image, from: 0)
        let before = count
        append(image, above: Self.noiseOfRandomImage * length)
        isComplete = count == before
    }

    /// Aᵀ times a random block, which is drawn step by step, each step from a stream of its own.
    private mutating func randomImage() -> DenseMatrix {
        let (seed, block) = (seed, randomBlocks)
        randomBlocks += 1
        let width = min(blockWidth, capacity - count)
        return matrix.transposedProduct(columns: width, threads: threads) { strip, rows, out in
            let stream = block << 48 | UInt64(strip) << 32 | UInt64(rows.lowerBound)
            var generator = UniformGenerator(seed: seed, stream: stream)
            for row in 0..<rows.count {
                for lane in 0..<ColumnStrips.width { out[row][lane] = generator.nextFloat() }
            }
        }
    }

    /// Appends what is new in a block that has been projected off the basis once.
    ///
    /// Scaling short directions to unit length scales their rounding errors too; the second round of projection and
    /// orthonormalisation removes these. What it shortens by more than half was noise ("twice is enough").
    /// - Parameter least: The length up to which a direction is noise.
    private mutating func append(_ block: DenseMatrix, above least: Double) {
        let room = min(block.columns, capacity - count)
        guard room > 0 else { return }
        var block = block.orthonormalized(above: least, most: room, threads: threads)
        if block.columns > 0 {
            _ = project(&block, from: 0)
            block = block.orthonormalized(above: 0.5, threads: threads)
        }
        if block.columns < room { isTridiagonal = false }
        guard block.columns > 0 else { return }
        store(block)
        blocks.append(count..<count + block.columns)
        count += block.columns
    }

    private mutating func store(_ block: DenseMatrix) {
        let (capacity, count) = (capacity, count)
        parallelBlocks(of: &vectors.elements, blockSize: capacity * Self.rowsPerPart, threads: threads) { part, out in
            for row in 0..<out.count / capacity {
                let source = (part * Self.rowsPerPart + row) * block.columns
                for column in 0..<block.columns {
                    out[row * capacity + count + column] = block.elements[source + column]
                }
            }
        }
    }

    /// Subtracts from `block` its projection onto the basis vectors from `first` on.
    ///
    /// - Returns: The coefficients Qᵀ·block, row-major, shape (`count - first`, `block.columns`).
    private func project(_ block: inout DenseMatrix, from first: Int) -> [Double] {
        guard count > first else { return [] }
        let coefficients = coefficients(of: block, from: first)
        let subtracted = coefficients.map { Float($0) }
        let width = block.columns
        parallelBlocks(of: &block.elements, blockSize: Self.rowsPerPart * width, threads: threads) { part, out in
            let rows = part * Self.rowsPerPart..<part * Self.rowsPerPart + out.count / width
            BLAS.multiply(
                rows: rows.count, columns: width, inner: count - first, factor: -1,
                vectors.elements.span.extracting(vectors.range(ofRows: rows)).extracting(first...), stride: capacity,
                by: subtracted.span, stride: width,
                accumulating: true, into: &out, stride: width)
        }
        return coefficients
    }

    /// Qᵀ·block for the basis vectors from `first` on: float products within a part of the rows, their sum in double
    /// precision.
    private func coefficients(of block: DenseMatrix, from first: Int) -> [Double] {
        let width = block.columns
        let parts = RowBlocks(rows: block.rows, most: 32, least: 1024)
        let partial = parallelMap(count: parts.count, threads: threads) { index in
            let rows = parts[index]
            var product = [Float](repeating: 0, count: (count - first) * width)
            var out = product.mutableSpan
            BLAS.multiply(
                rows: count - first, columns: width, inner: rows.count,
                vectors.elements.span.extracting(vectors.range(ofRows: rows)).extracting(first...), stride: capacity,
                aLayout: .transposed,
                by: block.elements.span.extracting(block.range(ofRows: rows)), stride: width,
                into: &out, stride: width)
            return product.map { Double($0) }
        }
        return sumInOrder(partial, count: (count - first) * width)
    }
}
