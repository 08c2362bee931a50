import SystemSupport

/// Places the vertices of a neighbour graph in the plane, so that neighbours lie together: the layout of UMAP (McInnes,
/// Healy and Melville 2018), with steps that threads cannot change.
///
/// An edge of weight w draws its ends together with the force of log φ, and every vertex is pushed off others drawn at
/// random with that of log(1 − φ), where φ(d) = 1 / (1 + a·d²ᵇ) is how sure a neighbour is at the distance d. UMAP moves
/// two vertices at a time, each time on what the moves before have left; threads then race. Here all vertices
/// move at once, on where all were, by the sum of their forces, and the length of a step is Adam's (Kingma and Ba 2015;
/// the batch mode of uwot does so). Every edge acts in each step by its weight rather than every so often.
public struct GraphLayout: Sendable {
    /// A place in the plane.
    public typealias Position = SIMD2<Float>

    /// Steps.
    private let steps = 200
    /// a = 1 and b = ⅞ are near UMAP's own (1.58 and 0.9) and quick to compute.
    private static let a: Float = 1
    /// Vertices drawn to be pushed off in each step, and how strong they are together: as so many for each neighbour. With
    /// twice UMAP's five, islands have room: of the ten nearest of 12,493 papers .277 stay so against .262.
    private static let (drawn, push): (Int, Float) = (20, 10)
    /// Adam's decay of the mean force and of its square: uwot's.
    private static let (meanDecay, squareDecay): (Float, Float) = (0.5, 0.9)
    /// How far from the middle vertices start, and how far apart those that would start in one place.
    private static let (extent, jitter): (Float, Float) = (10, 0.01)

    private let seed: UInt64

    public init(seed: UInt64 = 0) { self.seed = seed }

    /// The places of the vertices, the same at any number of threads.
    ///
    /// - Parameters:
    ///   - neighbors: For each vertex others with their similarity, at most 1, the most similar first.
    ///   - start: Where each vertex begins, in any unit: what the layout keeps of the large is what the start has of it,
    ///     such as two leading components of the vectors (Kobak and Linderman 2021).
    ///   - progress: Called with the steps done and all there are, from this thread.
    /// - Returns: A place for each vertex. One without neighbours stays where it began.
    /// - Complexity: O(edges + vertices) time and memory, some hundred steps.
    public func positions(
        of neighbors: [[(row: Int, similarity: Float)]], from start: [Position], threads: Int,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) -> [Position] {
        precondition(neighbors.count == start.count, "GraphLayout: a start for each vertex")
        let graph = FuzzyGraph(neighbors, threads: threads)
        var now = particles(at: start)
        var next = now
        for step in 0..<steps {
            let stage = Stage(step: step, of: steps)
            let before = now
            parallelBlocks(of: &next, blockSize: Self.blockSize, threads: threads) { block, slots in
                for slot in 0..<slots.count {
                    let vertex = block * Self.blockSize + slot
                    let force = force(on: vertex, in: before, graph, step: step)
                    slots[slot] = before[vertex].moved(by: force, stage)
                }
            }
            swap(&now, &next)
            progress(step + 1, steps)
        }
        return now.map(\.position)
    }

    private static let blockSize = 512

    /// A vertex on its way.
    private struct Particle: BitwiseCopyable, Sendable {
        var position: Position
        /// Running means of the force and of its square.
        var mean = Position.zero
        var square = Position.zero

        func moved(by force: Position, _ stage: Stage) -> Particle {
            var particle = self
            particle.mean = mean * meanDecay + force * (1 - meanDecay)
            particle.square = square * squareDecay + force * force * (1 - squareDecay)
            let scale = (particle.square * stage.squareCorrection).squareRoot() + 1e-7
            particle.position += stage.rate * (particle.mean * stage.meanCorrection) / scale
            return particle
        }
    }

    /// What depends on the step alone: its length, which falls to nothing, and Adam's corrections of the first means.
    private struct Stage: Sendable {
        let rate, meanCorrection, squareCorrection: Float

        init(step: Int, of steps: Int) {
            rate = 1 - Float(step) / Float(steps)
            var (mean, square): (Float, Float) = (1, 1)
            for _ in 0...step { (mean, square) = (mean * meanDecay, square * squareDecay) }
            (meanCorrection, squareCorrection) = (1 / (1 - mean), 1 / (1 - square))
        }
    }

    private func particles(at start: [Position]) -> [Particle] {
        let clean = start.map { $0.x.isFinite && $0.y.isFinite ? $0 : .zero }
        let largest = clean.reduce(0) { max($0, abs($1.x), abs($1.y)) }
        let scale = largest > 0 ? Self.extent / largest : 0
        return clean.enumerated().map { vertex, place in
            var draws = Draws(seed: seed, step: -1, index: vertex)
            let shift = Position(draws.signedUnit(), draws.signedUnit()) * Self.jitter
            return Particle(position: place * scale + shift)
        }
    }

    private func force(on vertex: Int, in particles: [Particle], _ graph: FuzzyGraph, step: Int) -> Position {
        let own = particles[vertex].position
        var (pull, total) = (Position.zero, Float(0))
        for edge in graph.offsets[vertex]..<graph.offsets[vertex + 1] {
            let way = particles[Int(graph.targets[edge])].position - own
            let weight = graph.weights[edge]
            pull += way * (weight * Self.attraction((way * way).sum()))
            total += weight
        }
        guard total > 0 else { return .zero }
        var push = Position.zero
        var draws = Draws(seed: seed, step: step, index: vertex)
        for _ in 0..<Self.drawn {
            // What lies in one place, such as the vertex itself, has no direction to be pushed in.
            let way = particles[draws.index(below: particles.count)].position - own
            let strength = Self.repulsion((way * way).sum())
            push.x += max(-Self.longest, min(Self.longest, way.x * strength))
            push.y += max(-Self.longest, min(Self.longest, way.y * strength))
        }
        return pull - push * (Self.push * total / Float(Self.drawn))
    }

    /// The most that one drawn vertex pushes: UMAP's.
    private static let longest: Float = 4

    /// The force that draws two neighbours together, for each unit of their distance, whose square is given. Twice, for the
    /// edge is there from both ends.
    private static func attraction(_ square: Float) -> Float {
        // d²ᵇ⁻² is 1 / d^¼, and d²ᵇ is d² / d^¼.
        4 * a * 0.875 / (eighthRoot(square) + a * square)
    }

    /// The force that pushes two vertices apart, for each unit of their distance.
    private static func repulsion(_ square: Float) -> Float {
        let root = eighthRoot(square)
        return 2 * 0.875 * root / ((0.001 + square) * (root + a * square))
    }

    /// The eighth root of a number of 0 or more, to six percent, which is near enough for a force: the bits of a float, read
    /// as a whole number, are nearly its logarithm (Blinn 1997). Rises with its argument without a step; above 0 at 0.
    static func eighthRoot(_ x: Float) -> Float {
        Float(bitPattern: x.bitPattern >> 3 &+ Float(1).bitPattern / 8 &* 7)
    }
}
