/// A query as it is asked: words to rank by, and what a paper must meet.
public struct Query: Equatable, Sendable {
    /// A field that a condition is about.
    public enum Field: String, CaseIterable, Sendable {
        case title = "ti"
        case author = "au"
        case abstract = "abs"
        case category = "cat"
        /// The year of the paper's date: `2026`, or `2024-2026`.
        case year
        /// Any text of the paper.
        case any = ""

        /// The names that the field has before a colon, the usual one first.
        var names: [String] {
            switch self {
            case .title: ["ti", "title"]
            case .author: ["au", "author", "authors"]
            case .abstract: ["abs", "abstract"]
            case .category: ["cat", "category", "categories"]
            case .year: ["year"]
            case .any: ["all"]
            }
        }

        /// Whether papers are ranked by what stands in the field.
        var isRanked: Bool { [.title, .abstract, .any].contains(self) }
    }

    /// What a paper has.
    public struct Condition: Equatable, Sendable {
        /// Where it is looked for.
        public var field: Field
        /// A word, or the words of a phrase.
        public var text: String
        /// Whether the words must stand just so.
        public var isPhrase: Bool
    }

    /// What a paper must meet.
    public indirect enum Requirement: Equatable, Sendable {
        case condition(Condition)
        case all([Requirement])
        case any([Requirement])
        case not(Requirement)
    }

    /// The words that papers are ranked by.
    public var text: String
    /// What a paper must meet, all of it.
    public var requirements: [Requirement]
    /// The query as it was written, where it was parsed.
    public private(set) var source: String?

    /// A query that is plain text: every character means itself.
    public init(text: String) {
        self.text = text
        requirements = []
    }

    /// A title: plain text, which names the paper.
    public init(title: String) {
        self.init(text: title)
        source = title
    }

    /// Every paper of an author.
    init(author: String) {
        text = ""
        requirements = [.condition(Condition(field: .author, text: author, isPhrase: true))]
    }

    /// Parses the query language: words, `"exact phrase"`, `-word`; the fields `ti:` `au:` `abs:` `cat:` `year:` (or `title:`
    /// `author:` `abstract:` `category:`), each before a word or a phrase; `AND`, `OR`, `NOT` and `ANDNOT` in capitals between
    /// two of these, and parentheses. Signs of full width (`：` `－` `＂` `（`) mean the same.
    ///
    /// Words and phrases of the text, of titles and of abstracts are ranked by too. In a query with an operator every word must
    /// stand in the paper, as the operators say; in one without, plain words are ranked by alone. A query of conditions alone
    /// (`au:Ng`) finds every paper that meets them, the newest first.
    /// - Throws: ``QueryError``, which points at the column.
    public init(parsing source: String) throws(QueryError) {
        var parser = try QueryParser(source)
        let (text, requirements) = try parser.parse()
        self.text = text
        self.requirements = requirements
        self.source = source
    }
}

/// Why a query could not be understood, and where.
public struct QueryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let message: String
    /// The query.
    public let query: String
    /// The character that the trouble begins at, from 1.
    public let column: Int

    /// The message, the query, and a mark under the column.
    public var description: String { "\(message) at column \(column) of the query: \(query)" }
}
