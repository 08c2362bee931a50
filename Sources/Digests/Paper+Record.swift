import JSON
import Vocab

extension Paper {
    /// The paper as one JSON object, from which ``init(record:)`` makes an equal paper. Keys are in a fixed order.
    public var record: [UInt8] {
        var writer = JSONWriter()
        writer.reserveCapacity(4096)
        writeRecord(to: &writer)
        return writer.bytes
    }

    /// Writes ``record`` into a longer text.
    public func writeRecord(to writer: inout JSONWriter) {
        writer.object {
            $0.member("id", id.rawValue)
            if let source { $0.member("source", source) }
            $0.key("fields")
            $0.array { for (key, value) in fields { value.write(as: key, to: &$0) } }
            if let authorList { authorList.write(to: &$0) }
            if !categories.isEmpty { $0.strings("categories", categories) }
            if let primary {
                $0.key("primary")
                primary.write(as: nil, to: &$0)
            }
            if let created { $0.member("created", created.description) }
            if let published { $0.member("published", published.description) }
            if let updated { $0.member("updated", updated.description) }
            if let firstDigest { $0.member("firstDigest", firstDigest.description) }
            if let withdrawn {
                $0.key("withdrawn")
                $0.object { $0.members(of: withdrawn) }
            }
            if hasFailedSummary {
                $0.key("failedSummary")
                $0.bool(true)
            }
        }
    }

    /// The paper of a stored record.
    /// - Throws: ``JSONError`` if the bytes are not a record.
    public init(record: RawSpan) throws {
        var parser = JSONParser()
        self = try parser.parse(record) { try Paper(recordValue: $0) }
    }

    /// The paper of a stored record.
    /// - Throws: ``JSONError`` if the bytes are not a record.
    public init(record: [UInt8]) throws {
        var parser = JSONParser()
        self = try parser.parse(record.span) { try Paper(recordValue: $0) }
    }

    /// The paper of a record that is part of a longer JSON text. Members of other names are passed over.
    public init(recordValue value: JSONValue) throws {
        guard let members = value.object else { throw JSONError.unexpected(key: "record", expected: "an object") }
        guard let id = value["id"]?.string, !id.isEmpty else {
            throw JSONError.unexpected(key: "id", expected: "a text")
        }
        self.init(id: PaperID(rawValue: id))
        for (key, value) in members {
            switch key {
            case "source": source = try value.requireString(key)
            case "fields":
                for element in try value.requireArray(key) {
                    let field = try FieldValue(record: element, key)
                    guard let name = element["name"]?.string.flatMap(FieldName.init(rawValue:)),
                        let language = element["language"]?.string.flatMap(Language.init(code:))
                    else { throw JSONError.unexpected(key: key, expected: "an array of named texts") }
                    fields[FieldKey(name, language)] = field
                }
            case "authors": authorList = try AuthorList(record: value, key)
            case "categories": addCategories(try value.requireArray(key).map { try $0.requireString(key) })
            case "primary": primary = try FieldValue(record: value, key)
            case "created": created = try value.requireDay(key)
            case "published": published = value.string.flatMap { PaperDate($0) }
            case "updated": updated = try value.requireDay(key)
            case "firstDigest": firstDigest = try value.requireDay(key)
            case "withdrawn": withdrawn = try Recency(record: value, key)
            case "failedSummary": hasFailedSummary = value.bool ?? false
            default: break
            }
        }
    }
}

extension FieldValue {
    fileprivate func write(as key: FieldKey?, to writer: inout JSONWriter) {
        writer.object {
            if let key {
                $0.member("name", key.name.rawValue)
                $0.member("language", key.language.code)
            }
            $0.member("text", text)
            $0.provenance(recency, quality)
        }
    }

    fileprivate init(record value: JSONValue, _ key: String) throws {
        guard let text = value["text"]?.string else { throw JSONError.unexpected(key: key, expected: "a text") }
        self.init(text, recency: try Recency(record: value, key), quality: value.recordQuality)
    }
}

extension AuthorList {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key("authors")
        writer.object {
            $0.strings("names", names)
            $0.provenance(recency, quality)
        }
    }

    fileprivate init(record value: JSONValue, _ key: String) throws {
        guard let names = try value["names"]?.requireArray(key) else {
            throw JSONError.unexpected(key: key, expected: "an object with names")
        }
        self.init(
            try names.map { LaTeXLetters.decoded(try $0.requireString(key)) }, recency: try Recency(record: value, key),
            quality: value.recordQuality)
    }
}

extension Recency {
    fileprivate init(record value: JSONValue, _ key: String) throws {
        self.init()
        guard let members = value.object else { throw JSONError.unexpected(key: key, expected: "an object") }
        for (name, value) in members {
            switch name {
            case "revised": revised = try value.requireDay(key)
            case "version": version = UInt16(clamping: value.int ?? 0)
            case "day": digest = try value.requireDay(key)
            default: break
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    fileprivate mutating func strings(_ key: String, _ values: [String]) {
        self.key(key)
        array { for value in values { $0.string(value) } }
    }

    fileprivate mutating func provenance(_ recency: Recency, _ quality: Quality) {
        members(of: recency)
        if quality != .complete {
            key(quality == .notice ? "notice" : "truncated")
            bool(true)
        }
    }

    fileprivate mutating func members(of recency: Recency) {
        if let revised = recency.revised { member("revised", revised.description) }
        if recency.version > 0 {
            key("version")
            int(recency.version)
        }
        if let day = recency.digest { member("day", day.description) }
    }
}

extension JSONValue {
    fileprivate var recordQuality: Quality {
        self["truncated"]?.bool == true ? .truncated : self["notice"]?.bool == true ? .notice : .complete
    }

    fileprivate func requireString(_ key: String) throws -> String {
        guard let string else { throw JSONError.unexpected(key: key, expected: "a text") }
        return string
    }

    fileprivate func requireArray(_ key: String) throws -> JSONElements {
        guard let array else { throw JSONError.unexpected(key: key, expected: "an array") }
        return array
    }

    fileprivate func requireDay(_ key: String) throws -> Day {
        guard let day = string.flatMap({ Day($0) }) else { throw JSONError.unexpected(key: key, expected: "a day") }
        return day
    }
}
