import CommandLineSupport
import JSON
import Sextant
import SystemSupport

extension Paper {
    /// The columns of a table of papers.
    static let columns = ["id", "date", "categories", "authors", "title", "abstract"]

    /// Writes the paper alone, in a format for lists.
    ///
    /// - Parameter keys: The keys of the BibTeX entries before it.
    func write(
        as format: OutputFormat, to output: ResultOutput, keys: inout BibTeX.Keys
    ) throws(FileError) {
        switch format {
        case .jsonl, .json:
            var json = JSONWriter()
            writeDigest(to: &json)
            try output.write(json.bytes + [0x0A])
        case .csv: try output.write(CSV.line(fieldsOfColumns))
        case .plain, .table: try output.write(TabSeparated.line(fieldsOfColumns))
        case .bibtex: try output.write(bibTeX(&keys))
        case .ids: try output.writeLine(id.rawValue.singleLine)
        }
    }

    private var fieldsOfColumns: [String] {
        [
            id.rawValue, dateText, primaryFirst.joined(separator: " "), authors.joined(separator: "; "),
            displayTitle, text(.abstract) ?? "",
        ]
    }

    /// Writes the paper as a digest's record: `id`, `title`, `summary` (the abstract), `AI` with the parts of the
    /// summary, `null` if that failed. Chinese texts beside English ones stand under names that end in `_zh`. Reading the
    /// record as a digest gives the same paper, but for what is known of each text's age.
    func writeDigest(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id.rawValue)
            json.key("categories")
            json.array { json in for category in primaryFirst { json.string(category) } }
            json.key("authors")
            json.array { json in for author in authors { json.string(author) } }
            for (name, field) in [("title", FieldName.title), ("summary", .abstract), ("comment", .comment)] {
                writeTexts(field, as: name, to: &json)
            }
            for (name, day) in [("created", created), ("updated", updated), ("digest", firstDigest)] {
                if let day { json.member(name, day.description) }
            }
            if isWithdrawn {
                json.key("withdrawn")
                json.bool(true)
            }
            if lacksSummary {
                json.key("AI")
                json.null()
            }
            for language in [Language.english, .chinese] {
                let parts = fields.filter { $0.key.name.isSummary && $0.key.language == language }
                guard !parts.isEmpty else { continue }
                let hasEnglish = fields.contains { $0.key.name.isSummary && $0.key.language == .english }
                json.key(language == .chinese && hasEnglish ? "AI_zh" : "AI")
                json.object { json in for part in parts { json.member(part.key.name.rawValue, part.value.text) } }
            }
        }
    }

    private func writeTexts(_ field: FieldName, as name: String, to json: inout JSONWriter) {
        let english = fields[FieldKey(field, .english)]?.text
        let chinese = fields[FieldKey(field, .chinese)]?.text
        if let text = english ?? chinese { json.member(name, text) }
        if english != nil, let chinese { json.member(name + "_zh", chinese) }
    }
}
