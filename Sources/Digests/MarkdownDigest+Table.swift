/// The columns of a table of papers.
struct TableColumns {
    /// What each column holds; `nil` for those that do not matter.
    var labels: [Label?]
    /// Whether rows have no outer bars, so that each is one line.
    var isBare: Bool

    /// The columns that the cells of a head name; `nil` if this is no table of papers: it must have a title, and a link
    /// or an abstract.
    init?(head cells: [String], isBare: Bool) {
        self.isBare = isBare
        labels = cells.map { Label($0.filter { $0 != "*" }.trimmingBlanks()) }
        guard labels.contains(.field(.title)), labels.contains(.link) || labels.contains(.field(.abstract)) else {
            return nil
        }
    }

    var link: Int? { labels.firstIndex(of: .link) }
    var title: Int? { labels.firstIndex(of: .field(.title)) }
}

extension MarkdownDigest {
    /// The columns of the table whose head is at a line; `nil` if there is none.
    func tableColumns(at line: Int) -> TableColumns? {
        guard line + 1 < lines.count, bytes[lines[line]].contains(UInt8(ascii: "|")),
            isDelimiter(lines[line + 1].trimmed(in: bytes))
        else { return nil }
        let cells = cells(in: lines[line].trimmed(in: bytes))
        return TableColumns(head: cells.map { bytes.text($0) }, isBare: !startsRow(line))
    }

    private func startsRow(_ line: Int) -> Bool {
        let range = lines[line].trimmed(in: bytes)
        return range.count > 1 && bytes[range.lowerBound] == UInt8(ascii: "|")
    }

    /// `|---|:--:|` or `---|---`
    private func isDelimiter(_ range: Range<Int>) -> Bool {
        bytes[range].contains(UInt8(ascii: "|"))
            && bytes[range].allSatisfy { "|-: \t".utf8.contains($0) } && bytes[range].contains(UInt8(ascii: "-"))
    }

