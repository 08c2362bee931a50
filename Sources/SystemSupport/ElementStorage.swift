/// A plain number that arrays are stored of.
public protocol PlainElement: BitwiseCopyable, Sendable {}

extension Int8: PlainElement {}
extension UInt8: PlainElement {}
extension UInt16: PlainElement {}
extension Int32: PlainElement {}
extension UInt32: PlainElement {}
extension Int64: PlainElement {}
extension UInt64: PlainElement {}
extension Float: PlainElement {}

/// An immutable run of plain elements, in memory or mapped from a file.
///
/// Lets a room work on stored arrays without knowing where they are stored.
public protocol ElementStorage<Element>: Sendable {
    associatedtype Element: PlainElement

    /// The number of elements.
    var count: Int { get }

    /// Calls `body` with the elements.
    func withSpan<R, Failure: Error>(_ body: (Span<Element>) throws(Failure) -> R) throws(Failure) -> R
}

extension ElementStorage {
    /// A copy of the elements in `range`.
    ///
    /// - Complexity: O(`range.count`).
    public func copy(_ range: Range<Int>) -> [Element] {
        withSpan { span in
            [Element](span.extracting(range))
        }
    }
}

extension Array where Element: PlainElement {
    /// The elements of a span.
    public init(_ span: Span<Element>) {
        // SAFETY: the array is made before the buffer is given back. In one piece, since element by element a program that
        // does not specialise this initialiser takes a call for each.
        self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

extension Array: ElementStorage where Element: PlainElement {
    public func withSpan<R, Failure: Error>(_ body: (Span<Element>) throws(Failure) -> R) throws(Failure) -> R {
        try body(span)
    }
}
