/// Reads a database's tables into a ``CatalogContent`` and believes none of them.
struct CatalogReader {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Everything, after every value was found possible and the digest right.
    func content() throws(DatabaseError) -> CatalogContent {
        var content = CatalogContent()
        content.generation = try state("generation")
        content.nextSegment = try state("next_segment")
        for row in try rows("SELECT key, value FROM metadata") {
            content.metadata[try row.text(0)] = try row.text(1)
        }
        var files = try files()
        for row in try rows("SELECT name, kind, rows, deleted FROM segments ORDER BY ordinal") {
            let name = try row.text(0)
            let segment = SegmentRecord(
                name: name, kind: try row.text(1), rowCount: try row.count(2), deleted: RowSet(words: try row.words(3)),
                files: files.removeValue(forKey: name) ?? [])
            try require(SegmentRecord.isName(name), "segment \(name) has an impossible name")
            try require(FileRecord.isValidName(segment.kind), "segment \(name) is of an impossible kind")
            try require(segment.rowCount <= Int32.max, "segment \(name) has an impossible number of rows")
            try require(segment.deleted.upperBound <= segment.rowCount, "segment \(name) lacks rows it has deleted")
            content.segments.append(segment)
        }
        // Both only grow, by one: what is beyond was not counted.
        try require(content.generation < 1 << 53, "an impossible generation")
        try require(content.nextSegment < 1 << 53, "an impossible number of segments")
        let next = content.nextSegment
        try require(content.segments.allSatisfy { $0.number < next }, "a segment that was not made yet")
        try require(files.isEmpty, "files of unknown segments")
        for segment in content.segments {
            let names = Set(segment.files.map(\.section))
            try require(names.count == segment.files.count, "a section of segment \(segment.name) is named twice")
        }
        try require(Set(content.segments.map(\.name)).count == content.segments.count, "a segment is named twice")
        let digest = try rows("SELECT value FROM digest")
        try require(digest.count == 1, "no digest")
        try require(try digest[0].text(0) == Catalog.hexadecimal(content.digest), "its digest does not match")
        return content
    }

    private func state(_ name: String) throws(DatabaseError) -> Int {
        let found = try rows("SELECT value FROM state WHERE name = ?", .text(name))
        try require(found.count == 1, "no \(name)")
        return try found[0].count(0)
    }

    /// The files by segment, each list sorted by section.
    private func files() throws(DatabaseError) -> [String: [FileRecord]] {
        var files: [String: [FileRecord]] = [:]
        let sql = "SELECT segment, section, dtype, shape, bytes, checksum FROM files ORDER BY segment, section"
        for row in try rows(sql) {
            let section = try row.text(1)
            let shape = try row.text(3).split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
            guard FileRecord.isValidName(section), let type = ElementType(rawValue: try row.text(2)),
                let header = ArrayHeader(type: type, shape: shape), try row.count(4) == header.fileByteCount,
                let checksum = UInt64(try row.text(5), radix: 16)
            else { throw DatabaseError(reason: "the entry of section \(section) is impossible") }
            files[try row.text(0), default: []].append(
                FileRecord(section: section, header: header, checksum: checksum))
        }
        return files
    }

    private func rows(_ sql: String, _ values: DatabaseValue...) throws(DatabaseError) -> [Row] {
        try database.execute(sql, values).map(Row.init)
    }

    private func require(_ condition: Bool, _ reason: String) throws(DatabaseError) {
        if !condition { throw DatabaseError(reason: reason) }
    }
}

/// A row whose columns are of the types they should be, or it throws.
private struct Row {
    let values: [DatabaseValue]

    func text(_ column: Int) throws(DatabaseError) -> String {
        guard case .text(let text) = values[column] else { throw DatabaseError(reason: "a text is missing") }
        return text
    }

    /// A number that is not negative.
    func count(_ column: Int) throws(DatabaseError) -> Int {
        guard case .integer(let number) = values[column], number >= 0 else {
            throw DatabaseError(reason: "a count is missing")
        }
        return Int(number)
    }

    /// Words of eight bytes, the lowest first.
    func words(_ column: Int) throws(DatabaseError) -> [UInt64] {
        guard case .blob(let bytes) = values[column], bytes.count.isMultiple(of: 8) else {
            throw DatabaseError(reason: "a set of rows is missing")
        }
        return stride(from: 0, to: bytes.count, by: 8).map { start in
            (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
        }
    }
}
