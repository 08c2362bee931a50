import Glibc

/// Writes a file from its beginning, through a buffer.
///
/// Every failure, a full disk too, is thrown by the call that notices it. Call ``close()`` at the end: what is still in
/// the buffer when the last reference goes is dropped, because nobody could be told of its failure.
public final class FileWriter {
    private static let bufferSize = 1 << 16

    private var descriptor: Descriptor?
    private var buffer: [UInt8] = []
    private var bytesFlushed = 0

    /// The file's path.
    public let path: String

    /// Creates a file that must not be there yet: nothing is overwritten, no link followed.
    /// - Parameter permissions: The file's, of which the process's mask takes some away.
    public init(new path: String, permissions: UInt32 = 0o644) throws(FileError) {
        self.path = path
        descriptor = try Descriptor(
            path: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, permissions: permissions
        ) { .writing($0, code: $1) }
    }

    /// Creates the file, or empties it.
    public init(path: String) throws(FileError) {
        self.path = path
        descriptor = try Descriptor(path: path, flags: O_WRONLY | O_CREAT | O_TRUNC) { .writing($0, code: $1) }
    }

    /// Writes to a descriptor that stays open, such as standard output.
    init(borrowing number: Int32, path: String) {
        self.path = path
        descriptor = Descriptor(borrowing: number, path: path)
    }

    /// How many bytes were written so far.
    public var byteCount: Int { bytesFlushed + buffer.count }

    /// Writes bytes.
    public func write(_ bytes: RawSpan) throws(FileError) {
        guard let descriptor else { throw .writeFailed(path: path, reason: "closed") }
        if bytes.byteCount >= Self.bufferSize {
            try flush()
            try descriptor.write(bytes)
            bytesFlushed += bytes.byteCount
            return
        }
        // SAFETY: the pointer is read within the closure.
        unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes bytes.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        try bytes.withRawSpan { span throws(FileError) in try write(span) }
    }

    /// Writes a text as UTF-8.
    public func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Hands everything written so far to the system.
    public func flush() throws(FileError) {
        guard let descriptor else { throw .writeFailed(path: path, reason: "closed") }
        guard !buffer.isEmpty else { return }
        try buffer.withRawSpan { span throws(FileError) in try descriptor.write(span) }
        bytesFlushed += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// Replaces the file's first bytes: a header that is only known at the end.
    public func overwriteStart(_ bytes: [UInt8]) throws(FileError) {
        precondition(bytes.count <= byteCount, "FileWriter.overwriteStart: nothing is there yet to be replaced")
        try flush()
        try bytes.withRawSpan { span throws(FileError) in try descriptor?.write(span, at: 0) }
    }

    /// Takes the lock that ``FileLock/isHeld(path:)`` asks for, until the file is closed.
    func lock() throws(FileError) {
        if let descriptor, !FileLock.isTaken(on: descriptor) { throw .writing(path) }
    }

    /// Sets who may do what with the file, whatever the process's mask says.
    func setPermissions(_ permissions: UInt32) throws(FileError) {
        if let descriptor, fchmod(descriptor.number, permissions) != 0 { throw .writing(path) }
    }

    /// Waits until everything written so far is on the disk.
    public func sync() throws(FileError) {
        try flush()
        try descriptor?.sync()
    }

    /// Writes what is left and closes the file. A second call does nothing.
    public func close() throws(FileError) {
        guard descriptor != nil else { return }
        try flush()
        descriptor = nil
    }
}
