/// Takes lists of authors apart.
enum AuthorNames {
    /// The names in a list, in the order in which they are spoken: `Ann Bee`, where the list has `Bee, Ann`.
    ///
    /// Names are separated by semicolons or `and`, else by commas. Affiliations in parentheses are left out, LaTeX is
    /// decoded, and what stands in braces is not taken apart.
    /// - Returns: The names, and whether these are all: a list that ends with `et al.`, `and others` or `等` is not complete.
    static func split(_ text: String) -> (names: [String], isComplete: Bool) {
        let pieces = NamePieces(text, keepsCompanies: false)
        return (pieces.hasSemicolon ? strict(pieces) : loose(pieces), pieces.isComplete)
    }

    /// The authors in an array, each element of which is one as a rule: `Bee, Ann` is put in order, `Acme, Inc.` kept.
    static func list(_ elements: [String]) -> AuthorList {
        var names: [String] = []
        var isComplete = true
        for (index, element) in elements.enumerated() {
            guard needsReading(element, isLast: index == elements.count - 1) else {
                let name = TextCleaning.line(element)
                if !name.isEmpty { names.append(name) }
                continue
            }
            let pieces = NamePieces(element, keepsCompanies: true)
            names += strict(pieces)
            isComplete = isComplete && pieces.isComplete
        }
        return AuthorList(names, quality: isComplete ? .complete : .truncated)
    }

    /// Whether an element may be more, or other, than a name in spoken order. Most are not.
    private static func needsReading(_ element: String, isLast: Bool) -> Bool {
        let bytes = element.utf8.span
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "~"),
                UInt8(ascii: "("), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "|"), 0xE3...:
                return true
            // and
            case UInt8(ascii: "n"):
                let isWord = index + 2 == bytes.count || index + 2 < bytes.count && bytes[index + 2].isBlank
                if isWord, index > 0, bytes[index + 1] == UInt8(ascii: "d") { return true }
            default: break
            }
        }
        // et al., others, authors, more
        guard isLast, bytes.count > 1 else { return false }
        let (last, before) = (bytes[bytes.count - 1], bytes[bytes.count - 2])
        return last == UInt8(ascii: ".") || (before, last) == (UInt8(ascii: "a"), UInt8(ascii: "l"))
            || (before, last) == (UInt8(ascii: "r"), UInt8(ascii: "s"))
            || (before, last) == (UInt8(ascii: "r"), UInt8(ascii: "e"))
    }

    /// The names where commas stand within names, unless both sides of one are whole names.
    private static func strict(_ pieces: NamePieces) -> [String] {
        pieces.groups.flatMap { NameOrder.names($0, isLoose: false) }
    }

    /// The names of a list without semicolons.
    ///
    /// Commas are within names if they are so on both sides of each `and`: `Bee, Ann and Dee, Carl`. The comma before
    /// the last name of `Ann Bee, Carl Dee, and Eve Fox` is none.
    private static func loose(_ pieces: NamePieces) -> [String] {
        let parts = pieces.groups.flatMap { $0 }
        guard pieces.groups.count > 1 else {
            return NameOrder.names(parts, isLoose: true, hasTightCommas: pieces.hasTightComma)
        }
        let ordered = pieces.groups.map { group in
            group.count == 1 && NameOrder.isCompany(group[0]) ? group : NameOrder.pairs(group, isLoose: false)
        }
        if !ordered.contains(nil) { return ordered.flatMap { $0 ?? [] } }
        return NameOrder.initialed(parts) ?? NameOrder.withSuffixes(parts)
    }
}
