import LinearAlgebra
import SystemSupport
import VectorKernels

/// Training of term vectors so that texts that belong together lie close together.
///
/// A truncated SVD gives the best copy of the matrix of counts, not the best predictor of what belongs together. That is in
/// every collection: a sentence and the rest of its abstract, a title and its abstract, a Chinese summary and its English
/// abstract (``TrainingPair``). A text's vector stays the weighted sum of its terms' vectors, u = Σ wₜ·eₜ over its length;
/// the eₜ are trained on the loss of ``InfoNCE``, all other pairs of a batch being the negatives, by Adam (Kingma and Ba
/// 2015). A linear model learned from pairs: supervised semantic indexing (Bai and others 2009), StarSpace (Wu and others
/// 2018).
public struct ContrastiveRefinement: Sendable {
    /// How often each paper gives a pair.
    public var epochs: Int
    /// Pairs of a step.
    public var batchSize: Int
    /// The temperature τ of the loss.
    public var temperature: Float
    /// The largest step size, for term vectors whose mean squared length is 1.
    public var learningRate: Float
    /// The seed of what is drawn.
    public var seed: UInt64

    /// Parameters of a training.
    public init(
        epochs: Int = 4, batchSize: Int = 1024, temperature: Float = 0.05, learningRate: Float = 0.003, seed: UInt64 = 1
    ) {
        self.epochs = epochs
        self.batchSize = batchSize
        self.temperature = temperature
        self.learningRate = learningRate
        self.seed = seed
    }

    /// The parameters that suit a number of papers.
    ///
    /// Few papers give few pairs: smaller batches are more steps.
    init(papers: Int) {
        self.init(batchSize: min(1024, max(256, papers / 12)), learningRate: papers < 20_000 ? 0.004 : 0.005)
    }

    /// Adam's decay rates of the mean gradient and the mean squared gradient, and what keeps its steps finite.
    private static let (decay, epsilon): (SIMD2<Float>, Float) = (SIMD2(0.9, 0.999), 1e-8)
    /// Batches that are drawn at a time, by all threads.
    private static let batchesAhead = 8
    /// The share of the steps in which the step size rises.
    private static let warmUp: Float = 0.1

    /// Trains term vectors, shape (terms, dimensions).
    ///
    /// - Parameters:
    ///   - vectors: The start; given away, so that there is no copy of it.
    ///   - sentences: What pairs are drawn from.
    ///   - idf: The inverse document frequency of each term.
    ///   - progress: Called after each step with the number of steps done and of all steps.
    /// - Complexity: O(epochs · papers · (terms of a paper + `batchSize`) · dimensions), on `threads` threads; the bits do
    ///   not depend on them.
    func refine(
        _ vectors: consuming DenseMatrix, on sentences: TrainingSentences, inverseDocumentFrequencies idf: [Float],
        threads: Int,
        progress: (_ step: Int, _ of: Int) -> Void = { _, _ in }
    ) -> DenseMatrix {
        let stepsPerEpoch = (sentences.paperCount + batchSize - 1) / batchSize
        let total = epochs * stepsPerEpoch
        guard vectors.columns > 0, total > 0, sentences.paperCount > 1 else { return vectors }
        var state = TrainingState(vectors, threads: threads)
        for epoch in 0..<epochs {
            let order = Self.order(sentences.paperCount, seed: seed, epoch: epoch)
            for first in stride(from: 0, to: stepsPerEpoch, by: Self.batchesAhead) {
                let steps = first..<min(first + Self.batchesAhead, stepsPerEpoch)
                let batches = parallelMap(count: steps.count, threads: threads) { index in
                    // Batches of even size: a last one of a few pairs would have no negatives.
                    let step = steps.lowerBound + index
                    let papers = order[
                        step * order.count / stepsPerEpoch..<(step + 1) * order.count / stepsPerEpoch]
                    let pairs = papers.compactMap { paper in
                        var generator = SeededGenerator(seed: seed &+ UInt64(epoch), stream: paper)
                        return TrainingPair(paper, of: sentences, using: &generator)
                    }
                    return TrainingBatch(pairs, inverseDocumentFrequencies: idf.span)
                }
                for (step, batch) in zip(steps, batches) {
                    let done = epoch * stepsPerEpoch + step
                    let gradient = gradient(of: batch, at: state, threads: threads)
                    state.step(
                        along: gradient, of: batch, rate: learningRate * Self.schedule(done, of: total),
                        threads: threads)
                    progress(done + 1, total)
                }
            }
        }
        return (consume state).vectors(threads: threads)
    }

    /// The papers in the order in which an epoch takes them.
    private static func order(_ count: Int, seed: UInt64, epoch: Int) -> [Int] {
        var generator = SeededGenerator(seed: seed, stream: -1 - epoch)
        return Array(0..<count).shuffled(using: &generator)
    }

    /// The step size as a share of the largest: it rises linearly, then falls as a cosine does.
    private static func schedule(_ step: Int, of total: Int) -> Float {
        let warm = max(1, Float(total) * warmUp)
        let time = Float(step) + 0.5
        if time < warm { return time / warm }
        return 0.5 * (1 + cosine(.pi * (time - warm) / max(1, Float(total) - warm)))
    }

