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
        /// The days of arXiv's versions.
        var versions: [Day] = []
    }

    /// Whether an object has anything that a record has.
    static func isRecord(_ value: JSONValue) -> Bool {
        guard let members = value.object else { return false }
        return members.contains { member in
            switch roles[member.key] {
            case .id, .abstract, .title: true
            default: false
            }
        }
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
        // The first version is the submission.
        draft.created = draft.created ?? members.versions.min()
        if members.versions.count > 1 { draft.updated = draft.updated ?? members.versions.max() }
        return draft
    }

    private func read(_ key: String, _ value: JSONValue, _ draft: inout EntryDraft, _ members: inout Members) {
        switch Self.roles[key] ?? Self.roles[key.lowercased()] {
        case .id(let rank):
            if let text = value.string ?? Self.number(value) { members.ids.append((rank, text)) }
        case .externalIDs:
            for name in ["ArXiv", "DOI"] {
                if let text = value[name]?.string { members.ids.append((Self.addressRank, text)) }
            }
        case .abstract(let rank):
            guard let text = value.cleanParagraphs, !text.isEmpty else { return }
            members.abstracts.append((rank, text))
        case .title: if let text = value.withUTF8(TextCleaning.line), !text.isEmpty { draft.set(.title, text) }
        case .summary: readSummary(value, &draft)
        case .summaryField(let name): set(name, value, &draft)
        case .otherAbstract: if let text = value.cleanParagraphs, !text.isEmpty { draft.set(.abstract, text) }
        case .comment: if let text = value.cleanParagraphs { draft.set(.comment, text) }
        case .digest: draft.firstDigest = value.string.flatMap(Day.init(metadata:))
        case .authors: members.authors = Self.names(value)
        case .parsedAuthors: members.parsedAuthors = Self.parsedNames(value)
        case .categories: draft.addCategories(Self.categories(value))
        case .primary: members.primary = value.string
        case .created: draft.created = draft.created ?? value.string.flatMap(Day.init(metadata:))
        case .updated: draft.updated = draft.updated ?? value.string.flatMap(Day.init(metadata:))
        case .versions: members.versions = Self.days(ofVersions: value)
        case nil: break
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
            guard case .summaryField(let name) = Self.roles[key] else { continue }
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
}

extension JSONRecordReader {
    /// The best of several IDs: what is an arXiv ID comes before DOIs, and those before names; else by rank.
    private static func id(_ candidates: [(rank: Int, text: String)]) -> PaperID? {
        var doi: PaperID?
        var name: PaperID?
        for (rank, text) in candidates.sorted(by: { $0.rank < $1.rank }) {
            guard let id = PaperID.parse(text) else { continue }
            switch id.kind {
            case .arxiv: return id
            case .doi: doi = doi ?? id
            // An address that is neither arXiv's nor a DOI's names no paper.
            case .other: if rank < addressRank { name = name ?? id }
            }
        }
        return doi ?? name
    }

    /// The ID that a number stands for. One with a fraction was an arXiv ID before a table took it for a number, which
    /// costs zeros at both ends: 704.001 was 0704.0010.
    private static func number(_ value: JSONValue) -> String? {
        if let int = value.int { return String(int) }
        guard let parts = value.double?.description.split(separator: "."), parts.count == 2, parts[0].count <= 4,
            parts[1] != "0"
        else {
            return nil
        }
        let month = String(repeating: "0", count: 4 - parts[0].count) + parts[0]
        for length in [4, 5] where parts[1].count <= length {
            let text = month + "." + parts[1] + String(repeating: "0", count: length - parts[1].count)
            if PaperID.parseGlobal(text) != nil { return text }
        }
        return nil
    }

    /// What a member of a record may be, by its name.
    private enum Role {
        case id(rank: Int)
        case abstract(rank: Int)
        case otherAbstract, digest
        case externalIDs, title, summary, comment, authors, parsedAuthors, categories, primary, created, updated,
            versions
        case summaryField(FieldName)
    }

    private static let addressRank = 10
    private static let summaryRank = 1

    private static let roles: [String: Role] = {
        var roles: [String: Role] = [
            "title": .title, "AI": .summary, "ai": .summary, "comment": .comment, "comments": .comment,
            "authors": .authors, "author": .authors, "authors_parsed": .parsedAuthors,
            "categories": .categories, "category": .categories, "subjects": .categories,
            "primary": .primary, "primary_category": .primary, "primaryCategory": .primary,
            "created": .created, "published": .created, "published_date": .created, "publication_date": .created,
            "date": .created, "updated": .updated, "update_date": .updated, "updated_date": .updated,
            "versions": .versions, "externalids": .externalIDs,
        ]
        let ids = ["id", "_id", "paper_id", "arxiv_id", "arxivId", "paperId", "doc_id", "docid", "doi", "DOI"]
        for (rank, name) in ids.enumerated() { roles[name] = .id(rank: rank) }
        let addresses = ["abs", "url", "link", "pdf", "pdf_url", "entry_id", "abs_url"]
        for (rank, name) in addresses.enumerated() { roles[name] = .id(rank: addressRank + rank) }
        let abstracts = ["abstract", "summary", "text", "contents", "content"]
        for (rank, name) in abstracts.enumerated() { roles[name] = .abstract(rank: rank) }
        // What `sextant export` writes beside the usual members, so that nothing is lost on the way back.
        roles["title_zh"] = .title
        roles["summary_zh"] = .otherAbstract
        roles["comment_zh"] = .comment
        roles["AI_zh"] = .summary
        roles["digest"] = .digest
        for name in FieldName.summary { roles[name.rawValue] = .summaryField(name) }
        return roles
    }()

    /// `["A B", …]`, `[{"name": "A B"}, …]` or `"A B, C D and E F"`.
    private static func names(_ value: JSONValue) -> [String] {
        guard let elements = value.array else { return AuthorNames.split(value.string ?? "").names }
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

    /// `[{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}, …]`
    private static func days(ofVersions value: JSONValue) -> [Day] {
        value.array?.compactMap { $0["created"]?.string.flatMap(Day.init(metadata:)) } ?? []
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
