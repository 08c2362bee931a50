import Digests
import JSON
import Testing

@testable import TopicReports

/// Made-up reports.
enum Reports {
    static func paper(_ id: String, _ title: String?, topic: Int? = 0, day: String? = nil) -> TopicReport.Paper {
        var paper = TopicReport.Paper(id: PaperID(rawValue: id), title: title)
        paper.topic = topic
        paper.date = day.flatMap { Day($0) }.map { .day($0) }
        return paper
    }

    static func report(_ papers: [TopicReport.Paper], title: String = "Topics", label: String = "ice") -> TopicReport {
        var topic = TopicReport.Topic(number: 4, label: label, members: papers.indices.filter { papers[$0].topic == 0 })
        topic.representatives = Array(topic.members.prefix(1))
        return TopicReport(
            title: title, notes: ["a note"], papers: papers, topics: [topic], leastFit: 0.25,
            categoryNames: ["cs.CL": "Computation and Language"])
    }

    static func text(_ report: TopicReport) -> String { String(decoding: report.page(), as: UTF8.self) }

    /// What the scripts read, taken apart.
    static func data<R>(_ report: TopicReport, _ body: (JSONValue) throws -> R) throws -> R {
        let page = text(report)
        let start = try #require(page.range(of: "<script type=\"application/json\" id=\"data\">"))
        let rest = page[start.upperBound...]
        let end = try #require(rest.range(of: "</script>"))
        var parser = JSONParser()
        return try parser.parse(String(rest[..<end.lowerBound]), body)
    }
}

extension StringProtocol {
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].utf8.starts(with: text.utf8),
                let end = index(start, offsetBy: text.count, limitedBy: endIndex)
            {
                return start..<end
            }
            start = index(after: start)
        }
        return nil
    }

    fileprivate func count(of text: String) -> Int {
        self.split(separator: text, omittingEmptySubsequences: false).count - 1
    }
}

@Suite struct TopicReportTests {
    static let hostile = [
        "</script><script>alert(1)</script>", "<!--<script>", "<img src=x onerror=alert(1)>", "A & B &amp; C", "\"'`",
        "عنوان بالعربية", "冰川 🧊 👩🏽‍🔬", "line\u{2028}end\u{0}\u{1B}\u{FFFF}", "$x < y$ \\\\ \n tab\t",
    ]

    @Test func `no title, label or heading can end its element or begin one`() {
        let plain = Reports.report([Reports.paper("2601.00001", "a title", day: "2026-01-05")])
        let tags = Reports.text(plain).count(of: "<")
        for text in Self.hostile {
            var paper = Reports.paper("2601.00001", text, day: "2026-01-05")
            paper.categories = [text]
            paper.summary = text
            var report = Reports.report([paper], title: text, label: text)
            report.notes = [text]
            report.topics[0].chineseLabel = text
            report.topics[0].terms = [text]
            report.topics[0].parts = [.init(label: text, chineseLabel: text, members: [0])]
            let page = Reports.text(report)
            // The plain page lacks the elements of the Chinese label, the terms, and the parts: a list, an item and three texts.
            #expect(page.count(of: "<") == tags + 4 + 10, "\(text)")
            #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
        }
    }

    @Test func `the scripts read every text as it was written`() throws {
        let report = Reports.report(Self.hostile.map { Reports.paper("x:\($0)", $0) })
        try Reports.data(report) { data in
            let papers = try #require(data["papers"])
            #expect(papers["title"]?.array?.map { $0.string } == Self.hostile)
            #expect(papers["id"]?.array?.map { $0.string } == Self.hostile.map { "x:\($0)" })
        }
    }

