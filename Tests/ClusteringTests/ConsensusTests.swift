import LinearAlgebra
import Testing

@testable import Clustering

/// A row less in twenty changes few clusters.
@Suite struct ConsensusClusteringTests {
    private func lots(_ rows: Int) -> Lots { Lots(keys: (0..<rows).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }) }

    @Test func `separate groups are found, and every run finds them`() {
        let x = blobs(groups: 5, perGroup: 40, columns: 16, spread: 0.05, seed: 5)
        let result = ConsensusClustering(clusters: 5).fit(x, lots: lots(x.rows), threads: 2)
        let groups = (0..<x.rows).map { $0 / 40 }
        #expect(adjustedRandIndex(result.model.assignments, groups) == 1)
        #expect(result.evidence(of: result.model.assignments, count: 5, threads: 1).stability.allSatisfy { $0 > 0.9 })
    }

    @Test func `without some rows the clusters are more alike than those of k-means`() {
        // Groups that shade into one another.
        let x = blobs(groups: 30, perGroup: 25, columns: 24, spread: 0.45, seed: 9)
        let kept = (0..<x.rows).filter { $0 % 20 != 7 }
        let all = lots(x.rows)
        let whole = ConsensusClustering(clusters: 40).fit(x, lots: all, threads: 2).model.assignments
        let part = ConsensusClustering(clusters: 40)
            .fit(x.selecting(rows: kept), lots: all.selecting(kept), threads: 2).model.assignments
        let plain = KMeans(clusters: 40).fit(x, threads: 2).assignments
        let plainPart = KMeans(clusters: 40).fit(x.selecting(rows: kept), threads: 2).assignments
        let agreement = adjustedRandIndex(kept.map { whole[$0] }, part)
        #expect(agreement > adjustedRandIndex(kept.map { plain[$0] }, plainPart) + 0.05)
    }

    @Test(arguments: [0, 200]) func `groups that differ in any columns are found`(first: Int) {
        // Runs are made on the leading columns, unless rows have nothing there.
        var elements = [Float](repeating: 0, count: 40 * 256)
        for row in 0..<40 { elements[row * 256 + first + row % 2 * 8] = 1 }
        let x = DenseMatrix(rows: 40, columns: 256, elements: elements)
        let found = ConsensusClustering(clusters: 2).fit(x, lots: lots(40), threads: 2)
        #expect(found.model.count == 2)
        #expect((0..<40).allSatisfy { found.model.assignments[$0] == found.model.assignments[$0 % 2] })
        let evidence = ConsensusClustering(clusters: 2)
            .evidence(of: found.model.assignments, in: x, lots: lots(40), threads: 1)
        #expect(evidence.stability == [1, 1] && evidence.fit.allSatisfy { $0 == 1 })
    }

    @Test func `noise is less stable than groups`() {
        let noise = randomRows(300, 24, seed: 3)
        let result = ConsensusClustering(clusters: 12).fit(noise, lots: lots(300), threads: 2)
        let stability = result.evidence(of: result.model.assignments, count: result.model.count, threads: 2).stability
        #expect(stability.count == 12 && stability.allSatisfy { $0 > 0 && $0 < 0.75 })
    }

    @Test func `threads and the order of rows change nothing`() {
        let x = randomRows(500, 12, seed: 5)
        let one = ConsensusClustering(clusters: 9, seed: 3).fit(x, lots: lots(500), threads: 1)
        let many = ConsensusClustering(clusters: 9, seed: 3).fit(x, lots: lots(500), threads: 5)
        #expect(one.model == many.model)
        #expect(
            one.evidence(of: one.model.assignments, count: 9, threads: 1).stability
                == many.evidence(of: one.model.assignments, count: 9, threads: 4).stability)
        let order = Array((0..<500).reversed())
        let turned = ConsensusClustering(clusters: 9, seed: 3)
            .fit(x.selecting(rows: order), lots: lots(500).selecting(order), threads: 2)
        #expect(adjustedRandIndex(order.map { one.model.assignments[$0] }, turned.model.assignments) > 0.99)
    }

    @Test(arguments: [0, 1, 2, 5, 40])
    func `as many clusters as asked for, where there are so many rows`(rows: Int) {
        for clusters in [1, 2, 5, 60] {
            let result = ConsensusClustering(clusters: clusters).fit(
                randomRows(rows, 6, seed: 1), lots: lots(rows), threads: 2)
            #expect(result.model.count == min(rows, clusters))
            #expect(result.model.assignments.count == rows)
        }
    }

    @Test func `zero rows and equal rows`() {
        let zero = ConsensusClustering(clusters: 3).fit(DenseMatrix(rows: 4, columns: 3), lots: lots(4), threads: 1)
        #expect(zero.model.assignments == [0, 0, 0, 0])
        let equal = ConsensusClustering(clusters: 3).fit(
            matrix([[1, 0], [1, 0], [0, 0], [1, 0]]), lots: lots(4), threads: 1)
        #expect(equal.model.assignments == [0, 0, 0, 0])
    }
}

@Suite struct CodedRowsSelectionTests {
    @Test func `chosen rows have the codes that they have alone`() {
        let x = randomRows(700, 12, seed: 8)
        let chosen = [699, 3, 3, 256, 0] + Array(stride(from: 1, to: 700, by: 2))
        let blocks = CodedRows(x, threads: 2).codes(of: chosen)
        let alone = CodedRows(x.selecting(rows: chosen), threads: 1)
        #expect(blocks.map(\.codes) == alone.blocks.map(\.codes))
        #expect(blocks.flatMap { $0.measures.map(\.scale) } == chosen.indices.map { alone.measure($0).scale })
        #expect(CodedRows(x, threads: 1).codes(of: []).isEmpty)
    }

