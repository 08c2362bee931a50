import Glibc

/// Reads a file or pipe from its beginning to its end, a piece at a time.
public final class FileReader {
    /// Devices such as `/dev/zero` may have no end, and nobody keeps papers in one.
    private static let deviceLimit = 1 << 20

    private let descriptor: Descriptor

    /// Opens a file. A folder throws ``FileError/notReadable(path:reason:)``.
    public init(path: String) throws(FileError) {
        descriptor = try Descriptor(path: path, flags: O_RDONLY) { .reading($0, code: $1) }
        if FileSystem.isDirectory(path) { throw .notReadable(path: path, reason: FileError.reason(EISDIR)) }
    }

    /// Opens a regular file; anything else, a link too, throws ``FileError/notRegular(path:kind:)``.
    public init(regular path: String) throws(FileError) {
        descriptor = try Descriptor(regular: path, flags: O_RDONLY) { .reading($0, code: $1) }
    }

    private init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// Standard input, which is not closed at the end.
    public static func standardInput() -> FileReader {
        FileReader(Descriptor(borrowing: STDIN_FILENO, path: "standard input"))
    }

    /// The path, or `standard input`.
    public var path: String { descriptor.path }

    /// Reads into `buffer[offset...]` what is at hand, at least one byte.
    /// - Returns: How many bytes were read; 0 only at the end of the file.
    public func read(into buffer: inout [UInt8], at offset: Int = 0) throws(FileError) -> Int {
        precondition((0..<buffer.count).contains(offset), "FileReader.read: no room at this offset")
        return try descriptor.read(into: &buffer, at: offset)
    }

    /// Reads until `buffer` is full or the file ends.
    /// - Returns: How many bytes were read.
    public func fill(_ buffer: inout [UInt8]) throws(FileError) -> Int {
        var count = 0
        while count < buffer.count {
            let more = try read(into: &buffer, at: count)
            if more == 0 { break }
            count += more
        }
        return count
    }

    /// Everything from here to the end.
    /// - Throws: ``FileError/tooLarge(path:limit:)`` when that is more than `limit` bytes: a device may have no end.
    public func readToEnd(limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
        let status = try descriptor.status { .reading($0, code: $1) }
        let expected = Int(status.st_size)
        let limit = status.st_mode & S_IFMT == S_IFCHR ? min(limit, Self.deviceLimit) : limit
        if expected > limit { throw .tooLarge(path: path, limit: limit) }
        // One byte more, so that the end of a file of the expected size is seen without growing.
        var bytes = [UInt8](repeating: 0, count: max(expected + 1, 1 << 16))
        var count = 0
        while true {
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
            let more = try read(into: &bytes, at: count)
            if more == 0 { break }
            count += more
            if count > limit { throw .tooLarge(path: path, limit: limit) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
