/// A file that is in memory as a whole.
struct FileContents {
    let bytes: [UInt8]
    let name: String

    /// The day in the file's name, else in the name of a folder that it lies in, the nearest of three, else in folders
    /// for year, month and day.
    static func day(ofFile name: String) -> Day? {
        let parts = name.split(separator: "/").suffix(4)
        return parts.reversed().lazy.compactMap { Day.find(in: $0) }.first
            ?? Day.find(in: parts.dropLast().joined(separator: "/"))
    }

    func read() -> DigestOutput {
        let sample = bytes.span.extracting(0..<min(bytes.count, Content.sampleSize))
        return read(as: Content(sample, isWhole: sample.count == bytes.count))
    }

    func read(as content: Content) -> DigestOutput {
        var output = DigestOutput(file: name)
        output.summary.files = 1
        output.summary.bytes = bytes.count
        switch content {
        case .empty: output.report(.empty, .note, "an empty file", "nothing to read")
        case .foreign(let what, let advice): output.report(.notADigest, .failure, what, advice)
        case .markdown: readMarkdown(&output)
        case .json: readJSON(&output)
        case .jsonl: readLines(&output)
        }
        return output
    }

    private func readMarkdown(_ output: inout DigestOutput) {
        let text = validText(&output)
        let found = MarkdownDigest.read(text, file: name, day: Self.day(ofFile: name))
        output.append(found)
        if !found.summary.formats.isEmpty || readBibliography(text, &output) { return }
        if let notice = EmptyDay.notice(in: text) {
            output.reportEmptyDay(line: nil, "a day without papers: “\(notice)”")
        } else {
            let (what, advice) = Self.unreadFormat(text) ?? (nil, "skipped")
            output.report(
                .notADigest, .failure, what ?? "neither a report, a table of papers nor a bibliography", advice)
        }
    }

    /// A format that is known and not read, and what to do instead.
    private static func unreadFormat(_ text: [UInt8]) -> (String?, String)? {
        let start = String(decoding: text.prefix(4096), as: UTF8.self)
        let formats = [
            ("<feed", "an Atom feed"), ("<rss", "an RSS feed"), ("<rdf:RDF", "an RSS feed"),
            ("<OAI-PMH", "OAI-PMH records"),
            ("<PubmedArticleSet", "PubMed's XML"), ("<xml><records>", "EndNote's XML"),
            ("<modsCollection", "MODS records"),
            ("<!DOCTYPE html", "a web page"), ("<html", "a web page"), ("<?xml", "XML"),
        ]
        guard start.trimmingBlanks().first == "<" || start.trimmingBlanks().first == "\u{FEFF}",
            let found = formats.first(where: { start.contains($0.0) })
        else { return nil }
        return (found.1 + ", which is not read", "skipped: export it as BibTeX, RIS, nbib, CSV or JSON")
    }

    /// Reads BibTeX and tagged references; false for any other text.
    private func readBibliography(_ text: [UInt8], _ output: inout DigestOutput) -> Bool {
        let day = Self.day(ofFile: name)
        if let dialect = TaggedReader.dialect(of: text.span) {
            for record in TaggedReader(text, dialect).records {
                output.accept(record.taggedDraft(dialect, day: day), .tagged)
            }
            output.finishBibliography(.tagged)
            return true
        }
        guard BibTeXReader.isBibTeX(text.span) else { return readSeparated(text, day, &output) }
        let reader = BibTeXReader(text)
        for record in reader.records { output.accept(record.bibTeXDraft(day: day), .bibtex) }
        for problem in reader.problems {
            output.report(.malformed, line: problem.line, .loss, problem.message, "what was read of it kept")
        }
        output.finishBibliography(.bibtex)
        return true
    }

    /// Reads a table whose first line names its columns; false for any other text.
    private func readSeparated(_ text: [UInt8], _ day: Day?, _ output: inout DigestOutput) -> Bool {
        guard let reader = SeparatedReader(text) else { return false }
        for record in reader.records { output.accept(record.separatedDraft(day: day), .separated) }
        for line in reader.uneven {
            output.report(
                .malformed, line: line, .note, "a row with another number of fields than the first", "read as it is")
        }
        output.finishBibliography(.separated)
        return true
    }

    /// The bytes without a byte order mark, those that are no UTF-8 replaced and reported.
    private func validText(_ output: inout DigestOutput) -> [UInt8] {
        let text = bytes.starts(with: Content.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: text.span)
            return text
        } catch {
            let line = text[..<error.byteOffsets.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
            output.report(
                .encoding, line: line, .loss, "bytes that are not UTF-8, here and perhaps below", "replaced by U+FFFD")
            return Array(String(decoding: text, as: UTF8.self).utf8)
        }
    }

    private func readJSON(_ output: inout DigestOutput) {
        var reader = JSONTextReader(format: .json, file: name, day: Self.day(ofFile: name))
        let (objects, isClosed) = JSONTexts.objects(in: bytes.span)
        for (range, line, isWhole) in objects {
            reader.read(bytes.span.extracting(range), line: line, isLast: !isWhole, into: &output)
        }
        if !isClosed && objects.last?.isWhole != false {
            output.report(
                .truncated, line: bytes.span.lineEnds + 1, .loss, "the file ends inside an array", "what is there kept")
        }
        finishJSON(.json, &output)
    }

    private func readLines(_ output: inout DigestOutput) {
        let start = bytes.starts(with: Content.byteOrderMark) ? 3 : 0
        var reader = JSONTextReader(format: .jsonl, file: name, day: Self.day(ofFile: name))
        reader.readLines(bytes.span.extracting(start...), firstLine: 1, isEnd: true, into: &output)
        finishJSON(.jsonl, &output)
    }

    /// Counts the file, or says that it is none if nothing in it was a record.
    private func finishJSON(_ format: DigestFormat, _ output: inout DigestOutput) {
        output.summary.formats[format, default: .init()].files = 1
        if output.papers.isEmpty, output.summary.emptyDays == 0 {
            output.report(.notADigest, .failure, "JSON without a record of a paper", "skipped")
        }
    }
}

extension DigestOutput {
    /// Counts the file, or says that it has no entry.
    fileprivate mutating func finishBibliography(_ format: DigestFormat) {
        summary.formats[format, default: .init()].files = 1
        if papers.isEmpty, problems.isEmpty {
            report(.notADigest, .failure, "a bibliography without an entry", "skipped")
        }
    }
}

extension JSONTextReader {
    /// Reads lines, each a text.
    /// - Parameter isEnd: Whether the file ends with the last of them.
    mutating func readLines(_ bytes: Span<UInt8>, firstLine: Int, isEnd: Bool, into output: inout DigestOutput) {
        var line = firstLine
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            read(bytes.extracting(start..<index), line: line, isLast: false, into: &output)
            start = index + 1
            line += 1
        }
        if start < bytes.count {
            read(bytes.extracting(start...), line: line, isLast: isEnd, into: &output)
        }
    }
}
