/// Reads the entries of a BibTeX or biblatex file: braces, quotes, `#`, `@string`, months by name.
///
/// What is broken is reported, and reading goes on at the next line that begins an entry.
struct BibTeXReader {
    /// What is wrong with an entry.
    struct Problem {
        let line: Int
        let message: String
    }

    private(set) var records: [BibliographyRecord] = []
    private(set) var problems: [Problem] = []

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var macros: [String: String] = [:]

    /// - Complexity: O(bytes).
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while skip(to: UInt8(ascii: "@")) { readEntry() }
    }

    /// Whether a text has an entry: a line that begins `@name{` or `@name(`.
    static func isBibTeX(_ bytes: Span<UInt8>) -> Bool {
        var isLineStart = true
        for index in bytes.indices {
            if isLineStart, bytes[index] == UInt8(ascii: "@") {
                var end = index + 1
                while end < bytes.count, bytes[end].isLetter { end += 1 }
                let hasName = end > index + 1
                while end < bytes.count, bytes[end] == 0x20 { end += 1 }
                if hasName, end < bytes.count, bytes[end] == UInt8(ascii: "{") || bytes[end] == UInt8(ascii: "(") {
                    return true
                }
            }
            isLineStart = bytes[index] == UInt8(ascii: "\n") || (isLineStart && bytes[index].isBlank)
        }
        return false
    }

    private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func advance() {
        if current == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func skip(to byte: UInt8) -> Bool {
        while position < bytes.count, bytes[position] != byte { advance() }
        return position < bytes.count
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            if current == UInt8(ascii: "%") {
                while position < bytes.count, current != UInt8(ascii: "\n") { advance() }
            } else if current.isBlank {
                advance()
            } else {
                return
            }
        }
    }

    private mutating func name() -> String {
        let start = position
        while position < bytes.count, !current.isBlank, !"{}(),=\"#%".utf8.contains(current) { advance() }
        return bytes.text(start..<position)
    }

    /// Reads what begins with an `@`; a mere sign in a text between entries is passed over.
    private mutating func readEntry() {
        let start = line
        advance()
        let kind = name().lowercased()
        skipBlanks()
        guard !kind.isEmpty, current == UInt8(ascii: "{") || current == UInt8(ascii: "(") else { return }
        let close = current == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
        if kind == "comment" || kind == "preamble" {
            if current == UInt8(ascii: "{") { _ = braced() } else { _ = skip(to: close) }
            return
        }
        advance()
        skipBlanks()
        var record = BibliographyRecord(line: start)
        if kind != "string" {
            record.add("entrykey", name())
            skipBlanks()
        }
        record.add("entrytype", kind)
        while position < bytes.count, current != close {
            if current == UInt8(ascii: ",") {
                advance()
                skipBlanks()
                continue
            }
            let field = name()
            skipBlanks()
            guard !field.isEmpty, current == UInt8(ascii: "=") else {
                return fail(record, start, "a field's name or '=' is missing in the entry")
            }
            advance()
            guard let value = value() else { return fail(record, start, "the value of '\(field)' is not closed") }
            if kind == "string" { macros[field.lowercased()] = value } else { record.add(field, value) }
            skipBlanks()
            guard current == UInt8(ascii: ",") || current == close else {
                return fail(record, start, "a comma is missing behind '\(field)'")
            }
        }
        guard position < bytes.count else { return fail(record, start, "the entry is not closed") }
        advance()
        if kind != "string" { records.append(record) }
    }

    /// Keeps what of an entry was read, and goes on at the next line that begins one.
    private mutating func fail(_ record: BibliographyRecord, _ start: Int, _ message: String) {
        problems.append(Problem(line: start, message: message))
        if record.value("title") != nil { records.append(record) }
        while skip(to: UInt8(ascii: "@")) {
            if beginsEntry { return }
            advance()
        }
    }

    /// Whether the `@` here is the first of its line and has a name and a bracket behind it.
    private var beginsEntry: Bool {
        var before = position
        while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
        guard before == 0 || bytes[before - 1] == UInt8(ascii: "\n") else { return false }
        var end = position + 1
        while end < bytes.count, bytes[end].isLetter { end += 1 }
        return end > position + 1 && end < bytes.count && "{(".utf8.contains(bytes[end])
    }

    /// Values joined by `#`; `nil` where one is not closed.
    private mutating func value() -> String? {
        var result = ""
        while true {
            skipBlanks()
            switch current {
            case UInt8(ascii: "{"):
                guard let text = braced() else { return nil }
                result += text
            case UInt8(ascii: "\""):
                guard let text = quoted() else { return nil }
                result += text
            default:
                let word = name()
                guard !word.isEmpty else { return nil }
                result += macros[word.lowercased()] ?? word
            }
            skipBlanks()
            guard current == UInt8(ascii: "#") else { return result }
            advance()
        }
    }

    private mutating func braced() -> String? {
        advance()
        let start = position
        var depth = 1
        while position < bytes.count {
            switch current {
            case UInt8(ascii: "\\"): advance()
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: "@") where beginsEntry: return nil
            default: break
            }
            advance()
            if depth == 0 { return bytes.text(start..<position - 1) }
        }
        return nil
    }

    private mutating func quoted() -> String? {
        advance()
        let start = position
        var depth = 0
        while position < bytes.count {
            switch current {
            case UInt8(ascii: "\\"): advance()
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: "@") where beginsEntry: return nil
            case UInt8(ascii: "\"") where depth <= 0:
                advance()
                return bytes.text(start..<position - 1)
            default: break
            }
            advance()
        }
        return nil
    }
}

