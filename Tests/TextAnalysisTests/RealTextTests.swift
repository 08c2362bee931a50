import Glibc
import Testing

@testable import TextAnalysis

/// The lines of a file; nil if it is not there.
private func lines(ofFile path: String, atMost limit: Int) -> [[UInt8]]? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    // SAFETY: the file is open, and the buffer outlives each call.
    defer { unsafe _ = fclose(file) }
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while lines.count < limit {
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
        if count == 0 { break }
        for byte in buffer[..<count] {
            if byte == 0x0A {
                lines.append(line)
                line.removeAll()
            } else {
                line.append(byte)
            }
        }
    }
    return Array(lines.prefix(limit))
}

@Suite struct RealTextTests {
    /// Beside the package, where it is laid out for development; absent elsewhere.
    private static let data = "../shared/data"

    @Test(arguments: [
        "digests-zh/2026-03-02.md", "digests-en/2026-03-02.md", "judged/cacm/corpus.jsonl", "labelled/bbc.jsonl",
    ])
    func `on real text the counter gives the analyzer's terms`(_ name: String) throws {
        guard let lines = lines(ofFile: "\(Self.data)/\(name)", atMost: 3_000) else {
            print("skipped: no \(Self.data)/\(name)")
            return
        }
        var counter = TermCounter()
        for line in lines {
            var ids: [UInt32] = []
            counter.append(line.span, to: &ids)
            let expected = Analyzer().terms(in: String(decoding: line, as: UTF8.self))
            if ids.map({ counter.terms[Int($0)] }) != expected {
                Issue.record("\(String(decoding: line, as: UTF8.self))")
                return
            }
        }
    }
}
