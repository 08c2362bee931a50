import TestSupport
import Testing

@testable import Digests

@Suite struct HostileInputTests {
    @Test(arguments: Sample.all.indices)
    func `a file cut at any byte loses no entry before the cut, and says what it lost`(index: Int) {
        let (name, text) = Sample.all[index]
        let bytes = Array(text.utf8)
        let whole = DigestReader.read(bytes: bytes, named: name)
        for end in 0..<bytes.count {
            let (papers, problems, summary) = DigestReader.read(bytes: Array(bytes[..<end]), named: name)
            #expect(summary.total.read == papers.count)
            #expect(papers.count <= whole.papers.count)
            // What is the same before the cut is whole; only the last entry may differ.
            for (part, full) in zip(papers, whole.papers).dropLast(1) { #expect(part == full) }
            for paper in papers { #expect(whole.papers.contains { $0.id == paper.id }, "cut at \(end)") }
            // Behind a bar that may end a row, and between two lines, nothing shows that something is missing.
            let last = bytes[..<end].last { !$0.isBlank }
            if last == UInt8(ascii: "|") || (last == UInt8(ascii: "}") && name.hasSuffix("l")) { continue }
            if papers != whole.papers { #expect(!problems.isEmpty, "cut at \(end)") }
        }
    }

    @Test func `bytes made at random are never a crash`() {
        var random = SplitMix(state: 21)
        for (name, text) in Sample.all {
            let bytes = Array(text.utf8)
            for _ in 0..<150 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    let place = Int.random(in: 0..<damaged.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: damaged.remove(at: place)
                    default:
                        let other = Int.random(in: 0..<bytes.count, using: &random)
                        damaged.insert(contentsOf: bytes[other..<min(other + 20, bytes.count)], at: place)
                    }
                }
                let (papers, _, summary) = DigestReader.read(bytes: damaged, named: name)
                #expect(summary.total.read == papers.count)
                for paper in papers { #expect((try? Paper(record: paper.record)) == paper) }
            }
        }
    }

    @Test(arguments: [
        "|", "||", "|\n|", "#", "###", "### [", "### []()", "### [1]", "### [1] [](https://arxiv.org/abs/2603.00001)",
        "<", "<>", "**",
        "| Title | PDF |\n|---|---|\n|", "| Title | PDF |\n|---|---|\n||||||||", "| Title | PDF |\n|-|-|\n\n\n|\n", "{",
        "}", "[", "[{",
        "\u{FEFF}", "\u{FEFF}{", "{\"", "{\"a\":", "\r", "\n", "\r\n\r\n", ":", "：", "- :", "### [a](b)\n:",
        "### [a](b)\n**:**",
        "### [a](b)\n*a*", "### [a](b)\n**", "### [a](b)\n<", "### [a](b)\nabstract:", "[\\", "{\"a\\",
    ])
    func `marks without their texts are no entries`(text: String) {
        let reading = read(text)
        #expect(reading.papers.allSatisfy { !$0.fields.isEmpty })
        #expect(reading.summary.files == 1)
    }

    @Test func `deep nesting is an error of its line`() {
        let deep = "{\"a\":" + String(repeating: "[", count: 3_000) + String(repeating: "]", count: 3_000) + "}"
        let reading = read(deep + "\n" + #"{"id":"2603.00001","title":"T"}"#, named: "a.jsonl")
        #expect(reading.papers.count == 1 && reading.messages == ["a.jsonl:1: JSON nested too deeply: skipped"])
    }
}
