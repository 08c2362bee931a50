/// The formats that digests come in.
public enum DigestFormat: String, Sendable, CaseIterable {
    /// Markdown with a heading an entry.
    case report
    /// Markdown with a table row an entry.
    case table
    /// A JSON object a line.
    case jsonl
    /// BibTeX or biblatex.
    case bibtex
    /// Entries of tagged lines: RIS, MEDLINE, the Web of Science, EndNote.
    case tagged
    /// A table with fields between commas, semicolons or tabs.
    case separated
    /// JSON in which objects go over several lines or stand in an array.
    case json
}

/// What was read, counted.
public struct DigestSummary: Sendable, Equatable {
    /// The entries of one format.
    public struct Count: Sendable, Equatable {
        /// Files in which the format was recognised.
        public var files = 0
        /// Entries found, which are those read and those rejected.
        public var entries = 0
        /// Entries that could not be taken.
        public var rejected = 0

        /// Entries that became papers, of which several may be one paper.
        public var read: Int { entries - rejected }
    }

    /// A path that the reader was given.
    public struct NamedPath: Sendable, Equatable {
        public let path: String
        /// Entries read in it or below it.
        public var read = 0
        /// Digests in it or below it that say that their day has no papers.
        public var emptyDays = 0
        /// Whether it could be opened.
        public var isReadable = true
    }

    /// By format; formats that were not met are missing.
    public var formats: [DigestFormat: Count] = [:]
    /// The paths as they were given, sorted, each once.
    public var paths: [NamedPath] = []
    /// Problems by kind, those of every severity.
    public var problems: [DigestProblem.Kind: Int] = [:]
    /// Digests that say that their day has no papers.
    public var emptyDays = 0
    /// Files looked into, digests or not.
    public var files = 0
    /// Bytes read.
    public var bytes = 0

    public init() {}

    /// Entries of all formats.
    public var total: Count {
        formats.values.reduce(into: Count()) { $0.add($1) }
    }

    /// Adds what was counted elsewhere; ``paths`` stay.
    mutating func add(_ other: DigestSummary) {
        formats.merge(other.formats) { first, second in
            var sum = first
            sum.add(second)
            return sum
        }
        problems.merge(other.problems, uniquingKeysWith: +)
        emptyDays += other.emptyDays
        files += other.files
        bytes += other.bytes
    }
}

extension DigestSummary.Count {
    mutating func add(_ other: Self) {
        files += other.files
        entries += other.entries
        rejected += other.rejected
    }
}
