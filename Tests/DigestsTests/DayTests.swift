import Testing

@testable import Digests

@Suite struct DayTests {
    @Test func `known days have known numbers`() {
        #expect(Day("1970-01-01")?.daysSinceEpoch == 0)
        #expect(Day("1969-12-31")?.daysSinceEpoch == -1)
        #expect(Day("2000-03-01")?.daysSinceEpoch == 11_017)
        #expect(Day("0001-01-01")?.daysSinceEpoch == -719_162)
        #expect(Day("9999-12-31")?.daysSinceEpoch == 2_932_896)
    }

    @Test func `each day of four centuries is the day after the one before`() {
        var number = Day.of("1899-12-31").daysSinceEpoch
        for year in 1900..<2300 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = Day(year: year, month: month, day: day) else { continue }
                    number += 1
                    #expect(date.daysSinceEpoch == number)
                    #expect(date.components == (year, month, day))
                }
            }
        }
        #expect(number == Day.of("2299-12-31").daysSinceEpoch)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-32", "", "x", "2026-01-01 ",
        "٢٠٢٦-٠١-٠١",
        "-026-01-01", "2026-+1-01",
    ])
    func `what is no date is none`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `a leap day is one every fourth year but three times in four centuries`() {
        #expect(Day("2024-02-29") != nil && Day("2000-02-29") != nil)
        #expect(Day("2100-02-29") == nil && Day("2023-02-29") == nil)
    }

    @Test func `days and months are written as they are read`() {
        for text in ["1970-01-01", "0987-10-02", "2026-12-31"] { #expect(Day(text)?.description == text) }
        for text in ["1970-01", "2026-12"] { #expect(Month(text)?.description == text) }
        #expect(Month("2026-00") == nil && Month("2026-13") == nil && Month("2026") == nil)
        #expect(Day.of("2026-03-31").month == Month("2026-03"))
        #expect(Month("2026-03")?.firstDay == Day("2026-03-01"))
        #expect(Month.init("2025-12")! < Month("2026-01")!)
    }

    @Test(arguments: [
        ("2026-03-08.md", "2026-03-08"), ("2026-03-08_AI_enhanced_Chinese.jsonl", "2026-03-08"),
        ("arxiv_20260308.md", "2026-03-08"),
        ("2026_03_08", "2026-03-08"), ("2026.3.8", "2026-03-08"), ("v12 2026/03/08 x", "2026-03-08"),
        ("2026年3月8日论文", "2026-03-08"),
        ("# Arxiv 2024-09-17 Papers", "2024-09-17"), ("2026-13-01 and 2025-01-02", "2025-01-02"),
    ])
    func `a date is found inside a text`(text: String, day: String) {
        #expect(Day.find(in: text) == Day(day))
    }

    @Test(arguments: [
        "12026-03-08", "2026-03-081", "202603081", "1234-05-06", "2026-03_08", "notes.md", "2603.00001", "",
    ])
    func `digits that are no date are passed over`(text: String) {
        #expect(Day.find(in: text) == nil)
    }

    @Test func `metadata names days in several ways`() {
        #expect(Day(metadata: "2007-04-02T19:18:42Z") == Day("2007-04-02"))
        #expect(Day(metadata: "Mon, 2 Apr 2007 19:18:42 GMT") == Day("2007-04-02"))
        #expect(Day(metadata: "2 April 2007") == Day("2007-04-02"))
        #expect(Day(metadata: "someday") == nil)
    }
}
