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
    /// The file system refused.
    case file(FileError)
}

extension IndexError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noIndex(let path):
            "\(path): there is no index here; make one with `sextant index`"
        case .notAnIndex(let path):
            "\(path): holds something that is not a Sextant index and is left alone; choose another folder"
        case .unsupportedVersion(let path, let found, let supported):
            "\(path): the index has format \(found), this program knows format \(supported); "
                + (found > supported ? "use a newer program, or remove the folder" : "remove the folder")
                + " and index again"
        case .damagedCatalog(let path, let reason):
            "\(path): damaged (\(reason)); \(Self.remedy)"
        case .damagedSection(let path, let segment, let section, let reason):
            "\(path): section \(section) of segment \(segment) is damaged (\(reason)); \(Self.remedy)"
        case .missingSection(let path, let segment, let section):
            "\(path): segment \(segment) has no section \(section) of the expected type; \(Self.remedy)"
        case .locked(let path, let process):
            "\(path): in use by another writer" + (process.map { " (process \($0))" } ?? "")
                + "; wait until it is done"
        case .file(let error):
            "\(error)"
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
