/// A command line while it is being read.
struct CommandLineReading {
    private let tool: ToolDefinition
    private var input: ArraySlice<String>
    private(set) var command: CommandDefinition?
    private(set) var isHelpCommand = false
    private(set) var arguments = Arguments()

    init(tool: ToolDefinition, input: [String]) {
        self.tool = tool
        self.input = input[...]
    }

    mutating func readAll() throws(UsageError) {
        while let word = input.popFirst() {
            if word == "--" {
                for word in input { try readWord(word) }
                return
            } else if word.hasPrefix("--") {
                try readLong(word)
            } else if word.hasPrefix("-"), word != "-", !isDashedWord(word) {
                try readShort(word)
            } else {
                try readWord(word)
            }
        }
    }

    private mutating func readWord(_ word: String) throws(UsageError) {
        if command != nil {
            if isHelpCommand { throw UsageError("'help' explains one command") }
            arguments.words.append(word)
        } else if word == "help" {
            isHelpCommand = true
        } else {
            command = tool.command(word)
            guard command == nil else { return }
            let nearest = EditDistance.nearest(to: word, among: tool.commands.map(\.name))
            throw UsageError("there is no command '\(word)'", suggestion: nearest)
        }
    }

    /// `--limit`, `--limit=5`.
    private mutating func readLong(_ word: String) throws(UsageError) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = known.first(where: { $0.longName == name }) else { throw unknown("--\(name)") }
        try readValue(of: option, spelledAs: "--\(name)", attached: parts.count > 1 ? String(parts[1]) : nil)
    }

    /// `-n`, `-n5`, `-n=5`, `-qn5`.
    private mutating func readShort(_ word: String) throws(UsageError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = known.first(where: { $0.shortName == letter }) else {
                // A long name with one dash is the commonest slip.
                let isLong = word.count > 2 && known.contains { $0.longName == String(word.dropFirst()) }
                throw isLong ? UsageError("unknown option '\(word)'", suggestion: "-\(word)") : unknown("-\(letter)")
            }
            if option.value == nil, letters.first != "=" {
                try record("", for: option)
            } else {
                let attached = letters.first == "=" ? letters.dropFirst() : letters
                let isAttached = !letters.isEmpty
                return try readValue(
                    of: option, spelledAs: "-\(letter)", attached: isAttached ? String(attached) : nil)
            }
        }
    }

    private mutating func readValue(
        of option: OptionDefinition, spelledAs spelling: String, attached: String?
    ) throws(UsageError) {
        guard let value = option.value else {
            if attached != nil { throw UsageError("'\(spelling)' takes no value") }
            return try record("", for: option)
        }
        guard let text = attached ?? nextAsValue() else {
            throw UsageError("'\(spelling)' needs a value: \(value.expectation)")
        }
        guard value.isValid(text) else {
            throw UsageError(
                "'\(spelling)' must be \(value.expectation), not '\(text)'", suggestion: nearest(to: text, in: value))
        }
        try record(text, for: option)
    }

    private func nearest(to text: String, in value: OptionDefinition.ValueDefinition) -> String? {
        guard case .words(let words) = value.completion else { return nil }
        return EditDistance.nearest(to: text, among: words)
    }

    /// The next word as an option's value, unless it is an option itself.
    private mutating func nextAsValue() -> String? {
        guard let next = input.first, !next.hasPrefix("-") || next == "-" || isNegativeNumber(next) else { return nil }
        return input.popFirst()
    }

    private mutating func record(_ text: String, for option: OptionDefinition) throws(UsageError) {
        let (name, value) = option.shorthandFor.map { ($0.option, $0.value) } ?? (option.name, text)
        // A format and its shorthands name one thing.
        let isShared = known.contains { $0.shorthandFor?.option == name }
        if isShared, let other = arguments.values[name]?.last, other != value {
            throw UsageError("\(name) is asked for twice: as \(other) and as \(value)")
        }
        arguments.values[name, default: []].append(value)
    }

    /// The options that are known at this point, a command's own first.
    private var known: [OptionDefinition] { (command?.options ?? []) + tool.everywhere }

    private func unknown(_ spelling: String) -> UsageError {
        if command == nil,
            let owner = tool.commands.first(where: { $0.options.contains { $0.spellings.contains(spelling) } })
        {
            return UsageError("'\(spelling)' belongs to '\(owner.name)': write it after the command")
        }
        let candidates = known.flatMap(\.spellings).filter { $0.hasPrefix("--") == spelling.hasPrefix("--") }
        // One letter is near to every other: a short option has no nearest one.
        let nearest = spelling.count > 2 ? EditDistance.nearest(to: spelling, among: candidates) : nil
        return UsageError("unknown option '\(spelling)'", suggestion: nearest)
    }

    /// Whether a word that begins with one dash is a word nevertheless: a negative number, or a query's `-survey`.
    ///
    /// In a query only a known letter is an option, alone or with a value that does not begin like a word: `-n`, `-n5`,
    /// `-o=out`, and not `-neural`.
    private func isDashedWord(_ word: String) -> Bool {
        let letters = word.dropFirst()
        if isNegativeNumber(word) { return true }
        guard command?.takesDashedWords == true else { return false }
        guard letters.count > 1 else { return letters.allSatisfy { !$0.isASCII } }
        let isKnown = known.contains { $0.shortName == letters.first }
        return !(isKnown && letters.dropFirst().prefix(1).allSatisfy { "0123456789=./".contains($0) })
    }

    private func isNegativeNumber(_ word: String) -> Bool {
        let digits = word.dropFirst()
        return word.hasPrefix("-") && digits.first.map { "0123456789.".contains($0) } == true && Double(digits) != nil
    }
}
