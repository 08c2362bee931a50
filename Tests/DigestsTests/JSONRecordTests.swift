import Testing
import Vocab

@testable import Digests

@Suite struct JSONRecordTests {
    @Test func `an enhanced record is read with every field`() throws {
        let reading = read(Sample.enhanced, named: "2026-03-08_AI_enhanced_Chinese.jsonl")
        #expect(reading.count(.jsonl) == .init(files: 1, entries: 2, rejected: 0))
        let paper = try #require(reading.paper("2603.00001"))
        #expect(paper.text(.title, .english) == "Seeing [Twice]: $O(n^2)$ Eyes")
        #expect(paper.text(.abstract, .english) == "One eye sees little. Two eyes see more.")
        #expect(paper.text(.tldr, .chinese) == "两只眼睛比一只看得更清楚。" && paper.text(.method, .chinese) == "左眼，右眼")
        #expect(paper.text(.comment, .english) == "12 pages")
        #expect(
            paper.authors == ["Ada Ng", "Bo Li"] && paper.categories == ["cs.AI", "cs.CV"]
                && paper.primaryCategory == "cs.CV")
        #expect(paper.firstDigest == Day("2026-03-08") && paper.created == nil && paper.source == nil)
    }

    @Test func `a report and its JSON twin are one paper`() throws {
        var report = try #require(read(Sample.report, named: "2026-03-08.md").paper("2603.00001"))
        let record = try #require(read(Sample.enhanced, named: "2026-03-08.jsonl").paper("2603.00001"))
        report.merge(record)
        #expect(report.fields.count == 8 && report.text(.tldr, .chinese) == record.text(.tldr, .chinese))
    }

    @Test func `a failed summary is noted and the abstract kept`() throws {
        let reading = read(Sample.enhanced, named: "a.jsonl")
        #expect(reading.messages == ["a.jsonl:2: 2603.00002: the summary failed: the rest kept"])
        #expect(reading.paper("2603.00002")?.text(.abstract, .english) == "Rest helps.")
        #expect(reading.paper("2603.00002")?.lacksSummary == true)
    }

    @Test(arguments: [#"null"#, #"{}"#, #""Error""#, #"{"tldr": "None."}"#])
    func `a summary that holds nothing has failed`(summary: String) {
        let reading = read(#"{"id":"2603.00001","title":"T","AI":\#(summary)}"#, named: "a.jsonl")
        #expect(reading.papers.map(\.hasFailedSummary) == [true])
    }

    @Test func `a metadata record gives dates and the primary category`() throws {
        let paper = try #require(read(Sample.metadata, named: "m.jsonl").paper("math/9201239"))
        #expect(
            paper.text(.title, .english) == "A note on canonical functions"
                && paper.text(.abstract, .english) == "We note.")
        #expect(paper.authors == ["Thomas J. Doe", "Shai Roe"])
        #expect(paper.created == Day("1989-04-14") && paper.updated == nil && paper.primaryCategory == "math.LO")
        #expect(paper.firstDigest == nil && paper.date == .day(.of("1989-04-14")))
    }

    @Test func `the public snapshot has its own names`() throws {
        let paper = try #require(read(Sample.snapshot, named: "s.json").paper("0704.0001"))
        #expect(paper.authors == ["C. Balázs", "E. L. Berger", "P. M. Nadolsky Jr"])
        #expect(paper.categories == ["hep-ex", "hep-ph"] && paper.primaryCategory == "hep-ph")
        #expect(paper.created == Day("2007-04-02") && paper.updated == Day("2008-11-26"))
        #expect(paper.text(.abstract, .english) == "A calculation." && paper.text(.comment, .english) == "37 pages")
    }

    @Test func `a collection's records have IDs of their own kind`() throws {
        let reading = read(Sample.collection, named: "x/corpus.jsonl")
        let paper = try #require(reading.paper("1"))
        #expect(paper.text(.abstract, .english) == "wings in a slipstream" && paper.text(.title, .english) == nil)
        #expect(paper.source == "x/corpus.jsonl" && reading.problems.isEmpty)
    }

    @Test(arguments: [
        #"{"paper_id":"2603.00001v2","title":"T"}"#, #"{"arxiv_id":"2603.00001","title":"T"}"#,
        #"{"id":"https://arxiv.org/abs/2603.00001v1","title":"T"}"#,
        #"{"id":"17","url":"https://arxiv.org/abs/2603.00001","title":"T"}"#,
        #"{"paperId":"abc","externalIds":{"DOI":"10.1000/x","ArXiv":"2603.00001"},"title":"T"}"#,
        #"{"doi":"10.1/x","pdf":"http://arxiv.org/pdf/2603.00001v1.pdf","title":"T"}"#,
        #"{"id":17,"arxivId":"2603.00001","title":"T"}"#,
    ])
    func `the arXiv ID is found wherever it is`(record: String) {
        #expect(read(record, named: "a.jsonl").papers.map(\.id.rawValue) == ["2603.00001"])
    }

    @Test(arguments: [
        ("2604.00013", "2604.00013"), ("2604.0002", "2604.00020"), ("704.001", "0704.0010"), ("1412.5", "1412.5000"),
    ])
    func `an arXiv ID that became a number gets its zeros back`(number: String, id: String) {
        #expect(read(#"{"id":\#(number),"title":"T"}"#, named: "a.jsonl").papers.map(\.id.rawValue) == [id])
    }

    @Test(arguments: ["17.5", "2604.0", "1e400", "-2604.00013", "true", "null", "{}"])
    func `other numbers and values are no ID`(number: String) {
        let reading = read(#"{"id":\#(number),"title":"T"}"# + "\n" + #"{"id":"x","title":"T"}"#, named: "a.jsonl")
        #expect(reading.papers.last?.id.rawValue == "x" && reading.problems.map(\.line) == [1])
    }

    @Test func `names of members may be in capitals`() {
        let reading = read(#"{"ID":"2603.00001","Title":"T","Abstract":"A"}"#, named: "a.jsonl")
        #expect(reading.paper("2603.00001")?.fields.count == 2)
    }

    @Test func `numbers and DOIs are IDs too`() {
        let reading = read(#"{"id":17,"text":"a"}"# + "\n" + #"{"doi":"10.1000/ABC","text":"b"}"#, named: "a.jsonl")
        #expect(reading.papers.map(\.id.rawValue) == ["17", "10.1000/abc"])
    }

    @Test func `a record without an ID is called by its file and line`() {
        let reading = read("\n" + #"{"title":"T","text":"a"}"# + "\n", named: "some/where.jsonl")
        #expect(reading.papers.map(\.id.rawValue) == ["where.jsonl:2"])
        #expect(reading.messages == ["some/where.jsonl:2: entry without an ID: called where.jsonl:2"])
        #expect(reading.problems.map(\.severity) == [.note])
    }

    @Test func `an abstract comes before a summary, which then is one`() throws {
        let reading = read(
            #"{"id":"2603.00001","summary":"Short.","abstract":"Long.","text":"Full text."}"# + "\n"
                + #"{"id":"2603.00002","summary":"Long.","text":"Full text."}"#, named: "a.jsonl")
        #expect(reading.paper("2603.00001")?.text(.abstract, .english) == "Long.")
        #expect(reading.paper("2603.00001")?.text(.tldr, .english) == "Short.")
        #expect(reading.paper("2603.00002")?.text(.abstract, .english) == "Long.")
    }

    @Test func `authors come in several shapes`() {
        func authors(_ json: String) -> [String]? {
            read(#"{"id":"1","text":"t","authors":\#(json)}"#, named: "a.jsonl").papers.first?.authors
        }
        #expect(authors(#"["A B","C D"]"#) == ["A B", "C D"])
        #expect(authors(#"[{"name":"A B"},{"name":"C D"}]"#) == ["A B", "C D"])
        #expect(authors(#""A B, C D, and E F""#) == ["A B", "C D", "E F"])
        #expect(authors(#""Bee, A; Dee, C""#) == ["A Bee", "C Dee"])
        #expect(authors(#""A B (X (Y), Z), C D (""#) == ["A B", "C D ("])
        #expect(authors(#""张三、李四，王五（清华）""#) == ["张三", "李四", "王五"])
        #expect(authors(#""Ada Ng, Margaret Al, et al.""#) == ["Ada Ng", "Margaret Al"])
        #expect(authors(#""Andrea Sand and Bo""#) == ["Andrea Sand", "Bo"])
        #expect(authors("null") == [] && authors("7") == [] && authors("[]") == [])
    }

    @Test func `each broken line is reported and the rest read`() {
        let reading = read(
            #"{"id":"2603.00001","title":"A"}"# + "\n{\"id\": \n" + "[1]\n7\n" + #"{"id":"2603.00002"}"# + "\n"
                + #"{"id":"2603.00003","title":"B"}"# + "\n", named: "a.jsonl")
        #expect(reading.papers.map(\.id.rawValue) == ["2603.00001", "2603.00003"])
        #expect(
            reading.messages == [
                "a.jsonl:2: malformed JSON: skipped", "a.jsonl:3: a JSON value that is no object: skipped",
                "a.jsonl:4: a JSON value that is no object: skipped",
                "a.jsonl:5: entry without a title or a text: skipped",
            ])
        #expect(reading.count(.jsonl) == .init(files: 1, entries: 6, rejected: 4))
    }

    @Test func `bytes that are no text are replaced and said to be`() throws {
        var bytes = Array(#"{"id":"2603.00001","title":"A?B\ud83dC\ud83d\ude00","text":"x"}"#.utf8)
        let mark = try #require(bytes.firstIndex(of: UInt8(ascii: "?")))
        bytes[mark] = 0xFF
        let (papers, problems, _) = DigestReader.read(bytes: bytes, named: "a.jsonl")
        #expect(papers.first?.text(.title, .english) == "A\u{FFFD}B\u{FFFD}C😀")
        #expect(problems.map(\.kind) == [.encoding] && problems.map(\.line) == [1])
    }

    @Test func `bare control characters are blanks`() {
        let reading = read("{\"id\":\"2603.00001\",\"title\":\"A\tB\u{0}\"}\n", named: "a.jsonl")
        #expect(reading.papers.first?.text(.title, .english) == "A B")
        #expect(reading.problems.map(\.kind) == [.encoding])
    }

    @Test func `an array and objects over several lines are read with their lines`() {
        let reading = read(Sample.array.replacing(#""2603.00002""#, with: "null"), named: "a.json")
        #expect(reading.papers.map(\.id.rawValue) == ["2603.00001", "a.json:7"])
        #expect(reading.problems.map(\.line) == [7])
        #expect(reading.count(.json) == .init(files: 1, entries: 2, rejected: 0))
        let stream = read(
            "{\n\"id\": \"2603.00001\",\n\"title\": \"}{\\\"\"\n}\n{\n\"id\": \"2603.00002\", \"title\": \"B\"}",
            named: "b.json")
        #expect(stream.papers.map { $0.text(.title) } == ["}{\"", "B"])
    }

    @Test func `records may be an object's member`() {
        let text = #"{"date": 7, "papers": [{"id": "2603.00001", "title": "A"}, {"id": "2603.00002", "title": "B"}]}"#
        #expect(read(text, named: "a.json").papers.count == 2)
        #expect(read(text.replacing("[{", with: "[\n{"), named: "a.json").papers.count == 2)
    }

    @Test(arguments: ["{}", #"{"a": 1}"#, #"{"name": "package", "version": [1]}"#, "[]", "[{}]"])
    func `other JSON is no digest`(text: String) {
        let reading = read(text, named: "package.json")
        #expect(reading.papers.isEmpty)
        #expect(reading.messages.last == "package.json: JSON without a record of a paper: skipped")
    }
}
