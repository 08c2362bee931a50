import SystemSupport
import Vocab

/// Training of the weights by which terms count in BM25.
///
/// Inverse document frequency says how rare a term is, not how much it tells: "outperform" is rarer than "graph". Weights
/// w = e^θ · idf are trained to find, by a sentence, the rest of its abstract among those of other papers:
///
///     score(q, d) = Σ wₜ · (1 + ln tf(t, q)) · gain(t, d),    loss = -ln softmax over the batch of score / T at d(q)
///
/// with BM25's gain (Robertson and others 1994) and Adam (Kingma and Ba 2015) on θ, which starts at 0.
struct TermWeightTraining: Sendable {
    /// How often each paper gives a pair.
    var epochs = 4
    /// Pairs of a step.
    var batchSize = 256
    /// The temperature T of the softmax.
    var temperature: Float = 4
    /// Adam's step size.
    var learningRate: Float = 0.02
    /// The seed of what is drawn.
    var seed: UInt64 = 2

    /// BM25's saturation k₁ and length normalisation b.
    private static let (saturation, lengthNormalisation): (Float, Float) = (1.5, 0.6)
    private static let (decay, epsilon): (SIMD2<Float>, Float) = (SIMD2(0.9, 0.999), 1e-8)
    /// A term seen n times in a query keeps n / (n + `prior`) of its θ: few examples say little.
    private static let prior: Float = 4
    /// Factors stay within 1 / `greatestFactor`…`greatestFactor`.
    private static let greatestFactor: Float = 8

    /// Trains the weights.
    ///
    /// - Returns: For each term the factor e^θ of its inverse document frequency.
    /// - Complexity: O(epochs · papers · (terms of a sentence · papers of a batch that have them)), on `threads` threads; the bits do
    ///   not depend on them.
    func factors(_ sentences: TrainingSentences, weights: TermWeights, threads: Int) -> [Float] {
        var state = State(terms: weights.count)
        let papers = sentences.paperCount
        guard papers > 1 else { return [Float](repeating: 1, count: weights.count) }
        let steps = max(1, papers / batchSize)
        weights.inverseDocumentFrequencies.withSpan { idf in
            for epoch in 0..<epochs {
                var generator = SeededGenerator(seed: seed, stream: epoch)
                let order = Array(0..<papers).shuffled(using: &generator)
                for step in 0..<steps {
                    let pairs = order[step * papers / steps..<(step + 1) * papers / steps].compactMap {
                        TrainingPair(sentenceOf: $0, of: sentences, using: &generator)
                    }
                    guard pairs.count > 1 else { continue }
                    let batch = TrainingBatch(pairs, inverseDocumentFrequencies: idf)
                    state.step(
                        along: gradient(
                            of: batch, factors: batch.terms.map { state.factor(Int($0)) }, threads: threads),
                        of: batch, rate: learningRate)
                }
            }
        }
        return state.factors
    }

    /// Which texts of a batch have a term, and BM25's gain of it there.
    private typealias BatchPostings = [[(text: Int, gain: Float)]]
    /// Queries that a thread takes at a time.
    private static let queriesPerBlock = 32

    /// The gradient of the loss by θ of each term of a batch.
    ///
    /// - Parameter factors: e^θ of each term of the batch.
    private func gradient(of batch: TrainingBatch, factors: [Float], threads: Int) -> [Float] {
        let count = batch.rowCount / 2
        let postings = Self.postings(batch)
        let blocks = (count + Self.queriesPerBlock - 1) / Self.queriesPerBlock
        let parts = parallelMap(count: blocks, threads: threads) { block in
            var scores = [Float](repeating: 0, count: count)
            let queries = block * Self.queriesPerBlock..<min((block + 1) * Self.queriesPerBlock, count)
            return queries.map { slopes(of: $0, batch, factors: factors, postings, scores: &scores) }
        }
        var gradient = [Float](repeating: 0, count: batch.terms.count)
        for (query, slopes) in parts.joined().enumerated() {
            for (index, slope) in slopes.enumerated() {
                gradient[Int(batch.columns[batch.offsets[query] + index])] += slope
            }
        }
        return gradient
    }

