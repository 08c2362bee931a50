import Testing

@testable import Vocab

@Suite struct TermRecurrenceTests {
    @Test func `everyday words recur seldom, and words of a subject are not listed`() throws {
        for word in ["came", "say", "conclud"] { #expect(try #require(TermRecurrence.of(word)) < 0.15, "\(word)") }
        for word in ["memori", "watermark", "protein", "agent"] { #expect(TermRecurrence.of(word) == nil, "\(word)") }
    }

    @Test(arguments: ["", " ", "came 8", "came\n", "#", "# How", "zzzz", "神经"])
    func `what is not listed has no recurrence`(_ term: String) { #expect(TermRecurrence.of(term) == nil) }
}

@Suite struct SortedLinesTests {
    private let list = SortedLines(Array("# a comment\nart 20\narticle 7 more\nz 1\n".utf8))

    @Test func `a key is found among those that begin alike`() {
        for (key, number) in [("art", 20), ("article", 7), ("z", 1)] {
            let bytes = Array(key.utf8)
            #expect(list.line(of: bytes.span).map { list.number($0, after: bytes.count) } == Int32(number), "\(key)")
        }
        #expect(list.count == 3 && list.key(1) == "article" && list.rest(1) == "7 more")
    }

    @Test(arguments: ["ar", "arts", "articles", "zz", "a"]) func `what lies between has no line`(_ key: String) {
        let bytes = Array(key.utf8)
        #expect(list.line(of: bytes.span) == nil)
    }
}
