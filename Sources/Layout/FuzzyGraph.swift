import SystemSupport

/// How surely two vertices are neighbours, from each one's list of nearest: an undirected graph with weights in 0...1.
///
/// Each vertex i measures by its own scale (UMAP: McInnes, Healy and Melville 2018, section 3.1): its nearest neighbour,
/// at the distance ρᵢ, is one for sure, and σᵢ is such that the weights exp(−(d − ρᵢ) / σᵢ) of all of them add up to
/// log₂ of their number. Where both of two vertices have a say, the edge is there if either is right: a + b − a·b.
struct FuzzyGraph: Sendable {
    /// Where the edges of each vertex begin, and behind the last where they end.
    let offsets: [Int]
    /// The other end of each edge, ascending within a vertex. Each edge is there from both ends.
    let targets: [Int32]
    let weights: [Float]

    /// - Parameter neighbors: For each vertex others with their similarity, at most 1, the most similar first.
    /// - Complexity: O(edges · log(edges of a vertex)) time.
    init(_ neighbors: [[(row: Int, similarity: Float)]], threads: Int) {
        let outgoing = Self.parts(neighbors.count, threads: threads) { vertex in
            Self.edges(of: neighbors[vertex])
        }
        var incoming = [[Edge]](repeating: [], count: neighbors.count)
        for (vertex, edges) in outgoing.enumerated() {
            for edge in edges {
                incoming[Int(edge.target)].append(Edge(target: Int32(truncatingIfNeeded: vertex), weight: edge.weight))
            }
        }
        let whole = incoming
        let joined = Self.parts(neighbors.count, threads: threads) { Self.union(outgoing[$0], whole[$0]) }
        var (offsets, targets, weights) = ([0], [Int32](), [Float]())
        offsets.reserveCapacity(joined.count + 1)
        for edges in joined {
            for edge in edges {
                targets.append(edge.target)
                weights.append(edge.weight)
            }
            offsets.append(targets.count)
        }
        (self.offsets, self.targets, self.weights) = (offsets, targets, weights)
    }

    /// One end of an edge as the other sees it.
    struct Edge: Sendable, Equatable {
        var target: Int32
        var weight: Float
    }

    /// The weights that a vertex gives its neighbours, by ascending neighbour.
    static func edges(of neighbors: [(row: Int, similarity: Float)]) -> [Edge] {
        guard let nearest = neighbors.first else { return [] }
        let excess = neighbors.map { neighbor in
            // Similarities are cosines: what is no number is as far as can be.
            let difference = Double(nearest.similarity) - Double(neighbor.similarity)
            return difference < 2 ? max(0, difference) : 2
        }
        let scale = scale(of: excess)
        return zip(neighbors, excess)
            .map { neighbor, excess in
                let weight = scale > 0 ? exponential(-excess / scale) : (excess > 0 ? 0 : 1)
                return Edge(target: Int32(truncatingIfNeeded: neighbor.row), weight: Float(weight))
            }
            .sorted { $0.target < $1.target }
    }

    /// σ, by bisection: that which brings the weights to log₂ of their number.
    private static func scale(of excess: [Double]) -> Double {
        let wanted = binaryLogarithm(Double(excess.count))
        var (low, high, scale) = (0.0, Double.infinity, 1.0)
        for _ in 0..<bisections {
            let sum = excess.reduce(0) { $0 + exponential(-$1 / scale) }
            if abs(sum - wanted) < 1e-5 { break }
            if sum > wanted { high = scale } else { low = scale }
            scale = high == .infinity ? scale * 2 : (low + high) / 2
        }
        // Among many that are equally near the sum cannot sink to what is wanted: no scale is a small part of the rest.
        let mean = excess.reduce(0, +) / Double(excess.count)
        return max(scale, leastScale * mean)
    }

    private static let bisections = 64
    /// UMAP's, of the mean distance.
    private static let leastScale = 1e-3

    private static func union(_ a: [Edge], _ b: [Edge]) -> [Edge] {
        var edges: [Edge] = []
        edges.reserveCapacity(a.count + b.count)
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
            if j == b.count || (i < a.count && a[i].target < b[j].target) {
                edges.append(a[i])
                i += 1
            } else if i == a.count || b[j].target < a[i].target {
                edges.append(b[j])
                j += 1
            } else {
                let (p, q) = (a[i].weight, b[j].weight)
                edges.append(Edge(target: a[i].target, weight: p + q - p * q))
                (i, j) = (i + 1, j + 1)
            }
        }
        return edges
    }

    /// `body` of each vertex, in blocks that are worth a thread's while.
    private static func parts(_ count: Int, threads: Int, _ body: @Sendable (Int) -> [Edge]) -> [[Edge]] {
        let size = 512
        return parallelMap(count: (count + size - 1) / size, threads: threads) { block in
            (block * size..<min(count, (block + 1) * size)).map(body)
        }.flatMap { $0 }
    }
}
