import SystemSupport

/// The file `catalog.sqlite`, which says what an index consists of.
///
/// A commit writes a whole new database beside the old one, syncs it and renames it over the old one: the rename is the
/// transaction. A reader opens either the old file or the new one, never waits, and needs no write permission; a killed
/// writer leaves the last commit. Rejected: a write-ahead log (readers must write its shared-memory file, and its random
/// salt makes equal indexes differ) and a rollback journal (readers wait during a commit, and after a crash the next
/// reader must be able to write). Rewriting everything costs nothing, since the catalog is a few kilobytes.
enum Catalog {
    static let fileName = "catalog.sqlite"
    static let newFileName = "catalog.sqlite.new"
    /// The version of the format that this program reads and writes.
    static let formatVersion = 3
    /// "SXTN": tells the database from those of other programs.
    private static let applicationID = 0x5358_544E

    private static let schema = [
        "PRAGMA application_id = \(applicationID)",
        "PRAGMA user_version = \(formatVersion)",
        "CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """
        CREATE TABLE segments (ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
            rows INTEGER NOT NULL, deleted BLOB NOT NULL)
        """,
        """
        CREATE TABLE files (segment TEXT NOT NULL, section TEXT NOT NULL, dtype TEXT NOT NULL, shape TEXT NOT NULL,
            bytes INTEGER NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (segment, section)) WITHOUT ROWID
        """,
        "CREATE TABLE digest (value TEXT NOT NULL)",
    ]

    /// The database file with this content.
    static func encode(_ content: CatalogContent) throws(DatabaseError) -> [UInt8] {
        let database = try Database()
        for statement in schema { try database.execute(statement) }
        try database.execute("BEGIN")
        for (name, value) in [("generation", content.generation), ("next_segment", content.nextSegment)] {
            try database.execute("INSERT INTO state VALUES (?, ?)", [.text(name), .integer(Int64(value))])
        }
        for (key, value) in content.metadata.sorted(by: { $0.key < $1.key }) {
            try database.execute("INSERT INTO metadata VALUES (?, ?)", [.text(key), .text(value)])
        }
        for (ordinal, segment) in content.segments.enumerated() {
            try database.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?)",
                [
                    .integer(Int64(ordinal)), .text(segment.name), .text(segment.kind),
                    .integer(Int64(segment.rowCount)), .blob(littleEndian(segment.deleted.words)),
                ])
            for file in segment.files {
                try database.execute(
                    "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .text(segment.name), .text(file.section), .text(file.header.type.rawValue),
                        .text(file.header.shape.map(String.init).joined(separator: ",")),
                        .integer(Int64(file.header.fileByteCount)), .text(hexadecimal(file.checksum)),
                    ])
            }
        }
        try database.execute("INSERT INTO digest VALUES (?)", [.text(hexadecimal(content.digest))])
        try database.execute("COMMIT")
        var bytes = try database.serialize()
        // SQLite notes its own version here, for nobody: without it equal content has equal bytes under another one too.
        if bytes.count >= versionField.upperBound {
            bytes.replaceSubrange(versionField, with: repeatElement(0, count: versionField.count))
        }
        return bytes
    }

    /// Where the header has the number of the SQLite that wrote the file (SQLite's file format, section 1.3).
    private static let versionField = 96..<100

    /// The content of a database file, all of it checked.
    /// - Parameter path: The file's path, for errors.
    static func decode(_ bytes: [UInt8], path: String) throws(IndexError) -> CatalogContent {
        // Whose database it is comes first: nothing is asked of a stranger's tables.
        let (database, identity, version) = try wrapping(path) { () throws(DatabaseError) in
            let database = try Database(file: bytes)
            let identity = try integer(database, "PRAGMA application_id")
            return (database, identity, try integer(database, "PRAGMA user_version"))
        }
        guard identity == applicationID else { throw .notAnIndex(path: path) }
        guard version == formatVersion else {
            throw .unsupportedVersion(path: path, found: version, supported: formatVersion)
        }
        return try wrapping(path) { () throws(DatabaseError) in
            try requireSchema(of: database)
            return try CatalogReader(database).content()
        }
    }

    /// Lets no table pass but those that are written, to the letter: another of that name could be a view, which may
    /// compute without an end. So a change of the schema's text is a change of the format.
    private static func requireSchema(of database: Database) throws(DatabaseError) {
        let found = try database.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        let written = schema.filter { $0.hasPrefix("CREATE") }.map { [DatabaseValue.text($0)] }
        guard found == written else { throw DatabaseError(reason: "its tables are not those of an index") }
    }

    /// Runs `body`, whose failure means that the catalog is damaged.
    private static func wrapping<Result>(
        _ path: String, _ body: () throws(DatabaseError) -> Result
    ) throws(IndexError) -> Result {
        do throws(DatabaseError) {
            return try body()
        } catch {
            // A want of memory is no damage.
            if error.reason == "out of memory" { throw .file(.notReadable(path: path, reason: error.reason)) }
            throw .damagedCatalog(path: path, reason: error.reason)
        }
    }

    /// What SQLite's own check finds in a database file; empty when it is sound.
    static func integrityProblems(_ bytes: [UInt8]) -> [String] {
        do throws(DatabaseError) {
            let rows = try Database(file: bytes).execute("PRAGMA integrity_check")
            return rows.compactMap { row in
                if case .text(let text)? = row.first, text != "ok" { text } else { nil }
            }
        } catch {
            return [error.reason]
        }
    }

    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func integer(_ database: Database, _ sql: String) throws(DatabaseError) -> Int {
        guard case .integer(let value)? = try database.execute(sql).first?.first else {
            throw DatabaseError(reason: "no answer to \(sql)")
        }
        return Int(value)
    }

    private static func littleEndian(_ words: [UInt64]) -> [UInt8] {
        words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
    }
}
