import Digests
import Testing

@testable import TopicReports

@Suite struct MapTests {
    private static func papers(_ places: [SIMD2<Float>?]) -> [TopicReport.Paper] {
        places.enumerated().map { index, place in
            var paper = Reports.paper("2601.0000\(index)", "title")
            paper.place = place
            return paper
        }
    }

    @Test func `places fill a map of whole numbers, in the shape they have`() {
        let frame = MapFrame(Self.papers([SIMD2(-1, 5), nil, SIMD2(3, 7), SIMD2(1, 6), SIMD2(.nan, 0)]))
        #expect(frame.width == 10_000 && frame.height == 5_000)
        let expected: [SIMD2<Int>?] = [SIMD2(0, 0), nil, SIMD2(10_000, 5_000), SIMD2(5_000, 2_500), nil]
        #expect(frame.places == expected)
    }

    @Test func `papers in one place, on a line, and none at all have a map`() {
        #expect(MapFrame([]).places.isEmpty)
        let one = MapFrame(Self.papers([SIMD2(2, 2), SIMD2(2, 2)]))
        let middle: SIMD2<Int>? = SIMD2(1250, 1250)
        #expect(one.places == [middle, middle])
        #expect(one.width == 2500 && one.height == 2500)
        let line = MapFrame(Self.papers([SIMD2(0, 0), SIMD2(0, 9)]))
        let end: SIMD2<Int>? = SIMD2(1250, 10_000)
        #expect(line.width == 2500 && line.height == 10_000)
        #expect(line.places[1] == end)
    }

    @Test func `a name stands where most of the topic's papers are, not between two halves`() {
        let near: [SIMD2<Float>?] = [
            SIMD2(0, 0), SIMD2(100, 0), SIMD2(10_000, 10_000), SIMD2(9_990, 9_980), SIMD2(9_980, 9_990),
        ]
        let frame = MapFrame(Self.papers(near))
        #expect(frame.centre(of: [0, 1, 2, 3, 4]) == SIMD2(9_990, 9_990))
        #expect(frame.centre(of: []) == nil)
    }

    @Test func `topics side by side differ in colour, and only a far one has the same`() {
        let places: [SIMD2<Int>?] = (0..<9).map { SIMD2($0 * 10, 0) }
        let colours = TopicColours.assign(places)
        #expect(Set(colours[0..<8]).count == 8)
        #expect(colours[8] == colours[0])
        #expect(TopicColours.assign([nil, SIMD2(0, 0), nil]) == [0, 0, 0])
    }

    @Test func `time is told by days, weeks or months, and days without a paper are left out`() {
        func timeline(_ days: [String]) -> Timeline { Timeline(days.map { Reports.paper("x", "y", day: $0) }) }
        let month = timeline(["2026-01-05", "2026-01-05", "2026-01-09"])
        #expect(month.unit == .day && month.totals == [2, 1])
        // A Sunday belongs to the Monday before it.
        let year = timeline(["2026-01-04", "2026-01-05", "2026-01-11", "2026-08-01"])
        #expect(year.unit == .week && year.days.map(\.description) == ["2025-12-29", "2026-01-05", "2026-07-27"])
        #expect(
            timeline(["2020-02-29", "2026-01-31", "2026-01-01"]).days.map(\.description) == [
                "2020-02-01", "2026-01-01",
            ])
        #expect(timeline(["1969-12-31", "1970-06-01"]).days.map(\.description) == ["1969-12-29", "1970-06-01"])
        #expect(Timeline([Reports.paper("x", "y")]).days.isEmpty)
    }

    @Test func `a share is that of a day with its neighbours`() {
        let days = ["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-03", "2026-01-03"]
        let timeline = Timeline(days.map { Reports.paper("x", "y", day: $0) })
        // 1 of 3, 2 of 6, 1 of 4.
        let expected: [Double] = [1.0 / 3, 2.0 / 6, 1.0 / 4]
        #expect(timeline.shares(of: [0, 3]) == expected)
    }

    @Test func `numbers are grouped and rounded`() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (12_493, "12,493"), (1_234_567, "1,234,567")] {
            #expect(Text.count(number) == text)
        }
        #expect(Text.fixed(0.995) == "1.00" && Text.fixed(0.05, digits: 1) == "0.1" && Text.fixed(.nan) == "–")
        #expect(Text.percent(1, of: 3) == "33.3 %" && Text.percent(0, of: 0) == "0.0 %")
    }
}