    /// The cells of a row, which may have outer bars: what stands between bars that have no backslash before them.
    private func cells(in range: Range<Int>) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = range.lowerBound
        if bytes.has("|", at: start, before: range.upperBound) { start += 1 }
        var index = start
        while index < range.upperBound {
            if bytes[index] == UInt8(ascii: "|"), index == start || bytes[index - 1] != UInt8(ascii: "\\") {
                cells.append((start..<index).trimmed(in: bytes))
                start = index + 1
            }
            index += 1
        }
        let rest = (min(start, range.upperBound)..<range.upperBound).trimmed(in: bytes)
        if !rest.isEmpty { cells.append(rest) }
        return cells
    }

    /// Reads a table from its head to the next heading or table.
    mutating func readTable(_ columns: TableColumns) {
        let head = position
        position += 2
        var rows = 0
        while position < lines.count {
            if lines[position].trimmed(in: bytes).isEmpty {
                position += 1
            } else if columns.isBare, bytes[lines[position]].contains(UInt8(ascii: "|")) {
                position += 1
                take(cells(in: lines[position - 1].trimmed(in: bytes)), columns, line: position - 1, isWhole: true)
                rows += 1
            } else if !columns.isBare, startsRow(position) {
                readRow(columns)
                rows += 1
            } else if heading(at: position) != nil || tableColumns(at: position) != nil {
                break
            } else {
                // A line between rows, such as a link back to the top. Others may follow.
                countPromise(at: position)
                position += 1
            }
        }
        output.summary.formats[.table, default: .init()].entries += 0
        if rows == 0 { output.report(.empty, line: head + 1, .note, "a table without a row", "nothing to read") }
    }

    /// A row of more lines than this is none: its end is missing.
    private static let longestRow = 400

    /// Reads a row, whose cells may go over several lines and hold bars of their own.
    ///
    /// It ends with a line whose last character is a bar, once there are enough cells, if what follows begins a row or
    /// is a heading or nothing.
    private mutating func readRow(_ columns: TableColumns) {
        let first = position
        let start = lines[first].trimmed(in: bytes).lowerBound
        var hasInnerTable = false
        while position < lines.count {
            let line = lines[position].trimmed(in: bytes)
            position += 1
            hasInnerTable = hasInnerTable || beginsInnerTable(position, columns)
            let row = start..<max(start, line.upperBound)
            if bytes.has("|", at: line.upperBound - 1, before: line.upperBound), row.count > 1,
                cells(in: row).count >= columns.labels.count,
                isBetweenRows(position, columns, hasInnerTable: hasInnerTable)
            {
                return take(cells(in: row), columns, line: first, isWhole: true)
            }
            if position - first == Self.longestRow { break }
            if position < lines.count, cutsRow(at: position, start, columns, hasInnerTable: hasInnerTable) { break }
        }
        let end = position == 0 ? start : max(start, lines[position - 1].trimmed(in: bytes).upperBound)
        take(cells(in: start..<end), columns, line: first, isWhole: false)
    }

    /// Whether a row ends before a line: a row or a heading comes next, or nothing that ends with a bar, as the rest of
    /// a cell would.
    private func isBetweenRows(_ line: Int, _ columns: TableColumns, hasInnerTable: Bool) -> Bool {
        var endsWithBar = false
        for next in line..<min(line + Self.longestRow, lines.count) {
            let text = lines[next].trimmed(in: bytes)
            if text.isEmpty { continue }
            if heading(at: next) != nil || (hasInnerTable ? beginsRow(next, columns) : startsRow(next)) { break }
            endsWithBar = bytes.has("|", at: text.upperBound - 1, before: text.upperBound)
        }
        return !endsWithBar
    }

    /// Whether the head of a table that is part of a cell stands at a line: one of papers has other columns.
    private func beginsInnerTable(_ line: Int, _ columns: TableColumns) -> Bool {
        line + 1 < lines.count && startsRow(line) && isDelimiter(lines[line + 1].trimmed(in: bytes))
            && !beginsRow(line, columns) && tableColumns(at: line) == nil
    }

    /// Whether a line begins a row for certain: it has a paper's link in the right column, or as many cells where the
    /// columns have no link.
    private func beginsRow(_ line: Int, _ columns: TableColumns) -> Bool {
        guard startsRow(line) else { return false }
        let cells = cells(in: lines[line].trimmed(in: bytes))
        guard let link = columns.link else { return cells.count >= columns.labels.count }
        return cells.count > link && PaperID.inLink(bytes.text(cells[link])) != nil
    }

    /// Whether another row or a heading begins at a line though the row from `start` on has no end.
    ///
    /// A bar at the beginning of a line may also stand inside a cell. It is a row's if the row before it has its link
    /// already, or if the new line has one in the right column.
    private func cutsRow(at line: Int, _ start: Int, _ columns: TableColumns, hasInnerTable: Bool) -> Bool {
        if let heading = heading(at: line) { return heading.isEntry || heading.address != nil || heading.level == 1 }
        guard startsRow(line) else { return false }
        if beginsRow(line, columns) { return true }
        if hasInnerTable || beginsInnerTable(line, columns) { return false }
        return columns.link == nil
            || bytes.firstOffset(of: "](http", in: start..<lines[line].trimmed(in: bytes).lowerBound) != nil
    }

    private mutating func take(_ cells: [Range<Int>], _ columns: TableColumns, line: Int, isWhole: Bool) {
        var draft = EntryDraft(line: line + 1, day: day)
        let aligned = align(cells, columns)
        for (label, cell) in zip(columns.labels, aligned) where !cell.isEmpty {
            if let label { fill(&draft, label, cell) }
        }
        if draft.id == nil, isWhole, draft.hasText, lacksLink(aligned, columns) { output.name(&draft) }
        if draft.id == nil {
            return output.reject(
                .table, isWhole ? .missingID : .truncated, line: line + 1,
                isWhole ? "row without an ID" : "row that is cut short, without an ID")
        }
        if !isWhole {
            let last = zip(columns.labels, aligned).reversed().first { !$1.isEmpty }?.0
            if case .field(let name) = last { draft.truncate(name) }
            let reason = position == lines.count ? "the file ends inside this row" : "row that is cut short"
            output.report(
                position == lines.count ? .truncated : .malformed, line: line + 1, .loss, reason, "what is there kept")
        }
        output.accept(draft, .table)
    }

    /// Whether a row has no link because none is known. What is no link at all stands there in a row that is cut.
    private func lacksLink(_ cells: [Range<Int>], _ columns: TableColumns) -> Bool {
        guard let link = columns.link else { return true }
        guard cells.count > link else { return false }
        return lacksLink(cells[link])
    }

    private func lacksLink(_ cell: Range<Int>) -> Bool {
        let text = bytes.text(cell)
        return FailedText.isFailure(text) || Label(text) == .link
    }

    /// Gives each column its cell when bars inside texts have made more: the cell with the paper's address is that of
    /// the link's column; what is too many before it belongs to the title, what is too many after it to the last column.
    private func align(_ cells: [Range<Int>], _ columns: TableColumns) -> [Range<Int>] {
        let count = columns.labels.count
        guard cells.count > count else { return cells }
        var aligned = cells
        if let link = columns.link,
            let found = cells.indices.first(where: { $0 >= link && PaperID.inLink(bytes.text(cells[$0])) != nil })
                ?? cells.indices.first(where: { $0 >= link && !cells[$0].isEmpty && lacksLink(cells[$0]) }),
            found > link, found - link <= cells.count - count
        {
            let title = columns.title.flatMap { $0 < link ? $0 : nil } ?? 0
            let end = title + found - link
            aligned.replaceSubrange(title...end, with: [cells[title].lowerBound..<cells[end].upperBound])
        }
        if aligned.count > count {
            let last = aligned[count - 1].lowerBound..<aligned[aligned.count - 1].upperBound
            aligned.replaceSubrange((count - 1)..., with: [last])
        }
        return aligned
    }

    /// A title without the marks of emphasis and the link that it may be: `**[Title](address)**`.
    private func unlinked(_ title: String) -> (text: String, address: String?) {
        let bytes = Array(title.utf8)
        let range = bytes.indices.unemphasized(in: bytes)
        guard bytes.has("[", at: range.lowerBound, before: range.upperBound),
            bytes.has(")", at: range.upperBound - 1, before: range.upperBound),
            let middle = bytes.firstOffset(of: "](http", in: range)
        else { return (bytes.text(range), nil) }
        let text = bytes.text((range.lowerBound + 1..<middle).unemphasized(in: bytes))
        return (text, bytes.text(middle + 2..<range.upperBound - 1))
    }

    private func fill(_ draft: inout EntryDraft, _ label: Label, _ cell: Range<Int>) {
        let source = bytes.text(cell).replacing("<br>", with: "\n").replacing("<br/>", with: "\n")
        let text = FailedText.withoutNotes(TextCleaning.paragraphs(source.utf8.span))
        switch label {
        case .field(.title):
            // The title is the cell's first paragraph; a translator explains it in others.
            let title = unlinked(text.split(separator: "\n\n").first.map(String.init) ?? "")
            if !FailedText.isFailure(title.text) { draft.set(.title, title.text) }
            draft.id = draft.id ?? title.address.flatMap(PaperID.parseGlobal)
        case .field(let name): draft.set(name, text)
        case .authors:
            let (names, isComplete) = AuthorNames.split(text)
            draft.setAuthors(names, quality: names.count > 1 && isComplete ? .complete : .truncated)
        case .categories: draft.addCategories(EntryDraft.categories(in: text))
        case .link:
            draft.id = draft.id ?? PaperID.inLink(text)
            draft.version = max(draft.version, PaperID.version(in: text))
        case .created: draft.created = Day(metadata: text)
        case .updated: draft.updated = Day(metadata: text)
        }
    }
}
