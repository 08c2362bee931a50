/// A query as it is asked: words to rank by, and conditions that a paper must meet.
public struct Query: Equatable, Sendable {
    /// A field that a condition is about.
    public enum Field: String, CaseIterable, Sendable {
        case title = "ti"
        case author = "au"
        case abstract = "abs"
        case category = "cat"
        /// Any text of the paper.
        case any = ""
    }

    /// What a paper must have, or must not have.
    public struct Condition: Equatable, Sendable {
        /// Where it is looked for.
        public var field: Field
        /// A word, or the words of a phrase.
        public var text: String
        /// Whether the words must stand just so.
        public var isPhrase: Bool
        /// Whether papers that have it are left out.
        public var isExcluded: Bool
    }

    /// The words that papers are ranked by.
    public var text: String
    /// What a paper must or must not have.
    public var conditions: [Condition]

    /// A query that is plain text: every character means itself.
    public init(text: String) {
        self.text = text
        conditions = []
    }

    /// Parses the query language: words, `"exact phrase"`, `-word`, and the fields `ti:` `au:` `abs:` `cat:`, each before
    /// a word or a phrase.
    ///
    /// Words and phrases of the text, of titles and of abstracts are ranked by too. A query of conditions alone (`au:Ng`)
    /// finds every paper that meets them, the newest first.
    /// - Throws: ``QueryError``, which points at the column.
    public init(parsing source: String) throws(QueryError) {
        var parser = QueryParser(source)
        var ranked: [String] = []
        var conditions: [Condition] = []
        while let part = try parser.next() {
            let condition = part.condition
            let isPlainWord = condition.field == .any && !condition.isPhrase && !condition.isExcluded
            if !isPlainWord { conditions.append(condition) }
            if !condition.isExcluded, ![.author, .category].contains(condition.field) { ranked.append(condition.text) }
        }
        text = ranked.joined(separator: " ")
        self.conditions = conditions
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

/// Takes a query apart, from left to right.
private struct QueryParser {
    struct Part {
        var condition: Query.Condition
    }

    private let source: String
    private let characters: [Character]
    private var position = 0

    init(_ source: String) {
        self.source = source
        characters = Array(source)
    }

    mutating func next() throws(QueryError) -> Part? {
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        guard position < characters.count else { return nil }
        let isExcluded = takeMinus()
        let field = takeField()
        let start = position
        let isPhrase = position < characters.count && isQuote(characters[position])
        let text = isPhrase ? try phrase() : word()
        guard text.contains(where: { !$0.isWhitespace }) else {
            let what = field == .any ? "a word or a phrase is missing" : "nothing stands after '\(field.rawValue):'"
            throw error(what, at: start)
        }
        return Part(condition: .init(field: field, text: text, isPhrase: isPhrase, isExcluded: isExcluded))
    }

    /// A minus excludes only right before a word, at the beginning of one.
    private mutating func takeMinus() -> Bool {
        guard characters[position] == "-", position + 1 < characters.count,
            !characters[position + 1].isWhitespace, characters[position + 1] != "-"
        else { return false }
        position += 1
        return true
    }

    private mutating func takeField() -> Query.Field {
        for field in Query.Field.allCases where field != .any {
            let prefix = Array(field.rawValue + ":")
            if characters[position...].starts(with: prefix) {
                position += prefix.count
                return field
            }
        }
        return .any
    }

    private mutating func phrase() throws(QueryError) -> String {
        let open = position
        position += 1
        let start = position
        while position < characters.count, !isQuote(characters[position]) { position += 1 }
        guard position < characters.count else { throw error("the quotation mark is not closed", at: open) }
        position += 1
        return String(characters[start..<position - 1])
    }

    private mutating func word() -> String {
        let start = position
        while position < characters.count, !characters[position].isWhitespace { position += 1 }
        return String(characters[start..<position])
    }

    private func isQuote(_ character: Character) -> Bool { "\"“”„".contains(character) }

    private func error(_ message: String, at index: Int) -> QueryError {
        QueryError(message: message, query: source, column: index + 1)
    }
}
