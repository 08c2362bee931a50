import JSON
import Vocab

/// Makes an entry of a JSON object, whatever its producer calls the members.
///
/// Known are the plain and the enhanced records of daily digests (`summary`, `AI`), arXiv's metadata in several dumps
/// (`abstract`, `authors_parsed`, `update_date`, `versions`), and collections in BEIR's layout (`_id`, `text`). Members
/// of other names are passed over.
struct JSONRecordReader {
    /// The day of the digest that the records are in.
    var day: Day?

    /// What the members of a record gave, before it is known which of several takes a field's place.
    private struct Members {
        /// Texts that may be IDs, by rank: the lower the better.
        var ids: [(rank: Int, text: String)] = []
        /// Texts that may be the abstract, by rank.
        var abstracts: [(rank: Int, text: String)] = []
        var parsedAuthors: [String] = []
        var primary: String?
        /// The days of arXiv's versions.
        var versions: [Day] = []
        /// When the paper was published, as its members say.
        var published: [PaperDate] = []
        /// What the member `date` says.
        var date: Day?
        /// What the summary has under another name than `tldr`: `task`.
        var task: String?
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

    /// Whether an object is itself a record, and no list of some that has a title.
    static func isPaper(_ value: JSONValue) -> Bool {
        value.object?.contains { member in
            switch roles[member.key] {
            case .id, .abstract: true
            case .title: value["papers"] == nil
            default: false
            }
        } ?? false
    }

    /// The day that an object with a list of records names.
    static func day(ofList value: JSONValue) -> Day? {
        ["date", "digest_date", "day"].lazy.compactMap { value[$0]?.string.flatMap(Day.init(metadata:)) }.first
    }

    /// The entry that an object is; `nil` if the value is no object.
    func draft(of value: JSONValue, line: Int) -> EntryDraft? {
        guard let object = value.object else { return nil }
        var draft = EntryDraft(line: line, day: day)
        var members = Members()
        for (key, value) in object { read(key, value, &draft, &members) }
        if let found = Self.id(members.ids) {
            draft.id = found.id
            draft.version = max(draft.version, found.version)
        }
        members.abstracts.sort { $0.rank < $1.rank }
        if let abstract = members.abstracts.first { draft.set(.abstract, abstract.text) }
        // Where there is an abstract, a summary is somebody else's.
        if let summary = members.abstracts.dropFirst().first(where: { $0.rank == Self.summaryRank }) {
            draft.set(.tldr, summary.text)
        }
        if let task = members.task, !draft.fields.contains(where: { $0.key.name == .tldr }) { draft.set(.tldr, task) }
        if !members.parsedAuthors.isEmpty { draft.authors = AuthorList(members.parsedAuthors) }
        if let primary = members.primary, !EntryDraft.isSubjectClass(primary) { draft.primary = primary }
        // The first version is the submission.
        draft.created = draft.created ?? members.versions.min()
        if let published = members.published.min(by: { $0.rank < $1.rank }) {
            draft.created = draft.created ?? published.day
            draft.published = published
        }
        if members.versions.count > 1 { draft.updated = draft.updated ?? members.versions.max() }
        if draft.created == nil {
            draft.created = members.date
            draft.day = draft.day ?? members.date
        } else {
            draft.day = members.date ?? draft.day
        }
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
        case .invertedAbstract:
            if let text = Self.invertedAbstract(value) { members.abstracts.append((Self.addressRank, text)) }
        case .title:
            // Crossref has a list of one.
            let title = value.string ?? value.array?.lazy.compactMap(\.string).first { _ in true }
            if let title, !title.isEmpty { draft.set(.title, TextCleaning.line(Markup.plain(title))) }
        case .nested:
            guard let inner = value.object else { return }
            for (key, value) in inner where key != "paper" { read(key, value, &draft, &members) }
        case .addresses: members.ids += Self.addresses(value).map { (Self.addressRank, $0) }
        case .published: members.published.append(contentsOf: [Self.date(value)].compactMap { $0 })
        case .summary: readSummary(value, &draft, &members)
        case .summaryField(let name): set(name, value, &draft)
        case .otherAbstract: if let text = value.cleanParagraphs, !text.isEmpty { draft.set(.abstract, text) }
        case .comment: if let text = value.cleanParagraphs { draft.set(.comment, text) }
        case .digest: draft.firstDigest = value.string.flatMap(Day.init(metadata:))
        case .authors: Self.setAuthors(value, isFirst: false, &draft)
        case .firstAuthor: Self.setAuthors(value, isFirst: true, &draft)
        case .parsedAuthors: members.parsedAuthors = Self.parsedNames(value)
        case .categories: draft.addCategories(Self.categories(value))
        case .primary: members.primary = value.string
        case .created: draft.created = draft.created ?? value.string.flatMap(Day.init(metadata:))
        case .updated: draft.updated = draft.updated ?? value.string.flatMap(Day.init(metadata:))
        case .date: members.date = value.string.flatMap(Day.init(metadata:))
        case .versions:
            members.versions = Self.days(ofVersions: value)
            draft.version = max(draft.version, Self.lastVersion(of: value))
        case .version: draft.version = max(draft.version, Self.version(value))
        case .withdrawn: if value.bool == true { draft.isWithdrawn = true }
        case nil: break
        }
    }

