import Digests

/// What the hits of a list are ordered by.
public enum HitOrder: String, CaseIterable, Sendable {
    case score, date
}

/// The options that every command knows. What each does is said where the user reads it: in its help.
public enum StandardOptions {
    public static let index = Option<String?>.optional(
        "index", "DIR", .folder, help: "Where the index is (default: $SEXTANT_INDEX, else the user's data folder)")
    public static let threads = Option<Int?>.optional(
        "threads", "N", .wholeNumber(from: 1, to: 1024),
        help: "Use N threads (default: all that are available); results do not depend on it")
    public static let quiet = Option.flag("quiet", short: "q", help: "Print results and errors alone")
    public static let noColor = Option.flag("no-color", help: "Print no colours, as when NO_COLOR is set")
    public static let format = Option<OutputFormat?>.optional(
        "format", "FORMAT", .choice, help: "Print the results as FORMAT")
    public static let json = Option.flag("json", help: "Short for --format json", shorthandFor: ("format", "json"))
    public static let jsonLines = Option.flag(
        "jsonl", help: "Short for --format jsonl", shorthandFor: ("format", "jsonl"))
    public static let plain = Option.flag("plain", help: "Short for --format plain", shorthandFor: ("format", "plain"))
    public static let bom = Option.flag("bom", help: "Begin CSV with a byte order mark, which Excel needs")
    public static let output = Option<String?>.optional(
        "output", short: "o", "FILE", .file, help: "Write the results to FILE, whole or not at all")

    public static let limit = Option.value(
        "limit", short: "n", "N", .wholeNumber(from: 1), default: 10, help: "Show at most N results")
    public static let minimumScore = Option<Double?>.optional(
        "min-score", "X", .number, help: "Leave out results that score below X")
    public static let category = Option<[String]>.repeated(
        "category", "NAME", .text, help: "Only papers of the category, such as cs.CL; a whole archive as cs")
    public static let author = Option<[String]>.repeated(
        "author", "NAME", .text,
        help: "Only papers of an author: Zhang, \"Wei Zhang\", \"Zhang, W.\"; accents may be left out")
    public static let since = Option<Day?>.optional(
        "since", "DATE", .firstDay,
        help: "Only papers of this day (2026-03-08), month, year or time (7d, yesterday, \"last month\"), or later")
    public static let until = Option<Day?>.optional(
        "until", "DATE", .lastDay, help: "Only papers of this day, month, year or time, or earlier")
    public static let month = Option<Month?>.optional(
        "month", "MONTH", .month, help: "Only papers of this month, such as 2026-03 or \"last month\"")
    public static let sort = Option.value(
        "sort", "ORDER", .choice, default: HitOrder.score,
        help: "Order the hits that are shown by score or by date, newest first")
    public static let explain = Option.flag("explain", help: "Say why: the terms that made each score")

    /// What every command makes use of.
    public static let general: [OptionDefinition] = [
        index.definition, threads.definition, format.definition, json.definition, jsonLines.definition,
        plain.definition, bom.definition, output.definition, quiet.definition, noColor.definition,
    ]

    /// Which papers take part.
    public static let filters: [OptionDefinition] = [
        category.definition, author.definition, since.definition, until.definition, month.definition,
    ]

    /// What every command knows and some make use of.
    public static let shared: [OptionDefinition] =
        [limit.definition, minimumScore.definition] + filters + [explain.definition]
}
