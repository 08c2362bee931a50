import SystemSupport

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
        let isRefused = noColor || Environment.value("NO_COLOR").map { !$0.isEmpty } == true
        let isDumb = Environment.value("TERM").map { $0 == "dumb" || $0.isEmpty } ?? true
        return TextStyle(isEnabled: !isRefused && !isDumb && Terminal.isTerminal(stream))
    }

    /// Headings, titles.
    public func bold(_ text: String) -> String { apply("1", text) }
    /// What is there but not looked for: dates, units.
    public func dim(_ text: String) -> String { apply("2", text) }
    /// IDs and names to be typed.
    public func accent(_ text: String) -> String { apply("36", text) }
    /// What was asked for, found in a text.
    public func highlight(_ text: String) -> String { apply("1;33", text) }
    /// Good figures.
    public func good(_ text: String) -> String { apply("32", text) }
    /// Warnings.
    public func warning(_ text: String) -> String { apply("33", text) }
    /// Errors.
    public func failure(_ text: String) -> String { apply("1;31", text) }

    private func apply(_ code: String, _ text: String) -> String {
        isEnabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
