import Vocab

/// An entry while it is read, before it is known whether it names a paper.
struct EntryDraft {
    /// Where the entry begins, counted from 1.
    let line: Int
    /// The digest's day.
    var day: Day?
    var id: PaperID?
    var fields: FieldMap = [:]
    var authors: AuthorList?
    var categories: [String] = []
    var primary: String?
    var created: Day?
    /// The month or year where no day is known.
    var published: PaperDate?
    var updated: Day?
    /// The paper's version that the entry is about, from 1; 0 when it names none.
    var version: UInt16 = 0
    var isWithdrawn = false
    /// The first digest's day, where the entry names it; else it is the day of this one.
    var firstDigest: Day?
    var hasFailedSummary = false
    /// Whether the ID was made of what the entry says, so that it means the same in every file.
    var hasDerivedID = false

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
        if name == .abstract { text = FailedText.withoutAnnouncement(text) }
        guard !text.isEmpty else { return }
        // A paper may be called “Error”, so a title stands as it is.
        guard name == .title || !FailedText.isFailure(text) else {
            if name.isSummary { hasFailedSummary = true }
            return
        }
        if name == .title ? Withdrawal.isNotice(title: text) : !name.isSummary && Withdrawal.isNotice(text) {
            isWithdrawn = true
            if name != .comment { quality = .notice }
        }
        let key = FieldKey(name, .filing(text))
        fields[key] = FieldValue.join(fields[key], FieldValue(text, quality: quality))
    }

    mutating func setAuthors(_ names: [String], quality: Quality = .complete) {
        guard !names.isEmpty else { return }
        authors = AuthorList.join(authors, AuthorList(names, quality: quality))
    }

    /// Adds categories, the first of which is the primary one unless that is known.
    mutating func addCategories(_ names: [String]) {
        let names = names.filter { !Self.isSubjectClass($0) }
        categories += names
        if primary == nil { primary = names.first }
    }

    /// Marks as truncated what the file's end cut off.
    mutating func truncate(_ name: FieldName) {
        for (key, value) in fields where key.name == name {
            fields[key] = FieldValue(value.text, quality: .truncated)
        }
    }

    /// The title, the English one before another.
    var title: String? {
        fields[FieldKey(.title, .english)]?.text ?? fields.first { $0.key.name == .title }?.value.text
    }

    /// Whether there is anything to find the paper by.
    var hasText: Bool { fields.contains { $0.key.name != .comment } }

    /// The paper under an ID that was found.
    func paper(id: PaperID, file: String) -> Paper {
        let recency = Recency(revised: updated, version: version, digest: day)
        var paper = Paper(id: id)
        paper.fields = fields
        paper.fields.forEachValue { $0.recency = recency }
        paper.authorList = authors
        paper.authorList?.recency = recency
        paper.addCategories(categories + (primary.map { [$0] } ?? []))
        paper.primary = primary.map { FieldValue($0, recency: recency) }
        paper.created = created
        paper.published = created == nil ? published : nil
        paper.updated = updated
        paper.firstDigest = firstDigest ?? day
        if isWithdrawn { paper.withdrawn = recency }
        paper.hasFailedSummary = hasFailedSummary
        if id.kind == .other, !hasDerivedID { paper.source = file }
        return paper
    }

    /// The categories in a text: `cs.CV, cs.LG`, `cs.CV cs.LG`, `Machine Learning (cs.LG); Computation (stat.CO)`.
    static func categories(in text: String) -> [String] {
        let words = text.split { " ,;()\n".contains($0) }.map(String.init)
        let known = words.filter { CategoryTaxonomy.name(of: $0) != nil }
        if !known.isEmpty { return known }
        return text.split { ",;\n".contains($0) }.map { TextCleaning.line(String($0)) }.filter { !$0.isEmpty }
    }

    /// Whether a text consists of classes of the MSC (`68T45`, `62H30 (Primary)`) or the ACM (`I.2.7`), which arXiv's
    /// feeds list beside the categories.
    static func isSubjectClass(_ text: String) -> Bool {
        guard text.utf8.contains(where: \.isDigit) else { return false }
        let words = text.split { " ,;()\n:".contains($0) }
        let classes = words.filter {
            !["primary", "secondary", "msc", "acm", "msc-class", "acm-class"].contains($0.lowercased())
        }
        return !classes.isEmpty && classes.allSatisfy { isMSC(Array($0.utf8)) || isACM(Array($0.utf8)) }
    }

    /// `68T45`, `35-02`, `14Mxx`
    private static func isMSC(_ name: [UInt8]) -> Bool {
        guard name.count == 5, name[0].isDigit, name[1].isDigit else { return false }
        let rest = name[3...]
        return (name[2] == UInt8(ascii: "-") || name[2].isLetter)
            && (rest.allSatisfy { $0.isDigit } || rest.allSatisfy { $0 | 0x20 == UInt8(ascii: "x") })
    }

    /// `I.2.7`, `H.3`, `F.2.m`
    private static func isACM(_ name: [UInt8]) -> Bool {
        let parts = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (2...4).contains(parts.count), parts[0].count == 1,
            (UInt8(ascii: "A")...UInt8(ascii: "K")).contains(parts[0].first ?? 0)
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            part.elementsEqual("m".utf8) || (1...2).contains(part.count) && part.allSatisfy { $0.isDigit }
        }
    }
}
