import Vocab

/// The authors of a paper, and what decides which of two lists is kept.
public struct AuthorList: Equatable, Sendable {
    public var names: [String]
    /// The day of the digest that it was read in.
    public var day: Day?
    /// A table names the first author only.
    public var quality: Quality

    public init(_ names: [String], day: Day? = nil, quality: Quality = .complete) {
        self.names = names
        self.day = day
        self.quality = quality
    }

    /// As ``FieldValue/wins(over:)``, with the number of names before their texts.
    func wins(over other: AuthorList) -> Bool {
        if quality != other.quality { return quality > other.quality }
        if day != other.day { return Day.isLater(day, other.day) }
        if names.count != other.names.count { return names.count > other.names.count }
        let differing = zip(names, other.names).first { $0 != $1 }
        return differing.map { $1.utf8.lexicographicallyPrecedes($0.utf8) } ?? false
    }

    static func join(_ a: AuthorList?, _ b: AuthorList?) -> AuthorList? {
        guard let a, let b else { return a ?? b }
        return b.wins(over: a) ? b : a
    }
}

/// What is known of one paper, from however many digests.
public struct Paper: Equatable, Sendable {
    public var id: PaperID
    public var fields: FieldMap = [:]
    /// The authors, with the day and the quality that decide between lists.
    public var authorList: AuthorList?
    /// Every category that a digest named, in the order of their bytes.
    public internal(set) var categories: [String] = []
    /// The category that the paper was submitted to.
    public var primary: FieldValue?
    /// When the paper was first submitted.
    public var created: Day?
    /// When the paper was last revised.
    public var updated: Day?
    /// The day of the first digest that has the paper.
    public var firstDigest: Day?
    /// Whether a digest says that the paper's summary could not be made.
    public var hasFailedSummary = false
    /// The file that an ID of its own kind comes from, which is where the ID means something; `nil` for other IDs.
    public var source: String?

    public init(id: PaperID) {
        self.id = id
    }

    /// The authors' names, in their order.
    public var authors: [String] { authorList?.names ?? [] }

    /// The category that the paper was submitted to.
    public var primaryCategory: String? { primary?.text }

    /// Adds categories to those known.
    public mutating func addCategories(_ names: some Sequence<String>) {
        categories = Set(categories).union(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The paper's day: when it was submitted, else when a digest first had it, else the first of its ID's month,
    /// which is approximate.
    public var day: (day: Day, isApproximate: Bool)? {
        if let day = created ?? firstDigest { return (day, false) }
        return id.month.map { ($0.firstDay, true) }
    }

    /// The paper's month: that of its arXiv ID, else that of its day.
    public var month: Month? { id.month ?? day?.day.month }

    /// A field's text in the preferred language, else in another.
    public func text(_ name: FieldName, preferring language: Language = .english) -> String? {
        if let value = fields[FieldKey(name, language)] { return value.text }
        return fields.first { $0.key.name == name }?.value.text
    }

    /// Whether a summary was to be made, failed, and was made by no other digest.
    public var lacksSummary: Bool {
        hasFailedSummary && !fields.contains { $0.key.name.isSummary }
    }
}
