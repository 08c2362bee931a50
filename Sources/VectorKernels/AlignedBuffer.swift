/// Elements that begin at a cache line, so that no vector or tile that is loaded straddles two.
///
/// It is written by its owner alone, before it is shared.
@safe final class AlignedBuffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // SAFETY: points at `count` initialised elements that this object owns; they are freed with it.
    private let base: UnsafeMutableBufferPointer<Element>

    init(repeating value: Element, count: Int) {
        let bytes = max(1, count * MemoryLayout<Element>.stride)
        // SAFETY: the memory is as long as `count` elements, 64 is a multiple of their alignment, and all are set.
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        let elements = unsafe memory.bindMemory(to: Element.self, capacity: count)
        unsafe base = UnsafeMutableBufferPointer(start: elements, count: count)
        unsafe base.initialize(repeating: value)
    }

    deinit {
        // SAFETY: allocated above, and nobody has the pointer any more.
        unsafe UnsafeMutableRawPointer(base.baseAddress)?.deallocate()
    }

    /// The number of elements.
    var count: Int { unsafe base.count }

    /// Copies `count` elements of another buffer.
    func copy(_ count: Int, from other: AlignedBuffer, at start: Int, to place: Int) {
        precondition(count >= 0 && start >= 0 && start + count <= other.count, "copy: no such elements")
        precondition(place >= 0 && place + count <= self.count, "copy: no room")
        // SAFETY: both ranges have just been compared with the buffers' counts.
        _ = unsafe base[place..<place + count].update(fromContentsOf: other.base[start..<start + count])
    }

    func withSpan<Result>(_ body: (Span<Element>) -> Result) -> Result {
        defer { withExtendedLifetime(self) {} }
        // SAFETY: the elements live until after the call.
        return unsafe body(base.span)
    }

    func withMutableSpan<Result>(_ body: (inout MutableSpan<Element>) -> Result) -> Result {
        defer { withExtendedLifetime(self) {} }
        // SAFETY: the elements live until after the call; nobody else uses the buffer while its owner writes it.
        var span = unsafe base.mutableSpan
        return body(&span)
    }
}
