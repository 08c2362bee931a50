import Glibc

/// What the program can know about the terminal it writes to.
public enum Terminal {
    /// A standard stream.
    public enum Stream: Int32, Sendable {
        case input = 0
        case output = 1
        case error = 2
    }

    /// Whether a stream is a terminal and not a file or pipe.
    public static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

    /// The columns of the terminal on standard output or standard error; else what `COLUMNS` says; nil when neither.
    public static var width: Int? {
        for stream in [Stream.output, .error] {
            var size = winsize()
            // SAFETY: `size` is a local structure of the kind that TIOCGWINSZ fills.
            if unsafe ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        }
        guard let columns = Environment.value("COLUMNS").flatMap({ Int($0) }), columns > 0 else { return nil }
        return columns
    }

    /// `text` with spaces after it up to `columns` columns. A wider text is left as it is.
    public static func pad(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - displayWidth(of: text)))
    }

    /// `text`, cut to at most `columns` columns; a cut text ends with `…`.
    public static func truncate(_ text: String, to columns: Int) -> String {
        if text.utf8.count <= columns || displayWidth(of: text) <= columns { return text }
        guard columns > 0 else { return "" }
        var kept = ""
        var width = 0
        for character in text {
            width += displayWidth(of: character)
            if width > columns - 1 { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
