import Glibc
import Testing

@testable import Layout

@Suite struct GraphLayoutTests {
    typealias Neighbors = [[(row: Int, similarity: Float)]]

    /// Groups of so many vertices, each vertex with all others of its group as neighbours, less alike the farther apart.
    static func groups(_ count: Int, of size: Int) -> Neighbors {
        (0..<count * size).map { vertex in
            let first = vertex / size * size
            return (1..<size)
                .map {
                    (row: first + (vertex - first + $0) % size, similarity: 1 - Float(min($0, size - $0)) / Float(size))
                }
                .sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }
        }
    }

    /// Starts that know nothing of groups.
    static func scattered(_ count: Int) -> [GraphLayout.Position] {
        (0..<count).map { vertex in
            var draws = Draws(seed: 99, step: 0, index: vertex)
            return GraphLayout.Position(draws.signedUnit(), draws.signedUnit())
        }
    }

    static func distance(_ a: GraphLayout.Position, _ b: GraphLayout.Position) -> Float {
        ((a - b) * (a - b)).sum().squareRoot()
    }

    @Test func `groups without an edge between them become islands`() {
        let size = 20
        let positions = GraphLayout().positions(
            of: Self.groups(2, of: size), from: Self.scattered(2 * size), threads: 2)
        func middle(_ range: Range<Int>) -> GraphLayout.Position {
            positions[range].reduce(.zero, +) / Float(range.count)
        }
        let (first, second) = (middle(0..<size), middle(size..<2 * size))
        let radius = (0..<2 * size).map { Self.distance(positions[$0], $0 < size ? first : second) }.max() ?? 0
        #expect(Self.distance(first, second) > 2 * radius)
    }

    @Test func `the layout of many groups keeps nearly every nearest neighbour in its group`() {
        let (count, size) = (30, 12)
        let positions = GraphLayout().positions(
            of: Self.groups(count, of: size), from: Self.scattered(count * size), threads: 2)
        let kept = positions.indices.filter { vertex in
            let nearest = positions.indices.filter { $0 != vertex }
                .min {
                    Self.distance(positions[$0], positions[vertex]) < Self.distance(positions[$1], positions[vertex])
                }
            return nearest.map { $0 / size == vertex / size } ?? false
        }
        #expect(kept.count >= count * size * 97 / 100, "\(kept.count)")
    }

    @Test func `threads change no bit`() {
        let (neighbors, start) = (Self.groups(44, of: 12), Self.scattered(528))
        let one = GraphLayout(seed: 5).positions(of: neighbors, from: start, threads: 1)
        for threads in [2, 3] {
            #expect(GraphLayout(seed: 5).positions(of: neighbors, from: start, threads: threads) == one)
        }
    }

    @Test func `another seed gives another layout`() {
        let (neighbors, start) = (Self.groups(3, of: 5), Self.scattered(15))
        #expect(
            GraphLayout(seed: 1).positions(of: neighbors, from: start, threads: 1)
                != GraphLayout(seed: 2).positions(of: neighbors, from: start, threads: 1))
    }

    @Test func `nothing, one and two vertices have places`() {
        let layout = GraphLayout()
        #expect(layout.positions(of: [], from: [], threads: 2).isEmpty)
        #expect(layout.positions(of: [[]], from: [.zero], threads: 2).count == 1)
        let two = layout.positions(
            of: [[(row: 1, similarity: 0.5)], [(row: 0, similarity: 0.5)]], from: [.zero, .zero], threads: 2)
        #expect(two.count == 2 && two[0] != two[1] && two.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }

    @Test func `equal vertices get places of their own`() {
        let neighbors: Neighbors = (0..<40).map { vertex in
            (1...15).map { (row: (vertex + $0) % 40, similarity: 1) }
        }
        let start = [GraphLayout.Position](repeating: GraphLayout.Position(0.3, -0.2), count: 40)
        let positions = GraphLayout().positions(of: neighbors, from: start, threads: 2)
        #expect(positions.allSatisfy { $0.x.isFinite && $0.y.isFinite })
        #expect(Set(positions).count == 40)
    }

    @Test func `a vertex without neighbours stays where it began`() {
        var neighbors = Self.groups(1, of: 6)
        neighbors.append([])
        let start = Self.scattered(6) + [GraphLayout.Position(1, 1)]
        let positions = GraphLayout().positions(of: neighbors, from: start, threads: 2)
        // A start reaches out to 10, and is shifted by at most 0.01.
        #expect(Self.distance(positions[6], GraphLayout.Position(10, 10)) < 0.02)
    }

    @Test func `starts and similarities that are no numbers do no harm`() {
        var start = Self.scattered(12)
        start[3] = GraphLayout.Position(.nan, .infinity)
        var neighbors = Self.groups(2, of: 6)
        neighbors[0][4].similarity = -.infinity
        let positions = GraphLayout().positions(of: neighbors, from: start, threads: 1)
        #expect(positions.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    }

    @Test func `the eighth root is near, rises, and is never zero`() {
        var last = GraphLayout.eighthRoot(0)
        #expect(last > 0 && GraphLayout.eighthRoot(1) == 1)
        for exponent in stride(from: -20.0, through: 20, by: 0.01) {
            let x = Float(Glibc.pow(2, exponent))
            let root = GraphLayout.eighthRoot(x)
            #expect(abs(root / Float(Glibc.pow(Double(x), 0.125)) - 1) < 0.07, "\(x)")
            #expect(root >= last)
            last = root
        }
    }
}
