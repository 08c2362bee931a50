import Vocab

/// An entry while it is read, before it is known whether it names a paper.
struct EntryDraft {
    /// Where the entry begins, counted from 1.
    let line: Int
    /// The digest's day.
    let day: Day?
    var id: PaperID?
    var fields: FieldMap = [:]
    var authors: AuthorList?
    var categories: [String] = []
    var primary: String?
    var created: Day?
    var updated: Day?
    /// The first digest's day, where the entry names it; else it is the day of this one.
    var firstDigest: Day?
    var hasFailedSummary = false

    init(line: Int, day: Day?) {
        self.line = line
        self.day = day
    }

    /// Files a text under its language. A value that stands for a failure is left out.
    mutating func set(_ name: FieldName, _ text: String, quality: Quality = .complete) {
        var text = text
        var quality = quality
        if text.hasSuffix(FailedText.untranslated) {
            text = String(text.dropLast(FailedText.untranslated.count)).trimmingBlanks()
            quality = .truncated
        }
        // A paper may be called “Error”, so a title stands as it is.
        guard !text.isEmpty, name == .title || !FailedText.isFailure(text) else {
            if name.isSummary { hasFailedSummary = true }
            return
        }
        let key = FieldKey(name, .filing(text))
        fields[key] = FieldValue.join(fields[key], FieldValue(text, day: day, quality: quality))
    }

    mutating func setAuthors(_ names: [String], quality: Quality = .complete) {
        guard !names.isEmpty else { return }
        authors = AuthorList.join(authors, AuthorList(names, day: day, quality: quality))
    }

    /// Adds categories, the first of which is the primary one unless that is known.
    mutating func addCategories(_ names: [String]) {
        categories += names
        if primary == nil { primary = names.first }
    }

    /// Marks as truncated what the file's end cut off.
    mutating func truncate(_ name: FieldName) {
        for (key, value) in fields where key.name == name {
            fields[key] = FieldValue(value.text, day: value.day, quality: .truncated)
        }
    }

    /// Whether there is anything to find the paper by.
    var hasText: Bool { fields.contains { $0.key.name != .comment } }

    /// The paper under an ID that was found.
    func paper(id: PaperID, file: String) -> Paper {
        var paper = Paper(id: id)
        paper.fields = fields
        paper.authorList = authors
        paper.addCategories(categories + (primary.map { [$0] } ?? []))
        paper.primary = primary.map { FieldValue($0, day: day) }
        paper.created = created
        paper.updated = updated
        paper.firstDigest = firstDigest ?? day
        paper.hasFailedSummary = hasFailedSummary
        if id.kind == .other { paper.source = file }
        return paper
    }

    /// The categories in a text: `cs.CV, cs.LG`, `cs.CV cs.LG`, `Machine Learning (cs.LG); Computation (stat.CO)`.
    static func categories(in text: String) -> [String] {
        let words = text.split { " ,;()\n".contains($0) }.map(String.init)
        let known = words.filter { CategoryTaxonomy.name(of: $0) != nil }
        if !known.isEmpty { return known }
        return text.split { ",;\n".contains($0) }.map { TextCleaning.line(String($0)) }.filter { !$0.isEmpty }
    }
}
