import JSON
import TestSupport
import Testing
import Vocab

@testable import Digests

@Suite struct RecordTests {
    @Test func `a record holds a paper without loss`() throws {
        var random = SplitMix(state: 3)
        for _ in 0..<300 {
            let paper = randomPaper(&random)
            #expect(try Paper(record: paper.record) == paper)
        }
    }

    @Test func `equal papers have equal records`() {
        var random = SplitMix(state: 4)
        let paper = randomPaper(&random)
        var twin = Paper(id: paper.id)
        twin.merge(paper)
        #expect(twin.record == paper.record)
    }

    @Test func `a record is readable JSON with its keys in order`() {
        var paper = Paper(id: PaperID(rawValue: "2603.00001"))
        paper.fields[FieldKey(.title, .chinese)] = FieldValue("“眼睛”\n", day: .of("2026-03-08"), quality: .truncated)
        paper.authorList = AuthorList(["Ada Ng"])
        paper.addCategories(["cs.CV"])
        paper.primary = FieldValue("cs.CV")
        paper.created = .of("2026-03-01")
        let expected =
            #"{"id":"2603.00001","fields":[{"name":"title","language":"zh","text":"“眼睛”\n","day":"2026-03-08","truncated":true}],"#
            + #""authors":{"names":["Ada Ng"]},"categories":["cs.CV"],"primary":{"text":"cs.CV"},"created":"2026-03-01"}"#
        #expect(String(decoding: paper.record, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"id":""}"#, #"{"id":7}"#, #"{"id":"x","fields":{}}"#,
        #"{"id":"x","fields":[{"name":"title"}]}"#,
        #"{"id":"x","fields":[{"name":"titel","language":"en","text":"t"}]}"#, #"{"id":"x","authors":[]}"#,
        #"{"id":"x","created":"yesterday"}"#, #"{"id":"x","categories":[1]}"#, #"{"id":"x","primary":"cs.CV"}"#,
    ])
    func `what is no record is an error`(text: String) {
        #expect(throws: JSONError.self) { try Paper(record: Array(text.utf8)) }
    }

    @Test func `members that a later version adds are passed over`() throws {
        let record = Array(#"{"id":"x","new":{"a":[1]},"fields":[]}"#.utf8)
        #expect(try Paper(record: record) == Paper(id: PaperID(rawValue: "x")))
    }

    @Test func `a record that is cut anywhere is an error`() {
        var random = SplitMix(state: 5)
        let record = randomPaper(&random).record
        for end in 0..<record.count {
            #expect(throws: JSONError.self) { try Paper(record: Array(record[..<end])) }
        }
    }
}
