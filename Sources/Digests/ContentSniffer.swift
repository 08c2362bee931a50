/// Tells from a file's first bytes what it holds.
enum Content: Equatable {
    /// A JSON object a line.
    case jsonl
    /// JSON of another layout.
    case json
    /// Text, in which a report or a table may be found.
    case markdown
    case empty
    /// No text; named as in `gzip data`.
    case foreign(String, advice: String)

    /// How many bytes are enough to tell.
    static let sampleSize = 1 << 16

    /// - Parameters:
    ///   - sample: The first bytes, as many as ``sampleSize`` if there are so many.
    ///   - isWhole: Whether the sample is the whole file.
    init(_ sample: Span<UInt8>, isWhole: Bool) {
        func starts(_ bytes: [UInt8]) -> Bool {
            sample.count >= bytes.count && bytes.indices.allSatisfy { sample[$0] == bytes[$0] }
        }
        for (magic, name, advice) in Self.magics where starts(magic) {
            self = .foreign(name, advice: advice)
            return
        }
        var start = starts(Self.byteOrderMark) ? 3 : 0
        while start < sample.count, sample[start].isBlank, sample[start] != 0 { start += 1 }
        if start == sample.count {
            self = isWhole ? .empty : .foreign("nothing but blanks", advice: "skipped")
        } else if Self.isBinary(sample) {
            self = .foreign("binary data", advice: "skipped")
        } else if sample[start] == UInt8(ascii: "{") {
            self = Self.goesOverLines(sample, start) ? .json : .jsonl
        } else if sample[start] == UInt8(ascii: "["), Self.opensArray(sample, start) {
            self = .json
        } else {
            self = .markdown
        }
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static let magics: [([UInt8], String, advice: String)] = [
        ([0x1F, 0x8B], "gzip data", "unpack it: gzip -dc FILE | sextant index -"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz data", "unpack it: xz -dc FILE | sextant index -"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd data", "unpack it: zstd -dc FILE | sextant index -"),
        ([0x42, 0x5A, 0x68], "bzip2 data", "unpack it: bzip2 -dc FILE | sextant index -"),
        ([0x50, 0x4B, 3, 4], "a zip archive", "unpack it first"),
        (
            [0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF document",
            "skipped: index its reference instead, as BibTeX, RIS or JSON from a reference manager"
        ),
        (Array("SQLite format 3".utf8), "an SQLite database", "skipped: export its library as BibTeX, RIS or CSL-JSON"),
        (Array("PAR1".utf8), "a Parquet file", "skipped: convert it to JSON lines or CSV"),
        ([0xFF, 0xFE], "UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8 FILE"),
        ([0xFE, 0xFF], "UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8 FILE"),
    ]

    /// Whether more than one byte in twenty is a control character that texts do not have. Digests hold a few: a
    /// summariser's `\f` for `\frac`.
    private static func isBinary(_ sample: Span<UInt8>) -> Bool {
        var strange = 0
        for index in sample.indices where sample[index] < 0x20 {
            if !(0x09...0x0D).contains(sample[index]) && sample[index] != 0x1B { strange += 1 }
        }
        return strange * 20 > sample.count
    }

    /// Whether the first line of an object is but its beginning: `{`, `{"papers": [` or `{"id": "1",`. The last may also
    /// be a line that is cut short, after which another object begins.
    private static func goesOverLines(_ sample: Span<UInt8>, _ start: Int) -> Bool {
        var end = start
        while end < sample.count, sample[end] != UInt8(ascii: "\n") { end += 1 }
        var next = end
        while next < sample.count, sample[next].isBlank { next += 1 }
        guard next < sample.count else { return false }
        while sample[end - 1].isBlank { end -= 1 }
        if sample[end - 1] == UInt8(ascii: ",") { return sample[next] != UInt8(ascii: "{") }
        return "{[:".utf8.contains(sample[end - 1])
    }

    /// `[` and then what an array of records has. In Markdown a link begins so.
    private static func opensArray(_ sample: Span<UInt8>, _ start: Int) -> Bool {
        var next = start + 1
        while next < sample.count, sample[next].isBlank { next += 1 }
        return next == sample.count || sample[next] == UInt8(ascii: "{") || sample[next] == UInt8(ascii: "]")
    }
}
