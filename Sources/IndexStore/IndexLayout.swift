import SystemSupport

/// Where the parts of an index are.
struct IndexLayout: Sendable {
    /// The first line of the lock's file: marks a folder as an index before its first commit.
    static let lockMark = "sextant index\n"

    /// No catalog is larger: one of 10,000 files with the deleted rows of 100 million papers takes a quarter of this.
    private static let catalogLimit = 64 << 20

    let path: String

    var catalog: String { path + "/" + Catalog.fileName }
    var newCatalog: String { path + "/" + Catalog.newFileName }
    var lock: String { path + "/lock" }
    var segments: String { path + "/segments" }
    func segment(_ name: String) -> String { segments + "/" + name }
    func file(segment: String, section: String) -> String { self.segment(segment) + "/" + section + ".npy" }

    /// The content of the catalog on the disk; nil when there is none.
    func readCatalog() throws(IndexError) -> CatalogContent? {
        try readCatalogFile().map { bytes throws(IndexError) in try Catalog.decode(bytes, path: catalog) }
    }

    /// The bytes of the catalog's file; nil when there is none.
    func readCatalogFile() throws(IndexError) -> [UInt8]? {
        do throws(FileError) {
            return try FileSystem.contents(ofRegular: catalog, limit: Self.catalogLimit)
        } catch {
            switch error {
            case .notFound: return nil
            case .notRegular, .tooLarge, .mediumFailed: throw .damagedCatalog(path: catalog, reason: error.problem)
            default: throw .file(error)
            }
        }
    }

    /// Checks that a writer may use the folder: nothing is there, or nothing is in it, or it is an index.
    func requireUsable() throws(IndexError) {
        guard FileSystem.exists(path) else { return }
        guard FileSystem.isDirectory(path) else { throw .notAnIndex(path: path) }
        if FileSystem.isTaken(segments), !FileSystem.isOwnDirectory(segments) {
            throw .file(.writeFailed(path: segments, reason: "no folder but a file or a link; remove it"))
        }
        if try readCatalog() != nil { return }
        let names = try wrappingFileErrors { () throws(FileError) in try FileSystem.list(path) }
        guard try names.isEmpty ? true : isUnfinished(names) else { throw .notAnIndex(path: path) }
    }

    /// Whether a folder without a catalog is what a writer leaves that is stopped before its first commit: its lock, and
    /// beside an empty lock nothing but what a writer makes.
    private func isUnfinished(_ names: [String]) throws(IndexError) -> Bool {
        guard let mark = try? FileSystem.contents(ofRegular: lock, limit: 4096), isOwnLock(mark) else { return false }
        if mark.starts(with: Self.lockMark.utf8) { return true }
        let folders = try wrappingFileErrors { () throws(FileError) -> [String] in
            FileSystem.isTaken(segments) ? try FileSystem.list(segments) : []
        }
        return Set(names).isSubset(of: ["lock", "segments", Catalog.newFileName])
            && folders.allSatisfy(SegmentRecord.isName)
    }

    /// Whether a lock's file may be overwritten: a writer's, or one that a full disk or a power failure left empty, cut or
    /// of zeros.
    func isOwnLock(_ content: some Collection<UInt8>) -> Bool {
        let mark = Self.lockMark.utf8
        return content.starts(with: mark) || mark.starts(with: content) || content.allSatisfy { $0 == 0 }
    }

    /// Removes the segments that the catalog does not name and an unfinished catalog. The caller holds the lock.
    ///
    /// Only what a writer makes is removed: folders named like a segment, and in them arrays. Nothing is, unless the
    /// catalog on the disk says `content` and is sure to stay.
    func sweep(keeping content: CatalogContent) throws(IndexError) {
        let kept = Set(content.segments.map(\.name))
        let surplus = try wrappingFileErrors { () throws(FileError) -> [String] in
            try (FileSystem.isOwnDirectory(segments) ? FileSystem.list(segments) : [])
                .filter { SegmentRecord.isName($0) && !kept.contains($0) }
        }
        guard !surplus.isEmpty || FileSystem.isTaken(newCatalog) else { return }
        guard try readCatalog() ?? CatalogContent() == content else { return }
        try wrappingFileErrors { () throws(FileError) in
            try FileSystem.sync(path)
            try removeNewCatalog()
            for name in surplus { try removeSegment(name) }
        }
    }

    /// Removes an unfinished catalog.
    func removeNewCatalog() throws(FileError) {
        guard FileSystem.isTaken(newCatalog) else { return }
        if FileSystem.isOwnDirectory(newCatalog) { throw .notRegular(path: newCatalog, kind: "a folder") }
        try FileSystem.remove(newCatalog)
    }

    /// Removes a segment's arrays, and its folder if nothing else is in it. A link to a folder is left alone.
    func removeSegment(_ name: String) throws(FileError) {
        let folder = segment(name)
        guard FileSystem.isOwnDirectory(folder) else { return }
        let files = try FileSystem.list(folder)
        let arrays = files.filter { $0.hasSuffix(".npy") && !FileSystem.isOwnDirectory(folder + "/" + $0) }
        for file in arrays { try FileSystem.remove(folder + "/" + file) }
        if arrays.count == files.count { try FileSystem.remove(folder) }
    }
}
