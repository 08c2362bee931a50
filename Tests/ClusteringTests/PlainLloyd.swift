import LinearAlgebra

@testable import Clustering

/// The dot product in double precision, where products of floats are exact.
func preciseDot(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// The centroid with the largest dot product, the lowest of equals.
func nearestCentroid(_ row: [Float], _ centroids: [[Float]]) -> Int {
    let scores = centroids.map { preciseDot(row, $0) }
    return scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
}

/// Lloyd's iteration written plainly in double precision, without anything for empty clusters: theirs becomes zero.
func plainLloyd(
    _ x: DenseMatrix, from seeds: DenseMatrix, iterations: Int
) -> (labels: [Int], centroids: DenseMatrix, hadEmpty: Bool) {
    var centroids = (0..<seeds.rows).map(seeds.row)
    let rows = (0..<x.rows).map(x.row)
    let isUsable = rows.map { row in row.contains { $0 != 0 } && row.allSatisfy(\.isFinite) }
    var hadEmpty = false
    func assign() -> [Int] { rows.indices.map { isUsable[$0] ? nearestCentroid(rows[$0], centroids) : 0 } }
    var labels = assign()
    for _ in 0..<iterations {
        for cluster in centroids.indices {
            let members = rows.indices.filter { isUsable[$0] && labels[$0] == cluster }
            if members.isEmpty { hadEmpty = true }
            // Sums of multiples of 2⁻³⁶ are exact in double precision.
            let sum = (0..<x.columns).map { column in
                members.reduce(0.0) { $0 + (Double(rows[$1][column]) * 0x1p36).rounded(.toNearestOrEven) * 0x1p-36 }
            }
            let norm = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
            centroids[cluster] = sum.map { norm > 0 ? Float($0 / norm) : 0 }
        }
        let next = assign()
        if next == labels { break }
        labels = next
    }
    return (
        labels, DenseMatrix(rows: centroids.count, columns: x.columns, elements: centroids.flatMap { $0 }), hadEmpty
    )
}
