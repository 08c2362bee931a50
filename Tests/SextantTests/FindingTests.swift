import Digests
import Sextant
import SystemSupport
import Testing
import Vocab

@testable import Sextant

@Suite struct FindingLogTests {
    private func texts(_ index: TestIndex) throws -> [String] {
        try FindingLog(IndexDirectory(path: index.path).snapshot()).findings.map {
            $0.text.replacing(index.folder.path + "/digests/", with: "")
        }
    }

    @Test func `problems are kept until their file is mended`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<3) + "broken\n", as: "a.jsonl")
        try index.add(#"{"title": "nameless"}"# + "\n" + Digest.lines(3..<5), as: "b.jsonl")
        let both = try texts(index)
        #expect(both.count == 2 && both[0].hasPrefix("a.jsonl:4: ") && both[1].hasPrefix("b.jsonl:1: "))
        try index.add(Digest.lines(0..<3), as: "a.jsonl")
        #expect(try texts(index) == [both[1]])
        _ = try index.write(Digest.lines(3..<5), as: "b.jsonl")
        _ = try index.builder.index([index.folder.path + "/digests/"])
        #expect(try texts(index).isEmpty)
    }

    @Test func `files whose names only begin alike keep theirs`() throws {
        let index = try TestIndex()
        try index.add("broken\n" + Digest.lines(0..<2), as: "a")
        try index.add("broken\n" + Digest.lines(2..<4), as: "ab")
        try index.add(Digest.lines(0..<2), as: "a")
        #expect(try texts(index).map { $0.prefix(3) } == ["ab:"])
    }

    @Test func `a strange file name is kept as it is, and a second run changes nothing`() throws {
        let index = try TestIndex()
        for name in ["a\tb.jsonl", "line\nbreak.jsonl", "冰.jsonl"] {
            try index.add("broken\n" + Digest.lines(0..<2), as: name)
        }
        let generation = try index.generation()
        let log = try FindingLog(IndexDirectory(path: index.path).snapshot()).findings
        #expect(
            Set(log.map { String($0.file.dropFirst(index.folder.path.count + 9)) }) == [
                "a\tb.jsonl", "line\nbreak.jsonl", "冰.jsonl",
            ])
        _ = try index.builder.index([index.folder.path + "/digests"])
        #expect(try index.generation() == generation)
    }

    @Test func `changed papers are noted and stay noted`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<3), as: "2026-03-01.jsonl")
        try index.add(Digest.lines(0..<1, version: 1), as: "2026-03-02.jsonl")
        let noted = try texts(index)
        #expect(noted.count == 1 && noted[0].hasPrefix(Digest.id(0) + ": "))
        _ = try index.builder.index([index.folder.path + "/digests"])
        #expect(try texts(index) == noted)
    }
}

@Suite struct CheckupTests {
    private func findings(_ index: TestIndex, _ kind: String) throws -> [String] {
        let checkup = try Library.checkup(path: index.path)
        #expect(checkup.damage.isEmpty)
        return checkup.sections.first { $0.kind == kind }?.findings ?? []
    }

    @Test func `a sound index of whole digests has nothing but what the machine has`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<5), as: "2026-03-02.jsonl")
        let checkup = try Library.checkup(path: index.path)
        #expect(checkup.damage.isEmpty && checkup.sections.allSatisfy { $0.kind == "blas" })
    }

    @Test func `weekdays without a digest are missing, weekends and long gaps are not`() throws {
        let index = try TestIndex()
        // Thursday, then Wednesday of the week after, then months later.
        for (day, paper) in [("2026-03-05", 0), ("2026-03-11", 1), ("2026-07-01", 2)] {
            try index.add(Digest.lines(paper..<paper + 1), as: day + ".jsonl")
        }
        #expect(try findings(index, "missing_days") == ["2026-03-06", "2026-03-09", "2026-03-10"])
    }

    @Test func `failed summaries, duplicates, changes and problems are listed`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<3) + Digest.lines(3..<4, summary: nil) + "broken\n", as: "2026-03-02.jsonl")
        let twin = #"{"id": "2603.99999", "title": "STUDY 0 of: \#(Digest.title(0).dropFirst(11))", "abstract": "x"}"#
        try index.add(twin + "\n" + Digest.lines(1..<2, version: 1), as: "2026-03-03.jsonl")
        #expect(try findings(index, "failed_summaries") == ["\(Digest.id(3)): \(Digest.title(3))"])
        #expect(try findings(index, "duplicates") == ["\(Digest.id(0)) = 2603.99999"])
        #expect(try findings(index, "changed").count == 1)
        let problems = try findings(index, "problems")
        #expect(problems.contains { $0.contains("2026-03-02.jsonl:5: ") })
    }

    @Test func `damage is found and named, and nothing else is looked at`() throws {
        let index = try TestIndex()
        try index.add(Digest.lines(0..<5), as: "a.jsonl")
        for path in try FileSystem.walk(index.path + "/segments") {
            var bytes = try FileSystem.contents(of: path)
            bytes[bytes.count - 1] ^= 1
            let writer = try FileWriter(path: path)
            try writer.write(bytes)
            try writer.close()
            let checkup = try Library.checkup(path: index.path)
            #expect(checkup.damage.count == 1 && "\(checkup.damage[0])".hasPrefix(path) && !checkup.isClean)
            bytes[bytes.count - 1] ^= 1
            let mender = try FileWriter(path: path)
            try mender.write(bytes)
            try mender.close()
        }
        #expect(try Library.checkup(path: index.path).damage.isEmpty)
    }
}
