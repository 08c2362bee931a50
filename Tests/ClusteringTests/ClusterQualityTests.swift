import LinearAlgebra
import Testing

@testable import Clustering

@Suite struct SeparationTests {
    @Test func `silhouettes worked by hand`() {
        // Row 2 lies at cosine 0.8 to its own centroid and 0.6 to the other: (0.4 − 0.2) / 0.4 = 1/2.
        let x = matrix([[1, 0], [0, 1], [0.8, 0.6]])
        let model = KMeansModel(
            centroids: matrix([[1, 0], [0, 1]]), assignments: [0, 1, 0], similarities: [1, 1, 0.8], objective: 0.2)
        let separation = model.separation(of: x, threads: 1)
        #expect(abs(separation.clusters[0] - 0.75) < 1e-6)
        #expect(abs(separation.clusters[1] - 1) < 1e-6)
        #expect(abs(separation.mean - 2.5 / 3) < 1e-6)
    }

    @Test func `a row that is not with its nearest centroid lowers the silhouette`() {
        // Row 2 is nearer to the other centroid: a = 0.4, b = 0.2, (0.2 − 0.4) / 0.4 = −1/2.
        let x = matrix([[1, 0], [0, 1], [0.8, 0.6]])
        let model = KMeansModel(
            centroids: matrix([[1, 0], [0, 1]]), assignments: [0, 1, 1], similarities: [1, 1, 0.6], objective: 0.4)
        let separation = model.separation(of: x, threads: 2)
        #expect(abs(separation.clusters[0] - 1) < 1e-6)
        #expect(abs(separation.clusters[1] - 0.25) < 1e-6)
    }

    @Test func `one cluster and none are not separate from anything`() {
        let x = randomRows(9, 3, seed: 1)
        #expect(KMeans(clusters: 1).fit(x, threads: 1).separation(of: x, threads: 1).clusters == [0])
        let none = DenseMatrix(rows: 0, columns: 2)
        #expect(KMeans(clusters: 1).fit(none, threads: 1).separation(of: none, threads: 1).mean == 0)
    }

    @Test func `tighter groups are more separate`() {
        let separations = [0.02, 0.1, 0.3].map {
            let x = blobs(groups: 4, perGroup: 30, columns: 10, spread: $0, seed: 3)
            return KMeans(clusters: 4).fit(x, threads: 1).separation(of: x, threads: 1).mean
        }
        #expect(separations[0] > separations[1] && separations[1] > separations[2])
        #expect(separations.allSatisfy { $0 > 0 && $0 <= 1 })
    }
}

@Suite struct ClusterStabilityTests {
    @Test func `the best Jaccard coefficient worked by hand`() {
        // {0,1,2} against {0,1} and {2,3}: 2/3 and 1/4. {3} against {2,3}: 1/2.
        #expect(BestJaccard([0, 0, 0, 1], 2, [0, 0, 1, 1], 2).values == [2.0 / 3, 0.5])
        #expect(BestJaccard([0, 0, 0, 1], 2, [0, 0, 1, 1], 2).partners == [0, 1])
        // A cluster with no row drawn is found nowhere.
        #expect(BestJaccard([0, 0], 2, [0, 0], 1).values == [1, 0])
        #expect(BestJaccard([0, 0], 2, [0, 0], 1).partners == [0, -1])
    }

    @Test func `separate groups are found again and noise is not`() {
        let groups = blobs(groups: 4, perGroup: 40, columns: 16, spread: 0.05, seed: 5)
        let kMeans = KMeans(clusters: 4, starts: 3)
        let stable = ClusterStability().measure(
            kMeans.fit(groups, threads: 1), of: groups, clusters: kMeans.clusters, threads: 2)
        #expect(stable == [1, 1, 1, 1])
        let noise = randomRows(160, 16, seed: 5)
        let unstable = ClusterStability().measure(
            kMeans.fit(noise, threads: 1), of: noise, clusters: kMeans.clusters, threads: 2)
        #expect(unstable.allSatisfy { $0 > 0 && $0 < 0.75 })
    }

