import SystemSupport
import TestSupport
import Testing

@testable import Digests

@Suite struct DigestReaderTests {
    @Test func `a folder is walked, and every file accounted for`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Sample.report, to: "2026/2026-03-07.md")
        try folder.write(Sample.table, to: "tables/a.md")
        try folder.write(Sample.enhanced, to: "2026/2026-03-07.jsonl")
        try folder.write("hello", to: "notes.txt")
        try folder.write([], to: "empty.md")
        try folder.write(Sample.report, to: ".hidden/x.md")
        let reading = try readAll([folder.path])
        #expect(reading.summary.files == 5)
        #expect(reading.summary.total == .init(files: 3, entries: 7, rejected: 0))
        #expect(reading.papers.count == 7)
        #expect(reading.summary.paths == [.init(path: folder.path, read: 7, isReadable: true)])
        #expect(reading.summary.problems == [.failedSummary: 2, .empty: 1, .notADigest: 1])
        #expect(reading.problems.contains { $0.file == folder.path + "/notes.txt" && $0.kind == .notADigest })
    }

    @Test func `the order of paths and the number of threads change nothing`() throws {
        let folder = try TemporaryFolder()
        var files: [String] = []
        for (name, text) in Sample.all { files.append(try folder.write(text, to: name)) }
        let first = try readAll(files, threads: 1)
        var random = SplitMix(state: 2)
        for threads in [1, 2, 3, 8] {
            let again = try readAll(files.shuffled(using: &random) + [files[0]], threads: threads)
            #expect(again.papers == first.papers && again.problems == first.problems && again.summary == first.summary)
        }
        #expect(try readAll([folder.path, files[1]]).papers == first.papers)
    }

    @Test func `what cannot be read is reported and stops nothing`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(Sample.metadata, to: "a.jsonl")
        let reading = try readAll([folder.path + "/none", file])
        #expect(reading.papers.count == 1)
        #expect(reading.messages == ["\(folder.path)/none: no such file or folder: skipped"])
        #expect(reading.summary.paths.map(\.isReadable) == [true, false])
        #expect(reading.problems.map(\.severity) == [.failure])
    }

    @Test func `what the caller throws ends the reading`() throws {
        struct Stop: Error {}
        let folder = try TemporaryFolder()
        let file = try folder.write(Sample.metadata, to: "a.jsonl")
        #expect(throws: Stop.self) {
            _ = try DigestReader(paths: [file], threads: 1).read { _, _ in throw Stop() }
        }
    }

    @Test(arguments: [1, 2]) func `a large file is handed on in order while it is read, until the caller throws`(
        threads: Int
    ) throws {
        struct Stop: Error {}
        let folder = try TemporaryFolder()
        let filling = String(repeating: "eyes ", count: 400)
        let count = 5 * Limits.smallFile / 2_000
        let lines = (0..<count).map { #"{"id":"n\#(100_000 + $0)","abstract":"\#(filling)"}"# + "\n" }
        let file = try folder.write(lines.joined(), to: "large.jsonl")
        let expected = (0..<count).map { "n\(100_000 + $0)" }
        var found: [String] = []
        var batches = 0
        _ = try DigestReader(paths: [file], threads: threads).read { papers, _ in
            found += papers.map(\.id.rawValue)
            batches += 1
        }
        #expect(found == expected && batches > 1)
        var taken = 0
        #expect(throws: Stop.self) {
            _ = try DigestReader(paths: [file], threads: threads).read { papers, _ in
                taken += 1
                if taken == 2 { throw Stop() }
            }
        }
        #expect(taken == 2)
    }

    /// Everything in a file, read as a large one is.
    private func stream(_ file: String, threads: Int, _ limits: Limits) throws -> DigestOutput {
        var stream = DigestStream(reader: try FileReader(path: file), name: file, threads: threads, limits: limits)
        var output = DigestOutput(file: file)
        while let next = try stream.next() { output.append(next) }
        return output
    }

    @Test func `a file that is read in pieces gives what it gives whole`() throws {
        let folder = try TemporaryFolder()
        var lines: [String] = []
        for number in 10_000..<13_000 {
            let text = String(repeating: "eyes ", count: number % 17)
            lines.append(
                number.isMultiple(of: 1_000)
                    ? "{broken \(number)" : #"{"id":"2603.\#(number)","abstract":"\#(text)\#(number)"}"#)
        }
        let text = "\u{FEFF}" + lines.joined(separator: "\n")
        let file = try folder.write(text, to: "large.jsonl")
        let whole = DigestReader.read(bytes: Array(text.utf8), named: file)
        for (threads, piece) in [(1, 4_096), (2, 4_096), (5, 1_000), (2, 100), (2, 1 << 20)] {
            let pieces = try stream(file, threads: threads, Limits(piece: piece))
            #expect(pieces.papers == whole.papers && pieces.problems == whole.problems)
            #expect(pieces.summary.total == whole.summary.total && pieces.papers.count == 2_997)
        }
        #expect(whole.problems.map(\.line) == [1, 1_001, 2_001])
    }

    @Test func `a line that is too long is skipped and the rest read`() throws {
        let folder = try TemporaryFolder()
        let limits = Limits(line: 300_000, piece: 10_000)
        let record = Array((#"{"id":"2603.00003","title":"C"}"# + "\n").utf8)
        // Zeros after a sample that looks like records, in a line that ends and in one that does not.
        for (length, isLong) in [(200_000, false), (400_000, true), (1_234_567, true)] {
            var bytes = Array(repeating: record, count: 3_000).flatMap(\.self)
            bytes += Array(repeating: 0, count: length) + [0x0A] + record + Array(repeating: 0, count: length)
            let file = try folder.write(bytes, to: "zeros.jsonl")
            let output = try stream(file, threads: 2, limits)
            #expect(output.papers.count == 3_001)
            #expect(output.summary.bytes == bytes.count)
            #expect(output.problems.map(\.kind) == (isLong ? [.tooLong, .tooLong] : [.malformed, .truncated]))
            #expect(output.problems.map(\.line) == [3_001, 3_003])
            #expect(output.summary.total == .init(files: 1, entries: 3_003, rejected: 2))
        }
    }

    @Test func `many zeros are binary data, and quickly so`() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([UInt8](repeating: 0, count: 2 * Limits.smallFile), to: "2026-03-08.md")
        let reading = try readAll([file])
        #expect(reading.messages == ["\(file): binary data: skipped"])
    }

    @Test func `a large text of another kind is read whole, up to a limit`() throws {
        let folder = try TemporaryFolder()
        for (name, text) in Sample.all where !name.hasSuffix("jsonl") {
            let file = try folder.write(text + String(repeating: "\n", count: 70_000), to: name)
            let whole = DigestReader.read(bytes: try FileSystem.contents(of: file), named: file)
            let streamed = try stream(file, threads: 2, Limits(piece: 1_000))
            #expect(streamed.papers == whole.papers && streamed.problems == whole.problems)
            #expect(streamed.summary == whole.summary)
        }
        let file = try folder.write(Sample.report + String(repeating: "\n", count: 70_000), to: "long.md")
        let output = try stream(file, threads: 1, Limits(text: 66_000))
        #expect(output.problems.map(\.kind) == [.tooLong] && output.papers.isEmpty)
    }
}
