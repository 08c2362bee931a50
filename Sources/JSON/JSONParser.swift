import CSimdJSON

/// Reads JSON texts one after the other, reusing its buffers.
///
/// The work is done by simdjson (Langdale and Lemire, 2019, <https://doi.org/10.1007/s00778-019-00578-5>). A text is
/// valid as a whole or is refused as a whole: encoding, escapes, numbers and structure are checked before any value
/// is handed out.
public struct JSONParser: ~Copyable {
    private let document = JSONDocument()

    public init() {}

    /// Reads one JSON text and hands its value to `body`.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8, at most 4 GB. No padding is needed.
    ///   - body: Receives the value, which is valid only until `body` returns: using it later is a caller's bug.
    /// - Returns: What `body` returns.
    /// - Throws: ``JSONError`` if the text is not JSON, or what `body` throws.
    /// - Complexity: O(`bytes.byteCount`).
    public mutating func parse<R>(_ bytes: RawSpan, _ body: (JSONValue) throws -> R) throws -> R {
        let root = try document.parse(bytes)
        defer { document.close() }
        return try body(root)
    }

    /// Reads one JSON text and hands its value to `body`, as ``parse(_:_:)`` of its bytes does.
    public mutating func parse<R>(_ text: Span<UInt8>, _ body: (JSONValue) throws -> R) throws -> R {
        // SAFETY: the bytes of a span of bytes are all initialized.
        try unsafe parse(text.bytes, body)
    }

    /// Reads one JSON text and hands its value to `body`, as ``parse(_:_:)`` of its bytes does.
    public mutating func parse<R>(_ text: String, _ body: (JSONValue) throws -> R) throws -> R {
        try parse(text.utf8.span, body)
    }
}

/// The parser's memory: shared by the values of the document that was read last, and outliving them.
///
/// Each document has a number. A value remembers its document's, so that one kept beyond its closure traps instead of
/// reading freed memory.
@safe
final class JSONDocument {
    private let parser: OpaquePointer?
    private(set) var number = 0

    init() {
        unsafe parser = sextant_json_parser_create()
    }

    deinit {
        unsafe sextant_json_parser_destroy(parser)
    }

    func parse(_ bytes: RawSpan) throws(JSONError) -> JSONValue {
        guard let parser = unsafe parser else { throw .outOfMemory }
        number += 1
        var root = unsafe sextant_json_place()
        // SAFETY: the parser copies the `count` bytes at the address before it returns.
        let status = unsafe bytes.withUnsafeBytes {
            unsafe sextant_json_parse(parser, $0.baseAddress, $0.count, &root)
        }
        if let error = JSONError(status) { throw error }
        return unsafe JSONValue(document: self, number: number, place: root)
    }

    /// Makes the values of the current document unusable.
    func close() { number += 1 }
}

extension JSONError {
    init?(_ status: sextant_json_status) {
        switch status {
        case SEXTANT_JSON_OK: return nil
        case SEXTANT_JSON_EMPTY: self = .empty
        case SEXTANT_JSON_NOT_UTF8: self = .invalidUTF8
        case SEXTANT_JSON_BAD_STRING: self = .invalidString
        case SEXTANT_JSON_CONTROL_CHARACTER: self = .controlCharacter
        case SEXTANT_JSON_UNCLOSED_STRING: self = .unclosedString
        case SEXTANT_JSON_BAD_NUMBER: self = .invalidNumber
        case SEXTANT_JSON_BAD_LITERAL: self = .invalidLiteral
        case SEXTANT_JSON_TOO_DEEP: self = .tooDeep
        case SEXTANT_JSON_TOO_LARGE: self = .tooLarge
        case SEXTANT_JSON_NO_MEMORY: self = .outOfMemory
        default: self = .malformed
        }
    }
}
