import Synchronization
import SystemSupport

/// A finished segment that waits for the commit that adds it.
public struct NewSegment: Sendable {
    let record: SegmentRecord

    /// Its name in the index.
    public var name: String { record.name }
    /// The number of rows.
    public var rowCount: Int { record.rowCount }
}

/// Writes a segment's sections, in any order, each once, by any threads.
public final class SegmentWriter: Sendable {
    /// Its name in the index.
    public let name: String

    private let kind: String
    private let layout: IndexLayout
    private let sections = Mutex(Sections())

    /// The sections that were begun.
    private struct Sections {
        var open: Set<String> = []
        var files: [String: FileRecord] = [:]
    }

    init(name: String, kind: String, layout: IndexLayout) {
        self.name = name
        self.kind = kind
        self.layout = layout
    }

    /// Writes a whole section.
    /// - Parameter shape: One or two dimensions whose product is the number of elements; by default one dimension.
    public func write<Element: SectionElement>(
        _ section: String, _ elements: Span<Element>, shape: [Int]? = nil
    ) throws(IndexError) {
        let shape = shape ?? [elements.count]
        precondition(
            shape.reduce(1, *) == elements.count, "SegmentWriter: shape \(shape) is not that of \(section)'s elements")
        let writer = try begin(section, of: Element.self)
        try writer.append(elements)
        try writer.end(shape: shape)
    }

    /// Writes a whole section.
    /// - Parameter shape: One or two dimensions whose product is the number of elements; by default one dimension.
    public func write<Element: SectionElement>(
        _ section: String, _ elements: [Element], shape: [Int]? = nil
    ) throws(IndexError) {
        try write(section, elements.span, shape: shape)
    }

    /// Begins a section that comes in pieces.
    /// - Parameters:
    ///   - section: Its name: lower-case letters, digits and `-_.`.
    ///   - columns: The second dimension; nil for one dimension.
    public func begin<Element: SectionElement>(
        _ section: String, of type: Element.Type, columns: Int? = nil
    ) throws(IndexError) -> SectionWriter<Element> {
        precondition(FileRecord.isValidName(section), "SegmentWriter: \(section) cannot name a section")
        sections.withLock {
            precondition($0.files[section] == nil, "SegmentWriter: section \(section) is written twice")
            precondition($0.open.insert(section).inserted, "SegmentWriter: section \(section) is begun twice")
        }
        precondition(columns.map { $0 > 0 } ?? true, "SegmentWriter: a section has at least one column")
        let path = layout.file(segment: name, section: section)
        let file = try wrappingFileErrors { () throws(FileError) in try FileWriter(new: path) }
        return try SectionWriter(section: section, columns: columns, file: file, segment: self)
    }

    /// Ends the segment: everything is on the disk when it returns.
    public func finish(rowCount: Int) throws(IndexError) -> NewSegment {
        let files = sections.withLock { sections in
            precondition(sections.open.isEmpty, "SegmentWriter: sections \(sections.open.sorted()) were not ended")
            return sections.files.values.sorted { $0.section < $1.section }
        }
        precondition(rowCount >= 0, "SegmentWriter: a row count is not negative")
        try wrappingFileErrors { () throws(FileError) in try FileSystem.sync(layout.segment(name)) }
        return NewSegment(record: SegmentRecord(name: name, kind: kind, rowCount: rowCount, files: files))
    }

    fileprivate func record(_ file: FileRecord) {
        sections.withLock {
            $0.open.remove(file.section)
            $0.files[file.section] = file
        }
    }
}

/// Writes a section piece by piece.
public final class SectionWriter<Element: SectionElement> {
    private let section: String
    private let columns: Int?
    private let file: FileWriter
    private let segment: SegmentWriter
    private var checksum = Checksum()

    /// How many elements were appended.
    public private(set) var count = 0

    init(section: String, columns: Int?, file: FileWriter, segment: SegmentWriter) throws(IndexError) {
        self.section = section
        self.columns = columns
        self.file = file
        self.segment = segment
        // Room for the header, which tells the shape and so is known at the end.
        try wrappingFileErrors { () throws(FileError) in
            try file.write([UInt8](repeating: 0, count: ArrayHeader.byteCount))
        }
    }

    /// Appends elements in row-major order.
    public func append(_ elements: Span<Element>) throws(IndexError) {
        // SAFETY: the conforming types are plain numbers without padding.
        let bytes = unsafe elements.bytes
        checksum.update(bytes)
        count += elements.count
        try wrappingFileErrors { () throws(FileError) in try file.write(bytes) }
    }

    /// Appends elements in row-major order.
    public func append(_ elements: [Element]) throws(IndexError) { try append(elements.span) }

    /// Ends the section: its file is on the disk when it returns.
    public func end() throws(IndexError) {
        guard let columns else { return try end(shape: [count]) }
        precondition(count.isMultiple(of: columns), "SectionWriter: the last row of \(section) is not complete")
        try end(shape: [count / columns, columns])
    }

    func end(shape: [Int]) throws(IndexError) {
        let header = ArrayHeader(type: Element.elementType, shape: shape)
        precondition(header != nil, "SectionWriter: \(section) cannot have shape \(shape)")
        guard let header else { return }
        try wrappingFileErrors { () throws(FileError) in
            try file.overwriteStart(header.bytes)
            try file.sync()
            try file.close()
        }
        segment.record(FileRecord(section: section, header: header, checksum: checksum.value))
    }
}
