import SystemSupport
import Vocab

/// A piece of text that an entry has. The raw value is its name in stored records.
public enum FieldName: String, CaseIterable, Comparable, Sendable {
    case title, abstract, tldr, motivation, method, result, conclusion, comment

    /// The fields that a summary consists of.
    public static let summary: [FieldName] = [.tldr, .motivation, .method, .result, .conclusion]

    /// Whether the field is one of a summary's, which was written about the paper and not by its authors.
    public var isSummary: Bool { FieldName.summary.contains(self) }

    /// In the order of declaration.
    public static func < (a: FieldName, b: FieldName) -> Bool { a.order < b.order }

    private var order: Int {
        switch self {
        case .title: 0
        case .abstract: 1
        case .tldr: 2
        case .motivation: 3
        case .method: 4
        case .result: 5
        case .conclusion: 6
        case .comment: 7
        }
    }
}

/// Which field, in which language.
public struct FieldKey: Hashable, Comparable, Sendable {
    public var name: FieldName
    public var language: Language

    public init(_ name: FieldName, _ language: Language) {
        self.name = name
        self.language = language
    }

    /// By name, then by language.
    public static func < (a: FieldKey, b: FieldKey) -> Bool {
        a.name == b.name ? a.language < b.language : a.name < b.name
    }
}

/// Whether a value is known to be whole.
public enum Quality: Int, Comparable, Sendable {
    /// A notice in place of a text: that the paper was withdrawn.
    case notice = -1
    /// Only a part: an abstract cut short, the first of several authors.
    case truncated = 0
    case complete = 1

    public static func < (a: Quality, b: Quality) -> Bool { a.rawValue < b.rawValue }
}

/// A field's text, and what decides which of two texts is kept.
public struct FieldValue: Equatable, Sendable {
    public var text: String
    /// How new the record is that it was read in.
    public var recency: Recency
    public var quality: Quality

    public init(_ text: String, recency: Recency, quality: Quality = .complete) {
        self.text = text
        self.recency = recency
        self.quality = quality
    }

    /// A text of which no more is known than the day of the digest that it was read in.
    public init(_ text: String, day: Day? = nil, quality: Quality = .complete) {
        self.init(text, recency: Recency(digest: day), quality: quality)
    }

    /// Whether this value is kept when it meets `other`: the complete one, then the newer one, then the longer one,
    /// then the greater one by bytes.
    ///
    /// This is a total order, so that keeping the greater value is commutative, associative and idempotent.
    func wins(over other: FieldValue) -> Bool {
        if quality != other.quality { return quality > other.quality }
        if recency != other.recency { return recency > other.recency }
        let (a, b) = (text.utf8.span, other.text.utf8.span)
        return a.count != b.count ? a.count > b.count : compare(a, b) > 0
    }

    /// The greater of two values, one of which may be missing.
    static func join(_ a: FieldValue?, _ b: FieldValue?) -> FieldValue? {
        guard let a, let b else { return a ?? b }
        return b.wins(over: a) ? b : a
    }
}
