import Testing
import Vocab

@testable import Digests

@Suite struct TableTests {
    @Test func `rows are read with their cells over several lines`() throws {
        let reading = read(Sample.table)
        #expect(reading.count(.table) == .init(files: 1, entries: 3, rejected: 0))
        #expect(reading.problems.isEmpty)
        let first = try #require(reading.paper("2603.00001"))
        #expect(first.text(.title, .chinese) == "双目视觉")
        #expect(first.text(.abstract, .chinese) == "一只眼睛看到的很少，$|x|$ 也小。")
        #expect(first.authors == ["Ada Ng"] && first.authorList?.quality == .truncated)
        #expect(first.firstDigest == Day("2026-03-08"))
        let second = try #require(reading.paper("2603.00002"))
        #expect(second.text(.title, .chinese) == "学会休息")
        #expect(second.text(.abstract, .chinese) == "休息有益。\n\n- 第一\n- 第二")
        #expect(second.authors == ["Cy Day"])
    }

    @Test func `an abstract that was not translated is English and cut short`() throws {
        let paper = try #require(read(Sample.table).paper("2603.00003"))
        let value = try #require(paper.fields[FieldKey(.abstract, .english)])
        #expect(value.text == "A third paper that could not be transl" && value.quality == .truncated)
        #expect(paper.text(.abstract, .chinese) == nil)
    }

    @Test func `columns are found by their names, in any order and language`() throws {
        let reading = read(
            """
            | No. | PDF | Abstract | Title | Authors | Category | 日期 |
            |:---|:---:|---|---|---|---|---:|
            | 1 | [link](https://arxiv.org/abs/2603.00001) | One eye. | Eyes | Ada Ng, Bo Li | cs.CV | 2026-03-05 |
            """)
        let paper = try #require(reading.paper("2603.00001"))
        #expect(paper.text(.title, .english) == "Eyes" && paper.text(.abstract, .english) == "One eye.")
        #expect(paper.authors == ["Ada Ng", "Bo Li"] && paper.authorList?.quality == .complete)
        #expect(paper.primaryCategory == "cs.CV" && paper.created == Day("2026-03-05"))
    }

    @Test func `two columns of titles are one title in each language`() throws {
        let reading = read(
            """
            # Arxiv 2024-09-17 Papers

            | 标题 | 作者 | PDF链接 | 代码仓库 | Title | 
            |-------|----------|-----------|---------|--------------| 
            | 眼睛：两只 | Ada Ng | [PDF](http://arxiv.org/pdf/2409.11406v1) | N/A | Eyes: Two |
            | 错误 | Bo Li | [PDF](http://arxiv.org/pdf/2409.11407v1) | [Code](https://github.com/a/b) | P(a|b) |
            """)
        let first = try #require(reading.paper("2409.11406"))
        #expect(first.text(.title, .chinese) == "眼睛：两只" && first.text(.title, .english) == "Eyes: Two")
        #expect(first.firstDigest == Day("2024-09-17"))
        #expect(reading.paper("2409.11407")?.text(.title, .english) == "P(a|b)")
    }

    @Test func `bars inside a title are the title's`() throws {
        let reading = read(
            """
            | Title | Authors | PDF | Abstract |
            |---|---|---|---|
            | On P(a|b) and |x| | Ada Ng | [PDF](https://arxiv.org/pdf/2603.00001v1) | A | B |
            """)
        let paper = try #require(reading.paper("2603.00001"))
        #expect(paper.text(.title, .english) == "On P(a|b) and |x|")
        #expect(paper.text(.abstract, .english) == "A | B" && paper.authors == ["Ada Ng"])
    }

