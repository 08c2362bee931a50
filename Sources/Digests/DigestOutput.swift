/// What one file, or one piece of a file, gave.
struct DigestOutput: Sendable {
    /// The file as problems name it.
    let file: String
    var papers: [Paper] = []
    var problems: [DigestProblem] = []
    var summary = DigestSummary()

    init(file: String) {
        self.file = file
    }

    mutating func report(
        _ kind: DigestProblem.Kind, line: Int? = nil, _ severity: DigestProblem.Severity, _ message: String,
        _ action: String
    ) {
        problems.append(
            DigestProblem(file: file, line: line, kind: kind, severity: severity, message: message, action: action))
        summary.problems[kind, default: 0] += 1
    }

    /// Notes that a digest says that its day has no papers.
    mutating func reportEmptyDay(line: Int?, _ message: String) {
        report(.empty, line: line, .note, message, "nothing to read")
        summary.emptyDays += 1
    }

    /// Gives an entry that names no paper a name in its file.
    mutating func name(_ draft: inout EntryDraft) {
        let id = PaperID(rawValue: "\(file.split(separator: "/").last ?? ""):\(draft.line)")
        draft.id = id
        report(.missingID, line: draft.line, .note, "entry without an ID", "called \(id)")
    }

    /// Counts an entry that cannot be taken.
    mutating func reject(
        _ format: DigestFormat, _ kind: DigestProblem.Kind, line: Int?, _ message: String, action: String = "skipped"
    ) {
        summary.formats[format, default: .init()].entries += 1
        summary.formats[format, default: .init()].rejected += 1
        report(kind, line: line, .loss, message, action)
    }

    /// Takes an entry if it names a paper and says something about it.
    mutating func accept(_ draft: EntryDraft, _ format: DigestFormat) {
        guard let id = draft.id else {
            return reject(format, .missingID, line: draft.line, "entry without an ID")
        }
        guard draft.hasText else {
            return reject(format, .missingText, line: draft.line, "entry without a title or a text")
        }
        summary.formats[format, default: .init()].entries += 1
        if draft.hasFailedSummary {
            report(.failedSummary, line: draft.line, .note, "\(id): the summary failed", "the rest kept")
        }
        papers.append(draft.paper(id: id, file: file))
    }

    /// Appends what came after.
    mutating func append(_ other: DigestOutput) {
        papers += other.papers
        problems += other.problems
        summary.add(other.summary)
    }
}
