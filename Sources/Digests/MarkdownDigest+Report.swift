extension MarkdownDigest {
    /// Reads from a heading to the next: an entry, or what stands under another heading.
    mutating func readBlock(_ heading: Heading) {
        position = heading.end
        var block = ReportBlock(heading: heading, day: day, section: section)
        while position < lines.count, !endsBlock(at: position, block) {
            read(line: position, into: &block)
            position += 1
        }
        block.endField()
        if block.hasOpenedDetails { usesDetails = true }
        if isEntry(block) {
            finish(&block)
        } else {
            if let found = Day.find(in: heading.text) { day = found }
            if let category = heading.category {
                section = category
            } else if heading.level == 1 {
                section = nil
            }
        }
    }

    /// Whether a line begins something else than the block's text.
    private func endsBlock(at line: Int, _ block: ReportBlock) -> Bool {
        guard let next = heading(at: line) else { return tableColumns(at: line) != nil }
        if next.isEntry || next.address != nil || next.category != nil { return true }
        if Label(next.text) != nil { return false }
        // A line of an abstract may begin with “# of parameters”.
        if block.isInDetails { return false }
        return next.level <= block.heading.level || !block.mayBeEntry
    }

    /// Whether a block is an entry: by its heading, or because it has what entries have.
    private func isEntry(_ block: ReportBlock) -> Bool {
        if block.heading.isInternal || block.heading.category != nil { return false }
        return block.heading.isEntry
            || block.seen.contains { $0 != .link && $0 != .created && $0 != .updated }
                && (block.draft.fields.contains { $0.key.name != .comment } || block.heading.address != nil)
    }

    private mutating func read(line: Int, into block: inout ReportBlock) {
        let range = lines[line].trimmed(in: bytes)
        defer { block.isAfterBlank = range.isEmpty }
        guard !range.isEmpty else { return block.append(bytes, range) }
        if let heading = heading(at: line) {
            if let label = Label(heading.text) { return block.begin(label) }
            if !block.isInDetails { return block.endField() }
        }
        if bytes[range.lowerBound] == UInt8(ascii: "<"), readTag(range, into: &block) { return }
        if isRule(range) { return block.endField() }
        if readAuthors(range, into: &block) { return }
        if let line = LabelledLine(range, in: bytes), block.takes(line.label, isMarked: line.isMarked) {
            block.begin(line.label, isMarked: line.isMarked)
            return block.append(bytes, line.value)
        }
        if block.marksLabels == true, LabelledLine.isUnknown(range, in: bytes), block.current != nil {
            return block.skipField()
        }
        countPromise(at: line)
        block.append(bytes, range)
    }

    /// Reads a line that begins with HTML structure; false for other lines that begin with `<`: `<k` in a formula.
    private mutating func readTag(_ range: Range<Int>, into block: inout ReportBlock) -> Bool {
        let tag = bytes[range].map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
        if tag.has("<details", at: 0, before: tag.count), let end = tag.firstIndex(of: UInt8(ascii: ">")) {
            block.endField()
            block.isInDetails = true
            block.hasOpenedDetails = true
            readRest(of: range, from: end + 1, into: &block)
            return true
        }
        if tag.has("</details", at: 0, before: tag.count) {
            block.endField()
            block.isInDetails = false
            return true
        }
        if tag.has("<summary>", at: 0, before: tag.count) {
            block.endField()
            let end = tag.firstOffset(of: "</summary>", in: tag.indices)
            let name = tag.text(9..<(end ?? tag.count)).trimmingBlanks()
            if let label = Label(name), label != .field(.tldr) { block.begin(label) }
            if let end { readRest(of: range, from: end + 10, into: &block) }
            return true
        }
        guard bytes[range.upperBound - 1] == UInt8(ascii: ">") else { return false }
        return ["<div", "</div", "<br", "<hr", "<a ", "</a", "<!--", "<p>", "<p ", "</p>", "</summary"].contains {
            tag.has($0, at: 0, before: tag.count)
        }
    }

    /// Reads what stands behind a tag on its line.
    private mutating func readRest(of range: Range<Int>, from offset: Int, into block: inout ReportBlock) {
        var rest = (range.lowerBound + offset..<range.upperBound).trimmed(in: bytes)
        guard !rest.isEmpty else { return }
        if bytes[rest.lowerBound] == UInt8(ascii: "<"), readTag(rest, into: &block) { return }
        let isClosed = bytes.text(rest).lowercased().hasSuffix("</details>")
        if isClosed { rest = (rest.lowerBound..<rest.upperBound - 10).trimmed(in: bytes) }
        block.append(bytes, rest)
        if isClosed {
            block.endField()
            block.isInDetails = false
        }
    }

    /// A line of three or more `-`, `*` or `_`.
    private func isRule(_ range: Range<Int>) -> Bool {
        let mark = bytes[range.lowerBound]
        return range.count >= 3 && "-*_".utf8.contains(mark) && bytes[range].allSatisfy { $0 == mark }
    }

    /// The authors stand in italics below the heading: `*A,B,C*`.
    private func readAuthors(_ range: Range<Int>, into block: inout ReportBlock) -> Bool {
        guard block.heading.isEntry || block.heading.address != nil, block.seen.isEmpty, block.loose.isEmpty,
            range.count > 2
        else { return false }
        let mark = bytes[range.lowerBound]
        guard mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_"), bytes[range.upperBound - 1] == mark,
            bytes[range.lowerBound + 1] > 0x20, bytes[range.lowerBound + 1] != mark
        else { return false }
        block.begin(.authors)
        block.append(bytes, range.lowerBound + 1..<range.upperBound - 1)
        block.endField()
        return true
    }

    private mutating func finish(_ block: inout ReportBlock) {
        if block.draft.id == nil { block.draft.id = block.heading.id ?? block.linked }
        block.draft.version = max(block.draft.version, PaperID.version(in: block.heading.address ?? ""))
        // The only name that an entry elsewhere has is its address.
        if block.draft.id == nil, block.draft.hasText, let address = block.heading.address, address.hasPrefix("http") {
            block.draft.id = PaperID.parse(address)
        }
        let title = block.heading.text
        if !title.isEmpty { block.draft.set(.title, title) }
        if block.draft.categories.isEmpty, let section = block.section { block.draft.addCategories([section]) }
        // An entry without labels has its abstract below its authors.
        if !block.draft.fields.contains(where: { $0.key.name == .abstract }), block.loose.count >= 80 {
            block.draft.set(.abstract, TextCleaning.paragraphs(block.loose.span))
        }
        let isLast = position == lines.count
        let isCut = isLast && (block.isInDetails || (usesDetails && !block.hasOpenedDetails))
        if isCut, let last = block.lastField { block.draft.truncate(last) }
        if isCut {
            output.report(
                .truncated, line: block.draft.line, .loss, "the file ends inside this entry", "what is there kept")
        }
        output.accept(block.draft, .report)
    }
}
