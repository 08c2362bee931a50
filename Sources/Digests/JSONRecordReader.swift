import JSON
import Vocab

/// Makes an entry of a JSON object, whatever its producer calls the members.
///
/// Known are the plain and the enhanced records of daily digests (`summary`, `AI`), arXiv's metadata in several dumps
/// (`abstract`, `authors_parsed`, `update_date`, `versions`), and collections in BEIR's layout (`_id`, `text`). Members
/// of other names are passed over.
struct JSONRecordReader {
    /// The day of the file that the records are in.
    let day: Day?

    /// What the members of a record gave, before it is known which of several takes a field's place.
    private struct Members {
        /// Texts that may be IDs, by rank: the lower the better.
        var ids: [(rank: Int, text: String)] = []
        /// Texts that may be the abstract, by rank.
        var abstracts: [(rank: Int, text: String)] = []
        var parsedAuthors: [String] = []
        var authors: [String] = []
        var primary: String?
    }

    /// Whether an object has anything that a record has.
    static func isRecord(_ value: JSONValue) -> Bool {
        guard let members = value.object else { return false }
        return members.contains { idRanks[$0.key] != nil || abstractRanks[$0.key] != nil || $0.key == "title" }
    }

    /// The entry that an object is; `nil` if the value is no object.
    func draft(of value: JSONValue, line: Int) -> EntryDraft? {
        guard let object = value.object else { return nil }
        var draft = EntryDraft(line: line, day: day)
        var members = Members()
        for (key, value) in object { read(key, value, &draft, &members) }
        draft.id = Self.id(members.ids)
        members.abstracts.sort { $0.rank < $1.rank }
        if let abstract = members.abstracts.first { draft.set(.abstract, abstract.text) }
        // Where there is an abstract, a summary is somebody else's.
        if let summary = members.abstracts.dropFirst().first(where: { $0.rank == Self.summaryRank }) {
            draft.set(.tldr, summary.text)
        }
        draft.setAuthors(members.parsedAuthors.isEmpty ? members.authors : members.parsedAuthors)
        if let primary = members.primary { draft.primary = primary }
        return draft
    }

    private func read(_ key: String, _ value: JSONValue, _ draft: inout EntryDraft, _ members: inout Members) {
        if let rank = Self.idRanks[key] {
            if let text = value.string ?? value.int.map({ String($0) }) { members.ids.append((rank, text)) }
        } else if let rank = Self.abstractRanks[key] {
            guard let text = value.cleanParagraphs, !text.isEmpty else { return }
            members.abstracts.append((rank, text))
        } else {
            readOther(key, value, &draft, &members)
        }
    }

    private func readOther(_ key: String, _ value: JSONValue, _ draft: inout EntryDraft, _ members: inout Members) {
        switch key {
        case "title": if let text = value.withUTF8(TextCleaning.line), !text.isEmpty { draft.set(.title, text) }
        case "AI", "ai": readSummary(value, &draft)
        case "comment", "comments": if let text = value.cleanParagraphs { draft.set(.comment, text) }
        case "authors", "author": members.authors = Self.names(value)
        case "authors_parsed": members.parsedAuthors = Self.parsedNames(value)
        case "categories", "category", "subjects": draft.addCategories(Self.categories(value))
        case "primary", "primary_category", "primaryCategory": members.primary = value.string
        case "created", "published", "published_date", "publication_date", "date":
            draft.created = draft.created ?? value.string.flatMap(Day.init(metadata:))
        case "updated", "update_date", "updated_date":
            draft.updated = draft.updated ?? value.string.flatMap(Day.init(metadata:))
        case "versions": readVersions(value, &draft)
        default:
            guard let name = FieldName(rawValue: key), name.isSummary else { return }
            set(name, value, &draft)
        }
    }

