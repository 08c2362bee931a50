import Evaluation
import Testing

@Suite struct ClusteringMetricsTests {
    /// Classes 3 + 3, clusters 2 + 2 + 2 with cells aa, ab, bb.
    let table = ContingencyTable(classes: ["a", "a", "a", "b", "b", "b"], clusters: [0, 0, 1, 1, 2, 2])

    @Test func `the adjusted Rand index follows from the pairs`() {
        // Pairs together in both 2, in classes 6, in clusters 3, in all 15: (2 - 18/15) / (4.5 - 18/15).
        #expect(abs(AdjustedRandIndex(table).value - 0.8 / 3.3) < 1e-12)
    }

    @Test func `the V-measure follows from the entropies`() {
        // In bits: H(classes) 1, H(clusters) log2 3 = 1.5849625, H(classes | clusters) 1/3, so I = 2/3.
        let measure = VMeasure(table)
        #expect(abs(measure.homogeneity - 2.0 / 3) < 1e-12)
        #expect(abs(measure.completeness - 0.6666667 / 1.5849625) < 1e-7)
        #expect(abs(measure.value - 2 * 0.6666667 / 2.5849625) < 1e-7)
    }

    @Test func `purity takes each cluster's largest class`() {
        #expect(Purity(table).value == 5.0 / 6)
    }

    @Test func `the worst split is worse than chance`() {
        // Classes ab ab against clusters 00 11: no pair together in both, expected 2·2/6, largest 2.
        let crossed = ContingencyTable(classes: [0, 1, 0, 1], clusters: [0, 0, 1, 1])
        #expect(abs(AdjustedRandIndex(crossed).value + 0.5) < 1e-15)
        #expect(abs(NormalizedMutualInformation(crossed).value) < 1e-15)
        #expect(abs(VMeasure(crossed).value) < 1e-15)
    }

    @Test func `names do not matter, a perfect match scores one`() {
        let match = ContingencyTable(classes: [3, 1, 1, 2, 3], clusters: ["x", "z", "z", "y", "x"])
        #expect(AdjustedRandIndex(match).value == 1)
        #expect(abs(NormalizedMutualInformation(match).value - 1) < 1e-15)
        #expect(abs(VMeasure(match).value - 1) < 1e-15)
        #expect(Purity(match).value == 1)
    }

    @Test func `one cluster for everything is complete and not homogeneous`() {
        let lumped = ContingencyTable(classes: [1, 1, 2, 2], clusters: [0, 0, 0, 0])
        #expect(VMeasure(lumped).completeness == 1)
        #expect(VMeasure(lumped).homogeneity == 0)
        #expect(VMeasure(lumped).value == 0)
        #expect(NormalizedMutualInformation(lumped).value == 0)
        #expect(AdjustedRandIndex(lumped).value == 0)
        #expect(Purity(lumped).value == 0.5)
    }

    @Test(arguments: [0, 1, 5])
    func `when both put all in one group there is nothing to get wrong`(count: Int) {
        let ones = ContingencyTable(
            classes: Array(repeating: "only", count: count), clusters: Array(repeating: 1, count: count))
        #expect(VMeasure(ones).value == 1)
        #expect(NormalizedMutualInformation(ones).value == 1)
        #expect(AdjustedRandIndex(ones).value == 1)
        #expect(Purity(ones).value == 1)
    }

    @Test func `singletons on both sides match`() {
        let singles = ContingencyTable(classes: Array(0..<9), clusters: Array((0..<9).reversed()))
        #expect(AdjustedRandIndex(singles).value == 1)
        #expect(abs(VMeasure(singles).value - 1) < 1e-12)
    }

    @Test func `random labellings are bounded, symmetric and near chance`() {
        var generator = SeededGenerator(state: 11)
        for count in [2, 3, 50, 2_000] {
            let classes = (0..<count).map { _ in Int.random(in: 0..<6, using: &generator) }
            let clusters = (0..<count).map { _ in Int.random(in: 0..<9, using: &generator) }
            let there = ContingencyTable(classes: classes, clusters: clusters)
            let back = ContingencyTable(classes: clusters, clusters: classes)
            let measure = VMeasure(there)
            #expect((0...1).contains(measure.homogeneity) && (0...1).contains(measure.completeness))
            #expect(abs(measure.homogeneity - VMeasure(back).completeness) < 1e-12)
            #expect(abs(measure.value - NormalizedMutualInformation(there).value) < 1e-12)
            #expect(abs(AdjustedRandIndex(there).value - AdjustedRandIndex(back).value) < 1e-12)
            if count == 2_000 { #expect(abs(AdjustedRandIndex(there).value) < 0.01) }
            #expect(abs(AdjustedRandIndex(there).value - plainAdjustedRandIndex(classes, clusters)) < 1e-9)
        }
    }

    /// The definition over all item pairs, in the form of the four pair counts.
    private func plainAdjustedRandIndex(_ a: [Int], _ b: [Int]) -> Double {
        var (both, onlyA, onlyB, neither) = (0.0, 0.0, 0.0, 0.0)
        for i in a.indices {
            for j in 0..<i {
                switch (a[i] == a[j], b[i] == b[j]) {
                case (true, true): both += 1
                case (true, false): onlyA += 1
                case (false, true): onlyB += 1
                case (false, false): neither += 1
                }
            }
        }
        let denominator = (both + onlyA) * (onlyA + neither) + (both + onlyB) * (onlyB + neither)
        return denominator == 0 ? 1 : 2 * (both * neither - onlyA * onlyB) / denominator
    }
}
