import SystemSupport

/// What can go wrong with an index. Every case names the folder or file, and its description says what to do.
public enum IndexError: Error, Equatable, Sendable {
    /// There is no index at this path.
    case noIndex(path: String)
    /// Something else is at this path; it is left alone.
    case notAnIndex(path: String)
    /// The index was written in a format that this program does not know.
    case unsupportedVersion(path: String, found: Int, supported: Int)
    /// The catalog cannot be trusted.
    case damagedCatalog(path: String, reason: String)
    /// A file of a segment is missing, cut or changed.
    case damagedSection(path: String, segment: String, section: String, reason: String)
    /// The segment holds no such section, or one of another type.
    case missingSection(path: String, segment: String, section: String)
    /// Another process writes to the index.
    case locked(path: String, byProcess: Int?)
    /// The lock's file is one of another place, under a second name; it is left alone.
    case foreignLock(path: String)
    /// The folder was moved away or replaced while it was written to.
    case moved(path: String)
    /// The file system refused.
    case file(FileError)
}

extension IndexError: CustomStringConvertible {
    public var description: String {
        if case .file(let error) = self { return "\(error)" }
        return "\(path.escaped): \(problem)"
    }

    /// The folder or file it is about.
    public var path: String {
        switch self {
        case .noIndex(let path), .notAnIndex(let path), .unsupportedVersion(let path, _, _),
            .damagedCatalog(let path, _), .damagedSection(let path, _, _, _), .missingSection(let path, _, _),
            .locked(let path, _), .foreignLock(let path), .moved(let path):
            path
        case .file(let error): error.path
        }
    }

    /// What is wrong and what to do, without the path.
    private var problem: String {
        switch self {
        case .noIndex:
            "there is no index here; make one with `sextant index`"
        case .notAnIndex:
            "holds something that is not a Sextant index and is left alone; choose another folder"
        case .unsupportedVersion(_, let found, let supported):
            "the index has format \(found), this program knows format \(supported); "
                + (found > supported ? "use a newer program, or remove the folder" : "remove the folder")
                + " and index again"
        case .damagedCatalog(_, let reason):
            "damaged (\(reason)); \(Self.remedy)"
        case .damagedSection(_, let segment, let section, let reason):
            "section \(section) of segment \(segment) is damaged (\(reason)); \(Self.remedy)"
        case .missingSection(_, let segment, let section):
            "segment \(segment) has no section \(section) of the expected type; \(Self.remedy)"
        case .locked(_, let process):
            "in use by another writer" + (process.map { " (process \($0))" } ?? "")
                + "; wait until it is done"
        case .foreignLock:
            "not a lock of Sextant but a file that has another name too, and left alone; remove it here"
        case .moved:
            "moved or replaced while it was written to, so that nothing more is written; index again where it is now"
        case .file(let error):
            error.problem
        }
    }

    /// What to do about damage.
    static let remedy = "restore it from a backup, or remove the index folder and index again"
}

/// Runs `body` and wraps what the file system throws.
func wrappingFileErrors<Result>(_ body: () throws(FileError) -> Result) throws(IndexError) -> Result {
    do throws(FileError) {
        return try body()
    } catch {
        throw .file(error)
    }
}
