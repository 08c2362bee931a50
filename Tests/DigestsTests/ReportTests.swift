import Testing
import Vocab

@testable import Digests

@Suite struct ReportTests {
    @Test func `an entry is read with every field`() throws {
        let reading = read(Sample.report, named: "2026-03-08.md")
        #expect(reading.count(.report) == .init(files: 1, entries: 2, rejected: 0))
        let paper = try #require(reading.paper("2603.00001"))
        #expect(paper.text(.title, .english) == "Seeing [Twice]: $O(n^2)$ Eyes")
        #expect(paper.authors == ["Ada Ng", "Bo Li"] && paper.authorList?.quality == .complete)
        #expect(paper.primaryCategory == "cs.CV" && paper.categories == ["cs.CV"])
        #expect(paper.text(.tldr, .chinese) == "两只眼睛比一只看得更清楚。")
        #expect(paper.text(.motivation, .chinese) == "单眼模型看不到深度。")
        #expect(paper.text(.method, .chinese) == "我们做三件事：\n1. 左眼\n2. 右眼\n\n- 然后合并")
        #expect(paper.text(.result, .chinese) == "误差减半。")
        #expect(paper.text(.conclusion, .chinese) == "两只眼睛值得。")
        #expect(paper.text(.abstract, .english) == "One eye sees little. Two eyes see more.")
        #expect(
            paper.firstDigest == Day("2026-03-08")
                && paper.fields.allSatisfy { $0.value.recency.digest == Day("2026-03-08") })
        #expect(paper.fields.count == 7 && !paper.hasFailedSummary)
    }

    @Test func `an entry whose summary failed keeps its abstract`() throws {
        let reading = read(Sample.report)
        let paper = try #require(reading.paper("2603.00002"))
        #expect(paper.fields.map(\.key) == [FieldKey(.title, .english), FieldKey(.abstract, .english)])
        #expect(paper.lacksSummary)
        #expect(reading.messages == ["digest.md:45: 2603.00002: the summary failed: the rest kept"])
        #expect(reading.problems.map(\.severity) == [.note])
    }

    @Test func `early reports have no number, no contents and Task for TL;DR`() throws {
        let reading = read(
            """
            ### [Silent Helpers](https://arxiv.org/abs/2503.17403)
            *Ada Ng*

            Task: 分析助手。

            Motivation: 助手很多。

            <details>
              <summary>Details</summary>
            Method: 读文献。

            Result: 有结果。

            Conclusion: 有用。

            Abstract: Helpers help
            silently.

            </details>

            """, named: "2025-03-25.md")
        let paper = try #require(reading.paper("2503.17403"))
        #expect(paper.text(.tldr, .chinese) == "分析助手。" && paper.text(.motivation, .chinese) == "助手很多。")
        #expect(paper.text(.abstract, .english) == "Helpers help silently.")
        #expect(reading.problems.isEmpty)
    }

    @Test func `a report without summaries has its abstracts under the details' name`() throws {
        let reading = read(
            """
            ### [Sensors](https://arxiv.org/abs/2503.11731)
            *Ada Ng,Bo Li*
            <details>
              <summary>Abstract</summary>
            Background: Sensors are dear.
            Methods: We draw them.
            Results: Cheap sensors.
            </details>

            ### [Weights](https://arxiv.org/abs/2503.11742)
            *Cy Day*
            <details>
              <summary>Abstract</summary>
            Weights weigh.
            </details>

            """)
        #expect(
            reading.paper("2503.11731")?.text(.abstract, .english)
                == "Background: Sensors are dear. Methods: We draw them. Results: Cheap sensors.")
        #expect(reading.paper("2503.11742")?.fields.count == 2)
        #expect(reading.problems.isEmpty)
    }

    @Test func `a structured abstract keeps its own labels`() throws {
        let reading = read(
            Sample.report.replacing(
                "One eye sees little.\nTwo eyes see more.",
                with: "Motivation: One eye.\n\nResult: Two eyes.\n\nMethod: Looking."))
        #expect(
            reading.paper("2603.00001")?.text(.abstract, .english)
                == "Motivation: One eye.\n\nResult: Two eyes.\n\nMethod: Looking.")
    }

    @Test(arguments: ["#", "##", "####", "######"])
    func `headings of any level are entries`(level: String) {
        let reading = read(Sample.report.replacing("### ", with: level + " "))
        #expect(reading.papers.map(\.id.rawValue) == ["2603.00001", "2603.00002"])
        #expect(reading.paper("2603.00001")?.fields.count == 7)
    }

    @Test(arguments: [
        "### 1. [A Title](https://arxiv.org/abs/2603.00009v1)", "## [12] [A Title](http://arxiv.org/pdf/2603.00009)",
        "### [A Title](https://arxiv.org/abs/2603.00009 \"hover\")",
        "### [A Title](<https://arxiv.org/abs/2603.00009>)",
        "### **[A Title](https://arxiv.org/abs/2603.00009)**", "###[A Title](https://arxiv.org/abs/2603.00009)",
        "### [3] [A\n  Title](https://arxiv.org/abs/2603.00009)", "### [A Title](https://arxiv.org/abs/2603.00009) ###",
        "### [A Title](https://arxiv.org/abs/2603.00009) [[PDF](https://arxiv.org/pdf/2603.00009)]".replacing(
            "[[", with: "["
        ).replacing(")]", with: ")"),
        "### A Title [link](https://arxiv.org/abs/2603.00009)",
        "### [7] A Title\n\nLink: https://arxiv.org/abs/2603.00009",
        "### A Title\n\n- **arXiv**: [2603.00009](https://arxiv.org/abs/2603.00009)",
    ])
    func `an entry's heading is read in many shapes`(heading: String) throws {
        let reading = read("# Daily\n\n\(heading)\n\nAbstract: Something is said.\n")
        let paper = try #require(reading.paper("2603.00009"))
        #expect(paper.text(.title, .english) == "A Title")
        #expect(paper.text(.abstract, .english) == "Something is said.")
        #expect(reading.papers.count == 1 && reading.problems.isEmpty)
    }

    @Test func `labels are read in many shapes and in Chinese`() throws {
        let reading = read(
            """
            ## 1. [A Title](https://arxiv.org/abs/2603.00009)
            **作者**：Ada Ng、Bo Li
            - **分类**: cs.CV, cs.LG
            - 发布日期：2026-03-05
            **标题：** 一个题目
            **一句话总结：** 很好。
            > **动机**：需要。
            __Method:__ We look.
            * 结果：看见了。
            结论: 完。

            **Abstract:** Something
            is said.
            **Comments**: 3 pages
            ---
            trailing text of the page
            """)
        let paper = try #require(reading.paper("2603.00009"))
        #expect(paper.authors == ["Ada Ng", "Bo Li"])
        #expect(paper.categories == ["cs.CV", "cs.LG"] && paper.primaryCategory == "cs.CV")
        #expect(paper.created == Day("2026-03-05"))
        #expect(paper.text(.title, .chinese) == "一个题目" && paper.text(.title, .english) == "A Title")
        #expect(paper.text(.tldr, .chinese) == "很好。" && paper.text(.motivation, .chinese) == "需要。")
        #expect(paper.text(.method, .english) == "We look." && paper.text(.result, .chinese) == "看见了。")
        #expect(paper.text(.conclusion, .chinese) == "完。")
        #expect(paper.text(.abstract, .english)?.hasPrefix("Something is said.") == true)
    }

    @Test func `labels may be headings, and details may be missing`() {
        let reading = read(
            """
            ## [A Title](https://arxiv.org/abs/2603.00009)
            *Ada Ng*
            #### Abstract
            Something is said.
            #### 方法
            看。
            #### Notes
            nobody's
            ## [B Title](https://arxiv.org/abs/2603.00010)
            _Bo Li_

            This abstract has no label before it, but it is long enough to be one, so that it is taken for it.
            """)
        #expect(reading.paper("2603.00009")?.text(.abstract, .english) == "Something is said.")
        #expect(reading.paper("2603.00009")?.text(.method, .chinese) == "看。")
        #expect(reading.paper("2603.00009")?.fields.count == 3)
        #expect(reading.paper("2603.00010")?.text(.abstract, .english)?.hasPrefix("This abstract") == true)
        #expect(reading.paper("2603.00010")?.authors == ["Bo Li"])
    }

    @Test func `marked labels are labels, also in an abstract and twice`() throws {
        let reading = read(
            """
            ### 1. [大模型](https://www.arxiv.org/abs/2604.00001v1)
            - **作者**: 张三, 李四 et al.
            - **摘要**: 第一句。
              第二句。
            - **Abstract**: First. Second.

            🎯 **Motivation**: emoji
            **TL;DR**
            在下一行。

            **📝 Method**

            Two paragraphs.

            Second one.
            """)
        let paper = try #require(reading.paper("2604.00001"))
        #expect(paper.authors == ["张三", "李四"] && paper.authorList?.quality == .truncated)
        #expect(paper.text(.abstract, .chinese) == "第一句。 第二句。" && paper.text(.abstract, .english) == "First. Second.")
        #expect(paper.text(.motivation, .english) == "emoji" && paper.text(.tldr, .chinese) == "在下一行。")
        #expect(paper.text(.method, .english) == "Two paragraphs.\n\nSecond one.")
    }

    @Test func `an entry without an ID is reported with its line`() {
        let text = Sample.report.replacing("(https://arxiv.org/abs/2603.00001)", with: "()")
        let reading = read(text, named: "2026-03-08.md")
        #expect(reading.papers.count == 1)
        #expect(reading.messages.first == "2026-03-08.md:13: entry without an ID: skipped")
        #expect(reading.count(.report) == .init(files: 1, entries: 2, rejected: 1))
    }

    @Test func `an entry elsewhere is known by its DOI or its address`() {
        let reading = read(
            """
            ### [1] [Cells](https://www.biorxiv.org/content/10.1101/2026.03.01.700001v1)
            Abstract: Cells divide.
            ### [2] [Open](https://example.org/forum?id=Xyz)
            Abstract: Reviews are open.
            ### [The Project](https://example.org/project)
            """)
        #expect(reading.papers.map(\.id.rawValue) == ["10.1101/2026.03.01.700001", "https://example.org/forum?id=Xyz"])
        #expect(reading.papers.last?.source == "digest.md")
        #expect(reading.problems.isEmpty)
    }

    @Test func `the day is the last heading's, else the file name's`() {
        let text = """
            ## [A](https://arxiv.org/abs/2603.00001)
            Abstract: one
            # Papers of 2026-03-09
            ## [B](https://arxiv.org/abs/2603.00002)
            Abstract: two
            # 2026年3月10日
            ## [C](https://arxiv.org/abs/2603.00003)
            Abstract: three
            """
        #expect(
            read(text, named: "a/2026-03-08.md").papers.map(\.firstDigest)
                == ["2026-03-08", "2026-03-09", "2026-03-10"].map { Day($0) })
        for folder in ["2026-01-02", "2026-01-02/cs.CL", "digests/2026/01/02", "of 20260102/x/y"] {
            #expect(read(text, named: "\(folder)/a.md").papers.first?.firstDigest == Day("2026-01-02"), "\(folder)")
        }
        #expect(read(text, named: "2026-01-02/2026-01-03.md").papers.first?.firstDigest == Day("2026-01-03"))
        #expect(read(text, named: "2026-01-02/a/b/c/d.md").papers.first?.firstDigest == nil)
    }

    @Test func `sections give their category to entries that name none`() {
        let text = Sample.report.replacing("Main category: cs.LG\n", with: "").replacing(
            "Main category: cs.CV\n", with: "")
        let reading = read(text)
        #expect(reading.papers.map(\.primaryCategory) == ["cs.CV", "cs.LG"])
    }

    @Test func `Windows line ends and a byte order mark change nothing`() {
        let plain = read(Sample.report)
        #expect(read("\u{FEFF}" + Sample.report).papers == plain.papers)
        let windows = read(Sample.report.replacing("\n", with: "\r\n"))
        #expect(windows.papers == plain.papers && windows.problems == plain.problems)
    }

    @Test func `missing entries are noticed by the table of contents`() {
        let text = Sample.report.replacing("[Total: 1]", with: "[Total: 2]")
        #expect(read(text).messages.last?.contains("promises 4 entries, of which 2 are there") == true)
    }

    @Test func `a line of an abstract may begin like a heading`() {
        let text = Sample.report.replacing("Two eyes see more.", with: "# of eyes: two")
        #expect(read(text).paper("2603.00001")?.text(.abstract, .english) == "One eye sees little. # of eyes: two")
    }

    @Test func `an ordinary Markdown file is no digest`() {
        let reading = read(
            "# Read me\n\n## [Home](https://example.org)\n\nText.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            named: "README.md")
        #expect(reading.papers.isEmpty)
        #expect(reading.messages == ["README.md: neither a report, a table of papers nor a bibliography: skipped"])
        #expect(reading.problems.map(\.severity) == [.failure])
    }
}
