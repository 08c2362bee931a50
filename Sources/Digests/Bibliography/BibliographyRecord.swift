import TextAnalysis

/// An entry of a bibliography, whatever its format: names of fields, in small letters, with their values in the order of the
/// file.
struct BibliographyRecord {
    /// Where the entry begins, counted from 1.
    let line: Int
    private(set) var fields: [(name: String, value: String)] = []

    init(line: Int) { self.line = line }

    /// Adds a value, which stands beside others of the name.
    mutating func add(_ name: String, _ value: String) {
        let value = value.trimmingBlanks()
        if !value.isEmpty { fields.append((name.lowercased(), value)) }
    }

    /// Lengthens the last value, which goes over several lines.
    mutating func lengthen(_ text: String) {
        guard let last = fields.indices.last else { return }
        fields[last].value += "\n" + text
    }

    /// The values of the first of some names that has any.
    func values(_ names: String...) -> [String] {
        for name in names {
            let values = fields.filter { $0.name == name }.map(\.value)
            if !values.isEmpty { return values }
        }
        return []
    }

    /// The first value of the first of some names that has any.
    func value(_ names: String...) -> String? {
        names.lazy.compactMap { name in fields.first { $0.name == name }?.value }.first
    }
}

extension EntryDraft {
    /// The draft of an entry whose parts were found.
    ///
    /// - Parameters:
    ///   - identifiers: Texts that may be or hold the paper's ID, the surest first.
    ///   - date: Its year is part of the identity of a paper that has none of these.
    init(
        _ record: BibliographyRecord, title: String?, abstract: String?, authors: [String], identifiers: [String],
        date: PaperDate?, day: Day?
    ) {
        self.init(line: record.line, day: day)
        if let title { set(.title, TextCleaning.line(title)) }
        if let abstract { set(.abstract, TextCleaning.paragraphs(abstract.utf8.span)) }
        setAuthors(authors)
        created = date?.day
        published = date
        for text in identifiers {
            guard let found = PaperID.find(in: text), id == nil || (found.kind == .arxiv && id?.kind != .arxiv) else {
                continue
            }
            id = found
            version = PaperID.version(in: text)
        }
        if id == nil, let title {
            id = PaperID.derived(title: title, author: authors.first, year: date?.year)
            hasDerivedID = id != nil
        }
    }
}

extension PaperID {
    /// The arXiv ID or DOI that a text is, or that stands in it behind `arXiv:` or in an address.
    static func find(in text: String) -> PaperID? {
        if let id = parseGlobal(text) { return id }
        let words = text.split { $0.isWhitespace || ",;<>()[]{}\"".contains($0) }
        return words.lazy.compactMap { word -> PaperID? in
            let lower = word.lowercased()
            guard lower.hasPrefix("arxiv:") || lower.hasPrefix("http") || lower.hasPrefix("doi:") else { return nil }
            return parseGlobal(String(word))
        }.first
    }

    /// What a paper without an ID is known by: its first author's family name, its year and its title, folded.
    ///
    /// - Returns: `nil` for a title without letters.
    static func derived(title: String, author: String?, year: Int?) -> PaperID? {
        let words = foldedWords(title)
        guard !words.isEmpty else { return nil }
        let family = author.map { foldedWords($0).last ?? "" } ?? ""
        let name = ([family, year.map { String($0) } ?? ""] + words).filter { !$0.isEmpty }.joined(separator: "-")
        return PaperID(rawValue: String(decoding: name.utf8.prefix(200), as: UTF8.self))
    }
}
