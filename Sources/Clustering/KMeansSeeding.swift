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
    /// Rows drawn for each seed, unless told otherwise. As many as the kernels multiply at their best: with them, a sample of
    /// the rows gives seeds as good as 2 + ln k trials on all.
    static let trials = 2 * PackedQueries.blockSize

    /// The codes of ``CodedRows/rowsPerBlock`` rows each.
    private let blocks: [[Int8]]
    private let columns: Int
    /// How long each row waits for its turn when all weigh the same.
    private let waits: [Float]
    /// Rows drawn for each seed, of which the best is taken.
    private let trials: Int
    /// One over the norm of each row's codes; 0 for a row that is not usable.
    private let scales: [Float]
    /// The distance of each row from the nearest seed.
    private var weights: [Float]
    /// Products of each row with the rows drawn.
    private var products: [Int32]
    private let threads: Int

    /// - Parameters:
    ///   - waits: An exponential waiting time for each row.
    ///   - trials: 1 for plain k-means++, or ``trials``.
    init(_ rows: CodedRows, waits: [Float], trials: Int = KMeansSeeding.trials, threads: Int) {
        self.init(rows.blocks, columns: rows.x.columns, waits: waits, trials: trials, threads: threads)
    }

    /// Draws from the rows of some blocks, each of ``CodedRows/rowsPerBlock`` rows but the last, which may have fewer.
    init(_ blocks: [CodedRows.Block], columns: Int, waits: [Float], trials: Int, threads: Int) {
        precondition(waits.count == blocks.reduce(0) { $0 + $1.measures.count }, "KMeansSeeding: each row waits")
        precondition(trials == 1 || trials == Self.trials, "KMeansSeeding: one trial or as many as fit")
        self.blocks = blocks.map(\.codes)
        self.columns = columns
        self.waits = waits
        self.trials = trials
        self.threads = threads
        scales = parallelMap(count: blocks.count, threads: threads) { Self.inverseNorms(blocks[$0]) }
            .flatMap { $0 }
        // No distance is larger than 2, so that all rows have the same chance of being the first seed.
        weights = scales.map { $0 > 0 ? 2 : 0 }
        products = [Int32](repeating: 0, count: waits.count * trials)
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
    mutating func choose(_ count: Int) -> [Int] {
        guard let first = draw(1, step: 0).first else { return [] }
        var chosen = [first]
        if trials == 1 {
            while chosen.count < count { chosen.append(next(after: chosen[chosen.count - 1]) ?? first) }
            return chosen
        }
        addBest(of: chosen)
        while chosen.count < count {
            let drawn = draw(trials, step: chosen.count)
            chosen.append(drawn.isEmpty ? first : addBest(of: drawn))
        }
        return chosen
    }

    /// Lowers the weights by a seed, and draws the next where one row is drawn for each.
    private mutating func next(after seed: Int) -> Int? {
        multiply(seed)
        let (products, scales, waits) = (products, scales, waits)
        var lowered = weights.mutableSpan
        return Kernels.active.lowerWeights(
            products.span, scale: scales[seed], rowScales: scales.span, waits: waits.span, weights: &lowered)
    }

    /// Up to `count` rows whose turn comes first when a row waits the longer the less it weighs, the lower row first among
    /// equals; none when all weights are zero.
    ///
    /// Exponential times divided by weights come in the order of drawing in proportion to the weights without replacement
    /// (Efraimidis and Spirakis 2006).
    private func draw(_ count: Int, step: Int) -> [Int] {
        var first: [(time: Float, row: Int)] = []
        var limit = Float.infinity
        for row in weights.indices where weights[row] > 0 {
            let time = wait(row, step: step, atLeast: limit * weights[row]) / weights[row]
            guard time < limit else { continue }
            let place = first.firstIndex { $0.time > time } ?? first.count
            first.insert((time, row), at: place)
            if first.count > count { first.removeLast() }
            if first.count == count { limit = first[count - 1].time }
        }
        return first.map(\.row)
    }

    /// How long a row waits at a step: what it was given where one row is drawn, and another time at each step where many
    /// are, since rows that wait little would else be among the drawn again and again.
    ///
    /// - Parameter limit: Where the row waits so long or longer, any number that is not less.
    private func wait(_ row: Int, step: Int, atLeast limit: Float) -> Float {
        guard trials > 1, step > 0 else { return waits[row] }
        var own = SeededGenerator(seed: UInt64(waits[row].bitPattern) << 32 | UInt64(step))
        let unit = own.unit()
        // -ln(1 - u) ≥ u, which spares the logarithm of nearly all rows.
        return Float(unit) >= limit ? Float(unit) : Float(-naturalLogarithm(1 - unit))
    }

    /// Adds the row that lowers the weights most, the first of equals, to the seeds.
    @discardableResult
    private mutating func addBest(of drawn: [Int]) -> Int {
        let candidateScales = drawn.map { scales[$0] } + [Float](repeating: 0, count: trials - drawn.count)
        let sums = multiply(drawn, candidateScales)
        var best = 0
        for candidate in drawn.indices where sums[candidate] < sums[best] { best = candidate }
        lowerWeights(column: best, scale: candidateScales[best])
        return drawn[best]
    }

    /// Multiplies one row with all.
    private mutating func multiply(_ row: Int) {
        let (blocks, codes) = (blocks, Array(codes(row)))
        parallelBlocks(of: &products, blockSize: CodedRows.rowsPerBlock, threads: threads) { block, products in
            let others = blocks[block]
            Kernels.active.dotRowsInt8(codes.span, others.span, into: &products)
        }
    }

    /// Multiplies the rows drawn with all, and says what the sum of the weights would be with each.
    private mutating func multiply(_ drawn: [Int], _ candidateScales: [Float]) -> [Double] {
        var drawnCodes = [Int8](repeating: 0, count: trials * columns)
        for (place, row) in drawn.enumerated() {
            drawnCodes.replaceSubrange(place * columns..<(place + 1) * columns, with: codes(row))
        }
        let packed = PackedQueries(drawnCodes.span, dimension: columns)
        let sums = Mutex([[Float]](repeating: [], count: blocks.count))
        let (blocks, scales, weights) = (blocks, scales, weights)
        parallelBlocks(
            of: &products, blockSize: CodedRows.rowsPerBlock * Self.trials, threads: threads
        ) { block, products in
            let codes = blocks[block]
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

    private func codes(_ row: Int) -> ArraySlice<Int8> {
        let start = row % CodedRows.rowsPerBlock * columns
        return blocks[row / CodedRows.rowsPerBlock][start..<start + columns]
    }

    private mutating func lowerWeights(column: Int, scale: Float) {
        let (products, scales, trials) = (products, scales, trials)
        var lowered = weights.mutableSpan
        for row in 0..<lowered.count {
            let distance = 1 - Float(products[row * trials + column]) * (scale * scales[row])
            lowered[row] = min(lowered[row], distance < 1e-6 ? 0 : distance)
        }
    }
}
