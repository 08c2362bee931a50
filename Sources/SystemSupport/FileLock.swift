import Glibc

/// A lock between processes: whoever holds it is alone, and the system releases it when the holder ends, however it ends.
///
/// The file itself is never removed: a second process might already have it open. The lock belongs to the open file
/// (`F_OFD_SETLK`) and not to the process, so that two holders in one process keep each other out too; unlike `flock`,
/// one can ask whether it is held without taking it from anybody.
public final class FileLock {
    // Linux's numbers, which Swift's Glibc leaves out.
    private static let getLock: Int32 = 36
    private static let setLock: Int32 = 37

    private let descriptor: Descriptor

    private init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// Takes the lock. A missing file is created; links, pipes and devices are refused.
    /// - Parameters:
    ///   - path: The lock's file.
    ///   - seconds: How long to wait for another holder.
    /// - Returns: The lock, held until its last reference goes; nil when another holder kept it all the time.
    public static func acquire(path: String, waitingUpTo seconds: Double) throws(FileError) -> FileLock? {
        let descriptor = try Descriptor(regular: path, flags: O_RDWR | O_CREAT) { .writing($0, code: $1) }
        let deadline = Clock.seconds + seconds
        while !isTaken(on: descriptor) {
            guard errno == EAGAIN || errno == EACCES else { throw .writing(path) }
            if Clock.seconds >= deadline { return nil }
            usleep(10_000)
        }
        return FileLock(descriptor)
    }

    /// Whether somebody holds the lock of a file; the lock is not touched.
    public static func isHeld(path: String) throws(FileError) -> Bool {
        let descriptor = try Descriptor(regular: path, flags: O_RDONLY) { .reading($0, code: $1) }
        var request = flock(type: F_WRLCK)
        // SAFETY: `request` is a local structure that the call reads and fills.
        guard unsafe fcntl(descriptor.number, getLock, &request) == 0 else { throw .reading(path) }
        return request.l_type != Int16(F_UNLCK)
    }

    /// Gives the lock to others, before the last reference goes.
    public func release() { _ = Self.perform(Self.setLock, F_UNLCK, on: descriptor) }

    /// Whether the lock's file is still the one at its path: not when the folder was moved or replaced meanwhile.
    public var isInPlace: Bool {
        guard let held = try? descriptor.status({ .reading($0, code: $1) }),
            let found = FileSystem.status(descriptor.path, followingLinks: false)
        else { return false }
        return found.identity == [UInt64(held.st_dev), UInt64(held.st_ino)]
    }

    /// Whether the lock's file has no other name (hard link).
    public var hasOneName: Bool { (try? descriptor.status { .reading($0, code: $1) })?.st_nlink == 1 }

    /// What the lock's file says, or its beginning.
    public func read() throws(FileError) -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = try descriptor.read(into: &buffer, at: 0, from: 0)
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    /// Replaces what the lock's file says, for others to read. At no moment is the file empty.
    public func write(_ text: String) throws(FileError) {
        try Array(text.utf8).withRawSpan { bytes throws(FileError) in try descriptor.write(bytes, at: 0) }
        guard ftruncate(descriptor.number, text.utf8.count) == 0 else { throw .writing(descriptor.path) }
    }

    /// Takes the lock of an open file, if nobody else holds it; else `errno` says why not.
    static func isTaken(on descriptor: Descriptor) -> Bool { perform(setLock, F_WRLCK, on: descriptor) }

    private static func perform(_ command: Int32, _ type: Int32, on descriptor: Descriptor) -> Bool {
        var request = flock(type: type)
        // SAFETY: `request` is a local structure that the call reads.
        return retryingInterrupts { Int(unsafe fcntl(descriptor.number, command, &request)) } == 0
    }
}

extension flock {
    /// A request for the whole file.
    fileprivate init(type: Int32) {
        self.init(l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
    }
}
