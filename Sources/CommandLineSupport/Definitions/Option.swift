/// An option whose value has a type: what a command declares and later asks ``Arguments`` for.
///
/// ```swift
/// static let limit = Option.value("limit", short: "n", "N", .wholeNumber(from: 1), default: 10, help: "At most N results")
/// …
/// let limit = arguments[Self.limit]  // an Int
/// ```
public struct Option<Value: Sendable>: Sendable {
    /// What parser, help and completion need to know of it.
    public let definition: OptionDefinition
    /// Reads the texts that were given, in order; all of them have passed the definition's check.
    let read: @Sendable ([String]) -> Value
}

extension Option<Bool> {
    /// An option without a value.
    ///
    /// - Parameters:
    ///   - name: The long name without dashes; a single letter gives a short name alone.
    ///   - short: One letter.
    ///   - help: One line or two, without a full stop.
    ///   - meaning: The option and value that it is a shorthand for.
    public static func flag(
        _ name: String, short: Character? = nil, help: String,
        shorthandFor meaning: (option: String, value: String)? = nil
    ) -> Self {
        let definition = OptionDefinition(name: name, short: short, value: nil, help: help, shorthandFor: meaning)
        return Self(definition: definition) { !$0.isEmpty }
    }
}

extension Option {
    /// An option with a value and a default.
    ///
    /// - Parameters:
    ///   - name: The long name without dashes; a single letter gives a short name alone.
    ///   - short: One letter.
    ///   - valueName: What help calls the value: `N`, `FILE`.
    ///   - kind: What the value may be.
    ///   - defaultValue: What it is when the option is not given. The last one given counts.
    ///   - help: One line or two, without a full stop.
    public static func value(
        _ name: String, short: Character? = nil, _ valueName: String, _ kind: ValueKind<Value>,
        default defaultValue: Value, help: String
    ) -> Self {
        let help = help + " (default: \(Self.describe(defaultValue)))"
        let definition = OptionDefinition(name: name, short: short, value: .init(valueName, kind), help: help)
        return Self(definition: definition) { texts in
            texts.last.flatMap(kind.parse) ?? defaultValue
        }
    }

    /// An option with a value and no default: `nil` when it is not given. The last one given counts.
    public static func optional<Wrapped>(
        _ name: String, short: Character? = nil, _ valueName: String, _ kind: ValueKind<Wrapped>, help: String
    ) -> Self where Value == Wrapped? {
        let definition = OptionDefinition(name: name, short: short, value: .init(valueName, kind), help: help)
        return Self(definition: definition) { $0.last.flatMap(kind.parse) }
    }

    /// An option that may be given several times; its values in the order given.
    public static func repeated<Element>(
        _ name: String, short: Character? = nil, _ valueName: String, _ kind: ValueKind<Element>, help: String
    ) -> Self where Value == [Element] {
        let definition = OptionDefinition(
            name: name, short: short, value: .init(valueName, kind), help: help + " (repeatable)", isRepeatable: true)
        return Self(definition: definition) { $0.compactMap(kind.parse) }
    }

    private static func describe(_ value: Value) -> String {
        (value as? any RawRepresentable<String>)?.rawValue ?? "\(value)"
    }
}
