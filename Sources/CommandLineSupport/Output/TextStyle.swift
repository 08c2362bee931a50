import SystemSupport

/// What a piece of output is, which decides how it is set.
public enum Emphasis: String, Sendable, CaseIterable {
    /// Text as it is.
    case none = ""
    /// Headings, titles.
    case bold = "1"
    /// What is there but not looked for: dates, units.
    case dim = "2"
    /// IDs and names to be typed.
    case accent = "36"
    /// What was asked for, found in a text.
    case highlight = "1;33"
    /// Good figures.
    case good = "32"
    /// Warnings.
    case warning = "33"
    /// Errors.
    case failure = "1;31"
}

/// Colours and weights of text, or none of them.
public struct TextStyle: Sendable, Equatable {
    /// Whether escape sequences are written at all.
    public let isEnabled: Bool

    /// - Parameter isEnabled: Whether escape sequences are written at all.
    public init(isEnabled: Bool) { self.isEnabled = isEnabled }

    /// Text as it is.
    public static let none = TextStyle(isEnabled: false)

    /// What a stream can show: colours on a terminal alone, and not with `NO_COLOR`, `TERM=dumb` or `--no-color`.
    public static func detected(for stream: Terminal.Stream, noColor: Bool) -> TextStyle {
        let isRefused = noColor || !allowsColors(environment: Environment.value)
        return TextStyle(isEnabled: !isRefused && Terminal.isTerminal(stream))
    }

    /// Whether the variables allow colours: `NO_COLOR` is unset or empty, `TERM` names a terminal that is not dumb.
    static func allowsColors(environment: (String) -> String?) -> Bool {
        let isRefused = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        let terminal = environment("TERM") ?? ""
        return !isRefused && !terminal.isEmpty && terminal != "dumb"
    }

    /// The text, set as what it is. An empty text stays empty.
    public func callAsFunction(_ emphasis: Emphasis, _ text: String) -> String {
        isEnabled && emphasis != .none && !text.isEmpty ? "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" : text
    }
}
