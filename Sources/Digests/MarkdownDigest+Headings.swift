import Vocab

/// A heading of a Markdown file.
struct Heading {
    /// The line, from 0.
    var line: Int
    /// 1...6.
    var level: Int
    /// The text, without number and link.
    var text: String
    /// Whether a number stands before the text, as entries have it.
    var isNumbered = false
    /// Where the text links to, or the ID that stands before it.
    var address: String?
    /// The line after the heading, which may go over several.
    var end: Int

    /// Whether this is an entry's heading, whatever follows.
    var isEntry: Bool { isNumbered || id != nil }

    /// Whether the link leads elsewhere in the file, as that of a section back to the table of contents.
    var isInternal: Bool { address?.hasPrefix("#") ?? false }

    /// The paper that the heading links to.
    var id: PaperID? { address.flatMap(PaperID.parseGlobal) }

    /// The category that a section's heading names.
    var category: String? {
        let word = String(text.prefix { $0 != " " })
        return CategoryTaxonomy.name(of: word) == nil ? nil : word
    }
}

extension MarkdownDigest {
    /// The heading at a line: `### [3] [Title](address)`, `## 3. [Title](address)`, `# cs.CV [[Back]](#toc)`, `# Text`.
    func heading(at line: Int) -> Heading? {
        let range = lines[line].trimmed(in: bytes)
        let level = bytes[range].prefix { $0 == UInt8(ascii: "#") }.count
        guard (1...6).contains(level), range.count > level else { return nil }
        let next = bytes[range.lowerBound + level]
        guard next == 0x20 || next == UInt8(ascii: "\t") || next == UInt8(ascii: "[") else { return nil }
        var rest = (range.lowerBound + level..<range.upperBound).trimmed(in: bytes)
        // ## Text ##
        let closing = bytes[rest].reversed().prefix { $0 == UInt8(ascii: "#") }.count
        if closing < rest.count, bytes[rest.upperBound - closing - 1] == 0x20 {
            rest = (rest.lowerBound..<rest.upperBound - closing).trimmed(in: bytes)
        }
        rest = rest.unemphasized(in: bytes)
        var heading = Heading(line: line, level: level, text: "", end: line + 1)
        if let number = number(in: rest) {
            // “2. Kites” is an entry only if something else says so.
            heading.isNumbered = number.isCertain
            rest = (number.end..<rest.upperBound).trimmed(in: bytes).unemphasized(in: bytes)
        }
        let id = id(in: rest)
        if let id { rest = (id.end..<rest.upperBound).trimmed(in: bytes).unemphasized(in: bytes) }
        fill(&heading, rest)
        heading.address = heading.address ?? id?.text
        return heading
    }

    /// The arXiv ID before a title, and where that begins: `[2604.90001] Kites`, `2604.90001: Kites`.
    private func id(in range: Range<Int>) -> (text: String, end: Int)? {
        let isBracketed = bytes.has("[", at: range.lowerBound, before: range.upperBound)
        let start = range.lowerBound + (isBracketed ? 1 : 0)
        guard start < range.upperBound, bytes[start].isDigit || bytes[start] | 0x20 == UInt8(ascii: "a") else {
            return nil
        }
        let length = bytes[start..<range.upperBound].prefix { $0 > 0x20 && $0 != UInt8(ascii: "]") }.count
        var end = start + length
        if isBracketed {
            guard bytes.has("] ", at: end, before: range.upperBound) else { return nil }
        } else if length > 0, bytes[end - 1] == UInt8(ascii: ":") {
            end -= 1
        }
        let text = bytes.text(start..<end)
        guard end + 1 < range.upperBound, PaperID.parseGlobal(text)?.kind == .arxiv else { return nil }
        return (text, end + (isBracketed || bytes[end] == UInt8(ascii: ":") ? 1 : 0))
    }

    /// Where the text begins after `[3] `, `3. ` or `3) `, and whether this is the number of an entry: of a link, or in
    /// brackets.
    private func number(in range: Range<Int>) -> (end: Int, isCertain: Bool)? {
        var index = range.lowerBound
        let isBracketed = bytes.has("[", at: index, before: range.upperBound)
        if isBracketed { index += 1 }
        let digits = bytes[index..<range.upperBound].prefix { $0.isDigit }.count
        guard (1...6).contains(digits), index + digits < range.upperBound else { return nil }
        index += digits
        let close = bytes[index]
        if isBracketed {
            // [2025](address) is a title.
            guard close == UInt8(ascii: "]"), !bytes.has("(", at: index + 1, before: range.upperBound) else {
                return nil
            }
            return (index + 1, true)
        }
        guard close == UInt8(ascii: ".") || close == UInt8(ascii: ")"),
            bytes.has(" ", at: index + 1, before: range.upperBound)
        else { return nil }
        return (index + 1, bytes.has(" [", at: index + 1, before: range.upperBound))
    }

    /// Takes title and address out of what follows the number. A title may hold brackets, and go over a few lines.
    private func fill(_ heading: inout Heading, _ range: Range<Int>) {
        heading.text = TextCleaning.line(bytes[range].span)
        if let link = link(in: range) {
            (heading.text, heading.address) = link
            return
        }
        guard bytes.has("[", at: range.lowerBound, before: range.upperBound) else { return }
        for end in (heading.end..<min(heading.end + 3, lines.count)) {
            let next = lines[end].trimmed(in: bytes)
            guard !next.isEmpty, bytes[next.lowerBound] != UInt8(ascii: "#") else { return }
            if let link = link(in: range.lowerBound..<next.upperBound) {
                (heading.text, heading.address) = link
                heading.end = end + 1
                return
            }
        }
    }

    /// The link that a range is, or ends with.
    private func link(in range: Range<Int>) -> (text: String, address: String)? {
        guard bytes.has(")", at: range.upperBound - 1, before: range.upperBound),
            let middle = bytes.lastOffset(of: "](", in: range)
        else { return nil }
        var text = range.lowerBound..<middle
        var target = middle + 2..<range.upperBound - 1
        if bytes.has("[", at: text.lowerBound, before: middle) {
            text = text.lowerBound + 1..<middle
            // [Title](address) [PDF](another): the first is the title.
            if let first = bytes.firstOffset(of: "](http", in: text),
                let end = bytes.firstOffset(of: ")", in: first..<range.upperBound)
            {
                target = first + 2..<end
                text = text.lowerBound..<first
            }
        } else if let open = bytes.lastOffset(of: "[", in: text) {
            text = text.lowerBound..<open
        }
        let address = bytes.text(target.trimmed(in: bytes)).prefix { $0 != " " }.filter { $0 != "<" && $0 != ">" }
        return (TextCleaning.line(bytes[text].span), address)
    }
}

extension Range<Int> {
    /// The range without `**` or `__` around it.
    func unemphasized(in bytes: [UInt8]) -> Range<Int> {
        for mark in ["**", "__"] where count > 4 {
            if bytes.has(mark, at: lowerBound, before: upperBound),
                bytes.has(mark, at: upperBound - 2, before: upperBound)
            {
                return (lowerBound + 2..<upperBound - 2).trimmed(in: bytes)
            }
        }
        return self
    }
}
