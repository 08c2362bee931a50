/// How results are written.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// Aligned columns, for reading.
    case table
    /// A line for each result, fields between tabs, no colours, nothing cut: for `cut` and `awk`.
    case plain
    /// One JSON value.
    case json
    /// A JSON value for each result, one a line.
    case jsonl
    /// Comma-separated values (RFC 4180) with a header.
    case csv
    /// Entries for a bibliography.
    case bibtex
    /// IDs alone, one a line.
    case ids
}