    @Test func `titles may be links in bold type, and names end with others`() throws {
        let reading = read(
            """
            ## 2026-04-03
            | Publish Date | Title | Authors | PDF | Code |
            |:---|:---|:---|:---|:---|
            |**2026-04-02**|**A | Survey**|Jo Doe et.al.|[2604.00007v1](http://arxiv.org/abs/2604.00007v1)|null|
            | 2026-04-01 | **[Another](https://arxiv.org/abs/2604.00008v1)** | 张三、李四等 | N/A<br>N/A | x |
            """)
        let first = try #require(reading.paper("2604.00007"))
        #expect(first.text(.title, .english) == "A | Survey" && first.authors == ["Jo Doe"])
        let second = try #require(reading.paper("2604.00008"))
        #expect(second.text(.title, .english) == "Another" && second.created == Day("2026-04-01"))
        #expect(second.authors == ["张三", "李四"] && second.authorList?.quality == .truncated)
        #expect(reading.problems.isEmpty)
    }

    @Test func `rows may lack outer bars`() {
        let reading = read(
            """
            Title|Authors|PDF|Abstract
            ---|---|---|---
            One|Ada Ng|[PDF](https://arxiv.org/pdf/2604.00003v1)|Said.
            Two|Bo Li|https://arxiv.org/abs/2604.00004|Said | again.

            No | row
            """)
        #expect(reading.papers.map { $0.text(.abstract) } == ["Said.", "Said | again."])
        #expect(reading.papers.map(\.id.rawValue) == ["2604.00003", "2604.00004"])
    }

    @Test func `a row without an end is given up before the file's end`() {
        let text = Sample.table.replacing(
            "三", with: "三\n" + String(repeating: "|\n", count: 50) + String(repeating: "x|\n", count: 5_000))
        #expect(read(text).count(.table).entries >= 2)
    }

    @Test func `a table without rows is an empty digest and no loss`() {
        let reading = read("# Arxiv 2024-09-23 Papers\n\n| 标题 | 作者 | PDF链接 |\n|---|---|---|\n", named: "a.md")
        #expect(reading.messages == ["a.md:3: a table without a row: nothing to read"])
        #expect(reading.problems.map(\.severity) == [.note])
        #expect(reading.count(.table) == .init(files: 1, entries: 0, rejected: 0))
    }

    @Test func `a row without an ID gets a name and is reported with its line`() {
        let reading = read(
            Sample.table.replacing("[PDF](http://arxiv.org/pdf/2603.00002v1)", with: "N/A"), named: "a.md")
        #expect(reading.messages == ["a.md:6: entry without an ID: called a.md:6"])
        #expect(reading.papers.map(\.id.rawValue) == ["2603.00001", "a.md:6", "2603.00003"])
    }

    @Test func `a row that lacks its end costs no other row`() {
        let reading = read(Sample.table.replacing("也小。 |", with: "也小。"), named: "a.md")
        #expect(reading.papers.map(\.id.rawValue) == ["2603.00001", "2603.00002", "2603.00003"])
        #expect(reading.messages == ["a.md:5: row that is cut short: what is there kept"])
        #expect(reading.papers.first?.fields[FieldKey(.abstract, .chinese)]?.quality == .truncated)
    }

    @Test func `a closing bar may stand on a line of its own`() {
        let reading = read(Sample.table.replacing("（注：保留列表。） |", with: "（注：保留列表。）\n|"))
        #expect(reading.papers.count == 3 && reading.problems.isEmpty)
        #expect(reading.paper("2603.00002")?.text(.abstract, .chinese) == "休息有益。\n\n- 第一\n- 第二")
    }

    @Test func `a title that could not be translated is the original's beginning`() throws {
        let reading = read(Sample.table.replacing("双目视觉", with: "Seeing Twice [翻译失败]"))
        let value = try #require(reading.paper("2603.00001")?.fields[FieldKey(.title, .english)])
        #expect(value.text == "Seeing Twice" && value.quality == .truncated)
    }

    @Test func `a report may follow a table in one file`() {
        let reading = read(Sample.table + "\n\n" + Sample.report)
        #expect(reading.count(.table).entries == 3 && reading.count(.report).entries == 2)
    }
}
