/// A part of a paper's text, whose words count with a weight and a length of their own.
///
/// The raw value is stored in indexes: never reorder.
public enum TextField: UInt8, CaseIterable, Sendable {
    case title, abstract, summary

    /// The number of fields.
    public static let count = allCases.count
}

/// The text of a field.
public struct FieldText: Equatable, Sendable {
    public let field: TextField
    public let text: String

    public init(_ field: TextField, _ text: String) {
        self.field = field
        self.text = text
    }
}

/// How often a term stands in each field of a paper, in 16 bits: up to 15 in its titles, 63 in its abstracts and in its
/// summaries. More count as that many.
public struct FieldCounts: Equatable, BitwiseCopyable, Sendable {
    /// As it is stored: from the highest bits the counts in titles, abstracts and summaries.
    public private(set) var rawValue: UInt16

    /// Counts as they were stored.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public init(title: Int = 0, abstract: Int = 0, summary: Int = 0) {
        rawValue = 0
        for (field, count) in zip(TextField.allCases, [title, abstract, summary]) {
            rawValue |= UInt16(min(count, Self.most(field))) << Self.shift(field)
        }
    }

    /// The occurrences in a field.
    @inlinable @inline(__always)
    public subscript(field: TextField) -> Int { Int(rawValue >> Self.shift(field)) & Self.most(field) }

    /// The occurrences in all fields.
    public var total: Int { self[.title] + self[.abstract] + self[.summary] }

    /// Counts an occurrence.
    public mutating func add(to field: TextField) {
        if self[field] < Self.most(field) { rawValue += 1 << Self.shift(field) }
    }

    @inlinable @inline(__always)
    static func shift(_ field: TextField) -> UInt16 {
        switch field {
        case .title: 12
        case .abstract: 6
        case .summary: 0
        }
    }

    @inlinable @inline(__always)
    static func most(_ field: TextField) -> Int { field == .title ? 15 : 63 }
}
