import Digests
import TestSupport
import Testing

@testable import Sextant

@Suite struct TopicTrendTests {
    /// Days since 2026-03-02, a Monday.
    private func day(_ offset: Int) -> Day { Day(daysSinceEpoch: 20_514 + Int32(offset)) }

    /// 3,000 papers in 30 topics over 28 days; the last topic triples where `planted`.
    private func pile(planted: Bool, seed: UInt64) -> (members: [[Int]], dates: [PaperDate?]) {
        var chance = SplitMix(state: seed)
        var members = [[Int]](repeating: [], count: 30)
        var days: [PaperDate?] = []
        for paper in 0..<3000 {
            var offset = Int.random(in: 0..<28, using: &chance)
            let topic = paper % 30
            // Of two draws the later one: the share grows with the day.
            if planted, topic == 29 { offset = max(offset, Int.random(in: 0..<28, using: &chance)) }
            members[topic].append(paper)
            days.append(.day(day(offset)))
        }
        return (members, days)
    }

    @Test func `nothing is called where dates are drawn by lot`() {
        let called = (0..<20).reduce(0) { sum, seed in
            let pile = pile(planted: false, seed: UInt64(seed))
            let trends = TopicTrends(pile.members, dates: pile.dates, since: day(14))
            return sum + trends.trends.count { $0.verdict != .steady }
        }
        // In one pile of twenty something is expected to be called; of 600 topics a handful at most.
        #expect(called <= 4)
    }

    @Test func `a topic that grows is found, and no other`() throws {
        for seed in 0..<5 {
            let pile = pile(planted: true, seed: UInt64(seed))
            let trends = TopicTrends(pile.members, dates: pile.dates)
            let planted = try #require(trends.trends.last)
            #expect(planted.verdict == .growing && (planted.qValue ?? 1) < 0.05)
            #expect((planted.trend?.growth(over: trends.span).lower ?? 0) > 1)
            #expect(trends.trends.dropLast().count { $0.verdict != .steady } <= 1)
        }
    }

    @Test func `a topic that was hardly there before is new`() {
        var days: [PaperDate?] = (0..<400).map { .day(day($0 % 20)) }
        let old = Array(0..<400)
        let new = Array(400..<440)
        for paper in new { days.append(.day(day(paper == 400 ? 2 : 10 + paper % 10))) }
        let trends = TopicTrends([old, new], dates: days, since: day(10))
        #expect(trends.trends[1].verdict == .new && trends.trends[0].verdict != .new)
        #expect(trends.trends[1].sinceCounts?.before == 1 && trends.trends[1].sinceCounts?.since == 39)
        // Without a day to be new since, the same topic grows.
        #expect(TopicTrends([old, new], dates: days).trends[1].verdict == .growing)
    }

    @Test func `periods are those of the calendar`() {
        #expect(day(0) == Day("2026-03-02"))
        let days = [0, 6, 7, 29, 30].map { PaperDate.day(day($0)) }
        let weeks = TopicTrends([[0, 1, 2], [3, 4]], dates: days, by: .week)
        #expect(weeks.starts == [0, 7, 28].map(day) && weeks.totals == [2, 1, 2] && weeks.span == 4)
        #expect(weeks.trends.map(\.counts) == [[2, 1, 0], [0, 0, 2]])
        let months = TopicTrends([[0, 1, 2], [3, 4]], dates: days, by: .month)
        #expect(months.starts.map(\.month.description) == ["2026-03", "2026-04"] && months.totals == [4, 1])
        #expect(TopicTrends([[0, 1, 2, 3, 4]], dates: days).unit == .day)
    }

    @Test func `papers without a day are counted and left out`() {
        let known = (0..<8).map { PaperDate.day(day($0)) }
        let days: [PaperDate?] = known + [nil, .month(day(3).month)]
        let byDay = TopicTrends([Array(0..<10)], dates: days, by: .day)
        #expect(byDay.undated == 1 && byDay.monthOnly == 1 && byDay.totals.reduce(0, +) == 8)
        let byMonth = TopicTrends([Array(0..<10)], dates: days, by: .month)
        #expect(byMonth.undated == 1 && byMonth.monthOnly == 0 && byMonth.totals == [9])
        // Where no day is known at all, months are counted.
        #expect(TopicTrends([[0]], dates: [.month(day(3).month)]).unit == .month)
    }

    @Test func `too little to tell is unknown, and nothing at all is empty`() {
        let days = (0..<3).map { PaperDate.day(day($0)) }
        #expect(TopicTrends([[0, 1], [2]], dates: days).trends.map(\.verdict) == [.unknown, .unknown])
        let none = TopicTrends([], dates: [], since: day(0))
        #expect(none.trends.isEmpty && none.starts.isEmpty && none.span == 0)
    }
}