    @Test func `what the scripts read has an entry for each paper in each column`() throws {
        var first = Reports.paper("2601.00001", "Glacier ice", day: "2026-01-05")
        first.categories = ["cs.CL", "cs.LG"]
        first.fit = 0.249
        first.place = SIMD2(1, 2)
        first.summary = "冰。"
        first.isSummaryChinese = true
        var second = Reports.paper("10.1000/182", nil, topic: nil)
        second.chineseTitle = "冰川"
        second.categories = ["cs.CL"]
        try Reports.data(Reports.report([first, second])) { data in
            let papers = try #require(data["papers"])
            for column in ["x", "y", "id", "title", "zh", "day", "cats", "topic", "fit", "summary"] {
                #expect(papers[column]?.array?.map { $0.kind }.count == 2, "\(column)")
            }
            #expect(papers["kind"]?.string == "ad" && papers["summaryLang"]?.string == "ze")
            #expect(papers["fit"]?.array?.map { $0.int } == [24, 0])
            #expect(papers["topic"]?.array?.map { $0.int } == [0, nil])
            #expect(papers["zh"]?.array?.map { $0.string } == ["", "冰川"])
            let categories = papers["cats"]?.array?.map { $0.array?.map { $0.int ?? -1 } ?? [] }
            #expect(categories == [[0, 1], [0]])
            #expect(data["categories"]?.array?.map { $0["name"]?.string } == ["Computation and Language", nil])
            #expect(data["topics"]?.array?.map { $0["number"]?.int } == [4])
        }
    }

    @Test func `nothing in the page is fetched from elsewhere`() {
        let page = Reports.text(Reports.report([Reports.paper("2601.00001", "Glacier ice")]))
        #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"))
        for text in ["src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest", "import("] {
            #expect(!page.contains(text), "\(text)")
        }
        // Addresses are those of papers.
        #expect(page.count(of: "href=\"http") == 1)
        #expect(page.contains("href=\"https://arxiv.org/abs/2601.00001\""))
    }

    @Test func `the files of the page hold nothing that ends their element`() {
        #expect(PageScripts.scripts.allSatisfy { !$0.contains("</script") && !$0.contains("<!--") && !$0.isEmpty })
        #expect(!PageScripts.style.contains("</") && !PageScripts.style.isEmpty)
    }

    @Test func `long summaries are cut until the page is small enough`() throws {
        let papers = (0..<4000).map { index in
            var paper = Reports.paper("2601.\(10000 + index)", "A title of some length for paper \(index)")
            paper.summary = String(repeating: "many \"words\" ", count: 120 + index % 7)
            return paper
        }
        let report = Reports.report(papers)
        let size = report.page().count
        #expect(size <= TopicReport.mostBytes && size > TopicReport.mostBytes * 8 / 10, "\(size)")
        try Reports.data(report) { data in
            let summaries = data["papers"]?["summary"]?.array?.map { $0.string ?? "" } ?? []
            #expect(summaries.count == 4000 && summaries.allSatisfy { $0.hasSuffix("…") })
        }
    }

    @Test func `a page without room for summaries has none`() {
        var paper = Reports.paper("2601.00001", "a")
        paper.summary = "One sentence that is longer than forty bytes, as most of them are."
        let report = Reports.report([paper])
        #expect(report.summaries(bytes: 30) == [""])
        #expect(report.summaries(bytes: 1000) == [paper.summary])
    }

    @Test func `reports of nothing, and of papers without anything but an ID, are pages`() {
        let empty = TopicReport(title: "", notes: [], papers: [], topics: [], leastFit: 0.25, categoryNames: [:])
        #expect(Reports.text(empty).hasSuffix("</html>\n"))
        let bare = Reports.report([Reports.paper("some name", nil, topic: nil)])
        #expect(Reports.text(bare).contains("some name"))
    }

    @Test func `a title without Latin text is marked as Chinese`() {
        var paper = Reports.paper("2601.00001", nil)
        paper.chineseTitle = "冰川"
        #expect(Reports.text(Reports.report([paper])).contains("dir=\"auto\" lang=\"zh\">冰川</a>"))
    }

    @Test(arguments: [
        ("one two three", 13, "one two three"), ("one two three", 12, "one two…"), ("冰川冰川", 10, "冰川…"),
        ("abcdefghijklmnopqrstuvwxyzabcdefgh", 30, "abcdefghijklmnopqrstuvwxyza…"), ("éé", 3, ""),
        ("one e\u{301}\u{302} two", 11, "one…"), ("日本e\u{301}\u{302}三", 11, "日本…"), ("a\"\"\"\"", 7, "a\"…"),
        ("e\u{301}\u{302} x", 6, ""), ("", 0, ""),
    ])
    func `texts are cut between characters, and between words where there are any`(
        text: String, limit: Int, cut: String
    ) {
        #expect(text.cut(toBytes: limit) == cut)
        #expect(text.cut(toBytes: limit).utf8.count <= max(limit, 0))
    }
}
