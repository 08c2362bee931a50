import SystemSupport

/// A folder that holds an index, or will.
///
/// The folder contains `catalog.sqlite`, which names everything else; `segments/NAME/SECTION.npy`, immutable arrays that
/// NumPy opens as they are; and `lock`, which a writer holds. What the catalog does not name is not part of the index.
public struct IndexDirectory: Sendable {
    let layout: IndexLayout

    /// The index at `path`, or in the current folder if that is empty. Nothing is read or made yet.
    public init(path: String) { layout = IndexLayout(path: path.isEmpty ? "." : path) }

    /// The folder.
    public var path: String { layout.path }

    /// Whether something was committed here.
    public var exists: Bool { FileSystem.exists(layout.catalog) }

    /// The index as the last commit left it.
    ///
    /// Writers are neither waited for nor hindered. Damage of a section shows when it is used.
    /// - Complexity: O(number of files); no array is read.
    public func snapshot() throws(IndexError) -> IndexSnapshot {
        var content = try readCatalog()
        while true {
            let snapshot = IndexSnapshot(content, layout: layout)
            guard snapshot.segments.contains(where: \.lacksFiles) else { return snapshot }
            // A writer may have swept files between our reading the catalog and mapping them: try its catalog.
            let newer = try readCatalog()
            if newer == content { return snapshot }
            content = newer
        }
    }

    /// Becomes the one writer of the index. The folder is created when missing; what an interrupted writer left is
    /// removed.
    /// - Parameter seconds: How long to wait for another writer.
    /// - Throws: ``IndexError/locked(path:byProcess:)`` when another writer stays, ``IndexError/notAnIndex(path:)`` when
    ///   the folder holds something else.
    public func beginWriting(waitingUpTo seconds: Double = 0) throws(IndexError) -> IndexWriter {
        try layout.requireUsable()
        let lock = try wrappingFileErrors { () throws(FileError) in
            if !FileSystem.exists(path) {
                try FileSystem.makeDirectory(path)
                // The folder's name must be on the disk too. A parent that may be entered but not listed cannot be synced.
                if let parent = FileSystem.parent(of: path) { try? FileSystem.sync(parent) }
            }
            return try FileLock.acquire(path: layout.lock, waitingUpTo: seconds)
        }
        guard let lock else { throw .locked(path: path, byProcess: lockHolder) }
        return try IndexWriter(layout: layout, lock: lock)
    }

    private func readCatalog() throws(IndexError) -> CatalogContent {
        guard let content = try layout.readCatalog() else { throw .noIndex(path: path) }
        return content
    }

    /// The process that says it holds the lock.
    private var lockHolder: Int? {
        guard let text = try? FileSystem.contents(ofRegular: layout.lock, limit: 4096) else { return nil }
        return String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) }
    }
}