    @Test func `usable rows have a direction`() {
        let x = DenseMatrix(rows: 4, columns: 2, elements: [1, 0, 0, 0, .nan, 1, 1e-3, 2])
        #expect(x.usableRows(threads: 2) == [true, false, false, true])
        #expect(x.usableRows(threads: 1) == (0..<4).map(CodedRows(x, threads: 1).isUsable))
    }

    @Test func `sums are the same in one piece and in many`() {
        let x = randomRows(9000, 6, seed: 3)
        func labels(_ step: Int) -> [Assignment] { (0..<9000).map { Assignment(label: Int32($0 * step % 7 - 1)) } }
        var (whole, parts) = (ClusterSums(clusters: 6, columns: 6), ClusterSums(clusters: 6, columns: 6))
        let none = [Assignment](repeating: Assignment(), count: 9000)
        for (old, new) in [(none, labels(1)), (labels(1), labels(3)), (labels(3), labels(3))] {
            let changed = old.map(\.label) != new.map(\.label)
            #expect(whole.update(x, from: old, to: new, threads: 1) == changed)
            #expect(parts.update(x, from: old, to: new, threads: 3) == changed)
        }
        #expect(whole.directions == parts.directions && whole.sizes == parts.sizes)
    }

    @Test func `rows that are not kept take no part`() {
        let x = randomRows(300, 8, seed: 8)
        let isKept = (0..<300).map { $0 % 3 != 0 }
        let kept = (0..<300).filter { isKept[$0] }
        let seeds = x.selecting(rows: [1, 2, 4, 5, 7])
        var masked = LloydIteration(CodedRows(x, threads: 1).keeping(isKept), centroids: seeds, threads: 2)
        var alone = LloydIteration(CodedRows(x.selecting(rows: kept), threads: 1), centroids: seeds, threads: 1)
        masked.run(iterations: 20)
        alone.run(iterations: 20)
        #expect(masked.centroids == alone.centroids)
        #expect(kept.map { masked.assignments[$0].label } == alone.assignments.map(\.label))
        #expect((0..<300).allSatisfy { isKept[$0] || masked.assignments[$0].label == -1 })
    }
}

@Suite struct LotsTests {
    @Test func `a row draws the same in any company`() {
        let lots = Lots(keys: [11, 22, 33], seed: 4)
        #expect(lots.selecting([2, 0]).waits(stream: 7) == [2, 0].map { lots.waits(stream: 7)[$0] })
        #expect(lots.waits(stream: 1) != lots.waits(stream: 2))
        #expect(lots.waits(stream: 1) != Lots(keys: [11, 22, 33], seed: 5).waits(stream: 1))
    }

    @Test func `a share of the rows is drawn, other rows in another stream`() {
        let lots = Lots(keys: (0..<20_000).map { UInt64($0) })
        let (one, other) = (lots.areDrawn(share: 0.3, stream: 1), lots.areDrawn(share: 0.3, stream: 2))
        #expect(abs(Double(one.count { $0 }) / 20_000 - 0.3) < 0.02)
        #expect(abs(Double(zip(one, other).count { $0 && $1 }) / 20_000 - 0.09) < 0.01)
        #expect(lots.areDrawn(share: 0, stream: 1).allSatisfy { !$0 })
        #expect(lots.areDrawn(share: 1, stream: 1).allSatisfy { $0 })
    }

    @Test func `waiting times have mean one and the right tail`() {
        let waits = Lots(keys: (0..<20_000).map { UInt64($0) }).waits(stream: 3)
        let mean = waits.reduce(0) { $0 + Double($1) } / 20_000
        #expect(abs(mean - 1) < 0.03)
        // e⁻² of them wait longer than 2.
        #expect(abs(Double(waits.count { $0 > 2 }) / 20_000 - 0.1353) < 0.01)
        #expect(waits.allSatisfy { $0 >= 0 && $0.isFinite })
    }
}

@Suite struct SmoothedRowsTests {
    @Test func `a row is added to the mean of its neighbours`() {
        let x = matrix([[1, 0], [0.8, 0.6], [0, 1]])
        let smoothed = NeighborGraph(x, degree: 1, threads: 1).smoothed(x, threads: 2)
        #expect(smoothed.row(0) == unit([1.8, 0.6]))
        #expect(smoothed.rows == 3)
    }

    @Test func `a row without neighbours stays, and what lies opposite is no neighbour`() {
        let opposite = matrix([[1, 0], [-1, 0]])
        #expect(NeighborGraph(opposite, degree: 1, threads: 1).smoothed(opposite, threads: 1) == opposite)
        let x = matrix([[3, 4]])
        #expect(NeighborGraph(x, degree: 5, threads: 1).smoothed(x, threads: 1).row(0) == unit([3, 4]))
    }
}

@Suite struct NaturalLogarithmTests {
    @Test func `values agree with known ones`() {
        #expect(naturalLogarithm(1) == 0)
        #expect(abs(naturalLogarithm(2) - 0.693147180559945309) < 1e-15)
        #expect(abs(naturalLogarithm(10) - 2.302585092994045684) < 1e-14)
        #expect(abs(naturalLogarithm(1e-9) + 20.72326583694641116) < 1e-13)
    }

    @Test func `products become sums`() {
        for a in stride(from: 0.01, to: 5, by: 0.37) {
            for b in [0.5, 1.4142, 3, 1e6] {
                #expect(abs(naturalLogarithm(a * b) - naturalLogarithm(a) - naturalLogarithm(b)) < 1e-13)
            }
        }
    }
}
