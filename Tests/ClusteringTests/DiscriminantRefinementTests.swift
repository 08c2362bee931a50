import LinearAlgebra
import Testing

@testable import Clustering

@Suite struct DiscriminantRefinementTests {
    @Test func `a direction of large scatter within clusters counts for less`() {
        // Two thin bands that differ in the second coordinate alone; along the first, both are wide. The row of the
        // first band that k-means gave to the second goes home.
        var rows: [[Float]] = []
        for step in -10...10 {
            rows.append([Float(step) / 20, 0.2, 1])
            rows.append([Float(step) / 20, -0.2, 1])
        }
        let x = matrix(rows)
        let truth = rows.map { $0[1] > 0 ? 0 : 1 }
        var wrong = truth
        for row in [0, 2, 39, 41] { wrong[row] = 1 - wrong[row] }
        let refined = DiscriminantRefinement(shrinkage: 0.05).refine(
            KMeansModel(x, assignments: wrong, threads: 1), of: x, threads: 1)
        #expect(refined.assignments == truth)
    }

    @Test func `clear clusters stay as they are`() {
        let x = blobs(groups: 5, perGroup: 30, columns: 12, spread: 0.05, seed: 4)
        let model = KMeans(clusters: 5).fit(x, threads: 1)
        let refined = DiscriminantRefinement().refine(model, of: x, threads: 2)
        #expect(refined.assignments == model.assignments)
        #expect(abs(refined.objective - model.objective) < 1e-3)
    }

    @Test func `threads do not change a bit`() {
        let x = randomRows(3000, 20, seed: 1)
        let model = KMeans(clusters: 9, starts: 1).fit(x, threads: 1)
        let one = DiscriminantRefinement().refine(model, of: x, threads: 1)
        #expect(DiscriminantRefinement().refine(model, of: x, threads: 3) == one)
        #expect(one.assignments != model.assignments)
    }

    @Test func `clusters of single rows have no scatter and stay`() {
        let x = randomRows(10, 4, seed: 1)
        let model = KMeans(clusters: 9).fit(x, threads: 1)
        #expect(DiscriminantRefinement().refine(model, of: x, threads: 1) == model)
    }

    @Test func `a singular covariance leaves the clusters alone`() {
        let x = matrix([[Float]](repeating: [1, 0, 0], count: 10) + [[Float]](repeating: [0, 1, 0], count: 10))
        let model = KMeans(clusters: 2).fit(x, threads: 1)
        #expect(DiscriminantRefinement().refine(model, of: x, threads: 1) == model)
    }

    @Test func `zero rows keep out of it`() {
        var x = blobs(groups: 2, perGroup: 20, columns: 6, spread: 0.1, seed: 2)
        x = DenseMatrix(rows: 42, columns: 6, elements: x.elements + [Float](repeating: 0, count: 12))
        let refined = DiscriminantRefinement().refine(KMeans(clusters: 2).fit(x, threads: 1), of: x, threads: 1)
        #expect(Array(refined.assignments.suffix(2)) == [0, 0])
        #expect(refined.centroids.elements.allSatisfy { $0.isFinite })
    }

    @Test func `a cluster number without rows is dropped`() {
        let x = matrix([[1, 0], [0, 1], [1, 0.1]])
        let model = KMeansModel(x, assignments: [4, 1, 4], threads: 1)
        #expect(model.count == 2)
        #expect(model.assignments == [1, 0, 1])
    }
}

@Suite struct CholeskyFactorTests {
    @Test func `a system worked by hand`() {
        // [4 2; 2 5] · [1; 2] = [8; 12]
        let factor = CholeskyFactor([4, 2, 2, 5], dimension: 2)
        #expect(factor?.solve([8, 12]) == [1, 2])
    }

    @Test func `a matrix that is not positive definite has no factor`() {
        #expect(CholeskyFactor([1, 2, 2, 1], dimension: 2) == nil)
        #expect(CholeskyFactor([0], dimension: 1) == nil)
        #expect(CholeskyFactor([.nan], dimension: 1) == nil)
    }

    @Test func `solutions satisfy their systems`() {
        let n = 12
        let a = randomRows(30, n, seed: 7)
        var matrix = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0..<n { matrix[i * n + j] = (0..<30).reduce(0) { $0 + Double(a[$1, i]) * Double(a[$1, j]) } }
        }
        let b = (0..<n).map { Double($0) - 3 }
        let x = CholeskyFactor(matrix, dimension: n)?.solve(b) ?? []
        for i in 0..<n {
            #expect(abs((0..<n).reduce(0) { $0 + matrix[i * n + $1] * x[$1] } - b[i]) < 1e-9)
        }
    }
}
