import LinearAlgebra
import Synchronization
import SystemSupport
import VectorKernels

/// Greedy k-means++ seeding on the sphere (Arthur and Vassilvitskii 2007), by the rows' bytes.
///
/// Each next seed is the best of some rows drawn with probability proportional to 1 − cosine to the nearest seed (on unit
/// vectors half the squared distance): best is what lowers the sum of those most. Cosines of bytes are off by a thousandth,
/// which a drawing by chance does not notice. They come from whole numbers, so the seeds depend on the rows and the
/// generator alone.
struct KMeansSeeding {
    /// Rows drawn for each seed. As many as the kernels multiply at their best: with them, a sample of the rows gives seeds
    /// as good as 2 + ln k trials on all.
    static let trials = 2 * PackedQueries.blockSize

    private let rows: CodedRows
    /// One over the norm of each row's codes; 0 for a row that is not usable.
    private let scales: [Float]
    /// The distance of each row from the nearest seed, and their sum in each block.
    private var weights: [Float]
    private var blockWeights: [Double]
    /// Products of each row with the rows drawn.
    private var products: [Int32]
    private let threads: Int

    init(_ rows: CodedRows, threads: Int) {
        self.rows = rows
        self.threads = threads
        let blocks = parallelMap(count: rows.blocks.count, threads: threads) { Self.inverseNorms(rows.blocks[$0]) }
        scales = blocks.flatMap { $0 }
        // No distance is larger than 2, so that all rows have the same chance of being the first seed.
        weights = scales.map { $0 > 0 ? 2 : 0 }
        blockWeights = blocks.map { block in Double(2 * block.count { $0 > 0 }) }
        products = [Int32](repeating: 0, count: rows.count * Self.trials)
    }

    private static func inverseNorms(_ block: CodedRows.Block) -> [Float] {
        let columns = block.codes.count / max(1, block.measures.count)
        return block.measures.indices.map { row in
            guard block.measures[row].isUsable else { return 0 }
            let codes = block.codes.span.extracting(row * columns..<(row + 1) * columns)
            return 1 / Float(dotInt8(codes, codes)).squareRoot()
        }
    }

    /// The rows chosen as the first `count` centroids; the first of them stands in where there are no more different ones.
    /// None when no row is usable.
    mutating func choose(_ count: Int, using generator: inout SeededGenerator) -> [Int] {
        guard let first = draw(1, using: &generator).first else { return [] }
        var chosen = [first]
        addBest(of: chosen)
        while chosen.count < count {
            let drawn = draw(Self.trials, using: &generator)
            chosen.append(drawn.isEmpty ? first : addBest(of: drawn))
        }
        return chosen
    }

    /// Up to `trials` rows drawn by weight, ascending, without repetition; none when all weights are zero.
    private func draw(_ trials: Int, using generator: inout SeededGenerator) -> [Int] {
        let total = blockWeights.reduce(0, +)
        guard total > 0 else { return [] }
        let targets = (0..<trials).map { _ in generator.unit() * total }.sorted()
        var drawn: [Int] = []
        var (block, before) = (0, 0.0)
        for target in targets {
            while block + 1 < blockWeights.count, before + blockWeights[block] <= target {
                before += blockWeights[block]
                block += 1
            }
            if let row = row(at: target - before, in: block), row != drawn.last { drawn.append(row) }
        }
        return drawn
    }

    /// The row of a block where the sum of weights exceeds `target`; the last that has weight if rounding let none.
    private func row(at target: Double, in block: Int) -> Int? {
        var sum = 0.0
        var last: Int?
        let start = block * CodedRows.rowsPerBlock
        for row in start..<min(rows.count, start + CodedRows.rowsPerBlock) where weights[row] > 0 {
            sum += Double(weights[row])
            last = row
            if sum > target { break }
        }
        return last
    }

    /// Adds the row that lowers the weights most, the first of equals, to the seeds.
    @discardableResult
    private mutating func addBest(of drawn: [Int]) -> Int {
        let candidateScales = drawn.map { scales[$0] } + [Float](repeating: 0, count: Self.trials - drawn.count)
        let sums = multiply(drawn, candidateScales)
        var best = 0
        for candidate in drawn.indices where sums[candidate] < sums[best] { best = candidate }
        lowerWeights(column: best, scale: candidateScales[best])
        return drawn[best]
    }

    /// Multiplies the rows drawn with all, and says what the sum of the weights would be with each.
    private mutating func multiply(_ drawn: [Int], _ candidateScales: [Float]) -> [Double] {
        let columns = rows.x.columns
        var codes = [Int8](repeating: 0, count: Self.trials * columns)
        for (place, row) in drawn.enumerated() {
            codes.replaceSubrange(place * columns..<(place + 1) * columns, with: rows.codes(row))
        }
        let packed = PackedQueries(codes.span, dimension: columns)
        let sums = Mutex([[Float]](repeating: [], count: rows.blocks.count))
        let (rows, scales, weights) = (rows, scales, weights)
        parallelBlocks(
            of: &products, blockSize: CodedRows.rowsPerBlock * Self.trials, threads: threads
        ) { block, products in
            let codes = rows.blocks[block].codes
            dotRowsInt8Batch(packed, codes.span, into: &products)
            let start = block * CodedRows.rowsPerBlock
            let range = start..<start + products.count / Self.trials
            var lowered = [Float](repeating: 0, count: Self.trials)
            var out = lowered.mutableSpan
            Kernels.active.loweredSums(
                products.span, rowScales: scales.span.extracting(range), weights: weights.span.extracting(range),
                scales: candidateScales.span, into: &out)
            sums.withLock { $0[block] = lowered }
        }
        return sums.withLock { sums in
            drawn.indices.map { candidate in sums.reduce(0) { $0 + Double($1[candidate]) } }
        }
    }

    private mutating func lowerWeights(column: Int, scale: Float) {
        for block in blockWeights.indices {
            var sum = 0.0
            let start = block * CodedRows.rowsPerBlock
            for row in start..<min(rows.count, start + CodedRows.rowsPerBlock) {
                let distance = 1 - Float(products[row * Self.trials + column]) * (scale * scales[row])
                weights[row] = min(weights[row], distance < 1e-6 ? 0 : distance)
                sum += Double(weights[row])
            }
            blockWeights[block] = sum
        }
    }
}
