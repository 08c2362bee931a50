import LinearAlgebra
import SystemSupport
import VectorKernels

extension LloydIteration {
    /// Tries to leave a local optimum: moves a random centroid onto a random row, lets the iteration settle a little,
    /// and keeps what lowered the objective (Fränti 2018, "Efficiency of random swap clustering").
    ///
    /// Rows are drawn in proportion to 1 − cosine to their centroid: where clusters fit badly one is missing.
    mutating func swapCentroids(trials: Int, using generator: inout SeededGenerator) {
        guard centroids.rows > 1 else { return }
        var similarities = similarities()
        for _ in 0..<trials {
            let cluster = min(centroids.rows - 1, Int(generator.unit() * Double(centroids.rows)))
            guard let row = drawBadlyFitting(similarities, using: &generator) else { return }
            var trial = self
            trial.replaceCentroid(cluster, withRow: row)
            trial.run(iterations: 2)
            if trial.objective < objective {
                self = trial
                similarities = trial.similarities()
            }
        }
    }

    private func drawBadlyFitting(_ similarities: [Float], using generator: inout SeededGenerator) -> Int? {
        let total = objective
        guard total > 1e-9 else { return nil }
        let target = generator.unit() * total
        var sum = 0.0
        for row in similarities.indices where rows.isUsable(row) {
            sum += 1 - Double(similarities[row])
            if sum > target { return row }
        }
        return nil
    }
}
