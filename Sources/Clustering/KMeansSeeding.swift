import LinearAlgebra
import SystemSupport
import VectorKernels

/// Greedy k-means++ seeding on the sphere (Arthur and Vassilvitskii 2007).
///
/// Each next seed is the best of 2 + ⌊ln k⌋ rows drawn with probability proportional to 1 − cosine to the nearest seed
/// (on unit vectors half the squared distance): best is what lowers the sum of those most.
struct KMeansSeeding {
    private let x: DenseMatrix
    private let usable: [Bool]
    private static let rowsPerBlock = 2048

    init(_ x: DenseMatrix, usable: [Bool]) {
        self.x = x
        self.usable = usable
    }

    /// Up to `count` rows with different directions as centroids; a zero row when no row is usable.
    func choose(_ count: Int, using generator: inout SeededGenerator, threads: Int) -> DenseMatrix {
        let candidates = usable.indices.filter { usable[$0] }
        guard !candidates.isEmpty else { return DenseMatrix(rows: 1, columns: x.columns) }
        let first = candidates[min(candidates.count - 1, Int(generator.unit() * Double(candidates.count)))]
        var chosen = [first]
        var weights = usable.map { Float($0 ? 1 : 0) }
        lower(&weights, scores(of: [first], threads: threads)[...])
        let trials = 2 + Int(logOfClusters(count))
        while chosen.count < count {
            let drawn = draw(trials, from: weights, using: &generator)
            guard !drawn.isEmpty else { break }
            let best = bestOf(drawn, weights: weights, threads: threads)
            chosen.append(best.row)
            weights = best.weights
        }
        return x.selecting(rows: chosen)
    }

    /// ln(count), rounded down, by doubling: the standard library alone has no logarithm.
    private func logOfClusters(_ count: Int) -> Double {
        Double(Int.bitWidth - 1 - max(1, count).leadingZeroBitCount) * 0.693
    }

    /// `trials` rows drawn by weight, with repetition dropped, ascending; none when all weights are zero.
    private func draw(_ trials: Int, from weights: [Float], using generator: inout SeededGenerator) -> [Int] {
        var total = 0.0
        for weight in weights { total += Double(weight) }
        guard total > 0 else { return [] }
        let targets = (0..<trials).map { _ in generator.unit() * total }.sorted()
        var drawn: [Int] = []
        var (sum, next, last) = (0.0, 0, 0)
        for row in weights.indices where weights[row] > 0 {
            sum += Double(weights[row])
            last = row
            guard sum > targets[next] else { continue }
            drawn.append(row)
            while next < trials, sum > targets[next] { next += 1 }
            if next == trials { return drawn }
        }
        // Rounding kept the last targets above the sum: they mean the last row that has weight.
        if drawn.last != last { drawn.append(last) }
        return drawn
    }

    private func bestOf(_ drawn: [Int], weights: [Float], threads: Int) -> (row: Int, weights: [Float]) {
        let all = scores(of: drawn, threads: threads)
        var best = (row: drawn[0], weights: weights, sum: Double.infinity)
        for (index, row) in drawn.enumerated() {
            var lowered = weights
            lower(&lowered, all[index * x.rows..<(index + 1) * x.rows])
            lowered[row] = 0
            var sum = 0.0
            for weight in lowered { sum += Double(weight) }
            if sum < best.sum { best = (row, lowered, sum) }
        }
        return (best.row, best.weights)
    }

    /// Lowers each weight to 1 − score, down to zero for what is the same direction but for rounding.
    private func lower(_ weights: inout [Float], _ scores: ArraySlice<Float>) {
        let start = scores.startIndex
        for row in weights.indices {
            let distance = 1 - scores[start + row]
            if distance < weights[row] { weights[row] = distance < 1e-6 ? 0 : distance }
        }
    }

    /// The cosines of the named rows with all rows: row-major, shape (`rows.count`, `x.rows`).
    private func scores(of rows: [Int], threads: Int) -> [Float] {
        let queries = x.selecting(rows: rows)
        let blocks = parallelMap(
            count: (x.rows + Self.rowsPerBlock - 1) / Self.rowsPerBlock, threads: threads
        ) { block in
            let range = block * Self.rowsPerBlock..<min(x.rows, (block + 1) * Self.rowsPerBlock)
            var scores = [Float](repeating: 0, count: rows.count * range.count)
            var out = scores.mutableSpan
            dotRowsBatch(
                queries: queries.elements.span, queryCount: rows.count,
                rows: x.elements.span.extracting(range.lowerBound * x.columns..<range.upperBound * x.columns),
                dimension: x.columns, into: &out)
            return scores
        }
        var scores: [Float] = []
        scores.reserveCapacity(rows.count * x.rows)
        for query in rows.indices {
            for block in blocks {
                let width = block.count / rows.count
                scores.append(contentsOf: block[query * width..<(query + 1) * width])
            }
        }
        return scores
    }
}
