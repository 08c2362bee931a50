/// Takes lists of authors apart.
enum AuthorNames {
    /// The names in a list: separated by semicolons, else by commas and `and`; affiliations in parentheses are left out.
    /// A list that ends with `et al.` or `等` is not complete.
    static func split(_ text: String) -> (names: [String], isComplete: Bool) {
        let bytes = Array(text.utf8)
        let marks = has(semicolons, bytes) ? semicolons : commas
        var names: [String] = []
        var name: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let end = endOfParentheses(bytes, index) {
                index = end
            } else if let length = length(of: marks, bytes, index) {
                append(name, to: &names)
                name.removeAll(keepingCapacity: true)
                index += length
            } else {
                name.append(bytes[index])
                index += 1
            }
        }
        append(name, to: &names)
        guard let last = names.last, let rest = withoutOthers(last) else { return (names, true) }
        names[names.count - 1] = rest
        return (names.filter { !$0.isEmpty }, false)
    }

    /// The name before `et al.` or `等`; `nil` if it ends with neither.
    private static func withoutOthers(_ name: String) -> String? {
        let bytes = Array(name.utf8)
        for ending in ["et al.", "et al", "et.al.", "et. al.", "et.al", "等人", "等"] where name.hasSuffix(ending) {
            let end = bytes.count - ending.utf8.count
            // Nobody is called “Et al”, but somebody may be “Margaret Al”.
            if end > 0, bytes[end - 1].isLetter { continue }
            return bytes.text((0..<end).trimmed(in: bytes))
        }
        return nil
    }

    private static let semicolons: [String] = [";", "；"]
    private static let commas: [String] = [",", "，", "、"]
    private static let opening: [String] = ["(", "（"]
    private static let closing: [String] = [")", "）"]

    private static func has(_ marks: [String], _ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { length(of: marks, bytes, $0) != nil }
    }

    /// The length of the mark that stands at an offset, if one does.
    private static func length(of marks: [String], _ bytes: [UInt8], _ index: Int) -> Int? {
        // Letters are no marks: most bytes end here.
        if bytes[index].isLetter || bytes[index] == 0x20 { return nil }
        for mark in marks where bytes.has(mark, at: index, before: bytes.count) { return mark.utf8.count }
        return nil
    }

    /// Where the text goes on after the parentheses that open at an offset and may hold others; `nil` if none open
    /// there, or they never close.
    private static func endOfParentheses(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard length(of: opening, bytes, start) != nil else { return nil }
        var depth = 0
        var index = start
        while index < bytes.count {
            if let length = length(of: opening, bytes, index) {
                depth += 1
                index += length
            } else if let length = length(of: closing, bytes, index) {
                depth -= 1
                index += length
                if depth == 0 { return index }
            } else {
                index += 1
            }
        }
        return nil
    }

    /// Adds the name, or the names around `and`.
    private static func append(_ bytes: [UInt8], to names: inout [String]) {
        let name = TextCleaning.line(bytes.span)
        guard bytes.firstOffset(of: "and ", in: bytes.indices) != nil else {
            if !name.isEmpty { names.append(name) }
            return
        }
        var parts: [[Substring]] = [[]]
        for word in name.split(separator: " ") {
            if word == "and" { parts.append([]) } else { parts[parts.count - 1].append(word) }
        }
        names += parts.map { $0.joined(separator: " ") }.filter { !$0.isEmpty }
    }
}
