import Digests
import JSON
import Synchronization

/// What untrusted bytes are tried on.
///
/// Each target takes any bytes, and traps when what holds for all of them does not hold. A new one needs a case, its
/// branch in ``run(_:)``, and a folder of first inputs under `Tests/Fuzz/Corpus`.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// A Markdown report.
    case report
    /// A Markdown table.
    case table
    /// Lines of JSON.
    case lines
    /// JSON of another layout.
    case layout
    /// A JSON text by itself.
    case json
    /// A stored record of a paper.
    case record
    /// What a person may type for a paper.
    case id
    /// An index, its files or its sections changed.
    case index

    /// Tries some bytes.
    public func run(_ bytes: [UInt8]) {
        switch self {
        case .report, .table: readDigest(bytes, named: "2026-03-08.md")
        case .lines: readDigest(bytes, named: "folder/2026-03-08.jsonl")
        case .layout: readDigest(bytes, named: "papers.json")
        case .json: readJSON(bytes)
        case .record: readRecord(bytes)
        case .id: readID(String(decoding: bytes, as: UTF8.self))
        case .index: openIndex(bytes)
        }
    }
}

/// Every entry is accounted for, and every paper survives being stored and joined with itself.
private func readDigest(_ bytes: [UInt8], named name: String) {
    let (papers, problems, summary) = DigestReader.read(bytes: bytes, named: name)
    precondition(summary.total.read == papers.count, "entries are lost or counted twice")
    precondition(summary.problems.values.reduce(0, +) == problems.count, "problems are lost or counted twice")
    precondition(!bytes.isEmpty || problems.count == 1, "an empty file goes unnoticed")
    for problem in problems { precondition(problem.line ?? 1 >= 1, "a line before the first") }
    for paper in papers {
        precondition(!paper.fields.isEmpty, "a paper about which nothing is known")
        precondition((try? Paper(record: paper.record)) == paper, "a record loses something")
        var twice = paper
        twice.merge(paper)
        precondition(twice == paper, "joining a paper with itself changes it")
        _ = paper.date
    }
    var collector = PaperCollector()
    for paper in papers { collector.add(paper) }
    let (forward, _) = collector.resolved()
    var reversed = PaperCollector()
    for paper in papers.reversed() { reversed.add(paper) }
    precondition(forward == reversed.resolved().papers, "the order of entries matters")
}

/// What is JSON is the same JSON after it was written.
private func readJSON(_ bytes: [UInt8]) {
    var parser = JSONParser()
    var written: [UInt8]?
    try? parser.parse(bytes.span) { written = rewritten($0) }
    guard let written else { return }
    var again: [UInt8]?
    try? parser.parse(written.span) { again = rewritten($0) }
    precondition(again == written, "JSON changes when it is written")
}

private func rewritten(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    write(value, to: &writer)
    return writer.bytes
}

private func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value.kind {
    case .null: writer.null()
    case .bool: writer.bool(value.bool == true)
    case .number:
        if let int = value.int { writer.int(int) } else { writer.double(value.double ?? .nan) }
    case .string: writer.string(value.string ?? "")
    case .array:
        writer.array {
            guard let elements = value.array else { return }
            for element in elements { write(element, to: &$0) }
        }
    case .object:
        writer.object {
            guard let members = value.object else { return }
            for (key, member) in members {
                $0.key(key)
                write(member, to: &$0)
            }
        }
    }
}

/// What is a record is a paper whose record is that paper's.
private func readRecord(_ bytes: [UInt8]) {
    guard let paper = try? Paper(record: bytes) else { return }
    precondition((try? Paper(record: paper.record)) == paper, "a record loses something")
}

/// An ID is canonical: parsing it gives itself.
private func readID(_ text: String) {
    guard let id = PaperID.parse(text) else { return }
    precondition(!id.rawValue.isEmpty, "an empty ID")
    precondition(PaperID.parse(id.rawValue) == id, "an ID changes when it is parsed again")
    _ = id.month
}

/// Whatever an index is, it is opened and answers, or is refused with an error.
private func openIndex(_ bytes: [UInt8]) {
    bench.withLock { bench in
        do {
            if bench == nil { bench = try IndexBench() }
            try bench?.run(bytes)
        } catch {
            preconditionFailure("the index to try things on cannot be written: \(error)")
        }
    }
}

private let bench = Mutex<IndexBench?>(nil)
