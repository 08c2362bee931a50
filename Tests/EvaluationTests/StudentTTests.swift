import Testing

@testable import Evaluation

@Suite struct StudentTTests {
    // Values of SciPy 1.11: 2 * stats.t.sf(abs(t), df).
    @Test(arguments: [
        (1.0, 1.0, 0.5), (2, 4.302652729911275, 0.04999999999651663), (5, 2, 0.10193947882985835),
        (20, -3.1, 0.005644876939124173), (7.5, 0.3, 0.7723226585687781), (200, 8, 9.879200909330596e-14),
    ])
    func `tails are those of SciPy`(degrees: Double, t: Double, expected: Double) {
        let value = StudentT(degreesOfFreedom: degrees).twoSided(t)
        #expect(abs(value - expected) < 1e-11 * expected.squareRoot() + 1e-9 * expected)
    }

    @Test(arguments: [
        (1.0, 0.05, 12.706204736174705), (2, 0.05, 4.302652729749464), (10, 0.01, 3.1692726726169504),
        (100, 0.05, 1.983971518523552),
    ])
    func `critical values are those of SciPy`(degrees: Double, alpha: Double, expected: Double) {
        #expect(abs(StudentT(degreesOfFreedom: degrees).critical(alpha) / expected - 1) < 1e-8)
    }

    @Test func `ends and what is no number`() {
        let t = StudentT(degreesOfFreedom: 3)
        #expect(t.twoSided(0) == 1 && t.twoSided(.infinity) == 0 && t.twoSided(.nan) == 1)
        #expect(t.twoSided(2) == t.twoSided(-2) && t.twoSided(2) > t.twoSided(2.1))
    }

    @Test func `a beta of whole numbers is a sum of binomials`() {
        // I_0.4(2, 3) = P(2 or more of 4 successes at 0.4) = 1 − 0.6⁴ − 4 · 0.4 · 0.6³.
        #expect(abs(RegularizedBeta(a: 2, b: 3).value(at: 0.4) - 0.5248) < 1e-13)
        #expect(RegularizedBeta(a: 2, b: 3).value(at: 0) == 0 && RegularizedBeta(a: 2, b: 3).value(at: 1) == 1)
    }
}
