import SystemSupport
import Testing

@testable import TextAnalysis

@Suite struct RealTextTests {
    /// Beside the package, where it is laid out for development; absent elsewhere.
    private static let data = "../shared/data"

    @Test(arguments: [
        "digests-zh/2026-03-02.md", "digests-en/2026-03-02.md", "judged/cacm/corpus.jsonl", "labelled/bbc.jsonl",
    ])
    func `on real text the counter gives the analyzer's terms`(_ name: String) throws {
        guard let bytes = try? FileReader(path: "\(Self.data)/\(name)").readToEnd() else {
            print("skipped: no \(Self.data)/\(name)")
            return
        }
        var counter = TermCounter()
        for line in bytes.split(separator: 0x0A).prefix(500) {
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