    /// The gradient of the loss by the sums of the term vectors of each text, shape (rows of the batch, dimensions).
    private func gradient(of batch: TrainingBatch, at state: TrainingState, threads: Int) -> DenseMatrix {
        let sums = state.sums(of: batch, threads: threads)
        let columns = sums.columns
        let inverseLengths = (0..<sums.rows).map { row in
            let squares = sums.withRow(row) { squaredNorm($0) }
            return squares > 0 ? 1 / squares.squareRoot() : 0
        }
        var scaled = sums
        parallelBlocks(of: &scaled.elements, blockSize: columns, threads: threads) { row, span in
            for column in 0..<columns { span[column] *= inverseLengths[row] }
        }
        let unit = scaled
        let half = sums.rows / 2
        let a = DenseMatrix(rows: half, columns: columns, elements: Array(unit.elements[..<(half * columns)]))
        let b = DenseMatrix(rows: half, columns: columns, elements: Array(unit.elements[(half * columns)...]))
        let slopes = InfoNCE.gradients(a, b, temperature: temperature, threads: threads)
        var gradient = DenseMatrix(
            rows: sums.rows, columns: columns, elements: slopes.a.elements + slopes.b.elements)
        // Through the division by the length: what points along the vector changes nothing.
        parallelBlocks(of: &gradient.elements, blockSize: columns, threads: threads) { row, span in
            unit.withRow(row) { vector in
                let along = dot(span.span, vector)
                for column in 0..<columns {
                    span[column] = (span[column] - along * vector[column]) * inverseLengths[row]
                }
            }
        }
        return gradient
    }

    /// Term vectors under training, as strips of sixteen columns: each strip holds the vectors, then the mean gradients, then
    /// the mean squared gradients.
    private struct TrainingState {
        private let terms: Int
        private let columns: Int
        private var strips: [StripRow]
        /// How many steps each term has had.
        private var steps: [Float]

        init(_ vectors: consuming DenseMatrix, threads: Int) {
            let matrix = vectors
            terms = matrix.rows
            columns = matrix.columns
            steps = [Float](repeating: 0, count: matrix.rows)
            // Adam's steps do not depend on the scale of the vectors, so theirs is brought to 1.
            let squares = (0..<matrix.rows).reduce(0.0) { sum, row in
                sum + matrix.withRow(row) { Double(squaredNorm($0)) }
            }
            let scale = squares > 0 ? Float((Double(matrix.rows) / squares).squareRoot()) : 1
            strips = [StripRow](repeating: .zero, count: ColumnStrips.count(columns: columns) * 3 * terms)
            parallelBlocks(of: &strips, blockSize: 3 * terms, threads: threads) { index, span in
                let strip = ColumnStrips.strip(index, of: matrix)
                for row in strip.indices { span[row] = strip[row] * scale }
            }
        }

        /// The weighted sums of the term vectors of each row of a batch.
        func sums(of batch: TrainingBatch, threads: Int) -> DenseMatrix {
            let parts = parallelMap(count: strips.count / (3 * terms), threads: threads) { strip in
                let start = strip * 3 * terms
                let vectors = batch.terms.map { strips[start + Int($0)] }
                var sums = [StripRow](repeating: .zero, count: batch.rowCount)
                var span = sums.mutableSpan
                Kernels.active.multiplyStrip(
                    offsets: batch.offsets.span, indices: batch.columns.span, values: batch.values.span, vectors.span,
                    into: &span)
                return [sums]
            }
            return ColumnStrips.joined(parts, rows: batch.rowCount, columns: columns, threads: threads)
        }

        /// One step of Adam for the terms of a batch.
        mutating func step(along gradient: DenseMatrix, of batch: TrainingBatch, rate: Float, threads: Int) {
            for term in batch.terms { steps[Int(term)] += 1 }
            // Both means start at zero; a term's own steps tell how far they are from what they should be.
            let factors = batch.terms.map { term in
                let count = steps[Int(term)]
                return SIMD2(
                    rate / (1 - power(ContrastiveRefinement.decay.x, count)),
                    1 / (1 - power(ContrastiveRefinement.decay.y, count)))
            }
            parallelBlocks(of: &strips, blockSize: 3 * terms, threads: threads) { index, span in
                let slopes = ColumnStrips.strip(index, of: gradient)
                var sums = [StripRow](repeating: .zero, count: batch.terms.count)
                var sumSpan = sums.mutableSpan
                Kernels.active.addTransposedStrip(
                    offsets: batch.offsets.span, indices: batch.columns.span, values: batch.values.span, slopes.span,
                    to: &sumSpan)
                Kernels.active.adamStrip(
                    rows: batch.terms.span, gradients: sumSpan.span, factors: factors.span,
                    decay: ContrastiveRefinement.decay, epsilon: ContrastiveRefinement.epsilon, state: &span)
            }
        }

        /// The vectors.
        consuming func vectors(threads: Int) -> DenseMatrix {
            let (strips, terms, columns) = (strips, terms, columns)
            let parts = parallelMap(count: strips.count / (3 * terms), threads: threads) { strip in
                [Array(strips[strip * 3 * terms..<strip * 3 * terms + terms])]
            }
            return ColumnStrips.joined(parts, rows: terms, columns: columns, threads: threads)
        }
    }
}
