import Evaluation
import Testing

@Suite struct PairedBootstrapTests {
    @Test func `a constant difference leaves no doubt`() throws {
        let a = [0.75, 0.5, 1, 0.25, 0.75, 0.5]
        let interval = try #require(PairedBootstrap(resamples: 100).interval(a, a.map { $0 - 0.25 }))
        #expect(interval.mean == 0.25 && interval.lower == 0.25 && interval.upper == 0.25)
        #expect(interval.isSignificant)
    }

    @Test func `few queries prove nothing`() throws {
        // The same sign five times has a chance of 1 in 16; six times, 1 in 32, which is less than 5 %.
        for (count, isSignificant) in [(1, false), (5, false), (6, true)] {
            let interval = try #require(
                PairedBootstrap(resamples: 100).interval(
                    Array(repeating: 1, count: count), Array(repeating: 0, count: count)))
            #expect(interval.lower == 1 && interval.isSignificant == isSignificant)
        }
    }

    @Test func `equal systems do not differ`() throws {
        let scores = (0..<50).map { Double($0 % 7) / 7 }
        let interval = try #require(PairedBootstrap(resamples: 200).interval(scores, scores))
        #expect(!interval.isSignificant)
        #expect(interval.mean == 0)
    }

    @Test func `the interval is about two standard errors on each side`() throws {
        // 400 differences of +1 or -1, 240 of them +1: mean 0.2, standard deviation √(1 - 0.04), error 0.98 / 20.
        let a = (0..<400).map { $0 % 5 < 3 ? 1.0 : 0 }
        let interval = try #require(PairedBootstrap().interval(a, a.map { 1 - $0 }))
        #expect(abs(interval.mean - 0.2) < 1e-12)
        #expect(abs(interval.lower - (0.2 - 1.96 * 0.049)) < 0.011)
        #expect(abs(interval.upper - (0.2 + 1.96 * 0.049)) < 0.011)
    }

    @Test func `the seed alone decides, and swapping the systems mirrors the interval`() throws {
        let a = (0..<30).map { Double(($0 * 37) % 11) }
        let b = (0..<30).map { Double(($0 * 17) % 13) }
        let bootstrap = PairedBootstrap(resamples: 500, seed: 3)
        let interval = try #require(bootstrap.interval(a, b))
        #expect(bootstrap.interval(a, b) == interval)
        #expect(PairedBootstrap(resamples: 500, seed: 4).interval(a, b) != interval)
        let mirrored = try #require(bootstrap.interval(b, a))
        #expect(mirrored.lower == -interval.upper)
        #expect(mirrored.upper == -interval.lower)
    }

    @Test func `a higher confidence is never narrower`() throws {
        let a = (0..<40).map { Double(($0 * 29) % 17) }
        let b = (0..<40).map { Double(($0 * 31) % 19) }
        let narrow = try #require(PairedBootstrap(confidence: 0.5, resamples: 999).interval(a, b))
        let wide = try #require(PairedBootstrap(confidence: 0.99, resamples: 999).interval(a, b))
        #expect(wide.lower < narrow.lower && narrow.upper < wide.upper)
        #expect(narrow.lower <= narrow.mean && narrow.mean <= narrow.upper)
    }

    @Test func `one resample and no query are both allowed`() throws {
        let single = try #require(PairedBootstrap(resamples: 1).interval([2], [1]))
        #expect(single.lower == 1 && single.upper == 1)
        #expect(PairedBootstrap().interval([], []) == nil)
    }
}
