/// Reads bibliographies whose lines begin with a tag: RIS (`TY  - JOUR`), MEDLINE (`PMID- 1`), the Web of Science (`PT J`) and
/// EndNote (`%0 Journal Article`).
struct TaggedReader {
    /// The kinds of files, which differ in how a tag is written and in what ends an entry.
    enum Dialect {
        case ris, medline, webOfScience, endNote
    }

    let dialect: Dialect
    private(set) var records: [BibliographyRecord] = []

    /// The kind that a text is; `nil` for any other text.
    static func dialect(of bytes: Span<UInt8>) -> Dialect? {
        var start = 0
        for _ in 0..<200 where start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            let line = bytes.extracting(start..<end)
            func begins(_ text: String) -> Bool {
                line.count >= text.utf8.count && text.utf8.enumerated().allSatisfy { line[$0.offset] == $0.element }
            }
            if begins("TY  -") { return .ris }
            if begins("PMID-") || begins("OWN -") { return .medline }
            if begins("FN ") || begins("PT J") || begins("PT C") || begins("PT B") { return .webOfScience }
            if begins("%0 ") { return .endNote }
            start = end + 1
        }
        return nil
    }

    /// - Complexity: O(bytes).
    init(_ bytes: [UInt8], _ dialect: Dialect) {
        self.dialect = dialect
        var record: BibliographyRecord?
        for (index, range) in bytes.lines.enumerated() {
            let line = bytes.text(range)
            guard let (tag, value) = Self.tag(line, dialect) else {
                let rest = line.trimmingBlanks()
                if rest.isEmpty {
                    if dialect == .medline || dialect == .endNote { end(&record) }
                } else {
                    record?.lengthen(rest)
                }
                continue
            }
            if ["TY", "PMID", "PT", "%0"].contains(tag) { end(&record) }
            if ["ER", "EF"].contains(tag) {
                end(&record)
            } else if record != nil || !["FN", "VR"].contains(tag) {
                if record == nil { record = BibliographyRecord(line: index + 1) }
                record?.add(tag, value)
            }
        }
        end(&record)
    }

    private mutating func end(_ record: inout BibliographyRecord?) {
        if let record, record.fields.count > 1 { records.append(record) }
        record = nil
    }

    /// The tag that a line begins with, and what stands behind it.
    private static func tag(_ line: String, _ dialect: Dialect) -> (tag: String, value: String)? {
        let bytes = Array(line.utf8)
        func isTag(_ count: Int) -> Bool {
            bytes.count >= count && (0..<count).allSatisfy { bytes[$0].isDigit || (0x41...0x5A).contains(bytes[$0]) }
        }
        switch dialect {
        case .ris:
            guard isTag(2), bytes.count >= 5, bytes[2] == 0x20, bytes[2...].prefix(4).contains(UInt8(ascii: "-")),
                let dash = bytes.firstIndex(of: UInt8(ascii: "-"))
            else {
                // What the Web of Science exports may be called RIS.
                return nil
            }
            return (bytes.text(0..<2), bytes.text(dash + 1..<bytes.count))
        case .medline:
            guard bytes.count >= 5, bytes[4] == UInt8(ascii: "-"), bytes[0] != 0x20 else { return nil }
            return (bytes.text(0..<4).trimmingBlanks(), bytes.text(5..<bytes.count))
        case .webOfScience:
            guard isTag(2), bytes.count == 2 || bytes[2] == 0x20 else { return nil }
            return (bytes.text(0..<2), bytes.text(min(3, bytes.count)..<bytes.count))
        case .endNote:
            guard bytes.count >= 2, bytes[0] == UInt8(ascii: "%"), bytes.count == 2 || bytes[2] == 0x20 else {
                return nil
            }
            return (bytes.text(0..<2), bytes.text(min(3, bytes.count)..<bytes.count))
        }
    }
}

extension BibliographyRecord {
    /// The draft of an entry of tags.
    func taggedDraft(_ dialect: TaggedReader.Dialect, day: Day?) -> EntryDraft {
        let isEndNote = dialect == .endNote
        let names: [String]
        switch dialect {
        // Whole names stand beside those with initials; a line is a name.
        case .medline: names = values("fau", "au")
        case .webOfScience: names = values("af", "au").flatMap { $0.split(separator: "\n").map(String.init) }
        case .ris: names = values("au", "a1")
        case .endNote: names = values("%a")
        }
        var identifiers = values("do", "di", "doi", "%r")
        for tag in ["lid", "aid"] {
            identifiers += values(tag).filter { $0.hasSuffix("[doi]") }.map { String($0.dropLast(5)).trimmingBlanks() }
        }
        identifiers +=
            values("ur") + values("l1") + values("l2") + values("lk") + values("%u") + values("n1") + values("m1")
        let dates = [value("da", "y1"), value("dp", "%8"), value("py", "y1", "%d")].compactMap { $0.flatMap(Self.date) }
        let title = value("ti", "t1", "%t", "ct")?.replacing("\n", with: " ")
        let abstract = value("ab", "n2", "%x")
        var draft = EntryDraft(
            self, title: title, abstract: abstract?.replacing("\n", with: isEndNote ? "\n" : " "),
            authors: AuthorNames.list(names).names, identifiers: identifiers,
            date: dates.min { $0.rank < $1.rank }, day: day)
        if draft.hasDerivedID || draft.id == nil, let number = value("pmid") {
            draft.id = PaperID(rawValue: "pmid:" + number)
            draft.hasDerivedID = true
        }
        return draft
    }

    /// The date of `2014/05/03/`, `2014-05-03`, `2014 May 3`, `2014/05//`, `2014 May` or `2014//`.
    private static func date(of text: String) -> PaperDate? {
        let parts = text.split { "/-. ".contains($0) }.map(String.init)
        guard let first = parts.first, first.utf8.count == 4, let year = Int(first), year > 0 else { return nil }
        guard parts.count > 1, let month = Month(year: year, named: parts[1]) else { return .year(year) }
        guard parts.count > 2, let day = Int(parts[2]), let date = Day(year: year, month: month.month, day: day) else {
            return .month(month)
        }
        return .day(date)
    }
}
