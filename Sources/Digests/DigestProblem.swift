import SystemSupport

/// Something in a file that could not be taken as it is, and what was done about it.
public struct DigestProblem: Sendable, Equatable {
    /// What is wrong, for counting.
    public enum Kind: String, Sendable, CaseIterable {
        /// The file or folder is missing, or may not be read.
        case unreadable
        /// The file holds something else than a digest.
        case notADigest
        /// The file is empty, or a day's table without a row.
        case empty
        /// Some bytes are not UTF-8, or escapes name no character.
        case encoding
        /// A line is not JSON, or a table's row lacks cells.
        case malformed
        /// The file ends in the middle of an entry.
        case truncated
        /// An entry names no paper.
        case missingID
        /// An entry has neither a title nor a text.
        case missingText
        /// The digest says that a summary could not be made.
        case failedSummary
        /// A line is too long to be an entry.
        case tooLong
        /// One ID stands for different texts.
        case conflict
    }

    /// How much is lost.
    public enum Severity: Int, Sendable, Comparable {
        /// Nothing: worth knowing.
        case note
        /// An entry, or a part of one.
        case loss
        /// The whole file.
        case failure

        public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
    }

    /// The file as it was named, or `standard input`.
    public let file: String
    /// Where the entry begins, counted from 1; `nil` when the file as a whole is meant.
    public let line: Int?
    public let kind: Kind
    public let severity: Severity
    /// What is wrong: `entry without an ID`.
    public let message: String
    /// What was done: `skipped`.
    public let action: String

    public init(
        file: String, line: Int? = nil, kind: Kind, severity: Severity = .loss, message: String, action: String
    ) {
        self.file = file
        self.line = line
        self.kind = kind
        self.severity = severity
        self.message = message
        self.action = action
    }
}

extension DigestProblem: CustomStringConvertible {
    /// As in `2026-03-08.md:412: entry without an ID: skipped`.
    public var description: String {
        let name = file.escaped
        let place = line.map { "\(name):\($0)" } ?? name
        return "\(place): \(message): \(action)"
    }
}

extension DigestProblem: Comparable {
    /// By file, then line, then text.
    public static func < (a: DigestProblem, b: DigestProblem) -> Bool {
        if a.file != b.file { return a.file.utf8.lexicographicallyPrecedes(b.file.utf8) }
        if a.line != b.line { return (a.line ?? 0) < (b.line ?? 0) }
        return (a.message, a.action) < (b.message, b.action)
    }
}
