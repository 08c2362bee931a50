import LinearAlgebra
import SystemSupport
import VectorKernels

/// The leading eigenvalues of a walk among neighbours, which tell how many groups it is slow to leave.
///
/// A walk that goes from row to row along the edges of the neighbour graph stays within a group the longer the fewer edges
/// lead out of it. With k such groups k eigenvalues are near 1 and the next is far below: the eigengap (von Luxburg 2007,
/// "A tutorial on spectral clustering"). Where groups shade into one another the eigenvalues fall evenly.
struct NeighborSpectrum {
    /// Descending, the first of them 1: one for each part of the graph that no edge leaves. Those far from 1 are rough.
    let eigenvalues: [Double]

    /// Steps of the Lanczos process, a few for each eigenvalue that is asked for.
    private static let steps = 100

    /// - Parameters:
    ///   - degree: How many of the graph's neighbours of each row to take.
    ///   - count: The most eigenvalues.
    init(_ graph: NeighborGraph, degree: Int, count: Int, seed: UInt64) {
        let walk = Walk(graph, degree: degree)
        let known = walk.stationary()
        var generator = SeededGenerator(seed: seed, stream: -4)
        let start = (0..<walk.rows).map { _ in Float(generator.unit() - 0.5) }
        let rest = Lanczos(walk, from: start, orthogonalTo: known, steps: min(Self.steps, walk.rows - known.count))
        let most = max(0, min(count - known.count, rest.diagonal.count))
        eigenvalues =
            [Double](repeating: 1, count: min(count, known.count)) + (0..<most).map { rest.eigenvalue($0) }
    }

    /// A number of groups after which the eigenvalues fall.
    struct Gap: Equatable {
        let groups: Int
        /// How far it exceeds all others but those beside it, which are the same gap where a group is small.
        let prominence: Double

        /// The largest gap after two eigenvalues or more, the first of equals; nil where there is none to compare.
        ///
        /// - Parameter eigenvalues: Descending.
        init?(in eigenvalues: [Double]) {
            let gaps = zip(eigenvalues, eigenvalues.dropFirst()).map { $0 - $1 }
            guard gaps.count > 2, let best = gaps.indices.dropFirst().max(by: { (gaps[$0], $1) < (gaps[$1], $0) })
            else { return nil }
            groups = best + 1
            let others = gaps.indices.dropFirst().filter { abs($0 - best) > 1 }.map { gaps[$0] }
            prominence = gaps[best] - (others.max() ?? 0)
        }
    }
}

/// The graph's adjacency with each edge divided by the roots of the strengths of its ends: the walk's matrix, made symmetric.
private struct Walk {
    /// Where each row's edges begin; one more at the end.
    private var starts: [Int] = [0]
    private var columns: [Int32] = []
    private var values: [Float] = []
    /// The sum of each row's edges.
    private var strengths: [Float] = []

    var rows: Int { strengths.count }

    /// An edge leads to each of the first `degree` neighbours, and back. Rows without any are left out.
    init(_ graph: NeighborGraph, degree: Int) {
        let count = graph.neighbors.count
        var edges = [[(row: Int, similarity: Float)]](repeating: [], count: count)
        var isEdge = [Bool](repeating: false, count: count * count)
        for row in 0..<count {
            edges[row] = graph.neighbors[row].prefix(degree).filter { $0.similarity > 0 }
            for edge in edges[row] { isEdge[row * count + edge.row] = true }
        }
        for row in 0..<count {
            for edge in graph.neighbors[row].prefix(degree)
            where edge.similarity > 0 && !isEdge[edge.row * count + row] {
                edges[edge.row].append((row, edge.similarity))
            }
        }
        var places = [Int32](repeating: -1, count: edges.count)
        for row in edges.indices where !edges[row].isEmpty {
            places[row] = Int32(strengths.count)
            strengths.append(edges[row].reduce(0) { $0 + $1.similarity })
        }
        for row in edges.indices where !edges[row].isEmpty {
            let strength = strengths[Int(places[row])]
            for edge in edges[row] {
                columns.append(places[edge.row])
                values.append(edge.similarity / (strength * strengths[Int(places[edge.row])]).squareRoot())
            }
            starts.append(columns.count)
        }
    }

    /// The product with a vector.
    func times(_ vector: [Float]) -> [Float] {
        let (columns, values, vector) = (columns.span, values.span, vector.span)
        return (0..<rows).map { row in
            var sum: Float = 0
            for edge in starts[row]..<starts[row + 1] { sum += values[edge] * vector[Int(columns[edge])] }
            return sum
        }
    }

    /// The eigenvectors of eigenvalue 1: for each part that no edge leaves, the roots of its strengths, of unit length.
    func stationary() -> [[Float]] {
        var part = [Int](repeating: -1, count: rows)
        var count = 0
        for first in 0..<rows where part[first] < 0 {
            var waiting = [first]
            part[first] = count
            while let row = waiting.popLast() {
                for edge in starts[row]..<starts[row + 1] where part[Int(columns[edge])] < 0 {
                    part[Int(columns[edge])] = count
                    waiting.append(Int(columns[edge]))
                }
            }
            count += 1
        }
        return (0..<count).map { number in
            var vector = (0..<rows).map { part[$0] == number ? strengths[$0].squareRoot() : 0 }
            var span = vector.mutableSpan
            normalize(&span)
            return vector
        }
    }
}

/// The Lanczos process (1950): a symmetric matrix on the space that its powers make of one vector, as a tridiagonal one.
private struct Lanczos {
    private(set) var diagonal: [Double] = []
    /// Between neighbours on the diagonal.
    private var sides: [Double] = []

    init(_ walk: Walk, from start: [Float], orthogonalTo known: [[Float]], steps: Int) {
        var basis = known
        var next = start
        while diagonal.count < steps {
            let norm = Self.makeOrthogonal(&next, to: basis)
            guard norm > 1e-5 else { return }
            if !diagonal.isEmpty { sides.append(Double(norm)) }
            basis.append(next)
            let product = walk.times(next)
            diagonal.append(Double(dot(product.span, next.span)))
            next = product
        }
    }

    /// Takes from a vector what it has of the basis, scales it to unit length, and returns the length it had.
    private static func makeOrthogonal(_ vector: inout [Float], to basis: [[Float]]) -> Float {
        // What rounding leaves the first time goes the second.
        for _ in 0..<2 {
            for other in basis {
                let share = dot(vector.span, other.span)
                var span = vector.mutableSpan
                addScaled(-share, other.span, to: &span)
            }
        }
        let norm = squaredNorm(vector.span).squareRoot()
        var span = vector.mutableSpan
        normalize(&span)
        return norm
    }

    /// The eigenvalue that has so many above it, by bisection: how many are above a number, the signs of the pivots of the
    /// matrix less that number tell (Sylvester's law of inertia).
    func eigenvalue(_ rank: Int) -> Double {
        var (low, high) = (-1.0, 1.0)
        while high - low > 1e-6 {
            let middle = (low + high) / 2
            if countAbove(middle) > rank { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private func countAbove(_ value: Double) -> Int {
        var count = 0
        var pivot = 1.0
        for index in diagonal.indices {
            pivot = diagonal[index] - value - (index > 0 ? sides[index - 1] * sides[index - 1] / pivot : 0)
            if abs(pivot) < 1e-12 { pivot = -1e-12 }
            if pivot > 0 { count += 1 }
        }
        return count
    }
}
