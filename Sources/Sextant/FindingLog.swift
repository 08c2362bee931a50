import Corpus
import Digests
import IndexStore
import SystemSupport

/// Something that a reader of digests should know: noted while indexing, listed by a check-up.
public struct Finding: Hashable, Sendable {
    /// What it is about, for counting: the name of a ``DigestProblem/Kind``, or `changed`.
    public let kind: String
    /// The file that it was found in.
    public let file: String
    /// Whether anything was lost or replaced by it.
    public let isLoss: Bool
    /// What happened, with its place and what was done.
    public let text: String

    init(kind: String, file: String, isLoss: Bool, text: String) {
        self.kind = kind
        self.file = file
        self.isLoss = isLoss
        self.text = text
    }

    init(_ problem: DigestProblem) {
        self.init(
            kind: problem.kind.rawValue, file: problem.file, isLoss: problem.severity > .note,
            text: problem.description)
    }
}

/// The findings of all index runs, as the index keeps them.
struct FindingLog: Equatable {
    /// The kind under which the store keeps them.
    static let kind = "findings"

    /// Sorted, each once.
    private(set) var findings: [Finding] = []

    init() {}

    /// Reads the log of an index; an index without one has no findings.
    init(_ snapshot: IndexSnapshot) throws(IndexError) {
        guard let stored = snapshot.segments.first(where: { $0.kind == Self.kind }) else { return }
        findings = try stored.texts("text").texts.compactMap(Self.decode)
    }

    /// Takes the findings of a run in. Those of files below the paths of the run are of this run alone: what was mended
    /// is gone.
    mutating func replace(under paths: [String], by new: [Finding]) {
        let paths = paths.map { $0 == "-" ? DigestReader.standardInput : $0 }
        let kept = findings.filter { finding in
            !paths.contains { finding.file == $0 || finding.file.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
                || finding.kind == "changed"
        }
        findings = Set(kept + new).sorted {
            ($0.file, $0.text, $0.kind) < ($1.file, $1.text, $1.kind)
        }
    }

    /// Drops what is said of paths where nothing is: they were mistyped, which the run itself said.
    mutating func forgetMissingFiles() {
        findings.removeAll {
            $0.kind == DigestProblem.Kind.unreadable.rawValue && $0.file != DigestReader.standardInput
                && !FileSystem.exists($0.file)
        }
    }

    /// Writes the log as a segment.
    func write(to writer: IndexWriter) throws(IndexError) -> NewSegment {
        let segment = try writer.makeSegment(kind: Self.kind)
        try segment.write("text", TextColumn(findings.map(Self.encode)))
        return try segment.finish(rowCount: findings.count)
    }

    /// Kind, weight, file and text between NULs, the one character that no file's name has.
    private static func encode(_ finding: Finding) -> String {
        [finding.kind, finding.isLoss ? "loss" : "note", finding.file, finding.text].joined(separator: "\0")
    }

    private static func decode(_ line: String) -> Finding? {
        let parts = line.split(separator: "\0", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 else { return nil }
        return Finding(kind: parts[0], file: parts[2], isLoss: parts[1] == "loss", text: parts[3])
    }
}
