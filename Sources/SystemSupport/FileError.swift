import Glibc

/// What can go wrong with a file or folder. Every case names its path.
public enum FileError: Error, Equatable, Sendable {
    /// Nothing is there.
    case notFound(path: String)
    /// It is there, but cannot be opened or read.
    case notReadable(path: String, reason: String)
    /// The disk, not the system, fails to give what is there.
    case mediumFailed(path: String, reason: String)
    /// A link, pipe, device or folder stands where only a regular file may.
    case notRegular(path: String, kind: String)
    /// It holds more than it may: no file of its kind is that large.
    case tooLarge(path: String, limit: Int)
    /// It cannot be created, written, renamed or removed: no permission, a full disk, …
    case writeFailed(path: String, reason: String)
    /// The program at the other end of the pipe has stopped reading.
    case closedPipe(path: String)

    /// The path it is about.
    public var path: String {
        switch self {
        case .notFound(let path), .notReadable(let path, _), .mediumFailed(let path, _), .notRegular(let path, _),
            .tooLarge(let path, _), .writeFailed(let path, _), .closedPipe(let path):
            path
        }
    }
}

extension FileError: CustomStringConvertible {
    public var description: String { "\(path.escaped): \(problem)" }

    /// What is wrong, without the path.
    public var problem: String {
        switch self {
        case .notFound: "no such file or folder"
        case .notReadable(_, let reason): "cannot be read: \(reason)"
        case .mediumFailed(_, let reason): "cannot be read from the disk: \(reason)"
        case .notRegular(_, let kind): "\(kind) stands where a file should be"
        case .tooLarge(_, let limit): "larger than \(limit >> 20) MB"
        case .writeFailed(_, let reason): "cannot be written: \(reason)"
        case .closedPipe: "closed by its reader"
        }
    }
}

extension FileError {
    /// The error of a failed reading call, by `errno`.
    static func reading(_ path: String, code: Int32 = errno) -> FileError {
        switch code {
        case ENOENT, ENOTDIR: .notFound(path: path)
        case EIO, EBADMSG, EUCLEAN: .mediumFailed(path: path, reason: reason(code))
        default: .notReadable(path: path, reason: reason(code))
        }
    }

    /// The error of a failed writing call, by `errno`.
    static func writing(_ path: String, code: Int32 = errno) -> FileError {
        code == EPIPE ? .closedPipe(path: path) : .writeFailed(path: path, reason: reason(code))
    }

    /// The system's words for an error number, in lower case as the middle of a message.
    static func reason(_ code: Int32) -> String {
        // SAFETY: strerror returns a NUL-terminated string; glibc's is constant for known numbers and otherwise this
        // thread's own.
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        let words = unsafe String(cString: text)
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
