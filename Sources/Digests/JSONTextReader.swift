import JSON

/// Turns the JSON texts of a file into entries, and what is not JSON into problems.
struct JSONTextReader: ~Copyable {
    private let taker: JSONEntryTaker
    private var parser = JSONParser()

    init(format: DigestFormat, file: String, day: Day?) {
        taker = JSONEntryTaker(format: format, records: JSONRecordReader(day: day))
    }

    /// Reads one text: a record, an array of records, or an object one of whose members is such an array.
    /// - Parameter isLast: Whether the file ends with this text and without a line end, so that it may be cut short.
    mutating func read(_ text: Span<UInt8>, line: Int, isLast: Bool, into output: inout DigestOutput) {
        let taker = taker
        do {
            try parser.parse(text) { taker.take($0, line: line, depth: 0, into: &output) }
        } catch JSONError.empty {
            return
        } catch {
            readRepaired(text, line: line, isLast: isLast, error: error, into: &output)
        }
    }

    private mutating func readRepaired(
        _ text: Span<UInt8>, line: Int, isLast: Bool, error: any Error, into output: inout DigestOutput
    ) {
        if let repaired = JSONRepair.repaired(text, error as? JSONError) {
            let before = output
            output.report(.encoding, line: line, .loss, "\(error)", "bytes that are no text replaced")
            let taker = taker
            do {
                return try parser.parse(repaired.span) { taker.take($0, line: line, depth: 0, into: &output) }
            } catch {
                output = before
            }
        }
        if isLast {
            output.reject(taker.format, .truncated, line: line, "the file ends inside this entry (\(error))")
        } else {
            output.reject(taker.format, .malformed, line: line, "\(error)")
        }
    }
}

/// Makes entries of the values of JSON texts.
struct JSONEntryTaker: Sendable {
    let format: DigestFormat
    var records: JSONRecordReader

    /// Takes a record, the records of an array, or those of an array that is a member of an object.
    func take(_ value: JSONValue, line: Int, depth: Int, into output: inout DigestOutput) {
        if let elements = value.array, depth < 2 {
            for element in elements { take(element, line: line, depth: depth + 1, into: &output) }
            return
        }
        if depth < 2, takeLists(of: value, line: line, depth: depth, into: &output) { return }
        guard var draft = records.draft(of: value, line: line) else {
            return output.reject(format, .malformed, line: line, "a JSON value that is no object")
        }
        if draft.id == nil, draft.hasText, let title = draft.title, draft.authors != nil {
            draft.id = PaperID.derived(
                title: title, author: draft.authors?.names.first,
                year: draft.created?.components.year ?? draft.published?.year)
            draft.hasDerivedID = draft.id != nil
        }
        if draft.id == nil, draft.hasText { output.name(&draft) }
        output.accept(draft, format)
    }

    /// Takes what `{"date": "2025-04-27", "papers": […]}` holds; false if the value is none such.
    private func takeLists(of value: JSONValue, line: Int, depth: Int, into output: inout DigestOutput) -> Bool {
        guard !JSONRecordReader.isPaper(value), let members = value.object else { return false }
        let lists = Self.lists(in: members, depth: 0)
        if lists.isEmpty {
            guard let notice = Self.emptyDay(members) else { return false }
            output.reportEmptyDay(line: line, notice)
            return true
        }
        var taker = self
        taker.records.day = JSONRecordReader.day(ofList: value) ?? records.day
        for list in lists { for element in list { taker.take(element, line: line, depth: 2, into: &output) } }
        return true
    }

    /// The lists of records among members, and among those of objects within: `{"message": {"items": […]}}`.
    private static func lists(in members: JSONMembers, depth: Int) -> [JSONElements] {
        let lists = members.compactMap { $0.value.array }.filter { $0.contains { JSONRecordReader.isRecord($0) } }
        guard lists.isEmpty, depth < 2 else { return lists }
        return members.compactMap { $0.value.object }.flatMap { Self.lists(in: $0, depth: depth + 1) }
    }

    /// What an object without records says of that.
    private static func emptyDay(_ members: JSONMembers) -> String? {
        for (key, value) in members {
            if listNames.contains(key.lowercased()), value.array?.contains(where: { _ in true }) == false {
                return "a day without papers: “\(key)” is empty"
            }
            if let text = value.string, EmptyDay.says(text) {
                return "a day without papers: “\(TextCleaning.line(text))”"
            }
        }
        return nil
    }

    private static let listNames: Set<String> = [
        "papers", "entries", "items", "results", "data", "articles", "records", "list",
    ]
}

/// Replaces what makes a text unfit for JSON though its structure is whole.
enum JSONRepair {
    /// The text with U+FFFD for bytes that are no UTF-8 and for half surrogate pairs, and blanks for bare control
    /// characters; `nil` if the error is of another kind.
    static func repaired(_ text: Span<UInt8>, _ error: JSONError?) -> [UInt8]? {
        guard [.invalidUTF8, .invalidString, .controlCharacter].contains(error) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for index in text.indices { bytes.append(text[index] < 0x20 ? 0x20 : text[index]) }
        bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard let unit = unit(bytes, at: index) else {
                index += 2
                continue
            }
            if (0xD800..<0xDC00).contains(unit), let low = self.unit(bytes, at: index + 6),
                (0xDC00..<0xE000).contains(low)
            {
                index += 12
                continue
            }
            if (0xD800..<0xE000).contains(unit) { bytes.replaceSubrange(index + 2..<index + 6, with: "fffd".utf8) }
            index += 6
        }
        return bytes
    }

    /// The code unit of the escape `\u12ab` at an offset.
    private static func unit(_ bytes: [UInt8], at offset: Int) -> Int? {
        guard offset + 6 <= bytes.count, bytes.has("\\u", at: offset, before: bytes.count) else { return nil }
        return Int(bytes.text(offset + 2..<offset + 6), radix: 16)
    }
}
