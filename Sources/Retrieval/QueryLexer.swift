/// Takes the text of a query apart, from left to right.
struct QueryLexer {
    /// A part of a query.
    struct Item {
        enum Kind: Equatable {
            case operand(Query.Condition, isExcluded: Bool)
            case binary(Operator)
            case open, close
        }

        var kind: Kind
        /// The index of its first character.
        let start: Int

        /// Whether an operator may follow.
        var endsOperand: Bool {
            switch kind {
            case .operand, .close: true
            case .binary, .open: false
            }
        }
    }

    /// A word between two operands, in capitals.
    enum Operator: String {
        case and = "AND"
        case or = "OR"
        case not = "NOT"
        case andNot = "ANDNOT"
    }

    private let source: String
    private let characters: [Character]
    private var position = 0

    init(_ source: String) {
        self.source = source
        characters = Array(source)
    }

    /// All parts of the query.
    mutating func items() throws(QueryError) -> [Item] {
        var items: [Item] = []
        while true {
            while position < characters.count, characters[position].isWhitespace { position += 1 }
            guard position < characters.count else { return items }
            items.append(try next(after: items.last))
        }
    }

    private mutating func next(after last: Item?) throws(QueryError) -> Item {
        let start = position
        if "(（".contains(characters[position]) {
            position += 1
            return Item(kind: .open, start: start)
        }
        if ")）".contains(characters[position]) {
            position += 1
            return Item(kind: .close, start: start)
        }
        if let found = takeOperator(after: last) { return Item(kind: .binary(found), start: start) }
        let isExcluded = takeMinus()
        let field = try takeField()
        let textStart = position
        let isPhrase = position < characters.count && isQuote(characters[position])
        let text = isPhrase ? try phrase() : word()
        guard text.contains(where: { !$0.isWhitespace }) else {
            let what = field == .any ? "a word or a phrase is missing" : "nothing stands after '\(field.rawValue):'"
            throw error(what, at: textStart)
        }
        let condition = Query.Condition(
            field: field, text: try checked(text, field, at: textStart), isPhrase: isPhrase)
        return Item(kind: .operand(condition, isExcluded: isExcluded), start: start)
    }

    /// An operator stands behind an operand and before another; `NOT` also behind another operator.
    private mutating func takeOperator(after last: Item?) -> Operator? {
        guard let last else { return nil }
        let end = characters[position...].firstIndex { !$0.isLetter } ?? characters.count
        guard let found = Operator(rawValue: String(characters[position..<end])),
            last.endsOperand || (found == .not && last.kind != .open),
            end < characters.count, characters[end].isWhitespace || "(（".contains(characters[end]),
            characters[end...].contains(where: { !$0.isWhitespace })
        else { return nil }
        position = end
        return found
    }

    /// A minus excludes only right before a word, at the beginning of one.
    private mutating func takeMinus() -> Bool {
        guard "-－−".contains(characters[position]), position + 1 < characters.count,
            !characters[position + 1].isWhitespace, !"-－−".contains(characters[position + 1])
        else { return false }
        position += 1
        return true
    }

    /// A field's name and its colon, right before something.
    ///
    /// - Throws: ``QueryError`` for a name that is a letter or two from a field's.
    private mutating func takeField() throws(QueryError) -> Query.Field {
        let end = characters[position...].firstIndex { !($0.isASCII && $0.isLetter) } ?? characters.count
        guard end > position, end < characters.count, ":：".contains(characters[end]) else { return .any }
        let name = String(characters[position..<end]).lowercased()
        if let field = Query.Field.allCases.first(where: { $0.names.contains(name) }) {
            position = end + 1
            return field
        }
        guard end + 1 < characters.count, !characters[end + 1].isWhitespace, characters[end + 1] != "/" else {
            return .any
        }
        let names = Query.Field.allCases.flatMap(\.names).filter { $0.utf8.count >= 4 }
        let near = names.map { ($0, editDistance(Array(name.utf8), Array($0.utf8))) }.min { $0.1 < $1.1 }
        if let (meant, distance) = near, name.utf8.count >= 4, distance <= (name.utf8.count > 4 ? 2 : 1) {
            throw error("there is no field '\(name):' (did you mean '\(meant):'?)", at: position)
        }
        return .any
    }

    /// The text of a condition as it is compared.
    private func checked(_ text: String, _ field: Query.Field, at start: Int) throws(QueryError) -> String {
        switch field {
        case .category:
            let archive = text.hasSuffix(".*") ? String(text.dropLast(2)) : text
            guard !archive.contains("*") else {
                throw error("a star stands for the categories of an archive alone, as in 'cat:cs.*'", at: start)
            }
            return archive
        case .year:
            guard YearRange(text) != nil else { throw error("a year is such as 2026 or 2024-2026", at: start) }
            return text
        case .title, .author, .abstract, .any: return text
        }
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

    /// What stands up to a blank, or a parenthesis that closes none of its own.
    private mutating func word() -> String {
        let start = position
        var depth = 0
        while position < characters.count, !characters[position].isWhitespace {
            if "(（".contains(characters[position]) { depth += 1 }
            if ")）".contains(characters[position]) {
                if depth == 0 { break }
                depth -= 1
            }
            position += 1
        }
        return String(characters[start..<position])
    }

    private func isQuote(_ character: Character) -> Bool { "\"“”„＂".contains(character) }

    /// An error at the character of an index.
    func error(_ message: String, at index: Int) -> QueryError {
        QueryError(message: message, query: source, column: index + 1)
    }
}

/// The years of a condition: `2026`, or `2024-2026`.
struct YearRange {
    let first: Int
    let last: Int

    /// `nil` if the text is no such range.
    init?(_ text: String) {
        let years = text.split(whereSeparator: { "-－–".contains($0) }).map { Int($0) }
        guard (1...2).contains(years.count), let first = years[0], let last = years[years.count - 1],
            (1...9999).contains(first), (first...9999).contains(last)
        else { return nil }
        self.first = first
        self.last = last
    }
}
