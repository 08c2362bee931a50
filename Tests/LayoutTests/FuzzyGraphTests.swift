import Testing

@testable import Layout

@Suite struct FuzzyGraphTests {
    @Test func `the nearest is a neighbour for sure and all weights add up to the logarithm of their number`() {
        let edges = FuzzyGraph.edges(of: [(7, 0.9), (2, 0.8), (5, 0.6), (1, 0.3)])
        #expect(edges.map(\.target) == [1, 2, 5, 7])
        #expect(edges[3].weight == 1)
        #expect(edges[0].weight < edges[2].weight && edges[2].weight < edges[1].weight)
        #expect(abs(edges.reduce(0) { $0 + $1.weight } - 2) < 1e-4)
    }

    @Test func `neighbours that are all as near as the nearest are all sure`() {
        #expect(FuzzyGraph.edges(of: [(0, 0.5), (1, 0.5), (2, 0.5)]).map(\.weight) == [1, 1, 1])
    }

    @Test func `an edge is there from both ends, as sure as either end or both make it`() {
        // 0 and 1 are each other's nearest; 2 has 0 as its only neighbour, which does not know of it.
        let graph = FuzzyGraph(
            [[(1, 0.9), (3, 0.5)], [(0, 0.9)], [(0, 0.1)], [(0, 0.7), (1, 0.2)]], threads: 2)
        #expect(graph.offsets == [0, 3, 5, 6, 8])
        #expect(graph.targets == [1, 2, 3, 0, 3, 0, 0, 1])
        #expect(graph.weights[0] == 1 && graph.weights[1] == 1 && graph.weights[5] == 1)
        // The weights of 0 for 3 and of 1 for 3 and back again.
        #expect(graph.weights[2] == graph.weights[6] && graph.weights[4] == graph.weights[7])
    }

    @Test func `the union of two chances is their probabilistic sum`() {
        // Of two neighbours the weights add up to 1, so that the second has next to none: its side adds nothing to the other's.
        let graph = FuzzyGraph([[(1, 0.9), (2, 0.8), (3, 0.7), (4, 0.6)], [], [(0, 0.5)], [], []], threads: 1)
        let own = FuzzyGraph.edges(of: [(1, 0.9), (2, 0.8), (3, 0.7), (4, 0.6)])
        #expect(graph.weights[0...3].map { $0 } == [own[0].weight, 1, own[2].weight, own[3].weight])
    }

    @Test(arguments: [1, 511, 512, 513, 1500]) func `threads change nothing`(count: Int) {
        let neighbors = (0..<count).map { vertex in
            (1...3).map { (row: (vertex + $0 * $0) % count, similarity: 1 / Float($0)) }
        }
        let (one, three) = (FuzzyGraph(neighbors, threads: 1), FuzzyGraph(neighbors, threads: 3))
        #expect(one.offsets == three.offsets && one.targets == three.targets && one.weights == three.weights)
    }
}
