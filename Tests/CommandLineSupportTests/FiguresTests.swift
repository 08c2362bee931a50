import CommandLineSupport
import Testing

@Suite struct FiguresTests {
    @Test(arguments: [
        (0.0, 2, "0.00"), (0.345, 1, "0.3"), (2.5, 0, "3"), (-2.5, 0, "-3"), (0.005, 2, "0.01"), (-0.001, 2, "0.00"),
        (-0.06, 1, "-0.1"), (999.999, 2, "1000.00"), (12.0, 3, "12.000"), (1e300, 2, "1e+300"), (.nan, 2, "-"),
        (.infinity, 2, "-"), (0.07, 3, "0.070"),
    ])
    func `a number has its digits`(value: Double, digits: Int, text: String) {
        #expect(Figures.fixed(value, digits: digits) == text)
    }

    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (12_493, "12,493"), (1_234_567, "1,234,567"),
        (-1_000, "-1,000"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func `thousands are set apart`(value: Int, text: String) {
        #expect(Figures.count(value) == text)
    }

    @Test(arguments: [
        (0, "0 B"), (1, "1 B"), (999, "999 B"), (1_000, "1.0 kB"), (9_949, "9.9 kB"), (9_950, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"), (173_000_000, "173 MB"), (Int.max, "9.2 EB"),
    ])
    func `sizes are in powers of a thousand`(value: Int, text: String) {
        #expect(Figures.bytes(value) == text)
    }

    @Test func `shares are percentages`() {
        #expect(Figures.percent(0.168) == "16.8 %")
        #expect(Figures.percent(1, digits: 0) == "100 %")
    }
}
