import Corpus
import Digests
import IndexStore
import SystemSupport

/// Which papers to choose from, decided before any is ranked.
public struct PaperFilter: Equatable, Sendable {
    /// The paper has one of these categories; `cs` stands for `cs.` and all after it, in any case of
    /// letters. None: any.
    public var categories: [String] = []
    /// Each is part of an author's name, in any case of letters.
    public var authors: [String] = []
    /// The paper's day is this or later.
    public var since: Day?
    /// The paper's day is this or earlier.
    public var until: Day?
    /// The paper's month: that of its arXiv ID, else of its day.
    public var month: Month?

    /// A filter that lets every paper pass.
    public init() {}

    /// The rows of a segment that pass and are not deleted.
    ///
    /// - Complexity: O(rows).
    public func rows(of segment: PaperSegment) -> RowSet {
        var rows = segment.deleted.complement(rowCount: segment.rowCount)
        if let since {
            rows = rows.keeping(segment.days) { $0 != PaperSegment.noDay && $0 >= since.daysSinceEpoch }
        }
        if let until {
            rows = rows.keeping(segment.days) { $0 != PaperSegment.noDay && $0 <= until.daysSinceEpoch }
        }
        if let month { rows = rows.keeping(segment.months) { $0 == month.number } }
        if !categories.isEmpty {
            let wanted = categories.map { [UInt8]((" " + $0.lowercased() + ($0.contains(".") ? " " : "")).utf8) }
            rows = rows.keeping { row in
                segment.categories.withBytes(row) { bytes in
                    wanted.contains { contains(bytes, $0, wholeName: !$0.contains(UInt8(ascii: "."))) }
                }
            }
        }
        for author in authors {
            let wanted = [UInt8](folded(author).utf8)
            rows = rows.keeping { row in segment.authors.withBytes(row) { contains($0, wanted) } }
        }
        return rows
    }
}

extension RowSet {
    /// The rows of the set for which `condition` holds.
    func keeping(_ condition: (Int) -> Bool) -> RowSet { RowSet(self.filter(condition)) }

    /// The rows of the set whose element of a column meets a condition.
    fileprivate func keeping(_ column: MappedArray<Int32>, _ condition: (Int32) -> Bool) -> RowSet {
        column.withSpan { column in keeping { condition(column[$0]) } }
    }
}

/// Whether `bytes` contain `wanted`, which has no capital of the Latin alphabet, in any case of letters.
///
/// - Parameter wholeName: The match must end a name, or the archive before its point.
private func contains(_ bytes: Span<UInt8>, _ wanted: [UInt8], wholeName: Bool = false) -> Bool {
    guard !wanted.isEmpty else { return true }
    guard bytes.count >= wanted.count else { return false }
    for start in 0...bytes.count - wanted.count where lowercased(bytes[start]) == wanted[0] {
        var matched = 1
        while matched < wanted.count, lowercased(bytes[start + matched]) == wanted[matched] { matched += 1 }
        guard matched == wanted.count else { continue }
        let end = start + matched
        if !wholeName || end == bytes.count || bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: ".") {
            return true
        }
    }
    return false
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
