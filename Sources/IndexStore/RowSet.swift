/// A set of rows of a segment, one bit each.
public struct RowSet: Sendable, Equatable {
    /// 64 rows a word, the lowest row in the lowest bit; without trailing zero words, so that equal sets have equal words.
    public private(set) var words: [UInt64]

    /// An empty set.
    public init() { words = [] }

    /// The set with the bits of `words`.
    public init(words: [UInt64]) {
        self.words = words
        trim()
    }

    /// The set of these rows.
    public init(_ rows: some Sequence<Int>) {
        self.init()
        for row in rows { insert(row) }
    }

    /// How many rows are in the set.
    /// - Complexity: O(largest row / 64)
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether no row is in the set.
    public var isEmpty: Bool { words.isEmpty }

    /// One more than the largest row; 0 for an empty set.
    public var upperBound: Int {
        words.last.map { words.count * 64 - $0.leadingZeroBitCount } ?? 0
    }

    /// Whether a row is in the set.
    public func contains(_ row: Int) -> Bool {
        precondition(row >= 0, "RowSet: rows are not negative")
        return row / 64 < words.count && words[row / 64] >> UInt64(row % 64) & 1 == 1
    }

    /// Adds a row.
    public mutating func insert(_ row: Int) {
        precondition(row >= 0, "RowSet: rows are not negative")
        if row / 64 >= words.count { words += repeatElement(0, count: row / 64 - words.count + 1) }
        words[row / 64] |= 1 << UInt64(row % 64)
    }

    /// Removes a row, if it is in the set.
    public mutating func remove(_ row: Int) {
        guard contains(row) else { return }
        words[row / 64] &= ~(1 << UInt64(row % 64))
        trim()
    }

    /// Adds the rows of another set.
    public mutating func formUnion(_ other: RowSet) {
        if words.count < other.words.count { words += repeatElement(0, count: other.words.count - words.count) }
        for (index, word) in other.words.enumerated() { words[index] |= word }
    }

    /// The rows that are in either set.
    public func union(_ other: RowSet) -> RowSet {
        var result = self
        result.formUnion(other)
        return result
    }

    /// The rows below `rowCount` that are not in the set.
    public func complement(rowCount: Int) -> RowSet {
        let flipped = words(rowCount: rowCount).enumerated().map { index, word in
            let rest = rowCount - index * 64
            return ~word & (rest >= 64 ? .max : (1 << UInt64(rest)) - 1)
        }
        return RowSet(words: flipped)
    }

    /// Words for exactly `rowCount` rows: with zero words at the end if need be, and without the rows beyond.
    public func words(rowCount: Int) -> [UInt64] {
        precondition(rowCount >= 0, "RowSet: a row count is not negative")
        let count = (rowCount + 63) / 64
        var result = Array(words.prefix(count)) + repeatElement(0, count: Swift.max(0, count - words.count))
        if rowCount % 64 != 0 { result[count - 1] &= (1 << UInt64(rowCount % 64)) - 1 }
        return result
    }

    private mutating func trim() {
        while words.last == 0 { words.removeLast() }
    }
}

extension RowSet: Sequence {
    /// The rows in ascending order.
    public func makeIterator() -> AnyIterator<Int> {
        var index = 0
        var rest = words.first ?? 0
        return AnyIterator { [words] in
            while rest == 0 {
                index += 1
                guard index < words.count else { return nil }
                rest = words[index]
            }
            defer { rest &= rest - 1 }
            return index * 64 + rest.trailingZeroBitCount
        }
    }
}
