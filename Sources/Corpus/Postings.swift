import LatentSemantics
import SystemSupport
import Vocab

/// An inverted index: for each term, the papers that have it and how often.
public struct Postings: Sendable {
    /// The terms, ascending by their bytes.
    public let terms: TextColumn
    /// The postings of term `t` are `offsets[t]..<offsets[t + 1]` of ``rows`` and ``counts``.
    let offsets: any ElementStorage<UInt64>
    let rows: any ElementStorage<UInt32>
    let counts: any ElementStorage<UInt16>
    /// The length of each field of each paper in each language, in terms: shape (papers, languages, fields), row-major.
    /// 65,535 stands for more too.
    let lengths: any ElementStorage<UInt16>

    /// Postings as they were stored.
    ///
    /// - Returns: `nil` when the parts do not fit each other: the storage is damaged.
    init?(
        terms: TextColumn, offsets: any ElementStorage<UInt64>, rows: any ElementStorage<UInt32>,
        counts: any ElementStorage<UInt16>, lengths: any ElementStorage<UInt16>
    ) {
        guard offsets.count == terms.count + 1, rows.count == counts.count else { return nil }
        self.terms = terms
        self.offsets = offsets
        self.rows = rows
        self.counts = counts
        self.lengths = lengths
    }

    /// The number of papers that have the term, and of none when it is unknown.
    public func documentFrequency(_ term: String) -> Int { postings(of: term).count }

    /// The first paper that has the term.
    public func firstRow(of term: String) -> Int? {
        var first: Int?
        forEach(term) { row, _ in if first == nil { first = row } }
        return first
    }

    /// Calls `body` with each posting of a term: the row, and the occurrences in its fields.
    public func forEach(_ term: String, _ body: (_ row: Int, FieldCounts) -> Void) {
        forEach(term, in: 0..<paperCount, body)
    }

    /// Calls `body` with each posting of a term in some of the rows.
    public func forEach(_ term: String, in wanted: Range<Int>, _ body: (_ row: Int, FieldCounts) -> Void) {
        let wanted = wanted.clamped(to: 0..<paperCount)
        withPostings(postings(of: term), in: wanted) { rows, counts in
            for index in 0..<rows.count where wanted.contains(Int(rows[index])) {
                body(Int(rows[index]), FieldCounts(rawValue: counts[index]))
            }
        }
    }

    /// Calls `body` with the postings of a term in some of the rows, as they are stored: the rows, and the occurrences in
    /// the fields of each. In a damaged index there may be other rows among them.
    /// - Parameter range: All postings of the term.
    public func withPostings(
        _ range: Range<Int>, in wanted: Range<Int>, _ body: (_ rows: Span<UInt32>, _ counts: Span<UInt16>) -> Void
    ) {
        rows.withSpan { rows in
            counts.withSpan { counts in
                let start = Self.firstPosting(notBelow: wanted.lowerBound, rows, range)
                let end = Self.firstPosting(notBelow: wanted.upperBound, rows, start..<range.upperBound)
                body(rows.extracting(start..<end), counts.extracting(start..<end))
            }
        }
    }

    /// The first posting of a range whose row is not below another; rows ascend.
    private static func firstPosting(notBelow row: Int, _ rows: Span<UInt32>, _ range: Range<Int>) -> Int {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            let middle = (start + end) / 2
            if Int(rows[middle]) < row { start = middle + 1 } else { end = middle }
        }
        return start
    }

    /// Calls `body` with the lengths of the papers' fields, shape (papers, languages, fields).
    public func withLengths<R>(_ body: (Span<UInt16>) -> R) -> R { lengths.withSpan(body) }

    /// Where the lengths of the fields of a paper in a language begin.
    public static func lengths(ofRow row: Int, _ language: Language) -> Int {
        row * lengthsPerPaper + Int(language.rawValue) * TextField.count
    }

    /// How many lengths a paper has.
    public static let lengthsPerPaper = Language.allCases.count * TextField.count

    /// Whether a paper has text in a language, by ``withLengths(_:)``.
    public static func hasText(_ lengths: Span<UInt16>, row: Int, in language: Language) -> Bool {
        let start = Self.lengths(ofRow: row, language)
        for field in 0..<TextField.count where lengths[start + field] > 0 { return true }
        return false
    }

    private var paperCount: Int { lengths.count / Self.lengthsPerPaper }

    /// Where the postings of a term stand among all; nowhere when it is unknown.
    public func postings(of term: String) -> Range<Int> {
        guard let index = terms.index(ofSorted: term) else { return 0..<0 }
        let (start, end) = offsets.withSpan {
            (Int(truncatingIfNeeded: $0[index]), Int(truncatingIfNeeded: $0[index + 1]))
        }
        return start >= 0 && start <= end && end <= rows.count ? start..<end : 0..<0
    }
}

/// The arrays of an inverted index, made from counts.
struct PostingArrays {
    var offsets: [UInt64]
    var rows: [UInt32]
    var counts: [UInt16]
    var lengths: [UInt16]

    /// Inverts counts by term.
    ///
    /// - Complexity: O(entries + terms).
    init(_ matrix: TermDocumentMatrix) {
        var next = [Int](repeating: 0, count: matrix.termCount)
        offsets = [0]
        offsets.reserveCapacity(matrix.termCount + 1)
        var total = 0
        for term in 0..<matrix.termCount {
            next[term] = total
            total += Int(matrix.documentFrequencies[term])
            offsets.append(UInt64(total))
        }
        rows = [UInt32](repeating: 0, count: total)
        counts = [UInt16](repeating: 0, count: total)
        lengths = [UInt16](repeating: 0, count: matrix.documentCount * Postings.lengthsPerPaper)
        for row in 0..<matrix.documentCount {
            for entry in matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1] {
                let term = Int(matrix.termIDs[entry])
                rows[next[term]] = UInt32(row)
                counts[next[term]] = matrix.counts[entry].rawValue
                next[term] += 1
                let start = Postings.lengths(ofRow: row, matrix.languages[term])
                for field in TextField.allCases {
                    let place = start + Int(field.rawValue)
                    lengths[place] = UInt16(clamping: Int(lengths[place]) + matrix.counts[entry][field])
                }
            }
        }
    }
}
