import SystemSupport

/// A section's elements in memory, read from the disk when they are touched.
///
/// A copy shares the memory, which stays valid as long as any copy lives, even after the index was changed or removed.
@safe public struct MappedArray<Element: SectionElement>: Sendable {
    /// One or two dimensions; two are row-major.
    public let shape: [Int]
    /// The number of elements.
    public let count: Int

    @usableFromInline let file: MappedFile
    // SAFETY: points at `count` elements inside `file`, which is immutable and lives as long as this value.
    @usableFromInline nonisolated(unsafe) let base: UnsafePointer<Element>?

    /// The caller guarantees that the file is as long as the header says.
    init(file: MappedFile, header: ArrayHeader) {
        precondition(file.count == header.fileByteCount, "MappedArray: the file's size was not checked")
        self.file = file
        shape = header.shape
        count = header.elementCount
        // SAFETY: maps begin at a page and the header is 128 bytes long, so elements are aligned; the precondition above
        // makes room for `count` of them. The pointer outlives the closure because `file` keeps the map.
        unsafe base = file.withBytes { bytes in
            unsafe bytes.withUnsafeBytes {
                unsafe $0.baseAddress?.advanced(by: ArrayHeader.byteCount).assumingMemoryBound(to: Element.self)
            }
        }
    }

    /// The element at `index` in row-major order.
    @inlinable public subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "MappedArray: index out of range")
        // SAFETY: checked above; a file with at least one element has an address.
        return unsafe base.unsafelyUnwrapped[index]
    }

    /// Calls `body` with all elements.
    @inlinable public func withSpan<Result, Failure: Error>(
        _ body: (Span<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(file) {} }
        // SAFETY: `count` elements that live until after the call.
        let buffer = unsafe UnsafeBufferPointer(start: base, count: count)
        return try unsafe body(buffer.span)
    }

    /// Calls `body` with the elements of a range.
    @inlinable public func withSpan<Result, Failure: Error>(
        _ range: Range<Int>, _ body: (Span<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "MappedArray: range out of bounds")
        return try withSpan { span throws(Failure) in try body(span.extracting(range)) }
    }

    /// Calls `body` with a row: its last dimension's elements, or one element if there is one dimension.
    @inlinable public func withRow<Result, Failure: Error>(
        _ row: Int, _ body: (Span<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(row >= 0 && row < shape[0], "MappedArray: row out of range")
        let width = shape.count == 2 ? shape[1] : 1
        return try withSpan(row * width..<(row + 1) * width, body)
    }

    /// A copy of all elements in an array of their own.
    public func copy() -> [Element] {
        // SAFETY: `count` elements, copied before the closure ends.
        withSpan { span in unsafe span.withUnsafeBufferPointer { unsafe Array($0) } }
    }
}
