/// Brings together what several digests say of the same papers.
///
/// The order in which entries are added does not matter.
public struct PaperCollector: Sendable {
    private var global: [PaperID: Paper] = [:]
    /// IDs that mean something in their own file only, by file.
    private var local: [PaperID: [String: Paper]] = [:]

    public init() {}

    /// Joins an entry with what is known of its paper.
    public mutating func add(_ paper: Paper) {
        if paper.id.kind == .other {
            Self.join(paper, &local[paper.id, default: [:]][paper.source ?? ""])
        } else {
            Self.join(paper, &global[paper.id])
        }
    }

    private static func join(_ paper: Paper, _ known: inout Paper?) {
        if known == nil {
            known = paper
        } else {
            known?.merge(paper)
        }
    }

    /// How many papers there are at most: fewer if the same text stands in several files under an ID of its own kind.
    public var count: Int { global.count + local.values.reduce(0) { $0 + $1.count } }

    /// The papers sorted by ID, and the conflicts between IDs of other kinds.
    ///
    /// The same text in another file under the same such ID is the same paper. Another text keeps its paper apart: the
    /// first file (by its path's bytes) keeps the ID, others put their name before it, and as many folders as it takes.
    /// - Parameter stored: The paper that is known already under an ID, if there is one.
    /// - Complexity: O(`n` log `n`) for `n` papers.
    public func resolved(
        stored: (PaperID) -> Paper? = { _ in nil }
    ) -> (papers: [Paper], problems: [DigestProblem]) {
        var result = global
        var problems: [DigestProblem] = []
        for id in local.keys.sorted() {
            for (source, paper) in Self.distinct(local[id] ?? [:]) {
                place(paper, source, &result, &problems, stored)
            }
        }
        // IDs are sorted, which are small, and not papers.
        return (result.keys.sorted().compactMap { result[$0] }, problems)
    }

    /// The papers with different texts, each under the first file that has it, in the order of the files.
    private static func distinct(_ papers: [String: Paper]) -> [(source: String, paper: Paper)] {
        var result: [(source: String, paper: Paper)] = []
        for (source, paper) in papers.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            if let index = result.firstIndex(where: { $0.paper.hasSameText(as: paper) }) {
                result[index].paper.merge(paper)
            } else {
                result.append((source, paper))
            }
        }
        return result
    }

    private func place(
        _ paper: Paper, _ source: String, _ result: inout [PaperID: Paper], _ problems: inout [DigestProblem],
        _ stored: (PaperID) -> Paper?
    ) {
        let names = Self.names(of: paper.id, in: source)
        // A whole path belongs to one file, so the last name is free unless a file has one ID twice.
        let free = names.first { name in
            guard let known = result[name] ?? stored(name) else { return true }
            return known.source == paper.source || known.hasSameText(as: paper)
        }
        var renamed = paper
        renamed.id = free ?? names[names.count - 1]
        if renamed.id != paper.id {
            problems.append(
                DigestProblem(
                    file: source, kind: .conflict, severity: .note,
                    message: "“\(paper.id)” stands for another text elsewhere",
                    action: "called “\(renamed.id)”"))
        }
        Self.join(renamed, &result[renamed.id])
    }

    /// The names that a paper may get, the plain one first: `7`, `corpus.jsonl:7`, `cran/corpus.jsonl:7`, …
    private static func names(of id: PaperID, in source: String) -> [PaperID] {
        let parts = source.split(separator: "/")
        var names = [id]
        for start in parts.indices.reversed() {
            names.append(PaperID(rawValue: parts[start...].joined(separator: "/") + ":" + id.rawValue))
        }
        return names
    }
}
