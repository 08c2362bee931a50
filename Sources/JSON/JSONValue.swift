import CSimdJSON

/// A value of a JSON text, valid inside the closure that ``JSONParser/parse(_:_:)`` calls.
///
/// Using it after that closure has returned is a caller's bug and traps.
@safe
public struct JSONValue {
    /// What a value is.
    public enum Kind: Sendable {
        case null, bool, number, string, array, object
    }

    let document: JSONDocument
    let number: Int
    let place: sextant_json_place

    @unsafe
    init(document: JSONDocument, number: Int, place: sextant_json_place) {
        self.document = document
        self.number = number
        unsafe self.place = unsafe place
    }

    /// The guard of every access: the place is inside the memory of a document that is still the parser's.
    @inline(__always)
    private func checkValid() {
        precondition(document.number == number, "a JSON value was used after the closure it was given to")
    }

    /// What this value is.
    public var kind: Kind {
        checkValid()
        // SAFETY: checkValid.
        switch unsafe sextant_json_kind_of(place) {
        case SEXTANT_JSON_BOOL: return .bool
        case SEXTANT_JSON_SIGNED, SEXTANT_JSON_UNSIGNED, SEXTANT_JSON_DOUBLE: return .number
        case SEXTANT_JSON_STRING: return .string
        case SEXTANT_JSON_ARRAY: return .array
        case SEXTANT_JSON_OBJECT: return .object
        default: return .null
        }
    }

    /// The truth value, or `nil` for other kinds.
    public var bool: Bool? {
        checkValid()
        var value = false
        // SAFETY: checkValid.
        return unsafe sextant_json_get_bool(place, &value) ? value : nil
    }

    /// The number if it is written as an integer of at most 64 bits with sign, else `nil`.
    public var int: Int64? {
        checkValid()
        var value: Int64 = 0
        // SAFETY: checkValid.
        return unsafe sextant_json_get_signed(place, &value) ? value : nil
    }

    /// The number as the nearest double, or `nil` for other kinds.
    public var double: Double? {
        checkValid()
        var value = 0.0
        // SAFETY: checkValid.
        return unsafe sextant_json_get_double(place, &value) ? value : nil
    }

    /// The text, or `nil` for other kinds.
    public var string: String? {
        checkValid()
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        // SAFETY: checkValid; the address and the count are one string of the document.
        guard unsafe getString(&bytes, &count) else { return nil }
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Hands the text's UTF-8 bytes to `body` without a copy; returns `nil` for other kinds.
    public func withUTF8<R>(_ body: (Span<UInt8>) throws -> R) rethrows -> R? {
        checkValid()
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        // SAFETY: checkValid; the address and the count are one string of the document, which `self` keeps alive. A
        // parser cannot be used inside its own `parse`, so nothing writes there while `body` runs.
        guard unsafe getString(&bytes, &count) else { return nil }
        return try unsafe body(UnsafeBufferPointer(start: bytes, count: count).span)
    }

    private func getString(_ bytes: inout UnsafePointer<UInt8>?, _ count: inout Int) -> Bool {
        // SAFETY: called after checkValid. The placeholder is overwritten or not looked at.
        var start = unsafe UnsafePointer<UInt8>(bitPattern: 1).unsafelyUnwrapped
        guard unsafe sextant_json_get_string(place, &start, &count) else { return false }
        unsafe bytes = unsafe start
        return true
    }

    /// The elements of an array; `nil` for other kinds.
    public var array: JSONElements? {
        checkValid()
        var first = unsafe sextant_json_place()
        var end = unsafe sextant_json_place()
        // SAFETY: checkValid.
        guard unsafe sextant_json_array_bounds(place, &first, &end) else { return nil }
        return unsafe JSONElements(document: document, number: number, next: first, end: end.index)
    }

    /// The members of an object in their order, keys that are there twice included; `nil` for other kinds.
    public var object: JSONMembers? {
        checkValid()
        var first = unsafe sextant_json_place()
        var end = unsafe sextant_json_place()
        // SAFETY: checkValid.
        guard unsafe sextant_json_object_bounds(place, &first, &end) else { return nil }
        return unsafe JSONMembers(document: document, number: number, next: first, end: end.index)
    }

    /// The first member of that name; `nil` if there is none or this is no object.
    /// - Complexity: O(members).
    public subscript(key: String) -> JSONValue? {
        object?.first { $0.key == key }?.value
    }
}
