import LinearAlgebra
import Testing

@testable import Clustering

@Suite struct NeighborSpectrumTests {
    private func spectrum(_ x: DenseMatrix, degree: Int, count: Int = 8) -> [Double] {
        let graph = NeighborGraph(x, degree: degree, threads: 1)
        return NeighborSpectrum(graph, degree: degree, count: count, seed: 1).eigenvalues
    }

    @Test func `a complete graph worked by hand`() {
        // Four rows, each as like every other: the walk's matrix has 1/3 off its diagonal, eigenvalues 1 and −1/3. That of
        // several is found once.
        let x = matrix((0..<4).map { row in (0..<5).map { $0 == row || $0 == 4 ? 1 : 0 } })
        let values = spectrum(x, degree: 3)
        #expect(values.count == 2 && values[0] == 1)
        #expect(abs(values[1] + 1.0 / 3) < 1e-5)
    }

    @Test func `each part that no edge leaves has an eigenvalue of one`() {
        // Three groups at right angles.
        var rows: [[Float]] = []
        for group in 0..<3 {
            for row in 0..<6 {
                rows.append((0..<9).map { $0 == 3 * group ? 1 : $0 == 3 * group + 1 ? 0.1 * Float(row) : 0 })
            }
        }
        let values = spectrum(matrix(rows), degree: 10)
        #expect(values.prefix(3) == [1, 1, 1])
        #expect(values.dropFirst(3).allSatisfy { $0 < 0.5 })
    }

    @Test func `rows without neighbours are left out`() {
        let x = matrix([[1, 0, 0], [1, 0.1, 0], [0, 0, 0], [0, 0, 1]])
        let values = spectrum(x, degree: 3)
        #expect(values.count == 2 && values[0] == 1 && abs(values[1] + 1) < 1e-5)
        #expect(spectrum(DenseMatrix(rows: 3, columns: 2), degree: 2).isEmpty)
        #expect(spectrum(DenseMatrix(rows: 0, columns: 2), degree: 2).isEmpty)
    }

    @Test(arguments: [5, 12])
    func `leading eigenvalues are those of the whole matrix`(degree: Int) {
        let x = blobs(groups: 5, perGroup: 24, columns: 12, spread: 0.5, seed: 4)
        let values = spectrum(x, degree: degree)
        let whole = plainEigenvalues(x, degree: degree)
        #expect(values.count == 8)
        for (value, expected) in zip(values, whole).prefix(6) { #expect(abs(value - expected) < 1e-3) }
    }

    /// All eigenvalues, descending, by Jacobi's rotations.
    private func plainEigenvalues(_ x: DenseMatrix, degree: Int) -> [Double] {
        let n = x.rows
        var a = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
        for (row, neighbors) in NeighborGraph(x, degree: degree, threads: 1).neighbors.enumerated() {
            for neighbor in neighbors where neighbor.similarity > 0 {
                (a[row][neighbor.row], a[neighbor.row][row]) = (
                    Double(neighbor.similarity), Double(neighbor.similarity)
                )
            }
        }
        let strengths = a.map { $0.reduce(0, +) }
        for i in 0..<n { for j in 0..<n { a[i][j] /= (strengths[i] * strengths[j]).squareRoot() } }
        for _ in 0..<12 {
            for p in 0..<n {
                for q in p + 1..<n where abs(a[p][q]) > 1e-12 {
                    let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
                    let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
                    let c = 1 / (t * t + 1).squareRoot()
                    for k in 0..<n {
                        (a[k][p], a[k][q]) = (c * a[k][p] - t * c * a[k][q], t * c * a[k][p] + c * a[k][q])
                    }
                    for k in 0..<n {
                        (a[p][k], a[q][k]) = (c * a[p][k] - t * c * a[q][k], t * c * a[p][k] + c * a[q][k])
                    }
                }
            }
        }
        return (0..<n).map { a[$0][$0] }.sorted(by: >)
    }

    @Test func `the gap worked by hand`() {
        // Gaps 0.05, 0.02, 0.4, 0.05: the first is not looked at, that after 4 is larger than that after 2 by 0.38.
        let gap = NeighborSpectrum.Gap(in: [1, 0.95, 0.93, 0.9, 0.5, 0.45])
        #expect(gap?.groups == 4)
        #expect(abs((gap?.prominence ?? 0) - 0.38) < 1e-9)
        // After 3 eigenvalues or after 4 is the same gap: neither takes from the other.
        let broad = NeighborSpectrum.Gap(in: [1, 0.95, 0.9, 0.6, 0.4, 0.35])
        #expect(broad?.groups == 3 && abs((broad?.prominence ?? 0) - 0.25) < 1e-9)
        #expect(NeighborSpectrum.Gap(in: [1, 0.2, 0.1]) == nil)
        #expect(NeighborSpectrum.Gap(in: []) == nil)
        #expect(NeighborSpectrum.Gap(in: [1, 1, 1, 1])?.prominence == 0)
    }
}
