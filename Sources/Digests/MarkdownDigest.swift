/// Reads Markdown: reports, which have a heading an entry, and tables, which have a row an entry.
///
/// A file may have both. A heading that is no entry names a category, a day, or nothing.
struct MarkdownDigest {
    let bytes: [UInt8]
    let lines: [Range<Int>]
    /// The line that is looked at next.
    var position = 0
    /// The day in the last heading that had one, else in the file's name.
    var day: Day?
    /// The category of the section.
    var section: String?
    /// Whether some entry had `<details>`, which then all have.
    var usesDetails = false
    /// The sum of the table of contents, if there is one.
    var promised: Int?
    var output: DigestOutput

    /// Reads a whole file.
    /// - Parameters:
    ///   - bytes: Valid UTF-8.
    ///   - day: The day in the file's name.
    static func read(_ bytes: [UInt8], file: String, day: Day?) -> DigestOutput {
        var digest = MarkdownDigest(bytes: bytes, lines: bytes.lines, day: day, output: DigestOutput(file: file))
        digest.read()
        return digest.output
    }

    private mutating func read() {
        while position < lines.count {
            if let heading = heading(at: position) {
                readBlock(heading)
            } else if let columns = tableColumns(at: position) {
                readTable(columns)
            } else {
                countPromise(at: position)
                position += 1
            }
        }
        for format in output.summary.formats.keys { output.summary.formats[format]?.files = 1 }
        let found = output.summary.formats[.report]?.entries ?? 0
        if let promised, found < promised {
            output.report(
                .truncated, line: lines.count, .loss,
                "the table of contents promises \(promised) entries, of which \(found) are there", "those read")
        }
    }

    /// Adds the `[Total: 12]` of a table of contents.
    mutating func countPromise(at line: Int) {
        let range = lines[line]
        guard let start = bytes.firstOffset(of: "[Total: ", in: range) else { return }
        let digits = bytes[(start + 8)..<range.upperBound].prefix { $0.isDigit }
        guard let count = Int(digits: String(decoding: digits, as: UTF8.self)), count < 1_000_000 else { return }
        promised = (promised ?? 0) + count
    }
}
