import Corpus
import Digests
import IndexStore
import SystemSupport

/// Which papers to choose from, decided before any is ranked.
public struct PaperFilter: Equatable, Sendable {
    /// The paper has one of these categories; `cs` stands for `cs.` and all after it, in any case of
    /// letters. None: any.
    public var categories: [String] = []
    /// Each is an author: words of the name, in any order, without accents too; a letter is an initial.
    public var authors: [String] = []
    /// The paper's date is this or later. A month or year is when some day of it is.
    public var since: Day?
    /// The paper's date is this or earlier. A month is when some day of it is.
    public var until: Day?
    /// The month that the paper's date is in.
    public var month: Month?

    /// A filter that lets every paper pass.
    public init() {}

    /// The rows of a segment that pass and are not deleted.
    ///
    /// - Complexity: O(rows).
    public func rows(of segment: PaperSegment) -> RowSet {
        var rows = segment.deleted.complement(rowCount: segment.rowCount)
        if since != nil || until != nil || month != nil { rows = dated(rows, in: segment) }
        if !categories.isEmpty {
            let wanted = categories.map { [UInt8]((" " + $0.lowercased() + ($0.contains(".") ? " " : "")).utf8) }
            rows = rows.keeping { row in
                segment.categories.withBytes(row) { bytes in
                    wanted.contains { contains(bytes, $0, wholeName: !$0.contains(UInt8(ascii: "."))) }
                }
            }
        }
        for author in authors {
            let author = AuthorMatcher(author)
            rows = rows.keeping { row in segment.authors.withBytes(row) { author.matches($0) } }
        }
        return rows
    }

    /// The rows whose date is in the range that the filter asks for; a month is when it overlaps it.
    private func dated(_ rows: RowSet, in segment: PaperSegment) -> RowSet {
        let first = [since, month?.firstDay].compactMap(\.self).max()
        let last = [until, month?.lastDay].compactMap(\.self).min()
        let days = (first?.daysSinceEpoch ?? .min)...max(first?.daysSinceEpoch ?? .min, last?.daysSinceEpoch ?? .max)
        let months = (first?.month.number ?? .min)...max(first?.month.number ?? .min, last?.month.number ?? .max)
        if let first, let last, first > last { return RowSet() }
        return segment.days.withSpan { dayOfRow in
            segment.months.withSpan { monthOfRow in
                rows.keeping { row in
                    let (day, month) = (dayOfRow[row], monthOfRow[row])
                    return day == PaperSegment.noDay
                        ? month != PaperSegment.noDay && months.overlaps(PaperSegment.monthNumbers(month))
                        : days.contains(day)
                }
            }
        }
    }
}

extension RowSet {
    /// The rows of the set for which `condition` holds.
    func keeping(_ condition: (Int) -> Bool) -> RowSet { RowSet(self.filter(condition)) }
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
