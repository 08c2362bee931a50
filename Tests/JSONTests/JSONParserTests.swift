import Testing

@testable import JSON

@Suite struct JSONParserTests {
    /// Reads a text into the shape that a test compares.
    private func tree(_ text: String) throws -> Tree {
        var parser = JSONParser()
        return try parser.parse(text) { Tree($0) }
    }

    private func error(_ text: String) -> JSONError? {
        do {
            _ = try tree(text)
            return nil
        } catch {
            return error as? JSONError
        }
    }

    @Test func `every kind of value is read`() throws {
        let read = try tree(#"{"a":[1,-2.5,true,false,null,"x\n\u00e9"],"b":{}, "a":"again"}"#)
        #expect(
            read
                == .object([
                    ("a", .array([.int(1), .double(-2.5), .bool(true), .bool(false), .null, .string("x\né")])),
                    ("b", .object([])), ("a", .string("again")),
                ]))
    }

    @Test func `a member is found by its name, the first of two`() throws {
        var parser = JSONParser()
        let found = try parser.parse(#"{"k":1,"k":2,"长":"文"}"#) { value in
            (value["k"]?.int, value["长"]?.string, value["none"]?.int, value["k"]?["deeper"]?.int)
        }
        #expect(found == (1, "文", nil, nil))
    }

    @Test func `accessors of another kind give nil`() throws {
        var parser = JSONParser()
        try parser.parse("\"text\"") { value in
            #expect(value.kind == .string)
            #expect(value.int == nil && value.double == nil && value.bool == nil)
            #expect(value.array == nil && value.object == nil)
            #expect(value["x"] == nil)
        }
        try parser.parse("7") { value in
            #expect(value.kind == .number && value.string == nil && value.withUTF8 { $0.count } == nil)
            #expect(value.int == 7 && value.double == 7)
        }
    }

    @Test func `an unsigned number over 63 bits is a double only`() throws {
        var parser = JSONParser()
        try parser.parse("18446744073709551615") { value in
            #expect(value.kind == .number && value.int == nil && value.double == 18_446_744_073_709_551_616)
        }
    }

    @Test func `the bytes of a text are handed out without its escapes`() throws {
        var parser = JSONParser()
        let count = try parser.parse(#"["\u4e2d\"", ""]"#) { value in
            value.array?.map { $0.withUTF8 { $0.count } ?? -1 }
        }
        #expect(count == [4, 0])
    }

    @Test func `each way of being wrong has its name`() {
        #expect(error("") == .empty)
        #expect(error("  \n") == .empty)
        #expect(error(#""abc"#) == .unclosedString)
        #expect(error("\"a\nb\"") == .controlCharacter)
        #expect(error(#""\x""#) == .invalidString)
        #expect(error(#""\ud800""#) == .invalidString)
        #expect(error("[1 2]") == .malformed)
        #expect(error("{} {}") == .malformed)
        #expect(error("[01]") == .invalidNumber)
        #expect(error("tru") == .invalidLiteral)
        #expect(error(String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)) == .tooDeep)
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        var parser = JSONParser()
        let bytes: [UInt8] = [0x22, 0xFF, 0x22]
        #expect(throws: JSONError.invalidUTF8) { try parser.parse(bytes.span) { _ in } }
    }

    @Test func `a text cut anywhere is an error, and the parser stays usable`() throws {
        let text = Array(#"{"id":"2601.00001","n":[1,2.5e3,true,null],"t":"中\u00e9\ud83d\ude00"}"#.utf8)
        var parser = JSONParser()
        for end in 0..<text.count {
            #expect(throws: JSONError.self) { try parser.parse(text.span.extracting(0..<end)) { _ in } }
        }
        #expect(try parser.parse(text.span) { $0["t"]?.string } == "中é😀")
    }

    @Test func `an error thrown inside passes through`() {
        struct Stop: Error {}
        var parser = JSONParser()
        #expect(throws: Stop.self) { try parser.parse("1") { _ in throw Stop() } }
        #expect(throws: Never.self) { try parser.parse("1") { _ in } }
    }

    @Test func `a value kept beyond its closure traps`() async {
        await #expect(processExitsWith: .failure) {
            var parser = JSONParser()
            let kept = try parser.parse("[1]") { $0 }
            _ = kept.kind
        }
    }
}

/// A JSON value as plain data.
indirect enum Tree: Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([Tree])
    case members([Member])

    struct Member: Equatable {
        var key: String
        var value: Tree
    }

    static func object(_ members: [(String, Tree)]) -> Tree {
        .members(members.map { Member(key: $0.0, value: $0.1) })
    }

    init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .bool: self = .bool(value.bool == true)
        case .number: self = value.int.map(Tree.int) ?? .double(value.double ?? .nan)
        case .string: self = .string(value.string ?? "")
        case .array: self = .array(value.array?.map(Tree.init) ?? [])
        case .object: self = .object(value.object?.map { ($0.key, Tree($0.value)) } ?? [])
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .int(let value): writer.int(value)
        case .double(let value): writer.double(value)
        case .string(let value): writer.string(value)
        case .array(let values): writer.array { for value in values { value.write(to: &$0) } }
        case .members(let members):
            writer.object {
                for member in members {
                    $0.key(member.key)
                    member.value.write(to: &$0)
                }
            }
        }
    }
}
