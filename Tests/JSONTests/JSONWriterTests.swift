import TestSupport
import Testing

@testable import JSON

@Suite struct JSONWriterTests {
    private func text(pretty: Bool = false, _ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(pretty: pretty)
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func sample(_ writer: inout JSONWriter) {
        writer.object {
            $0.key("a")
            $0.array {
                $0.int(1)
                $0.double(0.5)
                $0.object { _ in }
                $0.array { _ in }
            }
            $0.key("b")
            $0.bool(true)
            $0.key("c")
            $0.null()
        }
    }

    @Test func `values are separated by commas alone`() {
        #expect(text(sample) == #"{"a":[1,0.5,{},[]],"b":true,"c":null}"#)
    }

    @Test func `a pretty text indents by two spaces`() {
        let expected = """
            {
              "a": [
                1,
                0.5,
                {},
                []
              ],
              "b": true,
              "c": null
            }
            """
        #expect(text(pretty: true, sample) == expected)
    }

    @Test func `quotes, backslashes and control characters are escaped, nothing else`() {
        let written = text {
            $0.string("a\"\\\n\r\t\u{1}\u{1f}\u{7f}\u{80}\u{9b}\u{a0}\u{202a}\u{202e}\u{2066}\u{2069}/é中😀“\u{2028}")
        }
        let escapes = #"\u007f\u0080\u009b"# + "\u{a0}" + #"\u202a\u202e\u2066\u2069"#
        #expect(written == "\"a\\\"\\\\\\n\\r\\t\\u0001\\u001f" + escapes + "/é中😀“\u{2028}\"")
    }

    @Test func `what JSON has no number for is null`() {
        let written = text {
            $0.array {
                $0.double(.nan)
                $0.double(-.infinity)
                $0.float(.infinity)
                $0.float(0.1)
                $0.double(0.1)
                $0.int(UInt64.max)
            }
        }
        #expect(written == "[null,null,null,0.1,0.1,18446744073709551615]")
    }

    @Test(arguments: [
        0.0, -0.0, 1e20, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1 + 0.2, 1 / 3, -123456789.123,
    ])
    func `a double reads back as itself`(value: Double) throws {
        var writer = JSONWriter()
        writer.double(value)
        var parser = JSONParser()
        let read = try parser.parse(writer.bytes.span) { $0.double }
        #expect(read?.bitPattern == value.bitPattern)
    }

    @Test func `lines of a stream stand for themselves`() {
        let written = text {
            $0.object { _ in }
            $0.newline()
            $0.int(2)
            $0.newline()
        }
        #expect(written == "{}\n2\n")
    }

    @Test func `an emptied writer begins again`() {
        let written = text {
            $0.int(1)
            $0.removeAll()
            $0.int(2)
        }
        #expect(written == "2")
    }

    @Test func `what is written reads back, for trees made at random`() throws {
        var random = SplitMix(state: 7)
        var parser = JSONParser()
        for round in 0..<500 {
            let tree = Tree.random(depth: 4, &random)
            var writer = JSONWriter(pretty: round.isMultiple(of: 2))
            tree.write(to: &writer)
            let read = try parser.parse(writer.bytes.span) { Tree($0) }
            #expect(read == tree)
        }
    }
}

extension Tree {
    static func random(depth: Int, _ random: inout SplitMix) -> Tree {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .int(Int64(truncatingIfNeeded: random.next()))
        case 3: return .double(Double.random(in: -1e9...1e9, using: &random) + 0.5)
        case 4: return .string(randomText(&random))
        case 5:
            let count = Int.random(in: 0..<5, using: &random)
            return .array((0..<count).map { _ in Tree.random(depth: depth - 1, &random) })
        default:
            let count = Int.random(in: 0..<5, using: &random)
            return .object((0..<count).map { _ in (randomText(&random), Tree.random(depth: depth - 1, &random)) })
        }
    }

    private static func randomText(_ random: inout SplitMix) -> String {
        let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\u{0}", "é", "中", "😀", "\u{301}", "/", " "]
        let count = Int.random(in: 0..<12, using: &random)
        var text = String.UnicodeScalarView()
        for _ in 0..<count { text.append(scalars[Int.random(in: 0..<scalars.count, using: &random)]) }
        return String(text)
    }
}
