import JSON
import SystemSupport

/// The parts of records that other programs write as objects and lists: names, dates, addresses, abstracts by word.
extension JSONRecordReader {
    /// The names of a list of authors, whatever a name is written as.
    ///
    /// `"Ann Bee"`, `{"name": …}`, `{"literal": …}`, `{"fullName": …}`, `{"given": …, "family": …}`,
    /// `{"firstName": …, "lastName": …}`, `{"author": {"display_name": …}}`; editors and others are left out.
    static func names(_ value: JSONValue) -> [String] {
        guard let elements = value.array ?? value["author"]?.array else { return [] }
        return elements.compactMap { element in
            if let kind = element["creatorType"]?.string, kind != "author" { return nil }
            return name(element) ?? element["author"].flatMap(name)
        }
    }

    private static func name(_ value: JSONValue) -> String? {
        if let text = value.string { return text }
        let family = value["family"]?.string ?? value["lastName"]?.string ?? value["last"]?.string
        if let family, !family.isEmpty {
            let given = value["given"]?.string ?? value["firstName"]?.string ?? value["first"]?.string ?? ""
            let particle = value["non-dropping-particle"]?.string ?? ""
            return [given, particle, family].filter { !$0.isEmpty }.joined(separator: " ")
        }
        for key in ["name", "literal", "fullName", "display_name", "raw_author_name"] {
            if let text = value[key]?.string, !text.isEmpty { return text }
        }
        return nil
    }

    /// A date as text, number or `{"date-parts": [[2024, 5, 3]]}`.
    static func date(_ value: JSONValue) -> PaperDate? {
        if let text = value.string {
            return PaperDate(text) ?? Day(metadata: text).map { .day($0) } ?? PaperDate(String(text.prefix(7)))
        }
        if let year = value.int { return PaperDate(String(year)) }
        if let text = (value["raw"] ?? value["literal"])?.string { return PaperDate(text) }
        let first = value["date-parts"]?.array?.lazy.compactMap(\.array).first { _ in true }
        let parts: [Int] =
            first?.compactMap { part in part.int.map { Int($0) } ?? part.string.flatMap { Int($0) } } ?? []
        guard let year = parts.first else { return nil }
        guard parts.count > 1, let month = Month(year: year, month: parts[1]) else { return PaperDate(String(year)) }
        guard parts.count > 2, let day = Day(year: year, month: parts[1], day: parts[2]) else { return .month(month) }
        return .day(day)
    }

    /// The abstract of OpenAlex's `{"word": [places…]}`.
    static func invertedAbstract(_ value: JSONValue) -> String? {
        guard let words = value.object else { return nil }
        var placed: [(place: Int, word: String)] = []
        for (word, places) in words {
            for place in places.array?.compactMap(\.int) ?? [] { placed.append((Int(place), word)) }
        }
        guard !placed.isEmpty else { return nil }
        return placed.sorted { $0.place < $1.place }.map(\.word).joined(separator: " ")
    }

    /// The texts anywhere in a value that may be an ID or an address of the paper.
    static func addresses(_ value: JSONValue, depth: Int = 0) -> [String] {
        if let text = value.string { return PaperID.find(in: text).map { [$0.rawValue] } ?? [] }
        guard depth < 3 else { return [] }
        if let elements = value.array { return elements.flatMap { addresses($0, depth: depth + 1) } }
        return value.object?.flatMap { addresses($0.value, depth: depth + 1) } ?? []
    }
}

/// Takes the markup of JATS and HTML out of texts.
enum Markup {
    /// The text without tags, with the characters that entities stand for; as it is where it has none of the known tags.
    /// - Complexity: O(length).
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) || text.utf8.contains(UInt8(ascii: "&")) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), let (end, isBlock) = tag(bytes, index) {
                if isBlock { result.append(0x20) }
                index = end
            } else if bytes[index] == UInt8(ascii: "&"), let (end, character) = entity(bytes, index) {
                result += character.utf8
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The end of a tag that is known, and whether it parts words.
    private static func tag(_ bytes: [UInt8], _ start: Int) -> (end: Int, isBlock: Bool)? {
        var index = start + 1
        let isClosing = index < bytes.count && bytes[index] == UInt8(ascii: "/")
        if isClosing { index += 1 }
        let nameStart = index
        while index < bytes.count, bytes[index].isLetter || bytes[index].isDigit || bytes[index] == UInt8(ascii: ":") {
            index += 1
        }
        let name = bytes.text(nameStart..<index).lowercased()
        let local = name.split(separator: ":").last.map(String.init) ?? ""
        let isBlock = blockTags.contains(local)
        // A lone <b> may be part of what a text says.
        let other = isClosing ? "<\(name)" : "</\(name)"
        guard isBlock || inlineTags.contains(local) || name.hasPrefix("mml:"),
            isBlock || bytes.firstOffset(of: other, in: 0..<bytes.count) != nil,
            let end = bytes[index...].prefix(500).firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        return (end + 1, isBlock)
    }

    private static func entity(_ bytes: [UInt8], _ start: Int) -> (end: Int, character: String)? {
        guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = bytes.text(start + 1..<end)
        if let character = entities[name] { return (end + 1, character) }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let value =
            digits.first.map { $0 == "x" || $0 == "X" } == true
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let scalar = value.flatMap(Unicode.Scalar.init), scalar.value >= 0x20 else { return nil }
        return (end + 1, String(scalar))
    }

    private static let blockTags: Set<String> = [
        "p", "br", "div", "sec", "title", "h1", "h2", "h3", "h4", "li", "ul", "ol", "list", "abstract", "label", "tr",
        "td",
    ]
    private static let inlineTags: Set<String> = [
        "i", "b", "em", "strong", "sub", "sup", "sc", "italic", "bold", "span", "u", "a", "tt", "math", "inline",
        "formula",
        "scp", "font", "xref", "monospace",
    ]
    private static let entities = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
        "rsquo": "’", "lsquo": "‘", "ldquo": "“", "rdquo": "”", "hellip": "…",
    ]
}
