import LinearAlgebra
import SystemSupport
import Testing
import VectorKernels

@testable import Clustering

@Suite struct KMeansTests {
    @Test func `two pairs of directions give two centroids between them`() {
        let x = matrix([[3, 1], [1, 0], [-1, 0], [-3, 1], [3, -1], [-3, -1]])
        let model = KMeans(clusters: 2).fit(x, threads: 1)
        #expect(model.assignments[0] == model.assignments[1] && model.assignments[1] == model.assignments[4])
        #expect(model.assignments[2] == model.assignments[3] && model.assignments[3] == model.assignments[5])
        #expect(model.assignments[0] != model.assignments[2])
        #expect(model.sizes == [3, 3])
        // Both centroids lie on the axis; four rows have cosine 3/√10 to theirs.
        #expect(abs(model.centroids[model.assignments[0], 0] - 1) < 1e-6)
        #expect(abs(model.objective - 4 * (1 - 3 / Double(10).squareRoot())) < 1e-5)
    }

    @Test func `separate groups are found as they are`() {
        let x = blobs(groups: 7, perGroup: 40, columns: 24, spread: 0.05, seed: 3)
        let model = KMeans(clusters: 7).fit(x, threads: 2)
        let truth = (0..<x.rows).map { $0 / 40 }
        #expect(adjustedRandIndex(model.assignments, truth) == 1)
    }

    @Test(arguments: [1, 2, 3, 8])
    func `threads do not change a bit`(threads: Int) {
        let x = randomRows(700, 33, seed: 5)
        let kMeans = KMeans(clusters: 12, starts: 3, seed: 9)
        #expect(kMeans.fit(x, threads: threads) == kMeans.fit(x, threads: 1))
    }

    @Test(arguments: [(60, 4, 3), (300, 17, 9), (900, 40, 25), (257, 8, 2)])
    func `labels are those of the plain iteration`(rows: Int, columns: Int, clusters: Int) {
        let x = randomRows(rows, columns, seed: UInt64(rows))
        var generator = SeededGenerator(seed: 1)
        let seeds = x.selecting(rows: generator.sample(clusters, of: rows))
        for iterations in [1, 2, 3, 5, 50] {
            let model = KMeans(clusters: clusters, iterations: iterations).fit(x, from: seeds, threads: 2)
            let plain = plainLloyd(x, from: seeds, iterations: iterations)
            #expect(model.assignments == plain.labels)
            for (element, expected) in zip(model.centroids.elements, plain.centroids.elements) {
                #expect(abs(element - expected) < 1e-6)
            }
        }
    }

    @Test func `the objective never rises from one iteration to the next`() {
        let x = randomRows(500, 12, seed: 21)
        let seeds = x.selecting(rows: Array(0..<20))
        let objectives = (1...25).map {
            KMeans(clusters: 20, iterations: $0).fit(x, from: seeds, threads: 1).objective
        }
        for (before, after) in zip(objectives, objectives.dropFirst()) { #expect(after <= before + 1e-6) }
        #expect(objectives[0] > objectives[24])
    }

    @Test func `more starts are never worse`() {
        let x = randomRows(300, 10, seed: 2)
        let one = KMeans(clusters: 15, starts: 1, iterations: 15, seed: 4).fit(x, threads: 1)
        let ten = KMeans(clusters: 15, starts: 10, iterations: 15, seed: 4).fit(x, threads: 1)
        // The winner of the contest goes on for as many iterations again, so both have had the same number of them.
        #expect(ten.objective <= one.objective + 0.05)
    }

    @Test func `another seed is another start`() {
        let x = randomRows(300, 10, seed: 2)
        let models = (0..<4).map { KMeans(clusters: 15, starts: 1, seed: $0).fit(x, threads: 1) }
        #expect(Set(models.map(\.assignments)).count > 1)
    }

    @Test func `every row is with its nearest centroid`() {
        let x = randomRows(400, 16, seed: 8)
        let model = KMeans(clusters: 10, iterations: 2).fit(x, threads: 2)
        let others = CodedCentroids(model.centroids)
            .largestOthers(CodedRows(x, threads: 1), model.assignments, threads: 2)
        for row in 0..<x.rows {
            let scores = (0..<model.count).map { plainDot(x.row(row), model.centroids.row($0)) }
            let best = nearestCentroid(x.row(row), (0..<model.count).map(model.centroids.row))
            #expect(model.assignments[row] == best)
            #expect(model.similarities[row] == scores[best])
            #expect(others[row] == scores.indices.filter { $0 != best }.map { scores[$0] }.max())
        }
        #expect(model.assign(x, threads: 1) == model.assignments)
    }

    @Test func `a cluster that lost its rows takes the worst fitting one`() {
        // The third centroid points away from everything; row 2 fits the others worst.
        let x = matrix([[1, 0, 0], [0, 1, 0], [1, 1, 1]])
        let seeds = matrix([[1, 0, 0], [0, 1, 0], [-1, -1, -1]])
        let model = KMeans(clusters: 3).fit(x, from: seeds, threads: 1)
        #expect(model.assignments == [0, 1, 2])
        #expect(abs(model.objective) < 1e-6)
    }

    @Test func `all clusters asked for are there when rows suffice`() {
        let x = randomRows(60, 8, seed: 13)
        for clusters in [1, 30, 59, 60] {
            let model = KMeans(clusters: clusters).fit(x, threads: 1)
            #expect(model.count == clusters)
            #expect(model.sizes.allSatisfy { $0 > 0 })
        }
    }
}
