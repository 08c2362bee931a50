extension Span<UInt8> {
    /// The eight bytes from an index on, the first in the lowest bits.
    @inlinable @inline(__always)
    public func eightBytes(at index: Int) -> UInt64 {
        precondition(index >= 0 && index <= count - 8, "eightBytes(at:): index out of range")
        // SAFETY: eight bytes are there; any bits are a number.
        return unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
}

/// A number as eight bytes that are compared at once (Mycroft's tests for bytes that are zero or small).
extension UInt64 {
    @usableFromInline static var lowBits: UInt64 { 0x0101_0101_0101_0101 }
    @usableFromInline static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// Whether one of the bytes is below `limit`, which is 128 at most.
    @inlinable @inline(__always)
    public func hasByte(below limit: UInt8) -> Bool {
        (self &- Self.lowBits * UInt64(limit)) & ~self & Self.highBits != 0
    }

    /// Whether one of the bytes is `byte`.
    @inlinable @inline(__always)
    public func hasByte(_ byte: UInt8) -> Bool { (self ^ Self.lowBits * UInt64(byte)).hasByte(below: 1) }

    /// Whether this number and another have a byte `byte` in the same place.
    @inlinable @inline(__always)
    public func sharesByte(_ byte: UInt8, with other: UInt64) -> Bool {
        let wanted = Self.lowBits * UInt64(byte)
        return ((self ^ wanted) | (other ^ wanted)).hasByte(below: 1)
    }

    /// How many bytes, from the lowest on, are letters or digits of ASCII before the first that is not.
    @inlinable @inline(__always)
    public var leadingLettersAndDigits: Int {
        let ascii = self & (Self.lowBits * 0x7F)
        let lower = ascii | (Self.lowBits * 0x20)
        // The highest bit of a byte of a sum tells whether it reached 128.
        let letters = (lower &+ Self.lowBits * (0x80 - 0x61)) & ~(lower &+ Self.lowBits * (0x7F - 0x7A))
        let digits = (ascii &+ Self.lowBits * (0x80 - 0x30)) & ~(ascii &+ Self.lowBits * (0x7F - 0x39))
        return (~((letters | digits) & ~self) & Self.highBits).trailingZeroBitCount / 8
    }
}