    /// The `AI` member of an enhanced record. One that holds no text says that the summary failed.
    private func readSummary(_ value: JSONValue, _ draft: inout EntryDraft) {
        guard let members = value.object else {
            draft.hasFailedSummary = true
            return
        }
        var isEmpty = true
        for (key, value) in members {
            guard let name = FieldName(rawValue: key), name.isSummary else { continue }
            isEmpty = false
            set(name, value, &draft)
        }
        if isEmpty { draft.hasFailedSummary = true }
    }

    private func set(_ name: FieldName, _ value: JSONValue, _ draft: inout EntryDraft) {
        switch value.kind {
        case .string: draft.set(name, value.cleanParagraphs ?? "")
        // {"model": …, "text": …}
        case .object: draft.set(name, value["text"]?.cleanParagraphs ?? "")
        // A summary as a list of points.
        case .array: draft.set(name, value.array?.compactMap(\.cleanParagraphs).joined(separator: "\n\n") ?? "")
        default: draft.set(name, "")
        }
    }

    /// arXiv's versions, the first of which is the submission.
    private func readVersions(_ value: JSONValue, _ draft: inout EntryDraft) {
        guard let versions = value.array else { return }
        let days = versions.compactMap { $0["created"]?.string.flatMap(Day.init(metadata:)) }
        draft.created = draft.created ?? days.min()
        draft.updated = draft.updated ?? (days.count > 1 ? days.max() : nil)
    }
}

extension JSONRecordReader {
    /// The best of several IDs: what is an arXiv ID comes before DOIs, and those before names; else by rank.
    private static func id(_ candidates: [(rank: Int, text: String)]) -> PaperID? {
        var best: (kind: Int, rank: Int, id: PaperID)?
        for (rank, text) in candidates {
            guard let id = PaperID.parse(text) else { continue }
            let kind =
                switch id.kind {
                case .arxiv: 0
                case .doi: 1
                case .other: 2
                }
            // An address that is neither arXiv's nor a DOI's names no paper.
            if kind == 2 && rank >= addressRank { continue }
            if best.map({ (kind, rank) < ($0.kind, $0.rank) }) ?? true { best = (kind, rank, id) }
        }
        return best?.id
    }

    private static let addressRank = 10
    private static let idRanks = [
        "id": 0, "_id": 1, "paper_id": 2, "arxiv_id": 3, "arxivId": 4, "paperId": 5, "doc_id": 6, "docid": 7, "doi": 8,
        "DOI": 9, "abs": 10, "url": 11, "link": 12, "pdf": 13, "pdf_url": 14, "entry_id": 15, "abs_url": 16,
    ]
    private static let summaryRank = 1
    private static let abstractRanks = ["abstract": 0, "summary": summaryRank, "text": 2, "contents": 3, "content": 4]

    /// `["A B", …]`, `[{"name": "A B"}, …]` or `"A B, C D and E F"`.
    private static func names(_ value: JSONValue) -> [String] {
        guard let elements = value.array else { return EntryDraft.names(in: value.string ?? "") }
        return elements.compactMap { ($0.string ?? $0["name"]?.string).map { TextCleaning.line($0) } }
            .filter { !$0.isEmpty }
    }

    /// `[["Family", "Given", "Suffix", "Affiliation"…], …]`
    private static func parsedNames(_ value: JSONValue) -> [String] {
        guard let elements = value.array else { return [] }
        return elements.compactMap { element in
            let parts = element.array?.prefix(3).map { TextCleaning.line($0.string ?? "") } ?? []
            guard parts.count > 1 else { return parts.first }
            return ([parts[1], parts[0]] + parts.dropFirst(2)).filter { !$0.isEmpty }.joined(separator: " ")
        }
        .filter { !$0.isEmpty }
    }

    private static func categories(_ value: JSONValue) -> [String] {
        guard let elements = value.array else { return EntryDraft.categories(in: value.string ?? "") }
        return elements.compactMap { $0.string.map { TextCleaning.line($0) } }.filter { !$0.isEmpty }
    }
}

extension JSONValue {
    /// The text in the shape that fields have; `nil` if this is no text.
    fileprivate var cleanParagraphs: String? { withUTF8(TextCleaning.paragraphs) }
}