    /// The `AI` member of an enhanced record. One that is no object, or has no member, says that the summary failed.
    private func readSummary(_ value: JSONValue, _ draft: inout EntryDraft, _ members: inout Members) {
        guard let parts = value.object else {
            draft.hasFailedSummary = true
            return
        }
        var isEmpty = true
        for (key, value) in parts {
            switch Self.roles[key] {
            case .summaryField(let name): set(name, value, &draft)
            case .title, .otherAbstract: read(key, value, &draft, &members)
            default:
                // Early digests have `task` in place of `tldr`.
                guard case .field(.tldr) = Label(key) else { continue }
                members.task = value.cleanParagraphs
            }
            isEmpty = false
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
    /// The best of several IDs, with the newest version that is named of it: what is an arXiv ID comes before DOIs, and
    /// those before names; else by rank.
    private static func id(_ candidates: [(rank: Int, text: String)]) -> (id: PaperID, version: UInt16)? {
        var arXiv: PaperID?
        var doi: PaperID?
        var name: PaperID?
        var version: UInt16 = 0
        for (rank, text) in candidates.sorted(by: { $0.rank < $1.rank }) {
            let named = PaperID.version(in: text)
            // Links repeat the ID.
            if arXiv != nil, named <= version { continue }
            guard let id = PaperID.parse(text) else { continue }
            switch id.kind {
            case .arxiv:
                if arXiv == nil || arXiv == id { (arXiv, version) = (id, max(version, named)) }
            case .doi: doi = doi ?? id
            // An address that is neither arXiv's nor a DOI's names no paper.
            case .other: if rank < addressRank { name = name ?? id }
            }
        }
        return (arXiv ?? doi ?? name).map { ($0, version) }
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

    /// `["A B", …]`, `[{"name": "A B"}, …]` or `"A B, C D and E F"`.
    private static func setAuthors(_ value: JSONValue, isFirst: Bool, _ draft: inout EntryDraft) {
        if value.array != nil || value.object != nil {
            let list = AuthorNames.list(names(value))
            return draft.setAuthors(list.names, quality: list.quality)
        }
        let (names, isComplete) = AuthorNames.split(value.string ?? "")
        // A member for one author says nothing of the others.
        draft.setAuthors(names, quality: isComplete && !(isFirst && names.count == 1) ? .complete : .truncated)
    }

    /// `[["Family", "Given", "Suffix", "Affiliation"…], …]`
    private static func parsedNames(_ value: JSONValue) -> [String] {
        guard let elements = value.array else { return [] }
        return elements.compactMap { element in
            let parts = element.array?.prefix(3).map { TextCleaning.line($0.string ?? "") } ?? []
            guard parts.count > 1 else { return parts.first.map(LaTeXLetters.decoded) }
            let name = ([parts[1], parts[0]] + parts.dropFirst(2)).filter { !$0.isEmpty }.joined(separator: " ")
            return LaTeXLetters.decoded(name)
        }
        .filter { !$0.isEmpty }
    }

    /// `[{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}, …]`
    private static func days(ofVersions value: JSONValue) -> [Day] {
        value.array?.compactMap { $0["created"]?.string.flatMap(Day.init(metadata:)) } ?? []
    }

    /// The number of the last version, which is that of the versions where they have no names.
    private static func lastVersion(of value: JSONValue) -> UInt16 {
        guard let versions = value.array else { return 0 }
        let numbers = versions.map { $0["version"].map(version) ?? version($0) }
        return numbers.max().map { $0 > 0 ? $0 : UInt16(clamping: numbers.count) } ?? 0
    }

    /// `3`, `"3"` or `"v3"`
    private static func version(_ value: JSONValue) -> UInt16 {
        if let number = value.int { return UInt16(clamping: number) }
        return value.string.flatMap { UInt16($0.drop { "vV".contains($0) }) } ?? 0
    }

    private static func categories(_ value: JSONValue) -> [String] {
        guard let elements = value.array else { return EntryDraft.categories(in: value.string ?? "") }
        return elements.compactMap { $0.string.map { TextCleaning.line($0) } }.filter { !$0.isEmpty }
    }
}

extension JSONValue {
    /// The text in the shape that fields have; `nil` if this is no text.
    fileprivate var cleanParagraphs: String? {
        guard let text = withUTF8(TextCleaning.paragraphs) else { return nil }
        let plain = Markup.plain(text)
        return plain == text ? text : TextCleaning.paragraphs(plain.utf8.span)
    }
}
