import SystemSupport

/// Where the parts of an index are.
struct IndexLayout: Sendable {
    /// The first line of the lock's file: marks a folder as an index before its first commit.
    static let lockMark = "sextant index\n"

    let path: String

    var catalog: String { path + "/" + Catalog.fileName }
    var newCatalog: String { path + "/" + Catalog.newFileName }
    var lock: String { path + "/lock" }
    var segments: String { path + "/segments" }
    func segment(_ name: String) -> String { segments + "/" + name }
    func file(segment: String, section: String) -> String { self.segment(segment) + "/" + section + ".npy" }

    /// The content of the catalog on the disk; nil when there is none.
    func readCatalog() throws(IndexError) -> CatalogContent? {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileSystem.contents(of: catalog)
        } catch {
            if case .notFound = error { return nil }
            throw .file(error)
        }
        return try Catalog.decode(bytes, path: catalog)
    }

    /// Checks that a writer may use the folder: nothing is there, or nothing is in it, or it is an index.
    func requireUsable() throws(IndexError) {
        guard FileSystem.exists(path) else { return }
        guard FileSystem.isDirectory(path) else { throw .notAnIndex(path: path) }
        if try readCatalog() != nil { return }
        let names = try wrappingFileErrors { () throws(FileError) in try FileSystem.list(path) }
        if names.isEmpty { return }
        // A writer was stopped before its first commit; at the earliest when its lock was still empty.
        let mark = (try? FileSystem.contents(of: lock)).map { String(decoding: $0, as: UTF8.self) }
        if let mark, mark.hasPrefix(Self.lockMark) || (mark.isEmpty && names == ["lock"]) { return }
        throw .notAnIndex(path: path)
    }

    /// Removes the segments that `content` does not name and an unfinished catalog.
    ///
    /// Only what a writer makes is removed: folders named like a segment, and in them arrays. The caller holds the lock.
    func sweep(keeping content: CatalogContent) throws(IndexError) {
        let kept = Set(content.segments.map(\.name))
        try wrappingFileErrors { () throws(FileError) in
            if FileSystem.exists(newCatalog) { try FileSystem.remove(newCatalog) }
            for name in FileSystem.exists(segments) ? try FileSystem.list(segments) : []
            where SegmentRecord.isName(name) && !kept.contains(name) {
                try removeSegment(name)
            }
        }
    }

    /// Removes a segment's arrays, and its folder if nothing else is in it.
    func removeSegment(_ name: String) throws(FileError) {
        let folder = segment(name)
        guard FileSystem.isDirectory(folder) else { return }
        let (arrays, others) = try FileSystem.list(folder).reduce(into: ([String](), 0)) { partial, file in
            if file.hasSuffix(".npy") { partial.0.append(file) } else { partial.1 += 1 }
        }
        for file in arrays { try FileSystem.remove(folder + "/" + file) }
        if others == 0 { try FileSystem.remove(folder) }
    }
}
