import Glibc

/// A lock between processes: whoever holds it is alone, and the system releases it when the holder ends, however it ends.
///
/// The file itself is never removed: a second process might already have it open.
public final class FileLock {
    private let descriptor: Descriptor

    private init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// Takes the lock.
    /// - Parameters:
    ///   - path: The lock's file.
    ///   - isCreating: Whether to create a missing file. If not, the file is opened for reading only, which a folder
    ///     without write permission allows.
    ///   - seconds: How long to wait for another holder.
    /// - Returns: The lock, held until its last reference goes; nil when another holder kept it all the time.
    public static func acquire(
        path: String, isCreating: Bool, waitingUpTo seconds: Double
    ) throws(FileError) -> FileLock? {
        let descriptor =
            isCreating
            ? try Descriptor(path: path, flags: O_RDWR | O_CREAT) { .writing($0, code: $1) }
            : try Descriptor(path: path, flags: O_RDONLY) { .reading($0, code: $1) }
        let deadline = Clock.seconds + seconds
        while retryingInterrupts({ Int(flock(descriptor.number, LOCK_EX | LOCK_NB)) }) != 0 {
            guard errno == EWOULDBLOCK else { throw .writing(path) }
            if Clock.seconds >= deadline { return nil }
            usleep(10_000)
        }
        return FileLock(descriptor)
    }

    /// Gives the lock to others, before the last reference goes.
    public func release() { _ = flock(descriptor.number, LOCK_UN) }

    /// Replaces what the lock's file says, for others to read.
    public func write(_ text: String) throws(FileError) {
        guard ftruncate(descriptor.number, 0) == 0 else { throw .writing(descriptor.path) }
        try Array(text.utf8).withRawSpan { bytes throws(FileError) in try descriptor.write(bytes, at: 0) }
    }
}
