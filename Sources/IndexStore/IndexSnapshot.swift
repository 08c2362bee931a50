import SystemSupport

/// An index as one commit left it. Later commits, merges and sweeps do not change it.
public struct IndexSnapshot: Sendable {
    /// The index's folder.
    public let path: String
    /// How many commits there were up to this one.
    public let generation: Int
    /// What writers noted.
    public let metadata: [String: String]
    /// In the order in which they were added.
    public let segments: [StoredSegment]

    /// Maps every file that `content` names: once mapped, a file stays even when a writer removes it.
    init(_ content: CatalogContent, layout: IndexLayout) {
        path = layout.path
        generation = content.generation
        metadata = content.metadata
        segments = content.segments.map { StoredSegment($0, layout: layout) }
    }

    /// The segment with this name.
    public func segment(named name: String) -> StoredSegment? { segments.first { $0.name == name } }
}

/// An immutable part of an index: arrays by name, and which of its rows were deleted since.
public struct StoredSegment: Sendable {
    /// Its name in the index.
    public let name: String
    /// What it holds, in the words of its writer.
    public let kind: String
    /// The number of rows, deleted ones too.
    public let rowCount: Int
    /// The rows that no longer count.
    public let deleted: RowSet

    private let folder: String
    private let sections: [String: StoredSection]

    init(_ record: SegmentRecord, layout: IndexLayout) {
        name = record.name
        kind = record.kind
        rowCount = record.rowCount
        deleted = record.deleted
        folder = layout.segment(record.name)
        sections = Dictionary(
            uniqueKeysWithValues: record.files.map { file in
                (file.section, StoredSection(file, segment: record.name, layout: layout))
            })
    }

    /// The names of its sections, sorted.
    public var sectionNames: [String] { sections.keys.sorted() }

    /// The bytes of its files.
    public var byteCount: Int { sections.values.reduce(0) { $0 + $1.record.header.fileByteCount } }

    /// The path of a section's file.
    public func path(of section: String) -> String { "\(folder)/\(section).npy" }

    /// Whether it has a section of this name.
    public func has(_ section: String) -> Bool { sections[section] != nil }

    /// A section's array, in memory without being read.
    ///
    /// The file's size and header are checked, and the checksum of a file up to 64 KiB; larger ones are checked by
    /// ``IndexDirectory/verify(progress:)``.
    /// - Throws: ``IndexError/missingSection(path:segment:section:)`` when there is no such section of this type,
    ///   ``IndexError/damagedSection(path:segment:section:reason:)`` when its file is not as the catalog says.
    public func array<Element: SectionElement>(
        _ section: String, of type: Element.Type
    ) throws(IndexError) -> MappedArray<Element> {
        guard let stored = sections[section], stored.record.header.type == Element.elementType else {
            throw .missingSection(path: folder, segment: name, section: section)
        }
        return MappedArray(file: try stored.checkedFile(), header: stored.record.header)
    }

    /// Whether a file was gone when the snapshot was taken.
    var lacksFiles: Bool { sections.values.contains { $0.isMissing } }
}

/// A section's file as the catalog names it and as it was found.
struct StoredSection: Sendable {
    /// Files up to this size are read whole to check them when they are first used: some microseconds.
    private static let checkedSize = 1 << 16

    let record: FileRecord
    private let segment: String
    private let path: String
    private let mapping: Result<MappedFile, FileError>

    init(_ record: FileRecord, segment: String, layout: IndexLayout) {
        self.record = record
        self.segment = segment
        let path = layout.file(segment: segment, section: record.section)
        self.path = path
        mapping = Result { () throws(FileError) in try MappedFile(path: path) }
    }

    var isMissing: Bool {
        if case .failure(.notFound) = mapping { true } else { false }
    }

    /// The file, found to be what the catalog says as far as that is cheap.
    func checkedFile() throws(IndexError) -> MappedFile {
        let file: MappedFile
        switch mapping {
        case .success(let mapped): file = mapped
        case .failure(.notFound): throw damage("the file is missing")
        case .failure(.notRegular(_, let kind)): throw damage("\(kind) stands in its place")
        case .failure(let error): throw .file(error)
        }
        let expected = record.header.fileByteCount
        guard file.count == expected else { throw damage("\(file.count) bytes instead of \(expected)") }
        try file.withBytes { bytes throws(IndexError) in
            let header = bytes.extracting(first: ArrayHeader.byteCount)
            // SAFETY: compared with an array of the same length within the closure.
            guard unsafe header.withUnsafeBytes({ unsafe $0.elementsEqual(record.header.bytes) }) else {
                throw damage("its header is wrong")
            }
            let data = bytes.extracting(droppingFirst: ArrayHeader.byteCount)
            if expected <= Self.checkedSize, Checksum.of(data) != record.checksum {
                throw damage("its checksum does not match")
            }
        }
        return file
    }

    private func damage(_ reason: String) -> IndexError {
        .damagedSection(path: path, segment: segment, section: record.section, reason: reason)
    }
}