    private static func postings(_ batch: TrainingBatch) -> BatchPostings {
        let count = batch.rowCount / 2
        var postings = BatchPostings(repeating: [], count: batch.terms.count)
        let lengths = (count..<2 * count).map { row in
            (batch.offsets[row]..<batch.offsets[row + 1]).reduce(Float(0)) { $0 + Float(batch.counts[$1]) }
        }
        let mean = max(1, lengths.reduce(0, +) / Float(count))
        for text in 0..<count {
            let norm = 1 - lengthNormalisation + lengthNormalisation * lengths[text] / mean
            for entry in batch.offsets[count + text]..<batch.offsets[count + text + 1] {
                let frequency = Float(batch.counts[entry]) / norm
                let gain = frequency * (saturation + 1) / (frequency + saturation)
                postings[Int(batch.columns[entry])].append((text, gain))
            }
        }
        return postings
    }

    /// What each term of a query adds to the gradient.
    ///
    /// - Parameter scores: Room for a score of each text.
    private func slopes(
        of query: Int, _ batch: TrainingBatch, factors: [Float], _ postings: BatchPostings, scores: inout [Float]
    ) -> [Float] {
        let entries = batch.offsets[query]..<batch.offsets[query + 1]
        for index in scores.indices { scores[index] = 0 }
        for entry in entries {
            let weight = batch.values[entry] * factors[Int(batch.columns[entry])]
            for posting in postings[Int(batch.columns[entry])] { scores[posting.text] += weight * posting.gain }
        }
        let best = scores.max() ?? 0
        var total: Float = 0
        for index in scores.indices {
            scores[index] = InfoNCE.exponential((scores[index] - best) / temperature)
            total += scores[index]
        }
        for index in scores.indices { scores[index] /= total }
        scores[query] -= 1
        return entries.map { entry in
            let column = Int(batch.columns[entry])
            let slope = postings[column].reduce(Float(0)) { $0 + scores[$1.text] * $1.gain }
            return slope * batch.values[entry] * factors[column] / (temperature * Float(scores.count))
        }
    }

    /// θ under training.
    private struct State: ~Copyable {
        private var theta: [Float]
        private var exponentials: [Float]
        private var mean: [Float]
        private var square: [Float]
        private var steps: [Float]

        init(terms: Int) {
            theta = [Float](repeating: 0, count: terms)
            exponentials = [Float](repeating: 1, count: terms)
            mean = theta
            square = theta
            steps = theta
        }

        /// e^θ of a term.
        func factor(_ term: Int) -> Float { exponentials[term] }

        mutating func step(along gradient: [Float], of batch: TrainingBatch, rate: Float) {
            let (decay, epsilon) = (TermWeightTraining.decay, TermWeightTraining.epsilon)
            for (slope, term) in zip(gradient, batch.terms) where slope != 0 {
                let term = Int(term)
                steps[term] += 1
                mean[term] = decay.x * mean[term] + (1 - decay.x) * slope
                square[term] = decay.y * square[term] + (1 - decay.y) * slope * slope
                let first = mean[term] / (1 - power(decay.x, steps[term]))
                let second = square[term] / (1 - power(decay.y, steps[term]))
                theta[term] -= rate * first / (second.squareRoot() + epsilon)
                exponentials[term] = exponential(theta[term])
            }
        }

        /// The factors, less sure ones nearer to 1.
        var factors: [Float] {
            theta.indices.map { term in
                let certain = theta[term] * steps[term] / (steps[term] + TermWeightTraining.prior)
                return min(
                    max(exponential(certain), 1 / TermWeightTraining.greatestFactor),
                    TermWeightTraining.greatestFactor)
            }
        }
    }
}
