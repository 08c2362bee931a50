import Glibc

/// Questions to, and changes of, the file system.
public enum FileSystem {
    /// Whether something is there (after following links).
    public static func exists(_ path: String) -> Bool { status(path) != nil }

    /// Whether a folder is there (after following links).
    public static func isDirectory(_ path: String) -> Bool { status(path)?.isDirectory ?? false }

    /// The size of a file in bytes.
    public static func size(_ path: String) throws(FileError) -> Int { try requireStatus(path).size }

    /// When a file was last written, in nanoseconds since 1970.
    public static func modified(_ path: String) throws(FileError) -> Int64 { try requireStatus(path).modified }

    /// The names in a folder without `.` and `..`, sorted by their bytes.
    public static func list(_ folder: String) throws(FileError) -> [String] {
        // SAFETY: the path is a NUL-terminated string; the stream is closed once, below.
        guard let stream = unsafe opendir(SystemPath.bytes(folder)) else { throw .reading(folder) }
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            // SAFETY: the entry is valid until the next call on this stream, and its name ends with NUL.
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe SystemPath.text($0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        if errno != 0 { throw .reading(folder) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// All bytes of a file, or of a pipe up to its end.
    /// - Throws: ``FileError/tooLarge(path:limit:)`` above 1 GB, which a device without an end reaches.
    public static func contents(of path: String) throws(FileError) -> [UInt8] {
        try FileReader(path: path).readToEnd()
    }

    /// All bytes of a regular file of at most `limit` bytes. Anything else, a link too, is refused.
    public static func contents(ofRegular path: String, limit: Int) throws(FileError) -> [UInt8] {
        try FileReader(regular: path).readToEnd(limit: limit)
    }

    /// Makes a folder and those above it. One that is there already is fine.
    public static func makeDirectory(_ path: String) throws(FileError) {
        // SAFETY: the path is a NUL-terminated string.
        if unsafe mkdir(SystemPath.bytes(path), 0o755) == 0 { return }
        let code = errno
        if code == EEXIST, isDirectory(path) { return }
        if code == ENOENT, let parent = parent(of: path), parent != path, !exists(parent) {
            try makeDirectory(parent)
            // SAFETY: as above.
            if unsafe mkdir(SystemPath.bytes(path), 0o755) == 0 || (errno == EEXIST && isDirectory(path)) { return }
        }
        throw .writing(path, code: code)
    }

    /// Makes a folder that is not there yet, in one that is.
    /// - Parameter isPrivate: Whether nobody else may look into it.
    public static func makeNewDirectory(_ path: String, isPrivate: Bool = false) throws(FileError) {
        // SAFETY: the path is a NUL-terminated string.
        if unsafe mkdir(SystemPath.bytes(path), isPrivate ? 0o700 : 0o755) != 0 { throw .writing(path) }
    }

    /// Removes a file, a link (not what it points at), or a folder with everything in it.
    public static func remove(_ path: String) throws(FileError) {
        guard let information = status(path, followingLinks: false) else { throw .notFound(path: path) }
        if information.isDirectory {
            for name in try list(path) { try remove(path + "/" + name) }
        }
        // SAFETY: the path is a NUL-terminated string.
        let result = unsafe information.isDirectory ? rmdir(SystemPath.bytes(path)) : unlink(SystemPath.bytes(path))
        if result != 0 { throw .writing(path) }
    }

    /// Renames a file or folder, atomically replacing a file of the new name.
    public static func rename(_ path: String, to newPath: String) throws(FileError) {
        // SAFETY: both paths are NUL-terminated strings.
        if unsafe Glibc.rename(SystemPath.bytes(path), SystemPath.bytes(newPath)) != 0 { throw .writing(path) }
    }

    /// Waits until a file's bytes, or a folder's list of names, are on the disk.
    public static func sync(_ path: String) throws(FileError) {
        try Descriptor(path: path, flags: O_RDONLY) { .reading($0, code: $1) }.sync()
    }

    /// The path without its last part: `a/b` gives `a`, `a` gives `.`; nil for `/`.
    public static func parent(of path: String) -> String? {
        var rest = path[...]
        while rest.count > 1, rest.hasSuffix("/") { rest.removeLast() }
        if rest == "/" { return nil }
        guard let slash = rest.lastIndex(of: "/") else { return "." }
        return slash == rest.startIndex ? "/" : String(rest[..<slash])
    }
}

extension FileSystem {
    /// The part of a file's status that this program uses.
    struct Status {
        var isDirectory: Bool
        var isRegular: Bool
        var owner: UInt32
        /// Who may do what with it, as `chmod` has it.
        var permissions: UInt32
        var size: Int
        var modified: Int64
        /// Equal for two paths exactly if they are the same file.
        var identity: [UInt64]
    }

    static func status(_ path: String, followingLinks: Bool = true) -> Status? {
        var information = stat()
        // SAFETY: the path is a NUL-terminated string, `information` a local structure that the call fills.
        let name = SystemPath.bytes(path)
        let result = unsafe followingLinks ? stat(name, &information) : lstat(name, &information)
        guard result == 0 else { return nil }
        let kind = information.st_mode & S_IFMT
        let time = information.st_mtim
        return Status(
            isDirectory: kind == S_IFDIR, isRegular: kind == S_IFREG, owner: information.st_uid,
            permissions: information.st_mode & 0o7777, size: Int(information.st_size),
            modified: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
            identity: [UInt64(information.st_dev), UInt64(information.st_ino)])
    }

    private static func requireStatus(_ path: String) throws(FileError) -> Status {
        guard let status = status(path) else { throw .reading(path) }
        return status
    }
}
