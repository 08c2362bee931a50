import CSimdJSON

/// The elements of a JSON array, in order.
@safe
public struct JSONElements: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private let number: Int
    private var position: sextant_json_place
    private let end: Int

    @unsafe
    init(document: JSONDocument, number: Int, next: sextant_json_place, end: Int) {
        self.document = document
        self.number = number
        unsafe position = unsafe next
        self.end = end
    }

    public mutating func next() -> JSONValue? {
        precondition(document.number == number, "a JSON array was used after the closure it was given to")
        guard unsafe position.index != end else { return nil }
        var element = unsafe sextant_json_place()
        // SAFETY: the document is still the parser's, and the position is before the array's end.
        unsafe position = unsafe sextant_json_array_next(position, &element)
        return unsafe JSONValue(document: document, number: number, place: element)
    }
}

/// The members of a JSON object, in order.
@safe
public struct JSONMembers: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private let number: Int
    private var position: sextant_json_place
    private let end: Int

    @unsafe
    init(document: JSONDocument, number: Int, next: sextant_json_place, end: Int) {
        self.document = document
        self.number = number
        unsafe position = unsafe next
        self.end = end
    }

    public mutating func next() -> (key: String, value: JSONValue)? {
        precondition(document.number == number, "a JSON object was used after the closure it was given to")
        guard unsafe position.index != end else { return nil }
        // SAFETY: the document is still the parser's, and the position is before the object's end, so the call sets
        // the key to bytes of the document; the placeholder is never looked at.
        var key = unsafe UnsafePointer<UInt8>(bitPattern: 1).unsafelyUnwrapped
        var count = 0
        var element = unsafe sextant_json_place()
        unsafe position = unsafe sextant_json_object_next(position, &key, &count, &element)
        let name = unsafe String(decoding: UnsafeBufferPointer(start: key, count: count), as: UTF8.self)
        return unsafe (name, JSONValue(document: document, number: number, place: element))
    }
}
