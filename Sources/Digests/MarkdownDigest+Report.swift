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
        countPromise(at: line)
        block.append(bytes, range)
    }

    /// A line that is nothing but HTML structure. Other lines that begin with `<` are text: `<k` in a formula.
    private func readTag(_ range: Range<Int>, into block: inout ReportBlock) -> Bool {
        guard bytes[range.upperBound - 1] == UInt8(ascii: ">") else { return false }
        let tag = bytes.text(range).lowercased()
        if tag.hasPrefix("<details") {
            block.endField()
            block.isInDetails = true
            block.hasOpenedDetails = true
            return true
        }
        if tag.hasPrefix("</details") {
            block.endField()
            block.isInDetails = false
            return true
        }
        if tag.hasPrefix("<summary>") {
            block.endField()
            let name = String(tag.dropFirst(9)).replacing("</summary>", with: "")
            if let label = Label(name.trimmingBlanks()), label != .field(.tldr) { block.begin(label) }
            return true
        }
        return ["<div", "</div", "<br", "<hr", "<a ", "</a", "<!--", "<p>", "</p>", "</summary"].contains {
            tag.hasPrefix($0)
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
