import Digests
import IndexStore
import SystemSupport
public import VectorKernels

/// One immutable segment of papers, opened: rows ascend by the bytes of their ID.
public struct PaperSegment: Sendable {
    /// The kind under which the store keeps segments of papers.
    static let kind = "papers"

    /// The segment as it is stored, with its deleted rows.
    public let stored: StoredSegment
    /// The papers' IDs, ascending by their bytes.
    public let ids: TextColumn
    /// The papers' categories, each name between spaces: ` cs.CL cs.LG `.
    public let categories: TextColumn
    /// The papers' authors as they are compared (``foldedName(_:)``), a line each. Older programs wrote them in lower case.
    public let authors: TextColumn
    /// The papers' days since 1970-01-01, or ``noDay``. Older programs wrote the first day for a month.
    public let days: MappedArray<Int32>
    /// The months that say when papers appeared whose day is not known, as year · 12 + month - 1; the years,
    /// negative, where no more is known; or ``noDay``.
    public let months: MappedArray<Int32>
    /// The inverted index.
    public let postings: Postings
    /// The papers' vectors, shape (rows, dimensions), of unit length or zero.
    public let vectors: MappedArray<Float>
    /// The vectors as 8-bit codes, the same shape.
    let codes: MappedArray<Int8>
    /// The scale of each row's codes.
    let scales: MappedArray<Float>
    /// The length of what the codes leave of each row.
    let errors: MappedArray<Float>
    /// The length of what the codes stand for.
    let norms: MappedArray<Float>
    /// The vectors as blocks of rotated nibbles.
    let nibbles: MappedArray<UInt8>
    /// The share of each paper's term weights that the model knows, 0...1.
    public let coverage: MappedArray<Float>

    private let records: TextColumn

    /// Stands for no day and no month.
    public static let noDay = Int32.min

    init(_ stored: StoredSegment) throws(IndexError) {
        self.stored = stored
        let rows = stored.rowCount
        ids = try stored.texts("ids", count: rows)
        records = try stored.texts("records", count: rows)
        categories = try stored.texts("categories", count: rows)
        authors = try stored.texts("authors", count: rows)
        days = try stored.array("days", of: Int32.self, count: rows)
        months = try stored.array("months", of: Int32.self, count: rows)
        vectors = try stored.array("vectors", of: Float.self)
        codes = try stored.array("codes", of: Int8.self, count: vectors.count)
        scales = try stored.array("scales", of: Float.self, count: rows)
        errors = try stored.array("errors", of: Float.self, count: rows)
        norms = try stored.array("norms", of: Float.self, count: rows)
        let dimensions = vectors.count / max(1, rows)
        nibbles = try stored.array(
            "nibbles", of: UInt8.self,
            count: dimensions == 0 ? 0 : NibbleVectors.byteCount(rows: rows, dimension: dimensions))
        coverage = try stored.array("coverage", of: Float.self, count: rows)
        guard
            let postings = Postings(
                terms: try stored.texts("terms"), offsets: try stored.array("posting_offsets", of: UInt64.self),
                rows: try stored.array("posting_rows", of: UInt32.self),
                counts: try stored.array("posting_counts", of: UInt16.self),
                lengths: try stored.array("lengths", of: UInt16.self, count: rows * Postings.lengthsPerPaper))
        else { throw stored.damage("posting_offsets", "its length does not fit the terms and postings") }
        self.postings = postings
    }

    /// The number of rows, deleted ones included.
    public var rowCount: Int { stored.rowCount }
    /// The rows that a newer segment replaces.
    public var deleted: RowSet { stored.deleted }

    /// The row of an ID, `nil` when the segment has none or a newer segment replaces it.
    ///
    /// - Complexity: O(log rows).
    public func row(of id: PaperID) -> Int? {
        guard let row = ids.index(ofSorted: id.rawValue), !deleted.contains(row) else { return nil }
        return row
    }

    /// The paper of a row.
    ///
    /// - Throws: ``IndexError`` when the record is damaged, or another paper's.
    public func paper(_ row: Int) throws(IndexError) -> Paper {
        let id = ids.text(row)
        let paper: Paper
        do {
            paper = try records.withBytes(row) { bytes in try Paper(record: [UInt8](bytes)) }
        } catch {
            throw stored.damage("records", "the record of \(id) cannot be read")
        }
        guard paper.id.rawValue == id else {
            throw stored.damage("records", "the record of \(id) is that of \(paper.id)")
        }
        return paper
    }

    /// The numbers of the months that an element of ``months`` stands for: one, or those of a year.
    public static func monthNumbers(_ element: Int32) -> ClosedRange<Int32> {
        element < 0 ? -element * 12 ... -element * 12 + 11 : element...element
    }

    /// When the paper of a row appeared; `nil` when that is not known.
    public func date(_ row: Int) -> PaperDate? {
        if days[row] != Self.noDay { return .day(Day(daysSinceEpoch: days[row])) }
        if (-9999 ... -1).contains(months[row]) { return .year(Int(-months[row])) }
        return Month(number: months[row]).map { .month($0) }
    }

    /// The vectors as searches take them; `nil` when they have no dimensions.
    public var searchableRows: SearchableRows? {
        guard rowCount > 0, vectors.count >= rowCount else { return nil }
        return SearchableRows(
            vectors: vectors, dimension: vectors.count / rowCount, codes: codes, scales: scales, errors: errors,
            norms: norms, nibbles: nibbles)
    }

    /// The bytes of all records.
    var recordBytes: Int { records.bytes.count }

    /// The vector of a row.
    public func vector(_ row: Int) -> [Float] { withVector(row) { [Float]($0) } }

    /// Calls `body` with the vector of a row.
    public func withVector<R>(_ row: Int, _ body: (Span<Float>) -> R) -> R {
        let dimensions = rowCount == 0 ? 0 : vectors.count / rowCount
        return vectors.withSpan { body($0.extracting(row * dimensions..<(row + 1) * dimensions)) }
    }
}

extension MappedArray: ElementStorage where Element: PlainElement {}

extension StoredSegment {
    func damage(_ section: String, _ reason: String) -> IndexError {
        .damagedSection(path: path(of: section), segment: name, section: section, reason: reason)
    }

    /// A section of a known number of elements.
    func array<Element: SectionElement>(
        _ section: String, of type: Element.Type, count: Int
    ) throws(IndexError) -> MappedArray<Element> {
        let array = try array(section, of: type)
        guard array.count == count else { throw damage(section, "it has \(array.count) elements, not \(count)") }
        return array
    }

    /// A column of texts: the sections `name` and `name_offsets`.
    ///
    /// - Throws: ``IndexError`` when they are missing, damaged, or not `count`.
    public func texts(_ section: String, count: Int? = nil) throws(IndexError) -> TextColumn {
        let offsets = try array("\(section)_offsets", of: UInt64.self)
        guard let column = TextColumn(bytes: try array(section, of: UInt8.self), offsets: offsets) else {
            throw damage("\(section)_offsets", "its positions do not ascend within the texts")
        }
        guard count == nil || column.count == count else {
            throw damage("\(section)_offsets", "it has \(column.count) texts, not \(count ?? 0)")
        }
        return column
    }
}

extension SegmentWriter {
    /// Writes a column of texts as the sections `name` and `name_offsets`.
    public func write(_ section: String, _ column: TextColumn) throws(IndexError) {
        try column.bytes.withSpan { span throws(IndexError) in try write(section, span) }
        try column.offsets.withSpan { span throws(IndexError) in try write("\(section)_offsets", span) }
    }
}
