import SystemSupport

/// What one commit does, all of it or nothing.
public struct IndexChange {
    /// Segments to add, in this order, after those that stay.
    public var add: [NewSegment]
    /// Names of segments to remove.
    public var remove: [String]
    /// Rows to mark as deleted, by the name of a segment that stays or is added.
    public var delete: [String: RowSet]
    /// Metadata to set, or to remove where the value is nil.
    public var metadata: [String: String?]

    /// A change; what is left out is left alone.
    public init(
        add: [NewSegment] = [], remove: [String] = [], delete: [String: RowSet] = [:], metadata: [String: String?] = [:]
    ) {
        self.add = add
        self.remove = remove
        self.delete = delete
        self.metadata = metadata
    }
}

/// The one writer of an index. Others are kept out until ``close()``, or until the last reference goes.
public final class IndexWriter {
    private let layout: IndexLayout
    private let lock: FileLock
    private var content: CatalogContent
    private var nextSegment: Int
    private var isClosed = false

    /// The index as the last commit left it; nil before the first.
    public private(set) var snapshot: IndexSnapshot?

    /// What failed without harm to the index: after a commit was made, or while cleaning up, which the next writer does.
    public private(set) var warnings: [IndexError] = []

    init(layout: IndexLayout, lock: FileLock) throws(IndexError) {
        self.layout = layout
        self.lock = lock
        // Again, now that nobody else can change it.
        try layout.requireUsable()
        // A file of another place, under a second name here, is not written to.
        let said = try wrappingFileErrors { () throws(FileError) in try lock.read() }
        guard layout.isOwnLock(said.utf8) || lock.hasOneName else { throw .foreignLock(path: layout.lock) }
        try wrappingFileErrors { () throws(FileError) in
            try lock.write(IndexLayout.lockMark + "process \(Environment.processID)\n")
        }
        let committed = try layout.readCatalog()
        content = committed ?? CatalogContent()
        nextSegment = content.nextSegment
        snapshot = committed.map { IndexSnapshot($0, layout: layout) }
        sweep()
    }

    deinit { close() }

    /// Begins a segment, which becomes part of the index when a commit adds it.
    /// - Parameter kind: What it holds: lower-case letters, digits and `-_.`.
    public func makeSegment(kind: String) throws(IndexError) -> SegmentWriter {
        precondition(!isClosed, "IndexWriter: closed")
        precondition(FileRecord.isValidName(kind), "IndexWriter: \(kind) cannot name a kind")
        try requirePlace()
        // A name may be taken by what could not be swept.
        while FileSystem.isTaken(layout.segment(SegmentRecord.name(nextSegment))) { nextSegment += 1 }
        let name = SegmentRecord.name(nextSegment)
        nextSegment += 1
        try wrappingFileErrors { () throws(FileError) in
            if !FileSystem.isTaken(layout.segments) { try FileSystem.makeNewDirectory(layout.segments) }
            try FileSystem.makeNewDirectory(layout.segment(name))
        }
        return SegmentWriter(name: name, kind: kind, layout: layout)
    }

    /// Makes a change durable. When it throws, the index is as it was; when it returns, the change is made, and survives
    /// a power failure unless ``warnings`` says that the folder could not be synced. A change that changes nothing is no
    /// commit.
    ///
    /// Removed segments' files are removed; snapshots taken before keep theirs.
    public func commit(_ change: IndexChange) throws(IndexError) {
        precondition(!isClosed, "IndexWriter: closed")
        var next = applying(change)
        guard next != content else { return }
        next.generation += 1
        next.nextSegment = nextSegment
        try write(next)
        content = next
        snapshot = IndexSnapshot(next, layout: layout)
        warning { () throws(FileError) in
            // What the old catalog names goes when the new one is sure to stay.
            try FileSystem.sync(layout.path)
            for name in change.remove { try layout.removeSegment(name) }
        }
    }

    /// Ends writing: what was not committed is removed. A second call does nothing.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        if lock.isInPlace {
            sweep()
            // Equal indexes have equal bytes: no process number stays behind.
            warning { () throws(FileError) in try lock.write(IndexLayout.lockMark) }
        }
        lock.release()
    }

    private func sweep() {
        do throws(IndexError) {
            try layout.sweep(keeping: content)
        } catch {
            if !warnings.contains(error) { warnings.append(error) }
        }
    }

    private func warning(_ body: () throws(FileError) -> Void) {
        do throws(FileError) {
            try body()
        } catch {
            if !warnings.contains(.file(error)) { warnings.append(.file(error)) }
        }
    }

    /// Checks that the folder was not moved away or replaced since writing began.
    private func requirePlace() throws(IndexError) {
        if !lock.isInPlace { throw .moved(path: layout.path) }
    }

    private func applying(_ change: IndexChange) -> CatalogContent {
        var next = content
        for name in change.remove {
            let known = next.segments.firstIndex { $0.name == name }
            precondition(known != nil, "IndexChange: no segment \(name) to remove")
            if let known { next.segments.remove(at: known) }
        }
        next.segments += change.add.map(\.record)
        precondition(Set(next.segments.map(\.name)).count == next.segments.count, "IndexChange: a segment added twice")
        for (name, rows) in change.delete {
            let known = next.segments.firstIndex { $0.name == name }
            precondition(known != nil, "IndexChange: no segment \(name) to delete rows of")
            guard let known else { continue }
            precondition(rows.upperBound <= next.segments[known].rowCount, "IndexChange: rows beyond segment \(name)")
            next.segments[known].deleted.formUnion(rows)
        }
        for (key, value) in change.metadata { next.metadata[key] = value }
        return next
    }

    /// Writes and syncs a new catalog, then puts it in the old one's place. After the rename nothing throws: the commit is
    /// made.
    private func write(_ next: CatalogContent) throws(IndexError) {
        let bytes: [UInt8]
        do throws(DatabaseError) {
            bytes = try Catalog.encode(next)
        } catch {
            throw .damagedCatalog(path: layout.catalog, reason: error.reason)
        }
        try wrappingFileErrors { () throws(FileError) in
            if FileSystem.exists(layout.segments) { try FileSystem.sync(layout.segments) }
            try layout.removeNewCatalog()
            let file = try FileWriter(new: layout.newCatalog)
            try file.write(bytes)
            try file.sync()
            try file.close()
        }
        try requirePlace()
        do throws(FileError) {
            try FileSystem.rename(layout.newCatalog, to: layout.catalog)
        } catch {
            // A network's file system may report a failure of what was done.
            guard (try? layout.readCatalog()) == next else { throw .file(error) }
        }
    }
}
