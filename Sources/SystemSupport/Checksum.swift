/// A 64-bit checksum of bytes: XXH64 with seed 0 (Yann Collet's xxHash specification, version 0.1.1).
///
/// It finds damage, not forgery. Bytes may come in pieces; how they are cut does not matter. About 7 GB/s on one core.
public struct Checksum: Sendable {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The four accumulators: each stripe of 32 bytes feeds 8 to each.
    private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
        Checksum.prime1 &+ Checksum.prime2, Checksum.prime2, 0, 0 &- Checksum.prime1
    )
    /// Fewer than 32 bytes that wait for the rest of their stripe.
    private var tail: [UInt8] = []
    private var byteCount: UInt64 = 0

    /// The checksum of no bytes so far.
    public init() {}

    /// The checksum of all of `bytes`.
    public static func of(_ bytes: RawSpan) -> UInt64 {
        var checksum = Checksum()
        checksum.update(bytes)
        return checksum.value
    }

    /// Appends bytes.
    /// - Complexity: O(`bytes.byteCount`), no allocation but for a piece's last 31 bytes.
    public mutating func update(_ bytes: RawSpan) {
        byteCount &+= UInt64(bytes.byteCount)
        // SAFETY: the pointer is used within the closure; every read is below `buffer.count`, as said where it is made.
        unsafe bytes.withUnsafeBytes { buffer in
            var offset = 0
            if !tail.isEmpty {
                let missing = min(32 - tail.count, buffer.count)
                unsafe tail.append(contentsOf: buffer[..<missing])
                offset = missing
                guard tail.count == 32 else { return }
                // SAFETY: the tail holds exactly one stripe.
                unsafe tail.withUnsafeBytes { unsafe Self.mix($0, 0..<32, into: &lanes) }
                tail.removeAll(keepingCapacity: true)
            }
            let end = buffer.count - (buffer.count - offset) % 32
            // SAFETY: whole stripes up to `end`, which is at most `buffer.count`.
            unsafe Self.mix(buffer, offset..<end, into: &lanes)
            unsafe tail.append(contentsOf: buffer[end...])
        }
    }

    /// The checksum of everything appended so far.
    public var value: UInt64 {
        var hash: UInt64
        if byteCount >= 32 {
            hash =
                Self.rotate(lanes.0, 1) &+ Self.rotate(lanes.1, 7) &+ Self.rotate(lanes.2, 12)
                &+ Self.rotate(lanes.3, 18)
            for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
                hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
            }
        } else {
            hash = Self.prime5
        }
        return Self.avalanche(finish(hash &+ byteCount))
    }

    /// Mixes in the tail: by 8 bytes, then 4, then 1.
    private func finish(_ start: UInt64) -> UInt64 {
        var hash = start
        var offset = 0
        while offset + 8 <= tail.count {
            hash ^= Self.round(0, little(offset, 8))
            hash = Self.rotate(hash, 27) &* Self.prime1 &+ Self.prime4
            offset += 8
        }
        if offset + 4 <= tail.count {
            hash ^= little(offset, 4) &* Self.prime1
            hash = Self.rotate(hash, 23) &* Self.prime2 &+ Self.prime3
            offset += 4
        }
        while offset < tail.count {
            hash ^= UInt64(tail[offset]) &* Self.prime5
            hash = Self.rotate(hash, 11) &* Self.prime1
            offset += 1
        }
        return hash
    }

    /// The little-endian number of `count` bytes of the tail.
    private func little(_ offset: Int, _ count: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(tail[offset + $1]) << UInt64(8 * $1) }
    }

    /// Feeds whole stripes to the lanes.
    ///
    /// The caller guarantees that `range` lies in `bytes` and that its length is a multiple of 32.
    @unsafe private static func mix(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, into lanes: inout (UInt64, UInt64, UInt64, UInt64)
    ) {
        guard !range.isEmpty, let base = bytes.baseAddress else { return }
        var (a, b, c, d) = lanes
        var offset = range.lowerBound
        while offset < range.upperBound {
            // SAFETY: offset + 32 <= range.upperBound, by the multiple of 32.
            a = unsafe round(a, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            b = unsafe round(b, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)))
            c = unsafe round(c, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)))
            d = unsafe round(d, UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + 24, as: UInt64.self)))
            offset += 32
        }
        lanes = (a, b, c, d)
    }

    @inline(__always) private static func round(_ accumulator: UInt64, _ input: UInt64) -> UInt64 {
        rotate(accumulator &+ input &* prime2, 31) &* prime1
    }

    @inline(__always) private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 {
        value &<< bits | value &>> (64 &- bits)
    }

    private static func avalanche(_ value: UInt64) -> UInt64 {
        var hash = value
        hash = (hash ^ hash >> 33) &* prime2
        hash = (hash ^ hash >> 29) &* prime3
        return hash ^ hash >> 32
    }
}