extension BibliographyRecord {
    /// The draft of an entry of BibTeX.
    func bibTeXDraft(day: Day?) -> EntryDraft {
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { value($0) }.first.map(Self.decoded)
        }
        let title = [text("title", "shorttitle"), text("subtitle")].compactMap { $0 }.joined(separator: ": ")
        let authors = AuthorNames.split(value("author", "editor") ?? "").names
        var identifiers: [String] = []
        if let eprint = value("eprint") {
            let archive = (value("archiveprefix", "eprinttype") ?? "").lowercased()
            if archive.isEmpty || archive == "arxiv" { identifiers.append("arXiv:" + eprint) }
        }
        identifiers += values("arxivid", "arxiv").map { "arXiv:" + $0 }
        identifiers += values("doi") + values("url") + values("journal") + values("note") + values("howpublished")
        var draft = EntryDraft(
            self, title: title.isEmpty ? nil : title, abstract: text("abstract", "annotation"), authors: authors,
            identifiers: identifiers, date: bibTeXDate, day: day)
        if let category = value("primaryclass", "eprintclass") { draft.addCategories([category]) }
        return draft
    }

    /// What `date`, or `year`, `month` and `day` say.
    private var bibTeXDate: PaperDate? {
        if let date = value("date").flatMap({ PaperDate(String($0.prefix { $0 != "/" && $0 != "T" })) }) { return date }
        let digits = value("year", "date")?.split { !$0.isNumber }.first { $0.utf8.count == 4 }
        guard let year = digits.flatMap({ Int($0) }) else { return nil }
        guard let name = value("month"), let month = Month(year: year, named: name) else { return .year(year) }
        return value("day").flatMap { Int($0) }.flatMap { Day(year: year, month: month.month, day: $0) }.map {
            .day($0)
        }
            ?? .month(month)
    }

    /// A value as it is read: LaTeX's accents, signs and braces are decoded, formulas stay.
    private static func decoded(_ value: String) -> String {
        value.split(separator: "$", omittingEmptySubsequences: false).enumerated().map { index, part in
            index.isMultiple(of: 2) ? LaTeXLetters.decoded(String(part)) : String(part)
        }.joined(separator: "$")
    }
}
