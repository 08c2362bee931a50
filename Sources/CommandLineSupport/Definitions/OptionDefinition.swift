/// An option as parser, help, completion and manual page see it: without its value's type.
public struct OptionDefinition: Sendable {
    /// The name without dashes. A single letter is a short name alone.
    public let name: String
    /// The short name besides a long one.
    public let short: Character?
    /// What its value may be; `nil` for a flag.
    public let value: ValueDefinition?
    /// What it does.
    public let help: String
    /// Whether each occurrence adds a value; else the last one counts.
    public let isRepeatable: Bool
    /// The option and value that it is a shorthand for: `--json` for `--format json`.
    public let shorthandFor: (option: String, value: String)?

    /// A value without its type.
    public struct ValueDefinition: Sendable {
        /// What help calls it: `N`, `FILE`.
        public let name: String
        /// Completes "must be …" in messages.
        public let expectation: String
        /// What a shell can offer for it.
        public let completion: Completion
        let isValid: @Sendable (String) -> Bool

        init<Value>(_ name: String, _ kind: ValueKind<Value>) {
            self.name = name
            expectation = kind.expectation
            completion = kind.completion
            isValid = { kind.parse($0) != nil }
        }
    }

    init(
        name: String, short: Character?, value: ValueDefinition?, help: String, isRepeatable: Bool = false,
        shorthandFor: (option: String, value: String)? = nil
    ) {
        self.name = name
        self.short = short
        self.value = value
        self.help = help
        self.isRepeatable = isRepeatable
        self.shorthandFor = shorthandFor
    }

    /// `limit` of `--limit`; `nil` when there is a short name alone.
    var longName: String? { name.count > 1 ? name : nil }

    /// `n` of `-n`, if there is one.
    var shortName: Character? { short ?? (name.count == 1 ? name.first : nil) }

    /// All spellings, the short one first: `-n`, `--limit`.
    var spellings: [String] {
        [shortName.map { "-\($0)" }, longName.map { "--\($0)" }].compactMap(\.self)
    }

    /// The spelling that messages use: `--limit`, or `-k`.
    public var spelling: String { longName.map { "--\($0)" } ?? "-\(name)" }
}