    @Test func `threads do not change a bit`() {
        let x = randomRows(200, 12, seed: 5)
        let kMeans = KMeans(clusters: 6, starts: 2)
        let model = kMeans.fit(x, threads: 1)
        let results = [1, 2, 7].map {
            ClusterStability(seed: 3).measure(model, of: x, clusters: kMeans.clusters, threads: $0)
        }
        #expect(results[0] == results[1] && results[0] == results[2])
    }

    @Test func `no rows, one row`() {
        let kMeans = KMeans(clusters: 2, starts: 1)
        for rows in [0, 1] {
            let x = randomRows(rows, 3, seed: 1)
            let stability = ClusterStability().measure(
                kMeans.fit(x, threads: 1), of: x, clusters: kMeans.clusters, threads: 1)
            #expect(stability == [Double](repeating: 1, count: rows))
        }
    }
}

@Suite struct ClusterCountTests {
    @Test(arguments: [2, 3, 5, 11])
    func `separate groups are counted`(groups: Int) {
        let x = blobs(groups: groups, perGroup: 240 / groups, columns: 20, spread: 0.08, seed: UInt64(groups))
        let choice = ClusterCount.choose(for: x, threads: 2)
        #expect(choice.count == groups)
        #expect(choice.reason.contains("\(groups) groups stand out"))
    }

    @Test func `rows without groups get the square root of their number`() {
        let x = randomRows(400, 20, seed: 1)
        let choice = ClusterCount.choose(for: x, threads: 2)
        #expect(choice.count == 20)
        #expect(choice.reason.contains("no number of groups stands out"))
    }

    @Test func `few rows, none, equal ones`() {
        #expect(ClusterCount.choose(for: DenseMatrix(rows: 0, columns: 3), threads: 1).count == 1)
        #expect(ClusterCount.choose(for: randomRows(1, 3, seed: 1), threads: 1).count == 1)
        #expect(ClusterCount.choose(for: randomRows(5, 3, seed: 1), threads: 1).count == 2)
        let equal = matrix([[Float]](repeating: [1, 1], count: 50))
        #expect((1...7).contains(ClusterCount.choose(for: equal, threads: 1).count))
    }

    @Test func `threads do not change the choice, and the most is kept to`() {
        let x = blobs(groups: 6, perGroup: 30, columns: 12, spread: 0.1, seed: 2)
        #expect(ClusterCount.choose(for: x, threads: 1) == ClusterCount.choose(for: x, threads: 3))
        #expect(ClusterCount.choose(for: x, most: 4, threads: 1).count <= 4)
    }

    @Test func `a few groups of thousands of rows are no topics`() {
        // Two groups of 1,000 rows: their square root is 45, of which two are less than a twentieth.
        let two = blobs(groups: 2, perGroup: 1000, columns: 8, spread: 0.3, seed: 1)
        #expect(ClusterCount.choose(for: two, threads: 2).count == 46)
        let five = blobs(groups: 5, perGroup: 400, columns: 8, spread: 0.3, seed: 1)
        #expect(ClusterCount.choose(for: five, threads: 2).count == 5)
    }
}

@Suite struct DissolvingTests {
    private let x = DenseMatrix(
        rows: 6, columns: 2, elements: [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0.6, 0.8])

    private func model() -> KMeansModel { KMeansModel(x, assignments: [0, 0, 0, 1, 1, 2], threads: 1) }

    @Test func `rows of a small cluster go to the nearest of the others`() {
        let left = model().dissolving(clustersBelow: 2, in: x, threads: 1)
        #expect(left.assignments == [0, 0, 0, 1, 1, 1])
        #expect(left.count == 2)
    }

    @Test func `the largest cluster stays, and nothing is done where all are large enough`() {
        #expect(model().dissolving(clustersBelow: 9, in: x, threads: 1).assignments == [0, 0, 0, 0, 0, 0])
        #expect(model().dissolving(clustersBelow: 1, in: x, threads: 1) == model())
    }
}
