import SystemSupport

/// A new empty folder that is removed when the last reference goes.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        let base = Environment.value("TMPDIR") ?? "/tmp"
        path = base + "/sextant-test-\(Environment.processID)-\(UInt64.random(in: 0 ... .max))"
        try FileSystem.makeDirectory(path)
    }

    deinit { try? FileSystem.remove(path) }

    /// Writes a file and gives its path.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = path + "/" + name
        try FileSystem.makeDirectory(FileSystem.parent(of: file) ?? path)
        try replace(file, with: bytes)
        return file
    }

    /// Writes a file and gives its path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }
}

/// Replaces a file's bytes.
public func replace(_ path: String, with bytes: [UInt8]) throws {
    let writer = try FileWriter(path: path)
    try writer.write(bytes)
    try writer.close()
}
