import LinearAlgebra
import SystemSupport
import VectorKernels

@testable import Clustering

/// Unit rows around `groups` random directions, `perGroup` each, group after group.
func blobs(groups: Int, perGroup: Int, columns: Int, spread: Double, seed: UInt64) -> DenseMatrix {
    var generator = SeededGenerator(seed: seed)
    func random() -> Float { Float(generator.unit() * 2 - 1) }
    var elements: [Float] = []
    for _ in 0..<groups {
        let centre = unit((0..<columns).map { _ in random() })
        for _ in 0..<perGroup {
            elements += unit(centre.map { $0 + random() * Float(spread) })
        }
    }
    return DenseMatrix(rows: groups * perGroup, columns: columns, elements: elements)
}

/// Random unit rows.
func randomRows(_ rows: Int, _ columns: Int, seed: UInt64) -> DenseMatrix {
    blobs(groups: rows, perGroup: 1, columns: columns, spread: 0, seed: seed)
}

func unit(_ row: [Float]) -> [Float] {
    var row = row
    var span = row.mutableSpan
    normalize(&span)
    return row
}

/// A matrix of the rows given, each scaled to unit length.
func matrix(_ rows: [[Float]]) -> DenseMatrix {
    DenseMatrix(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap(unit))
}

extension DenseMatrix {
    func row(_ index: Int) -> [Float] { Array(elements[index * columns..<(index + 1) * columns]) }
}

/// The plain dot product in the canonical order.
func plainDot(_ a: [Float], _ b: [Float]) -> Float { Reference.dot(a.span, b.span) }

/// The agreement of two clusterings of the same rows, less what chance gives (Hubert and Arabie 1985): 1 for the same
/// partition, about 0 for unrelated ones.
func adjustedRandIndex(_ a: [Int], _ b: [Int]) -> Double {
    func pairs(_ keys: [Int]) -> Double {
        keys.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }.values
            .reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 }
    }
    let joint = pairs(zip(a, b).map { $0 * 10_000 + $1 })
    let (aPairs, bPairs, all) = (pairs(a), pairs(b), Double(a.count) * Double(a.count - 1) / 2)
    let expected = aPairs * bPairs / all
    let largest = (aPairs + bPairs) / 2
    return largest == expected ? 1 : (joint - expected) / (largest - expected)
}
