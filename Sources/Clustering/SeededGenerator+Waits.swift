import SystemSupport

extension SeededGenerator {
    /// Exponential waiting times of mean 1.
    mutating func waits(_ count: Int) -> [Float] {
        (0..<count).map { _ in Float(-naturalLogarithm(1 - unit())) }
    }
}
