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
    init(path: String, flags: Int32, onFailure: (String, Int32) -> FileError) throws(FileError) {
        // SAFETY: the path is passed as a NUL-terminated string that lives through the call.
        number = Int32(retryingInterrupts { Int(unsafe open(path, flags | O_CLOEXEC, 0o644)) })
        self.path = path
        isOwned = true
        if number < 0 { throw onFailure(path, errno) }
    }

    deinit {
        if isOwned, number >= 0 { close(number) }
    }

    /// Reads up to `count` bytes at the end of `buffer`'s first `offset`; 0 at the end of the file.
    func read(into buffer: inout [UInt8], at offset: Int) throws(FileError) -> Int {
        let number = number
        // SAFETY: the range offset..<buffer.count is checked by the slice.
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])
            return retryingInterrupts { unsafe Glibc.read(number, rest.baseAddress, rest.count) }
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
