import Vocab

/// The authors of a paper, and what decides which of two lists is kept.
public struct AuthorList: Equatable, Sendable {
    public var names: [String]
    /// How new the record is that it was read in.
    public var recency: Recency
    /// A table names the first author only.
    public var quality: Quality

    public init(_ names: [String], recency: Recency, quality: Quality = .complete) {
        self.names = names
        self.recency = recency
        self.quality = quality
    }

    /// A list of which no more is known than the day of the digest that it was read in.
    public init(_ names: [String], day: Day? = nil, quality: Quality = .complete) {
        self.init(names, recency: Recency(digest: day), quality: quality)
    }

    /// As ``FieldValue/wins(over:)``, with the number of names before their texts.
    ///
    /// One name never replaces several: records that name the first author alone seldom say so.
    func wins(over other: AuthorList) -> Bool {
        if quality != other.quality { return quality > other.quality }
        if (names.count > 1) != (other.names.count > 1) { return names.count > 1 }
        if recency != other.recency { return recency > other.recency }
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
    /// When the paper was published, where a bibliography says the month or the year and no day.
    public var published: PaperDate?
    /// When the paper was last revised.
    public var updated: Day?
    /// The day of the first digest that has the paper.
    public var firstDigest: Day?
    /// How new the newest record is that says that the paper was withdrawn; `nil` if none does.
    public var withdrawn: Recency?
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

    /// When the paper appeared: the day on which it was submitted, else that on which a digest first had it, else the month
    /// or year in which it was published, else the month of its ID, which is also taken where it is in the year.
    public var date: PaperDate? {
        if let day = created ?? firstDigest { return .day(day) }
        let month = id.month.map { PaperDate.month($0) }
        guard let published, published.month != nil || published.year != month?.year else { return month }
        return published
    }

    /// A field's text in the preferred language, else in another.
    public func text(_ name: FieldName, preferring language: Language = .english) -> String? {
        if let value = fields[FieldKey(name, language)] { return value.text }
        return fields.first { $0.key.name == name }?.value.text
    }

    /// Whether the paper was withdrawn, and no newer record has an abstract again.
    public var isWithdrawn: Bool {
        guard let withdrawn else { return false }
        return !fields.contains {
            $0.key.name == .abstract && $0.value.quality != .notice && $0.value.recency > withdrawn
        }
    }

    /// Whether a summary was to be made, failed, and was made by no other digest.
    public var lacksSummary: Bool {
        hasFailedSummary && !fields.contains { $0.key.name.isSummary }
    }
}
