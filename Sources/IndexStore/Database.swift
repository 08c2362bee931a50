import CSQLite

/// Why SQLite refused.
struct DatabaseError: Error {
    let reason: String
}

/// A value in a column.
enum DatabaseValue: Equatable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// A SQLite database in memory, made from and turned into the bytes of a database file.
///
/// SQLite never touches the disk here: see ``Catalog`` for why.
@safe final class Database {
    // SAFETY: opened by init, closed by deinit, used by one thread at a time since the class is not Sendable.
    private let handle: OpaquePointer

    /// An empty database.
    init() throws(DatabaseError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
        // SAFETY: the name is a NUL-terminated string; a handle given despite an error is closed.
        let status = unsafe sqlite3_open_v2(":memory:", &opened, flags, nil)
        guard status == SQLITE_OK, let handle = unsafe opened else {
            unsafe sqlite3_close_v2(opened)
            throw DatabaseError(reason: "SQLite error \(status)")
        }
        unsafe self.handle = handle
    }

    /// The database in the bytes of a file. Damage may show only when it is read.
    /// - Parameter isWritable: Whether its copy in memory may be changed.
    convenience init(file: [UInt8], isWritable: Bool = false) throws(DatabaseError) {
        try self.init()
        // SAFETY: the buffer is SQLite's own, of the size given; SQLite frees it, also when the call fails.
        guard let copy = unsafe sqlite3_malloc64(UInt64(max(1, file.count))) else {
            throw DatabaseError(reason: "out of memory")
        }
        unsafe copy.copyMemory(from: file, byteCount: file.count)
        let flags = UInt32(
            SQLITE_DESERIALIZE_FREEONCLOSE
                | (isWritable ? SQLITE_DESERIALIZE_RESIZEABLE : SQLITE_DESERIALIZE_READONLY))
        let bytes = unsafe copy.assumingMemoryBound(to: UInt8.self)
        let size = Int64(file.count)
        try check(unsafe sqlite3_deserialize(handle, "main", bytes, size, size, flags))
        // Nothing in a stranger's schema is run.
        try execute("PRAGMA trusted_schema = OFF")
        try execute("PRAGMA cell_size_check = ON")
    }

    // SAFETY: every statement is finalized by then, and the handle is closed once.
    deinit { unsafe sqlite3_close_v2(handle) }

    /// The bytes of the database as a file.
    func serialize() throws(DatabaseError) -> [UInt8] {
        var size: Int64 = 0
        // SAFETY: the result is a new buffer of `size` bytes, copied and freed here.
        guard let bytes = unsafe sqlite3_serialize(handle, "main", &size, 0) else {
            throw DatabaseError(reason: "out of memory")
        }
        defer { unsafe sqlite3_free(bytes) }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
    }

    /// Runs a statement and returns its rows.
    @discardableResult
    func execute(_ sql: String, _ values: [DatabaseValue] = []) throws(DatabaseError) -> [[DatabaseValue]] {
        var prepared: OpaquePointer?
        // SAFETY: the text is NUL-terminated; the statement is finalized below, and finalizing nil is fine.
        try check(unsafe sqlite3_prepare_v2(handle, sql, -1, &prepared, nil))
        defer { unsafe sqlite3_finalize(prepared) }
        guard let statement = unsafe prepared else { return [] }
        for (index, value) in values.enumerated() {
            try check(unsafe bind(value, to: statement, at: Int32(index + 1)))
        }
        var rows: [[DatabaseValue]] = []
        while true {
            // SAFETY: a prepared statement.
            let status = unsafe sqlite3_step(statement)
            if status == SQLITE_DONE { return rows }
            guard status == SQLITE_ROW else { throw failure }
            rows.append(unsafe (0..<sqlite3_column_count(statement)).map { unsafe column($0, of: statement) })
        }
    }

    private func check(_ status: Int32) throws(DatabaseError) {
        if status != SQLITE_OK { throw failure }
    }

    private var failure: DatabaseError {
        // SAFETY: the message is NUL-terminated and copied at once.
        guard let message = unsafe sqlite3_errmsg(handle) else { return DatabaseError(reason: "SQLite error") }
        return unsafe DatabaseError(reason: String(cString: message))
    }

    /// The caller guarantees a prepared statement.
    @unsafe private func bind(_ value: DatabaseValue, to statement: OpaquePointer, at index: Int32) -> Int32 {
        // SAFETY: SQLITE_TRANSIENT, the constant -1, makes SQLite copy the bytes before the call returns.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return unsafe sqlite3_bind_null(statement, index)
        case .integer(let number): return unsafe sqlite3_bind_int64(statement, index, number)
        case .text(let text):
            return unsafe sqlite3_bind_text64(
                statement, index, text, UInt64(text.utf8.count), copies, UInt8(SQLITE_UTF8))
        case .blob(let bytes):
            if bytes.isEmpty { return unsafe sqlite3_bind_zeroblob(statement, index, 0) }
            return unsafe sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), copies)
        }
    }

    /// The caller guarantees a statement that stands on a row, and a column that it has.
    @unsafe private func column(_ index: Int32, of statement: OpaquePointer) -> DatabaseValue {
        switch unsafe sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(statement, index))
        case SQLITE_TEXT:
            // SAFETY: the text is asked for before its length, as SQLite demands, and copied at once.
            guard let text = unsafe sqlite3_column_text(statement, index) else { return .null }
            let count = unsafe Int(sqlite3_column_bytes(statement, index))
            return unsafe .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            guard let bytes = unsafe sqlite3_column_blob(statement, index) else { return .blob([]) }
            let count = unsafe Int(sqlite3_column_bytes(statement, index))
            return unsafe .blob(Array(UnsafeRawBufferPointer(start: bytes, count: count)))
        default: return .null
        }
    }
}
