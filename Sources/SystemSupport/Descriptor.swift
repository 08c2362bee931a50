import Glibc

/// Calls `body` until it is not interrupted by a signal.
func retryingInterrupts(_ body: () -> Int) -> Int {
    while true {
        let result = body()
        if result != -1 || errno != EINTR { return result }
    }
}

/// An open file descriptor that closes itself.
final class Descriptor: Sendable {
    let number: Int32
    let path: String
    private let isOwned: Bool

    /// Borrows a descriptor that stays open, such as standard input.
    init(borrowing number: Int32, path: String) {
        self.number = number
        self.path = path
        isOwned = false
    }

    /// Opens a file; never inherited by other programs. `onFailure` makes the error from `errno`.
    /// - Parameter permissions: Those of a file that is created, of which the process's mask takes some away.
    init(
        path: String, flags: Int32, permissions: UInt32 = 0o644, onFailure: (String, Int32) -> FileError
    ) throws(FileError) {
        let name = SystemPath.bytes(path)
        // SAFETY: the name ends with NUL and lives through the call.
        number = Int32(retryingInterrupts { Int(unsafe open(name, flags | O_CLOEXEC, permissions)) })
        self.path = path
        isOwned = true
        if number < 0 { throw onFailure(path, errno) }
    }

    /// Opens a regular file under its own name. A link is not followed, a pipe not waited for: both are refused, as
    /// devices and folders are.
    convenience init(
        regular path: String, flags: Int32, onFailure: (String, Int32) -> FileError
    ) throws(FileError) {
        try self.init(path: path, flags: flags | O_NOFOLLOW | O_NONBLOCK) { path, code in
            if code == ELOOP { return .notRegular(path: path, kind: "a symbolic link") }
            return code == ENXIO ? .notRegular(path: path, kind: "a pipe or socket") : onFailure(path, code)
        }
        let kind = try status(onFailure).st_mode & S_IFMT
        if kind != S_IFREG { throw .notRegular(path: path, kind: Self.name(ofKind: kind)) }
    }

    /// What the system says of the open file.
    func status(_ onFailure: (String, Int32) -> FileError) throws(FileError) -> stat {
        var information = stat()
        // SAFETY: `information` is a local structure that the call fills.
        guard unsafe fstat(number, &information) == 0 else { throw onFailure(path, errno) }
        return information
    }

    private static func name(ofKind kind: mode_t) -> String {
        switch kind {
        case S_IFDIR: "a folder"
        case S_IFIFO, S_IFSOCK: "a pipe or socket"
        default: "a device"
        }
    }

    deinit {
        if isOwned, number >= 0 { close(number) }
    }

    /// Reads into `buffer[offset...]`: what follows what was read before, or what is at `position`; 0 at the end of the
    /// file.
    func read(into buffer: inout [UInt8], at offset: Int, from position: Int? = nil) throws(FileError) -> Int {
        let number = number
        // SAFETY: the range offset..<buffer.count is checked by the slice.
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])
            return retryingInterrupts {
                if let position { return unsafe pread(number, rest.baseAddress, rest.count, position) }
                return unsafe Glibc.read(number, rest.baseAddress, rest.count)
            }
        }
        if count < 0 { throw .reading(path) }
        return count
    }

    /// Writes all of `bytes`, in as many calls as it takes: after what was written before, or at `position`.
    func write(_ bytes: RawSpan, at position: Int? = nil) throws(FileError) {
        let number = number
        var failure: Int32 = 0
        // SAFETY: the pointer is used within the closure, for offsets below the span's count.
        unsafe bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[offset...])
                let written = retryingInterrupts {
                    if let position {
                        return unsafe pwrite(number, rest.baseAddress, rest.count, position + offset)
                    }
                    return unsafe Glibc.write(number, rest.baseAddress, rest.count)
                }
                guard written > 0 else {
                    failure = written < 0 ? errno : EIO
                    return
                }
                offset += written
            }
        }
        if failure != 0 { throw .writing(path, code: failure) }
    }

    /// Waits until everything written is on the disk.
    func sync() throws(FileError) {
        if retryingInterrupts({ Int(fsync(number)) }) != 0 { throw .writing(path) }
    }
}
