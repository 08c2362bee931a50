import Testing

@testable import Evaluation

@Suite struct ShareTrendTests {
    private let times = (0..<6).map { Double($0) }
    private let totals = [100, 120, 90, 130, 100, 140]

    @Test func `slope, error and scatter are those of another solver`() throws {
        // scipy.optimize on the likelihood, Pearson's χ² over 4 degrees of freedom, stats.t.
        let smooth = try #require(ShareTrend(counts: [3, 5, 4, 9, 8, 14], totals: totals, times: times))
        #expect(abs(smooth.slope - 0.2506030868478476) < 1e-9)
        #expect(abs(smooth.standardError - 0.0973346859180729) < 1e-9)
        #expect(smooth.dispersion == 1 && smooth.degreesOfFreedom == 4)
        #expect(abs(smooth.pValue - 0.06167469651594983) < 1e-8)
        let rough = try #require(ShareTrend(counts: [3, 25, 4, 9, 28, 14], totals: totals, times: times))
        #expect(abs(rough.slope - 0.10891211256350591) < 1e-9)
        #expect(abs(rough.standardError - 0.23565428691679755) < 1e-8)
        #expect(abs(rough.dispersion - 11.775588808242908) < 1e-6)
        #expect(abs(rough.pValue - 0.6679800698953736) < 1e-7)
    }

    @Test func `the unit of time scales the slope and nothing else`() throws {
        let counts = [3, 5, 4, 9, 8, 14]
        let days = try #require(ShareTrend(counts: counts, totals: totals, times: times))
        let weeks = try #require(ShareTrend(counts: counts, totals: totals, times: times.map { 100 + $0 / 7 }))
        #expect(abs(weeks.slope / days.slope - 7) < 1e-9)
        #expect(abs(weeks.pValue - days.pValue) < 1e-9)
        #expect(abs(weeks.growth(over: 5.0 / 7).factor - days.growth(over: 5).factor) < 1e-9)
        let growth = days.growth(over: 5)
        #expect(growth.lower < 1 && 1 < growth.factor && growth.factor < growth.upper)
    }

    @Test func `periods without papers say nothing`() throws {
        let trend = try #require(ShareTrend(counts: [3, 5, 4, 9, 8, 14], totals: totals, times: times))
        let gaps = ShareTrend(
            counts: [3, 5, 0, 4, 9, 8, 14, 0], totals: [100, 120, 0, 90, 130, 100, 140, 0],
            times: [0, 1, 77, 2, 3, 4, 5, -9])
        #expect(gaps == trend)
    }

    @Test func `too little is no trend`() {
        #expect(ShareTrend(counts: [1, 2, 3], totals: [9, 9, 9], times: [0, 1, 2]) == nil)
        #expect(ShareTrend(counts: [1, 0, 2, 1], totals: [9, 9, 9, 9], times: [0, 1, 2, 3]) == nil)
        #expect(ShareTrend(counts: [9, 9, 9, 8], totals: [9, 9, 9, 9], times: [0, 1, 2, 3]) == nil)
        #expect(ShareTrend(counts: [2, 2, 2, 2], totals: [9, 9, 9, 9], times: [1, 1, 1, 1]) == nil)
        #expect(ShareTrend(counts: [], totals: [], times: []) == nil)
    }

    @Test func `a kind that is only at the end has an end or none`() {
        let trend = ShareTrend(counts: [0, 0, 0, 0, 0, 40], totals: totals, times: times)
        #expect(trend == nil || (trend?.slope.isFinite == true && trend?.standardError.isFinite == true))
    }

    /// Papers of a kind among 60 a day over 22 days.
    private func draw(_ generator: inout SplitMix64, share: (Int) -> Double) -> [Int] {
        (0..<22).map { day in (0..<60).count { _ in Double.random(in: 0..<1, using: &generator) < share(day) } }
    }

    private func trend(_ counts: [Int]) -> ShareTrend? {
        ShareTrend(
            counts: counts, totals: [Int](repeating: 60, count: 22), times: (0..<22).map { Double($0) })
    }

    @Test func `chance alone is called as seldom as promised`() {
        var generator = SplitMix64(state: 5)
        let called = (0..<2000).count { _ in (trend(draw(&generator) { _ in 0.02 })?.pValue ?? 1) < 0.05 }
        // 100 expected at most; 5 standard deviations above are 150.
        #expect(called < 150 && called > 40)
    }

    @Test func `days that differ for reasons of their own make no trend`() {
        var generator = SplitMix64(state: 6)
        let called = (0..<1000).count { _ in
            let bursts = (0..<22).map { _ in Double.random(in: 0..<1, using: &generator) < 0.2 ? 0.15 : 0.02 }
            return (trend(draw(&generator) { bursts[$0] })?.pValue ?? 1) < 0.05
        }
        #expect(called < 90)
    }

    @Test func `a share that grows sixfold is found`() {
        var generator = SplitMix64(state: 7)
        let found = (0..<100).count { _ in
            let trend = trend(draw(&generator) { 0.02 + 0.1 * Double($0) / 21 })
            return (trend?.pValue ?? 1) < 0.01 && (trend?.slope ?? 0) > 0
        }
        #expect(found > 80)
    }
}

@Suite struct FalseDiscoveryTests {
    @Test func `q values worked by hand`() {
        // Sorted .01, .02, .03, .5: times 4 over rank: .04, .04, .04, .5.
        #expect(FalseDiscovery.qValues([0.02, 0.5, 0.01, 0.03]) == [0.04, 0.5, 0.04, 0.04])
        #expect(FalseDiscovery.qValues([]).isEmpty)
        #expect(FalseDiscovery.qValues([0.3]) == [0.3])
    }

    @Test func `a larger p never has a smaller q`() {
        var generator = SplitMix64(state: 3)
        let p = (0..<50).map { _ in Double.random(in: 0...1, using: &generator) }
        let q = FalseDiscovery.qValues(p)
        for i in p.indices {
            #expect(q[i] >= p[i] && q[i] <= 1)
            for j in p.indices where p[i] < p[j] { #expect(q[i] <= q[j]) }
        }
    }
}

@Suite struct RareShareTests {
    @Test func `the exact test worked by hand`() {
        // None of 3 where half are expected to be: 1/8.
        #expect(abs(BinomialTail.atMost(0, of: 3, chance: 0.5) - 0.125) < 1e-12)
        #expect(abs(BinomialTail.atMost(1, of: 3, chance: 0.5) - 0.5) < 1e-12)
        #expect(BinomialTail.atMost(3, of: 3, chance: 0.5) == 1)
        #expect(BinomialTail.atMost(0, of: 0, chance: 0.5) == 1)
        #expect(BinomialTail.atMost(0, of: 4, chance: 0) == 1 && BinomialTail.atMost(3, of: 4, chance: 1) == 0)
    }
}
