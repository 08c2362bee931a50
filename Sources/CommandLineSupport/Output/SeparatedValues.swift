/// Comma-separated values as RFC 4180 has them: quoted where needed, quotes doubled, lines ended by CR LF.
public enum CSV {
    /// A record with the end of its line.
    public static func line(_ fields: [String]) -> String {
        // A record of one empty field would be an empty line, which readers skip.
        fields == [""] ? "\"\"\r\n" : fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    /// What makes Excel take a file for UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// A field that no spreadsheet takes for a formula: an apostrophe stands before what begins like one. Numbers are.
    private static func inert(_ field: String) -> String {
        guard let first = field.unicodeScalars.first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first),
            Double(field) == nil
        else {
            return field
        }
        return "'" + field
    }

    /// A field; quoted if it holds a comma, a quote, a line break, or spaces at an end that a reader might drop.
    public static func quoted(_ value: String) -> String {
        let field = inert(value.harmless)
        let needsQuotes = field.utf8.contains { byte in
            [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n")].contains(byte)
        }
        guard needsQuotes || field.hasPrefix(" ") || field.hasSuffix(" ") else { return field }
        // By scalars: CR LF is one character, and a quote with a combining mark is another than a quote.
        var result = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in field.unicodeScalars {
            if scalar == "\"" { result.append("\"") }
            result.append(scalar)
        }
        result.append("\"")
        return String(result)
    }
}

/// Fields between tabs, for `cut` and `awk`.
public enum TabSeparated {
    /// A record with the end of its line; tabs and line breaks inside a field are spaces.
    public static func line(_ fields: [String]) -> String {
        fields.map(\.singleLine).joined(separator: "\t") + "\n"
    }
}
