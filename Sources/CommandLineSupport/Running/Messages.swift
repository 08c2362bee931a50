import SystemSupport

/// What a command says besides its results; all of it goes to standard error.
public struct Messages: Sendable {
    /// Whether errors alone are said.
    public let isQuiet: Bool
    private let style: TextStyle

    /// - Parameters:
    ///   - isQuiet: Whether errors alone are said.
    ///   - noColor: Whether colours are refused, also on a terminal.
    public init(isQuiet: Bool, noColor: Bool) {
        self.isQuiet = isQuiet
        style = .detected(for: .error, noColor: noColor)
    }

    /// What happened; not with `--quiet`.
    public func note(_ text: String) {
        if !isQuiet { StandardError.write(Self.block(text) + "\n") }
    }

    /// What the user may want to change; not with `--quiet`.
    public func warning(_ text: String) {
        if !isQuiet { StandardError.write("\(style(.warning, "warning:")) \(Self.block(text))\n") }
    }

    /// Why the command failed, and what to do next.
    public func error(_ text: String) {
        StandardError.write("\(style(.failure, "error:")) \(Self.block(text))\n")
    }

    /// A text of which only the first line begins at the margin: no file's name may look like a message of its own.
    private static func block(_ text: String) -> String { text.harmless.replacing("\n", with: "\n  ") }

    /// A progress bar that keeps quiet when it should.
    public func progress(_ label: String, total: Int?, unit: String = "") -> ProgressBar {
        ProgressBar(label: label, total: total, unit: unit, isQuiet: isQuiet)
    }
}
