import CommandLineSupport
import Testing

@Suite struct SeparatedValuesTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "\"a\nb\""),
        ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""), ("长视频，理解", "长视频，理解"), ("\"", "\"\"\"\""),
        ("\"\u{301}", "\"\"\"\u{301}\""),
    ])
    func `a field is quoted where it must be`(field: String, expected: String) {
        #expect(CSV.quoted(field) == expected)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@cmd", "'@cmd"), ("+1-2", "'+1-2"), ("-x", "'-x"), ("-0.5", "-0.5"), ("+7", "+7"),
        ("=HYPERLINK(\"a,b\")", "\"'=HYPERLINK(\"\"a,b\"\")\""), ("a=b", "a=b"), ("\t=1", "'\t=1"),
        ("a\u{1B}[2J\u{9B}\u{202E}b\r", "a[2Jb"),
    ])
    func `no field is a formula`(field: String, expected: String) {
        #expect(CSV.quoted(field) == expected)
    }

    @Test func `a record ends with CR LF`() {
        #expect(CSV.line(["a", "b,c", ""]) == "a,\"b,c\",\r\n")
        #expect(CSV.line([""]) == "\"\"\r\n")
    }

    @Test func `what was written can be read again`() {
        let fields: [[String]] = [
            ["a", "b\"c", "d,e"], ["", "", ""], ["x\r\ny", "\"\"", "中文\n"], [" ", "x\r\n", "\","],
        ]
        #expect(parsed(fields.map(CSV.line).joined()) == fields)
    }

    /// A plain reader of RFC 4180.
    private func parsed(_ text: String) -> [[String]] {
        var (rows, row, field, isQuoted) = ([[String]](), [String](), String.UnicodeScalarView(), false)
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            switch (scalar, isQuoted) {
            case ("\"", true) where next == "\"":
                field.append(scalar)
                index += 1
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                row.append(String(field))
                field = .init()
            case ("\r", false) where next == "\n":
                rows.append(row + [String(field)])
                (row, field) = ([], .init())
                index += 1
            default: field.append(scalar)
            }
            index += 1
        }
        return rows
    }

    @Test func `tabs and line breaks never split a field`() {
        #expect(TabSeparated.line(["a\tb", "c\nd", "", "中文"]) == "a b\tc d\t\t中文\n")
    }

    @Test(arguments: [
        ("clean", "clean"), ("  a  b ", "a b"), ("a\r\nb", "a b"), ("\u{1B}[2Jx", "[2Jx"), ("\u{0}", ""),
        ("全　角", "全 角"),
        ("a\u{85}b", "a b"), ("a\u{9B}31mb", "a31mb"), ("x\u{202E}y\u{2066}z", "xyz"), ("👩‍🔬 e\u{301}", "👩‍🔬 e\u{301}"),
    ])
    func `a single line holds nothing that a terminal obeys`(text: String, expected: String) {
        #expect(text.singleLine == expected)
    }
}
