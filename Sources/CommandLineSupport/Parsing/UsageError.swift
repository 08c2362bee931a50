import SystemSupport

/// A command line that makes no sense: what is wrong with it, and what may have been meant.
public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong, without a full stop.
    public let message: String
    /// The nearest thing that would make sense: `--limit`.
    public let suggestion: String?
    /// The command it was meant for, once known.
    public var command: String?

    /// - Parameters:
    ///   - message: What is wrong, without a full stop.
    ///   - suggestion: The nearest thing that would make sense.
    ///   - command: The command it was meant for.
    public init(_ message: String, suggestion: String? = nil, command: String? = nil) {
        self.message = message
        self.suggestion = suggestion
        self.command = command
    }

    /// The message, and what may have been meant, on one line: an argument in it cannot forge another.
    public var description: String {
        (suggestion.map { "\(message); did you mean '\($0)'?" } ?? message).escaped
    }
}
