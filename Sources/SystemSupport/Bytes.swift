extension [UInt8] {
    /// Calls `body` with the array's bytes as a raw span.
    public func withRawSpan<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // SAFETY: bytes have no padding, which is all that makes this property unsafe.
        try unsafe body(span.bytes)
    }
}
