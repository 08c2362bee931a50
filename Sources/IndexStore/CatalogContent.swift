import SystemSupport

/// Everything a catalog says, as a value.
struct CatalogContent: Equatable, Sendable {
    /// How many commits there were.
    var generation = 0
    /// The number of the next segment. Names come from a counter and not from a clock, so that equal input gives equal
    /// bytes.
    var nextSegment = 1
    var metadata: [String: String] = [:]
    /// In the order in which they were added.
    var segments: [SegmentRecord] = []

    /// The checksum of all values, each string and list preceded by its length, so that no two contents are
    /// serialized alike.
    var digest: UInt64 {
        var bytes: [UInt8] = []
        func append(_ number: Int) { bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        func append(_ text: String) {
            append(text.utf8.count)
            bytes += Array(text.utf8)
        }
        append(generation)
        append(nextSegment)
        append(metadata.count)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            append(key)
            append(value)
        }
        append(segments.count)
        for segment in segments {
            append(segment.name)
            append(segment.kind)
            append(segment.rowCount)
            append(segment.deleted.words.count)
            for word in segment.deleted.words { append(Int(truncatingIfNeeded: word)) }
            append(segment.files.count)
            for file in segment.files {
                append(file.section)
                append(file.header.type.rawValue)
                append(file.header.shape.count)
                for dimension in file.header.shape { append(dimension) }
                append(Int(truncatingIfNeeded: file.checksum))
            }
        }
        return bytes.withRawSpan { Checksum.of($0) }
    }
}

/// A segment as the catalog names it.
struct SegmentRecord: Equatable, Sendable {
    var name: String
    var kind: String
    var rowCount: Int
    var deleted = RowSet()
    /// Sorted by section.
    var files: [FileRecord]

    /// The number in its name.
    var number: Int { Int(name.dropFirst()) ?? 0 }

    /// The name of the segment with this number.
    static func name(_ number: Int) -> String {
        let digits = String(number)
        return "s" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// Whether a file name is one that ``name(_:)`` gives: only such folders are ever swept.
    static func isName(_ name: String) -> Bool {
        guard name.hasPrefix("s"), let number = Int(name.dropFirst()), number > 0 else { return false }
        return name == Self.name(number)
    }
}

/// A file as the catalog names it.
struct FileRecord: Equatable, Sendable {
    var section: String
    var header: ArrayHeader
    /// Of the data after the header; the header follows from type and shape.
    var checksum: UInt64

    /// Whether a section or kind may have this name, which becomes a file's: lower-case letters, digits and `-_.`,
    /// beginning with a letter or digit, at most 64.
    static func isValidName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        }
        return isWord(first) && name.utf8.allSatisfy { isWord($0) || "-_.".utf8.contains($0) }
    }
}
