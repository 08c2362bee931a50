import LinearAlgebra
import Testing

@testable import Clustering

@Suite struct KMeansHostileTests {
    @Test func `no rows give no clusters`() {
        let model = KMeans(clusters: 3).fit(DenseMatrix(rows: 0, columns: 4), threads: 2)
        #expect(model.count == 0 && model.assignments.isEmpty && model.sizes.isEmpty && model.objective == 0)
    }

    @Test func `more clusters than rows give one for each`() {
        let model = KMeans(clusters: 10).fit(matrix([[1, 0], [0, 1], [-1, 0]]), threads: 1)
        #expect(model.count == 3)
        #expect(Set(model.assignments).count == 3)
    }

    @Test func `equal rows are one cluster, however many are asked for`() {
        let x = matrix([[Float]](repeating: [1, 2, 3], count: 20) + [[Float]](repeating: [3, 2, 1], count: 5))
        let model = KMeans(clusters: 6).fit(x, threads: 2)
        #expect(model.count == 2)
        #expect(model.sizes.sorted() == [5, 20])
    }

    @Test func `one row is a cluster`() {
        let model = KMeans(clusters: 4).fit(matrix([[2, 1]]), threads: 1)
        #expect(model.count == 1 && model.assignments == [0])
    }

    @Test func `zero rows alone make one cluster with a zero centroid`() {
        let model = KMeans(clusters: 3).fit(DenseMatrix(rows: 5, columns: 3), threads: 2)
        #expect(model.count == 1)
        #expect(model.assignments == [0, 0, 0, 0, 0])
        #expect(model.centroids.elements == [0, 0, 0])
        #expect(model.objective == 0)
    }

    @Test func `zero rows and rows that are not finite pull no centroid`() {
        let clean = matrix([[1, 0], [1, 0.1], [0, 1], [0.1, 1]])
        let dirty = DenseMatrix(rows: 7, columns: 2, elements: clean.elements + [0, 0, .nan, 1, .infinity, 0])
        let model = KMeans(clusters: 2).fit(dirty, threads: 1)
        let expected = KMeans(clusters: 2).fit(clean, from: model.centroids, threads: 1)
        #expect(model.centroids == expected.centroids)
        #expect(Array(model.assignments.prefix(4)) == expected.assignments)
        #expect(Array(model.assignments.suffix(3)) == [0, 0, 0])
        #expect(Array(model.similarities.suffix(3)) == [0, 0, 0])
    }

    @Test func `rows of no columns are one cluster`() {
        let model = KMeans(clusters: 2).fit(DenseMatrix(rows: 3, columns: 0), threads: 1)
        #expect(model.assignments == [0, 0, 0])
    }

    @Test func `a large pile is seeded from a sample and gives all clusters`() {
        let x = blobs(groups: 40, perGroup: 500, columns: 8, spread: 0.02, seed: 6)
        #expect(x.rows > KMeans.contestRows)
        let model = KMeans(clusters: 40, starts: 2).fit(x, threads: 2)
        #expect(model.count == 40)
        #expect(model.objective < 0.05 * Double(x.rows))
    }
}
