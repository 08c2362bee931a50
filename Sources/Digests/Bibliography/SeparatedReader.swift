/// Reads tables of papers as spreadsheets write them: fields between commas, semicolons or tabs, a line of names first.
///
/// Quoting is that of RFC 4180: a quoted field may hold line ends, separators, and quotes twice.
struct SeparatedReader {
    private(set) var records: [BibliographyRecord] = []
    /// The lines of the records that have another number of fields than names.
    private(set) var uneven: [Int] = []

    /// Known names of columns, in small letters, and what a reader of references calls them.
    private static let names: [String: String] = {
        let all: [(name: String, columns: [String])] = [
            ("id", ["id", "_id", "arxiv_id", "arxiv id", "arxiv", "paper_id", "paper id"]),
            ("doi", ["doi"]), ("url", ["url", "link", "links", "abs_url", "pdf_url", "archive location"]),
            ("extra", ["extra", "notes", "note"]),
            ("title", ["title", "article title", "document title", "paper title", "标题", "题目"]),
            ("abstract", ["abstract", "abstract note", "summary", "description", "摘要"]),
            ("author", ["author", "authors", "author full names", "creators", "作者"]),
            ("date", ["date", "publication date", "published", "created", "submitted", "日期"]),
            ("year", ["year", "publication year"]), ("category", ["categories", "category", "subjects", "分类"]),
            ("primary", ["primary", "primary_category", "primary category"]),
        ]
        return Dictionary(uniqueKeysWithValues: all.flatMap { entry in entry.columns.map { ($0, entry.name) } })
    }()

    /// - Returns: `nil` for a text whose first line does not name a title and something else of a paper.
    /// - Complexity: O(bytes).
    init?(_ bytes: [UInt8]) {
        let firstLine = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let separators = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
        let counts = separators.map { separator in firstLine.count { $0 == separator } }
        guard let most = counts.max(), most > 0,
            let separator = separators.first(where: { counts[separators.firstIndex(of: $0) ?? 0] == most })
        else { return nil }
        var scanner = Scanner(bytes: bytes, separator: separator)
        guard let header = scanner.next() else { return nil }
        let names = header.fields.map { Self.names[$0.lowercased().trimmingBlanks()] }
        guard names.contains("title"), Set(names.compactMap(\.self)).count > 1 else { return nil }
        while let row = scanner.next() {
            if row.fields == [""] { continue }
            var record = BibliographyRecord(line: row.line)
            for (name, value) in zip(names, row.fields) { if let name { record.add(name, Self.withoutGuard(value)) } }
            if row.fields.count != names.count { uneven.append(row.line) }
            if !record.fields.isEmpty { records.append(record) }
        }
    }

    /// The field without the apostrophe that keeps a spreadsheet from taking it for a formula.
    private static func withoutGuard(_ field: String) -> String {
        let rest = field.dropFirst()
        return field.first == "'" && rest.first.map { "=+-@＝＋－＠".contains($0) } == true ? String(rest) : field
    }

    private struct Scanner {
        let bytes: [UInt8]
        let separator: UInt8
        var position = 0
        var line = 1

        /// The fields of the next record, and the line that it begins at; `nil` at the end.
        mutating func next() -> (line: Int, fields: [String])? {
            guard position < bytes.count else { return nil }
            let start = line
            var fields: [String] = []
            while true {
                fields.append(field())
                guard position < bytes.count else { return (start, fields) }
                let byte = bytes[position]
                position += 1
                if byte == separator { continue }
                line += 1
                return (start, fields)
            }
        }

        /// A field, up to the separator or the end of the line.
        private mutating func field() -> String {
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                let start = position
                while position < bytes.count, bytes[position] != separator, bytes[position] != UInt8(ascii: "\n") {
                    position += 1
                }
                return bytes.text(start..<position).trimmingBlanks()
            }
            var field: [UInt8] = []
            position += 1
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "\"") {
                    guard position < bytes.count, bytes[position] == byte else { break }
                    position += 1
                }
                if byte == UInt8(ascii: "\n") { line += 1 }
                field.append(byte)
            }
            while position < bytes.count, bytes[position] != separator, bytes[position] != UInt8(ascii: "\n") {
                position += 1
            }
            return field.text(field.indices)
        }
    }
}

extension BibliographyRecord {
    /// The draft of a row of a table.
    func separatedDraft(day: Day?) -> EntryDraft {
        let dates = [value("date"), value("year")].compactMap { $0.flatMap(Self.tableDate) }
        let names = value("author") ?? ""
        let authors =
            names.contains(";")
            ? AuthorNames.list(names.split(separator: ";").map(String.init)).names : AuthorNames.split(names).names
        var draft = EntryDraft(
            self, title: value("title"), abstract: value("abstract"), authors: authors,
            identifiers: values("id") + values("doi") + values("url") + values("extra"),
            date: dates.min { $0.rank < $1.rank }, day: day)
        if draft.hasDerivedID || draft.id == nil, let id = value("id").flatMap(PaperID.parse) {
            draft.id = id
            draft.hasDerivedID = false
        }
        if let primary = value("primary") { draft.addCategories([primary]) }
        if let categories = value("category") { draft.addCategories(EntryDraft.categories(in: categories)) }
        return draft
    }

    private static func tableDate(_ text: String) -> PaperDate? {
        PaperDate(text) ?? Day(metadata: text).map { .day($0) } ?? PaperDate(String(text.prefix(7)))
            ?? PaperDate(String(text.prefix(4)))
    }
}
