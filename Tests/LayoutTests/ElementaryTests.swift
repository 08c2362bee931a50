import Glibc
import Testing

@testable import Layout

@Suite struct ElementaryTests {
    @Test func `the exponential is that of the C library to fourteen digits`() {
        for x in stride(from: -690.0, through: 0, by: 0.37) {
            #expect(abs(exponential(x) / Glibc.exp(x) - 1) < 1e-13, "\(x)")
        }
        #expect(exponential(0) == 1 && exponential(-.infinity) == 0 && exponential(-1e9) == 0)
    }

    @Test func `the logarithm is that of the C library`() {
        #expect(binaryLogarithm(1) == 0 && binaryLogarithm(1024) == 10)
        for x in stride(from: 1.0, through: 40, by: 0.7) {
            #expect(abs(binaryLogarithm(x) - Glibc.log2(x)) < 1e-11, "\(x)")
        }
    }

    @Test func `draws reach everything about as often, and belong to seed, step and index`() {
        var counts = [Int](repeating: 0, count: 10)
        for index in 0..<2000 {
            var draws = Draws(seed: 1, step: 2, index: index)
            for _ in 0..<5 { counts[draws.index(below: 10)] += 1 }
        }
        #expect(counts.allSatisfy { (850...1150).contains($0) }, "\(counts)")
        func first(_ seed: UInt64, _ step: Int, _ index: Int) -> Float {
            var draws = Draws(seed: seed, step: step, index: index)
            return draws.signedUnit()
        }
        #expect(first(1, 2, 3) == first(1, 2, 3))
        #expect(Set([first(1, 2, 3), first(2, 2, 3), first(1, 3, 3), first(1, 2, 4), first(1, 3, 2)]).count == 5)
        #expect((0..<500).allSatisfy { (-1..<1).contains(first(0, 0, $0)) })
    }
}
