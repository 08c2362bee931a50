import Testing

@testable import Digests

@Suite struct ContentTests {
    private func content(_ bytes: [UInt8], isWhole: Bool = true) -> Content { Content(bytes.span, isWhole: isWhole) }
    private func content(_ text: String) -> Content { content(Array(text.utf8)) }

    @Test func `the kind of a text shows in its first bytes`() {
        #expect(content("# Papers") == .markdown && content("[a](b)") == .markdown && content("x") == .markdown)
        #expect(content(#"{"id": 1}"#) == .jsonl && content("\u{FEFF} \n{\"id\": 1}\n{\"id\": 2}") == .jsonl)
        #expect(content("{\n\"id\": 1}") == .json && content(#"{"id": 1,"# + "\n" + #""a": 2}"#) == .json)
        #expect(content("[\n{\"id\": 1}]") == .json && content("[{\"id\": 1}]") == .json && content("[]") == .json)
        #expect(content("{\"papers\": [\n{\"id\": 1}]}") == .json)
        #expect(content("") == .empty && content(" \r\n\t") == .empty)
    }

    @Test func `a first line that is cut short is still a line`() {
        #expect(content("{\"id\": \"a\", \"title\": \"cut\n{\"id\": 2}\n") == .jsonl)
        #expect(content("{\"id\": \"a\",\n{\"id\": 2}\n") == .jsonl)
    }

    @Test(
        arguments: [
            ([0x1F, 0x8B, 8], "gzip data"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz data"),
            ([0x28, 0xB5, 0x2F, 0xFD], "zstd data"),
            ([0xFF, 0xFE, 0x23, 0], "UTF-16 text"), ([0xFE, 0xFF, 0, 0x23], "UTF-16 text"),
            (Array("%PDF-1.7".utf8), "a PDF document"),
            ([0, 0, 0, 0], "binary data"), ([0x7F, 0x45, 0x4C, 0x46, 1, 1, 1, 0], "binary data"),
            ([0x50, 0x4B, 3, 4], "a zip archive"),
        ] as [([UInt8], String)])
    func `what is no text is named`(bytes: [UInt8], name: String) {
        let (papers, problems, _) = DigestReader.read(bytes: bytes, named: "a")
        #expect(papers.isEmpty && problems.map(\.kind) == [.notADigest] && problems.map(\.message) == [name])
    }

    @Test func `a stray control character makes no binary`() {
        let reading = read(Sample.report.replacing("One eye", with: "One\u{0}\u{C}eye"))
        #expect(reading.paper("2603.00001")?.text(.abstract)?.hasPrefix("One eye") == true)
    }

    @Test func `a report with bytes that are not UTF-8 is read and marked`() throws {
        var bytes = Array(Sample.report.utf8)
        let offset = try #require(bytes.firstOffset(of: "One eye", in: bytes.indices))
        bytes[offset] = 0xC0
        let (papers, problems, _) = DigestReader.read(bytes: bytes, named: "a.md")
        #expect(papers.first?.text(.abstract) == "\u{FFFD}ne eye sees little. Two eyes see more.")
        #expect(
            problems.first?.description
                == "a.md:35: bytes that are not UTF-8, here and perhaps below: replaced by U+FFFD")
    }
}
