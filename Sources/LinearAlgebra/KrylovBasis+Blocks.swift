import SystemSupport

/// How blocks are made and joined to the basis.
extension KrylovBasis {
    /// Appends the image of a random block, which lies in the row space of A, projected off the basis.
    mutating func appendRandomBlock() {
        guard count < capacity, !isComplete else { return }
        let random = randomBlock()
        var image = transpose.multiplied(by: random, threads: threads)
        let length = image.longestColumn(threads: threads)
        _ = project(&image)
        let before = count
        append(image, above: Self.noiseOfRandomImage * length)
        isComplete = count == before
    }

    /// Random rows, each from a stream of its own, so that they can be drawn in any order.
    private mutating func randomBlock() -> DenseMatrix {
        let width = min(blockWidth, capacity - count)
        let (seed, block) = (seed, randomBlocks)
        randomBlocks += 1
        var elements = [Float](repeating: 0, count: matrix.rows * width)
        parallelBlocks(of: &elements, blockSize: 1024 * width, threads: threads) { index, out in
            var generator = UniformGenerator(seed: seed, stream: block << 32 | UInt64(index))
            for slot in 0..<out.count { out[slot] = generator.nextFloat() }
        }
        return DenseMatrix(rows: matrix.rows, columns: width, elements: elements)
    }

    /// Appends what is new in a block that has been projected off the basis once.
    ///
    /// Scaling short directions to unit length scales their rounding errors too; the second round of projection and
    /// orthonormalisation removes these. What it shortens by more than half was noise ("twice is enough").
    /// - Parameter least: The length up to which a direction is noise.
    mutating func append(_ block: DenseMatrix, above least: Double) {
        guard count < capacity else { return }
        var block = block.orthonormalized(above: least, most: capacity - count, threads: threads)
        guard block.columns > 0 else { return }
        _ = project(&block)
        block = block.orthonormalized(above: 0.5, threads: threads)
        guard block.columns > 0 else { return }
        starts.append(count)
        blocks.append(block)
        count += block.columns
    }

    /// Subtracts from `block` its projection onto the basis.
    ///
    /// - Returns: The coefficients Qᵀ·block, row-major, shape (`count`, `block.columns`).
    func project(_ block: inout DenseMatrix) -> [Double] {
        let coefficients = coefficients(of: block)
        let subtracted = coefficients.map { Float($0) }
        let width = block.columns
        let rowsPerPart = 512
        parallelBlocks(of: &block.elements, blockSize: rowsPerPart * width, threads: threads) { index, out in
            let rows = index * rowsPerPart..<index * rowsPerPart + out.count / width
            for (basis, start) in zip(blocks, starts) {
                BLAS.multiply(
                    rows: rows.count, columns: width, inner: basis.columns, factor: -1,
                    basis.elements.span.extracting(basis.range(ofRows: rows)), stride: basis.columns,
                    by: subtracted.span.extracting((start * width)...), stride: width,
                    accumulating: true, into: &out, stride: width)
            }
        }
        return coefficients
    }

    /// Qᵀ·block: float products within a block of rows, their sum in double precision.
    private func coefficients(of block: DenseMatrix) -> [Double] {
        let width = block.columns
        let partial = parallelMap(count: rowBlocks.count, threads: threads) { index in
            let rows = rowBlocks[index]
            var product = [Float](repeating: 0, count: count * width)
            var span = product.mutableSpan
            for (basis, start) in zip(blocks, starts) {
                var out = span._mutatingExtracting(
                    start * width..<(start + basis.columns) * width)
                BLAS.multiply(
                    rows: basis.columns, columns: width, inner: rows.count,
                    basis.elements.span.extracting(basis.range(ofRows: rows)), stride: basis.columns,
                    aLayout: .transposed,
                    by: block.elements.span.extracting(block.range(ofRows: rows)), stride: width,
                    into: &out, stride: width)
            }
            return product.map { Double($0) }
        }
        return sumInOrder(partial, count: count * width)
    }

    /// Enters the coefficients of AᵀA times a block in the projection.
    mutating func record(_ coefficients: [Double], column: Int) {
        let width = coefficients.count / count
        for row in 0..<count {
            for offset in 0..<width {
                projection[row * capacity + column + offset] = coefficients[row * width + offset]
                projection[(column + offset) * capacity + row] = coefficients[row * width + offset]
            }
        }
    }
}
