import Testing

@testable import LinearAlgebra

@Suite struct UniformGeneratorTests {
    private func numbers(seed: UInt64, stream: UInt64, count: Int) -> [Float] {
        var generator = UniformGenerator(seed: seed, stream: stream)
        return (0..<count).map { _ in generator.nextFloat() }
    }

    @Test func `the same seed and stream give the same numbers, others give others`() {
        let numbers = numbers(seed: 1, stream: 2, count: 100)
        #expect(numbers == self.numbers(seed: 1, stream: 2, count: 100))
        #expect(numbers != self.numbers(seed: 2, stream: 1, count: 100))
        #expect(numbers != self.numbers(seed: 1, stream: 3, count: 100))
    }

    @Test func `numbers are uniform in -1 to 1`() {
        let numbers = numbers(seed: 7, stream: 0, count: 100_000)
        #expect(numbers.allSatisfy { $0 >= -1 && $0 < 1 })
        let mean = numbers.reduce(0.0) { $0 + Double($1) } / 100_000
        let square = numbers.reduce(0.0) { $0 + Double($1) * Double($1) } / 100_000
        // Five standard errors: of the mean 0.577 / 316, of the square 0.298 / 316.
        #expect(abs(mean) < 0.01)
        #expect(abs(square - 1.0 / 3) < 0.005)
    }
}
