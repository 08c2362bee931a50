/// Understands the parts of a query.
///
/// `expression = conjunction (OR conjunction)*`, `conjunction = factor ((AND | NOT | ANDNOT)? factor)*`,
/// `factor = NOT factor | ( expression ) | condition`. Without an operator, parentheses are punctuation.
struct QueryParser {
    private let lexer: QueryLexer
    private let items: [QueryLexer.Item]
    private let isBoolean: Bool
    private var position = 0
    private var ranked: [String] = []

    init(_ source: String) throws(QueryError) {
        var lexer = QueryLexer(source)
        items = try lexer.items()
        self.lexer = lexer
        isBoolean = items.contains { if case .binary = $0.kind { true } else { false } }
    }

    /// The words to rank by, and what a paper must meet.
    mutating func parse() throws(QueryError) -> (text: String, requirements: [Query.Requirement]) {
        var requirements: [Query.Requirement] = []
        if isBoolean {
            requirements = [try expression(isExcluded: false)]
            if position < items.count {
                throw lexer.error("nothing opens this parenthesis", at: items[position].start)
            }
        } else {
            for case .operand(let condition, let isExcluded) in items.map(\.kind) {
                if !isExcluded { rank(condition) }
                guard isExcluded || condition.isPhrase || condition.field != .any else { continue }
                requirements.append(isExcluded ? .not(.condition(condition)) : .condition(condition))
            }
        }
        return (ranked.joined(separator: " "), requirements)
    }

    private mutating func rank(_ condition: Query.Condition) {
        if condition.field.isRanked { ranked.append(condition.text) }
    }

    private mutating func expression(isExcluded: Bool) throws(QueryError) -> Query.Requirement {
        var parts = [try conjunction(isExcluded: isExcluded)]
        while take(.binary(.or)) { parts.append(try conjunction(isExcluded: isExcluded)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(isExcluded: Bool) throws(QueryError) -> Query.Requirement {
        var parts = [try factor(isExcluded: isExcluded)]
        while position < items.count, items[position].kind != .close, items[position].kind != .binary(.or) {
            if take(.binary(.andNot)) {
                parts.append(.not(try factor(isExcluded: !isExcluded)))
            } else {
                _ = take(.binary(.and))
                parts.append(try factor(isExcluded: isExcluded))
            }
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func factor(isExcluded: Bool) throws(QueryError) -> Query.Requirement {
        if take(.binary(.not)) { return .not(try factor(isExcluded: !isExcluded)) }
        guard position < items.count else {
            throw lexer.error("an operand is missing", at: (items.last?.start ?? 0))
        }
        let item = items[position]
        position += 1
        switch item.kind {
        case .operand(let condition, let hasMinus):
            if isExcluded == hasMinus { rank(condition) }
            return hasMinus ? .not(.condition(condition)) : .condition(condition)
        case .open:
            let inner = try expression(isExcluded: isExcluded)
            guard take(.close) else { throw lexer.error("the parenthesis is not closed", at: item.start) }
            return inner
        case .close, .binary: throw lexer.error("an operand is missing", at: item.start)
        }
    }

    private mutating func take(_ kind: QueryLexer.Item.Kind) -> Bool {
        guard position < items.count, items[position].kind == kind else { return false }
        position += 1
        return true
    }
}
