import Glibc

/// A file's bytes in memory, read by the system when they are touched.
///
/// The bytes stay valid when the file is renamed or removed. They must not be cut short in place by another program
/// while mapped: touching what is gone ends the process (SIGBUS), as with every memory map.
public struct MappedFile: Sendable {
    private let mapping: Mapping

    /// Maps a regular file. An empty file is fine; a link is refused.
    public init(path: String) throws(FileError) {
        let descriptor = try Descriptor(regular: path, flags: O_RDONLY) { .reading($0, code: $1) }
        mapping = try Mapping(descriptor, count: Int(descriptor.status { .reading($0, code: $1) }.st_size))
    }

    /// The file's size in bytes when it was mapped.
    public var count: Int { mapping.count }

    /// Calls `body` with all bytes.
    public func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(mapping) {} }
        // SAFETY: the mapping is `count` bytes long and lives until after the call.
        let buffer = unsafe UnsafeRawBufferPointer(start: mapping.base, count: mapping.count)
        return try unsafe body(buffer.bytes)
    }
}

/// Owns a mapping and unmaps it with the last reference.
@safe private final class Mapping: @unchecked Sendable {
    // SAFETY: read-only memory, set once: any thread may read it.
    let base: UnsafeMutableRawPointer?
    let count: Int

    init(_ descriptor: Descriptor, count: Int) throws(FileError) {
        self.count = count
        guard count > 0 else {  // mmap refuses a length of 0
            unsafe base = nil
            return
        }
        // SAFETY: a new private read-only mapping; MAP_FAILED is checked.
        let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
        let isMapped = unsafe address != MAP_FAILED
        unsafe base = isMapped ? address : nil
        if !isMapped { throw .reading(descriptor.path) }
    }

    deinit {
        // SAFETY: `base` and `count` are those of a mapping made above and nobody else's.
        if let base = unsafe base { unsafe munmap(base, count) }
    }
}
