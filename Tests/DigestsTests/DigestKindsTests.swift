import Testing

@testable import Digests

/// Layouts that scripts write beside the usual ones.
@Suite struct DigestKindsTests {
    @Test func `the summary's task is the TL;DR, unless there is one`() {
        func tldr(_ summary: String) -> String? {
            read(#"{"id":"2604.90001","title":"Kites","AI":\#(summary)}"#, named: "a.jsonl").papers[0].text(.tldr)
        }
        #expect(tldr(#"{"task":"Flying","method":"Strings"}"#) == "Flying")
        #expect(tldr(#"{"task":"A long task","tldr":"Short"}"#) == "Short")
        #expect(tldr(#"{"tldr":null,"task":"Flying"}"#) == "Flying")
    }

    @Test func `translations are the Chinese title and abstract`() {
        let paper = read(
            #"{"id":"2604.90001","title":"Kites","summary":"They fly.","translated_title":"风筝","translated_summary":"风筝会飞。"}"#,
            named: "a.jsonl"
        ).papers[0]
        #expect(paper.text(.title, .english) == "Kites" && paper.text(.title, .chinese) == "风筝")
        #expect(paper.text(.abstract, .english) == "They fly." && paper.text(.abstract, .chinese) == "风筝会飞。")
    }

    @Test func `a day of publication is the paper's, the date the digest's, in either order`() {
        for members in [
            #""published_date":"2026-04-02","date":"2026-04-05""#,
            #""date":"2026-04-05","published":"2026-04-02T10:00:00Z""#,
        ] {
            let paper = read(#"{"id":"2604.90001","title":"Kites",\#(members)}"#, named: "a.jsonl").papers[0]
            #expect(paper.created == Day("2026-04-02") && paper.firstDigest == Day("2026-04-05"))
        }
        let alone = read(#"{"id":"2604.90001","title":"Kites","date":"2026-04-05"}"#, named: "a.jsonl").papers[0]
        #expect(alone.date == .day(.of("2026-04-05")))
    }

    @Test(arguments: [
        (#"{"date":"2025-04-27","papers":[]}"#, "a.json"),
        (#"{"date":"2025-04-27","title":"Daily","papers":[]}"#, "a.jsonl"),
        ("no valid paper today", "2025-04-27.md"), ("# 2025-04-27\n\nNo new papers.\n", "a.md"),
        ("抓取失败：HTTP 429", "2025-04-27.md"), (#"{"error":"抓取失败：HTTP 429"}"#, "a.json"), ("今日无新论文", "a.md"),
        ("Failed to fetch: HTTP error 503", "a.md"), ("# arxiv 2025-04-27\n", "a.md"),
        ("# 2025-04-27\n\n|标题|PDF|\n|--|--|\n", "a.md"),
    ])
    func `an empty day is one note`(text: String, name: String) {
        let reading = read(text, named: name)
        #expect(reading.papers.isEmpty && reading.problems.count == 1, "\(reading.messages)")
        #expect(reading.problems.allSatisfy { $0.severity == .note && $0.kind == .empty })
    }

    @Test func `what is no digest still is none`() {
        for text in ["hello", "# How to fetch papers\n\nRun the script.\n", #"{"name":"x","files":["a"]}"#] {
            #expect(read(text, named: "a.md").problems.map(\.severity).contains { $0 > .note }, "\(text)")
        }
    }

    @Test func `the papers of a list are of the list's day`() {
        let reading = read(
            #"{"date":"2025-04-27","title":"Daily","papers":[{"id":"2504.10001","title":"Kites","published":"2025-04-25"}]}"#,
            named: "a.json")
        #expect(
            reading.papers.map(\.firstDigest) == [Day("2025-04-27")] && reading.papers[0].created == Day("2025-04-25"))
    }

    @Test func `an empty TL;DR is no failed summary`() {
        for tldr in ["null", #""""#, #""  ""#] {
            let paper = read(
                #"{"id":"2604.90001","title":"Kites","AI":{"tldr":\#(tldr),"method":"Strings"}}"#, named: "a.jsonl"
            ).papers[0]
            #expect(!paper.hasFailedSummary)
        }
        #expect(
            !read("### [1] [Kites](https://arxiv.org/abs/2604.90001)\n\nTL;DR:\n\nAbstract: Fly.\n").papers[0]
                .hasFailedSummary)
    }

    @Test func `an unknown label in bold type ends a field`() {
        let paper = read(
            """
            ## [Kites](https://arxiv.org/abs/2604.90001)
            **领域**: 风筝
            **关键词**: kite, string
            **Abstract**: Kites fly.
            **Background**: Wind.
            **Code**: https://example.org
            more of it
            **Method**: Strings.
            """
        ).papers[0]
        #expect(paper.categories == ["风筝"])
        #expect(paper.text(.abstract) == "Kites fly. **Background**: Wind." && paper.text(.method) == "Strings.")
    }

    @Test func `a table inside a cell is part of it`() {
        let reading = read(
            """
            |标题|作者|PDF链接|摘要|
            |---|---|---|---|
            |Kites|Ann Bee|[PDF](https://arxiv.org/pdf/2604.90001)|They fly:
            | wind | height |
            |------|--------|
            | 3 | 20 |
            | 5 | 40 |
            and land. |
            |Balloons|Carl Dee|[PDF](https://arxiv.org/pdf/2604.90002)|They rise:
            | gas | lift |
            |---|---|
            | air | 1 |
            |Swings|Eve Fox|[PDF](https://arxiv.org/pdf/2604.90003)|They swing. |
            """)
        #expect(reading.papers.map(\.id.rawValue) == ["2604.90001", "2604.90002", "2604.90003"], "\(reading.messages)")
        #expect(reading.papers[0].text(.abstract)?.contains("| 5 | 40 |") == true)
        #expect(reading.papers[0].text(.abstract)?.hasSuffix("and land.") == true)
        #expect(reading.papers[1].text(.abstract)?.contains("air") == true)
        #expect(reading.count(.table).rejected == 0)
    }

    @Test(arguments: ["<p align=right>(<a href=#top>back to top</a>)</p>", "Made by a script.", "---"])
    func `a line after a table or between its rows is none of them`(line: String) {
        func row(_ number: Int) -> String {
            "|**2026-04-0\(number)**|**Kite \(number)**|Ann Bee et.al.|[2604.9000\(number)](http://arxiv.org/abs/2604.9000\(number)v2)|"
        }
        let head = "|Publish Date|Title|Authors|PDF|\n|---|---|---|---|\n"
        for text in [
            head + row(1) + "\n" + row(2) + "\n\n" + line + "\n",
            head + row(1) + "\n\n" + line + "\n\n" + row(2) + "\n",
            head + row(1) + "\n" + line + "\n" + row(2) + "\n",
            "## A\n\n" + head + row(1) + "\n\n" + line + "\n\n## B\n\n" + head + row(2) + "\n\n" + line + "\n",
        ] {
            let reading = read(text)
            #expect(reading.papers.map { $0.text(.title) } == ["Kite 1", "Kite 2"])
            #expect(reading.problems.isEmpty, "\(reading.messages)")
            #expect(reading.papers.map(\.created) == [Day("2026-04-01"), Day("2026-04-02")])
            #expect(reading.papers.map(\.authors) == [["Ann Bee"], ["Ann Bee"]])
        }
    }

    @Test func `details and summary on one line are read`() {
        let paper = read(
            """
            ### [1] [Kites](https://arxiv.org/abs/2604.90001)
            <details><summary>Abstract</summary>Kites fly high.</details>
            <details><summary>Method</summary>

            Strings hold them.
            </details>

            """
        ).papers[0]
        #expect(paper.text(.abstract) == "Kites fly high." && paper.text(.method) == "Strings hold them.")
    }

    @Test func `an announcement before an abstract is no part of it`() {
        let text = "arXiv:2604.90001v2 Announce Type: replace-cross Abstract: Kites fly."
        let json = read(
            #"{"id":"2604.90001","title":"Kites","summary":"\#(text.replacing(" Abs", with: #"\nAbs"#))"}"#,
            named: "a.jsonl")
        let report = read("### [1] [Kites](https://arxiv.org/abs/2604.90001)\nAbstract: \(text)\n")
        #expect(json.papers[0].text(.abstract) == "Kites fly." && report.papers[0].text(.abstract) == "Kites fly.")
    }

    @Test func `headings with an ID or a number before the title are entries`() {
        let reading = read(
            """
            ## [2604.90001] Kites
            **Abstract**: They fly.
            ## 2. Balloons
            **Link**: https://arxiv.org/abs/2604.90002
            **Abstract**: They rise.
            ## 2604.90003: Swings
            **Abstract**: They swing.
            ## arXiv:2604.90004v2 Slides
            **Abstract**: They slide.
            ## 5. Closing words
            Goodbye.
            """)
        #expect(reading.papers.map(\.id.rawValue) == (1...4).map { "2604.9000\($0)" }, "\(reading.messages)")
        #expect(reading.papers.map { $0.text(.title) } == ["Kites", "Balloons", "Swings", "Slides"])
        #expect(reading.problems.isEmpty)
    }

    @Test func `a row without a link is kept under a name of its own`() {
        let reading = read("|标题|作者|PDF|摘要|\n|--|--|--|--|\n|Kites|Ann Bee||They fly.|\n", named: "d/day.md")
        #expect(reading.papers.map(\.id.rawValue) == ["day.md:3"] && reading.papers[0].text(.abstract) == "They fly.")
        #expect(reading.messages == ["d/day.md:3: entry without an ID: called day.md:3"])
    }

    @Test(arguments: [
        (#"["cs.CV","68T45, 62H30","I.2.7; I.4.8"]"#, ["cs.CV"]), (#"["68T45 (Primary)","cs.LG"]"#, ["cs.LG"]),
        (#""cs.CV, 68T45""#, ["cs.CV"]), (#""I.2.7""#, []),
        (#"["Primary 14Mxx; Secondary 35-02","math.AG"]"#, ["math.AG"]),
        (#"["Machine Learning","F.2.m"]"#, ["Machine Learning"]),
    ])
    func `classes of the MSC and the ACM are no categories`(json: String, expected: [String]) {
        let paper = read(#"{"id":"2604.90001","title":"Kites","categories":\#(json)}"#, named: "a.jsonl").papers[0]
        #expect(paper.categories == expected && paper.primaryCategory == expected.first)
    }
}
