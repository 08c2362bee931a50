/// Why a text is not JSON, or not the JSON that was expected.
public enum JSONError: Error, Equatable, Sendable {
    /// There is nothing but white space.
    case empty
    /// Some bytes are not UTF-8.
    case invalidUTF8
    /// A string has an escape that JSON does not know, or half of a surrogate pair.
    case invalidString
    /// A string has a control character that is not escaped.
    case controlCharacter
    /// A string has no closing quote: most often, the text was cut short.
    case unclosedString
    /// A number is malformed or outside what a 64-bit integer or a double can hold.
    case invalidNumber
    /// Something begins like `true`, `false` or `null` and is another word.
    case invalidLiteral
    /// Arrays and objects are nested more than 1,024 deep.
    case tooDeep
    /// The text is longer than 4 GB.
    case tooLarge
    /// Memory is out.
    case outOfMemory
    /// Brackets, commas or colons are not where they belong, or something follows the value.
    case malformed
    /// It is JSON, but the member `key` is missing or is not a `expected`.
    case unexpected(key: String, expected: String)
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty: "empty JSON text"
        case .invalidUTF8: "JSON text that is not UTF-8"
        case .invalidString: "invalid escape in a JSON string"
        case .controlCharacter: "unescaped control character in a JSON string"
        case .unclosedString: "JSON string without its closing quote"
        case .invalidNumber: "invalid JSON number"
        case .invalidLiteral: "invalid JSON literal"
        case .tooDeep: "JSON nested too deeply"
        case .tooLarge: "JSON text over 4 GB"
        case .outOfMemory: "out of memory while reading JSON"
        case .malformed: "malformed JSON"
        case .unexpected(let key, let expected): "JSON member “\(key)” is not \(expected)"
        }
    }
}
