import LinearAlgebra
import SystemSupport
import Testing

@testable import Clustering

/// The iteration against its plain twin in double precision, on many small inputs.
@Suite struct LloydTwinTests {
    /// Rows of many kinds: random ones, copies, opposites, multiples, close ones, small integers (ties), zeros, NaN.
    private static func rows(_ count: Int, _ columns: Int, using generator: inout SeededGenerator) -> DenseMatrix {
        var rows: [[Float]] = []
        for _ in 0..<count {
            let kind = generator.unit()
            let earlier = rows.randomElement(using: &generator) ?? unit([Float](repeating: 1, count: columns))
            switch kind {
            case ..<0.45: rows.append(unit((0..<columns).map { _ in Float(generator.unit() * 2 - 1) }))
            case ..<0.6: rows.append(earlier)
            case ..<0.65: rows.append(earlier.map { -$0 })
            case ..<0.75: rows.append(earlier.map { $0 * Float(1 + generator.unit() * 1e-6) })
            case ..<0.92: rows.append(unit((0..<columns).map { _ in Float(Int(generator.unit() * 3) - 1) }))
            case ..<0.96: rows.append([Float](repeating: 0, count: columns))
            default: rows.append((0..<columns).map { $0 == 0 ? .nan : 0 })
            }
        }
        return DenseMatrix(rows: count, columns: columns, elements: rows.flatMap { $0 })
    }

    @Test(arguments: 0..<98)
    func `labels and centroids are those of the twin`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let columns = [1, 2, 3, 8, 15, 16, 17, 33, 64, 65, 100, 128, 200, 300][Int(seed) % 14]
        let count = 20 + Int(generator.unit() * 150)
        let clusters = 1 + Int(generator.unit() * 40)
        let x = Self.rows(count, columns, using: &generator)
        let rows = CodedRows(x, threads: 1)
        let usable = (0..<count).filter(rows.isUsable)
        guard usable.count >= clusters else { return }
        let seeds = x.selecting(rows: generator.sample(clusters, of: usable.count).map { usable[$0] })
        for iterations in [0, 1, 4] {
            let plain = plainLloyd(x, from: seeds, iterations: iterations)
            // The rule for empty clusters has tests of its own.
            if plain.hadEmpty { break }
            var lloyd = LloydIteration(rows, centroids: seeds, threads: 1 + Int(seed) % 3)
            lloyd.run(iterations: iterations)
            #expect(lloyd.assignments.map { max(0, Int($0.label)) } == plain.labels)
            #expect(lloyd.centroids == plain.centroids)
            let fresh = LloydIteration(rows, centroids: lloyd.centroids, threads: 1)
            #expect(fresh.objective == lloyd.objective, "sums kept up must be those of a fresh start")
        }
    }

    @Test(arguments: [2, 24, 96, 256])
    func `sums kept up and leads give the labels of a fresh assignment`(columns: Int) {
        let x = randomRows(3000, columns, seed: UInt64(columns))
        let rows = CodedRows(x, threads: 2)
        var lloyd = LloydIteration(rows, centroids: x.selecting(rows: Array(0..<30)), threads: 2)
        for _ in 0..<12 {
            lloyd.run(iterations: 1)
            let fresh = LloydIteration(rows, centroids: lloyd.centroids, threads: 1)
            #expect(lloyd.assignments.map(\.label) == fresh.assignments.map(\.label))
            #expect(lloyd.objective == fresh.objective)
        }
    }

    @Test func `many rows on several threads are labelled as the twin labels them`() {
        let x = blobs(groups: 50, perGroup: 100, columns: 40, spread: 0.4, seed: 1)
        let seeds = x.selecting(rows: (0..<20).map { $0 * 97 })
        let plain = plainLloyd(x, from: seeds, iterations: 3)
        #expect(!plain.hadEmpty)
        for threads in [1, 2, 5] {
            let model = KMeans(clusters: 20, iterations: 3).fit(x, from: seeds, threads: threads)
            #expect(model.assignments == plain.labels && model.centroids == plain.centroids)
        }
    }

    @Test func `the objective never rises, with empty clusters and duplicates too`() {
        for seed in 0..<20 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed + 1000)
            let x = Self.rows(200, 9, using: &generator)
            let rows = CodedRows(x, threads: 1)
            // Copies among the seeds leave clusters empty.
            let seeds = (0..<200).filter(rows.isUsable).prefix(25)
            var lloyd = LloydIteration(rows, centroids: x.selecting(rows: Array(seeds)), threads: 1)
            var before = lloyd.objective
            for _ in 0..<10 {
                lloyd.run(iterations: 1)
                #expect(lloyd.objective <= before + 1e-5)
                before = lloyd.objective
            }
        }
    }

    @Test func `of equal centroids the lowest has the rows, and the others are dropped`() {
        let x = matrix([[1, 0], [1, 0.2], [0, 1]])
        let model = KMeans(clusters: 3).fit(x, from: matrix([[1, 0], [1, 0], [1, 0]]), threads: 1)
        #expect(model.count == 3 && Set(model.assignments).count == 3)
        let same = matrix([[1, 0], [1, 0], [1, 0]])
        #expect(KMeans(clusters: 3).fit(same, from: same, threads: 1).assignments == [0, 0, 0])
    }
}

@Suite struct KMeansSeedingTests {
    @Test func `seeds are different rows as long as there are any`() {
        let x = matrix([[1, 0], [0, 1], [1, 0], [-1, 0], [0, 1]])
        for seed in 0..<10 as Range<UInt64> {
            let seeds = KMeans(clusters: 3, seed: seed).seeds(x, threads: 1)
            #expect(Set(seeds.map(x.row)) == [[1, 0], [0, 1], [-1, 0]])
        }
        let more = KMeans(clusters: 5).seeds(x, threads: 2)
        #expect(more.count == 5 && Set(more.map(x.row)).count == 3)
    }

    @Test func `threads do not change the seeds`() {
        let x = randomRows(1500, 20, seed: 3)
        let one = KMeans(clusters: 30, seed: 5).seeds(x, threads: 1)
        #expect(KMeans(clusters: 30, seed: 5).seeds(x, threads: 4) == one)
        #expect(KMeans(clusters: 30, seed: 6).seeds(x, threads: 4) != one)
    }

    @Test func `separate groups get a seed each, from a sample too`() {
        let x = blobs(groups: 40, perGroup: 500, columns: 16, spread: 0.02, seed: 2)
        #expect(x.rows > KMeans.contestRows)
        let seeds = KMeans(clusters: 40).seeds(x, threads: 2)
        #expect(Set(seeds.map { $0 / 500 }).count == 40)
    }

    @Test func `rows without a direction are no seeds`() {
        let x = DenseMatrix(rows: 4, columns: 2, elements: [0, 0, .nan, 1, 1, 0, .infinity, 0])
        #expect(KMeans(clusters: 2).seeds(x, threads: 1) == [2, 2])
        #expect(KMeans(clusters: 2).seeds(DenseMatrix(rows: 3, columns: 2), threads: 1).isEmpty)
    }
}
