/// What a value on the command line may look like, and what it means.
public struct ValueKind<Value: Sendable>: Sendable {
    /// Completes "must be …": `a whole number of 1 or more`.
    public let expectation: String
    /// What a shell can offer for it.
    public let completion: Completion
    /// Reads a value; `nil` if it is not of this kind.
    public let parse: @Sendable (String) -> Value?

    /// - Parameters:
    ///   - expectation: Completes "must be …" in messages.
    ///   - completion: What a shell can offer for it.
    ///   - parse: Reads a value; `nil` if it is not of this kind.
    public init(
        _ expectation: String, completion: Completion = .nothing, parse: @escaping @Sendable (String) -> Value?
    ) {
        self.expectation = expectation
        self.completion = completion
        self.parse = parse
    }
}

/// What a shell can offer when a value is being typed.
public enum Completion: Sendable, Equatable {
    /// Nothing: nobody can guess it.
    case nothing
    case file
    case folder
    /// One of these words.
    case words([String])
}

extension ValueKind<String> {
    /// Any text but the empty one.
    public static var text: Self { nonEmpty("a text", completion: .nothing) }
    /// A file's path.
    public static var file: Self { nonEmpty("a file", completion: .file) }
    /// A folder's path.
    public static var folder: Self { nonEmpty("a folder", completion: .folder) }

    private static func nonEmpty(_ expectation: String, completion: Completion) -> Self {
        Self(expectation, completion: completion) { $0.isEmpty ? nil : $0 }
    }
}

extension ValueKind<Int> {
    /// A whole number in decimal digits.
    public static func wholeNumber(from lowest: Int, to highest: Int = .max) -> Self {
        let range = highest == .max ? "of \(lowest) or more" : "from \(lowest) to \(highest)"
        return Self("a whole number \(range)") { text in
            Int(text).flatMap { lowest <= $0 && $0 <= highest ? $0 : nil }
        }
    }
}

extension ValueKind<Double> {
    /// A finite number, such as `0.35`.
    public static var number: Self {
        Self("a number") { text in
            // Double's own parser also takes hexadecimal, "inf" and "nan".
            guard text.allSatisfy({ "0123456789+-.eE".contains($0) }) else { return nil }
            return Double(text).flatMap { $0.isFinite ? $0 : nil }
        }
    }
}

extension ValueKind where Value: RawRepresentable<String> & CaseIterable {
    /// One of an enumeration's raw values.
    public static var choice: Self { choice(of: Array(Value.allCases)) }

    /// One of these values, by their raw values.
    public static func choice(of values: [Value]) -> Self {
        let words = values.map(\.rawValue)
        return Self(words.formattedAsAlternatives, completion: .words(words)) { text in
            words.contains(text) ? Value(rawValue: text) : nil
        }
    }
}

extension [String] {
    /// `a`, `a or b`, `a, b or c`.
    var formattedAsAlternatives: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
