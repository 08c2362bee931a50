/// A column of UTF-8 texts: all their bytes in a row, and where each begins.
///
/// Text `i` is `bytes[offsets[i]..<offsets[i + 1]]`; for `["ab", "", "c"]` the bytes are `abc`, the offsets 0 2 2 3.
public struct TextColumn: Sendable {
    /// The bytes of all texts, one after the other.
    public let bytes: any ElementStorage<UInt8>
    /// `count + 1` ascending positions in `bytes`, the first 0.
    public let offsets: any ElementStorage<UInt64>

    /// Wraps stored bytes and offsets.
    ///
    /// - Returns: `nil` when the offsets do not ascend from 0 to at most the number of bytes: the storage is damaged.
    /// - Complexity: O(texts).
    public init?(bytes: any ElementStorage<UInt8>, offsets: any ElementStorage<UInt64>) {
        let end = UInt64(bytes.count)
        let isSound = offsets.withSpan { offsets in
            guard offsets.count > 0, offsets[0] == 0 else { return false }
            var last: UInt64 = 0
            for index in offsets.indices {
                guard offsets[index] >= last, offsets[index] <= end else { return false }
                last = offsets[index]
            }
            return true
        }
        guard isSound else { return nil }
        self.bytes = bytes
        self.offsets = offsets
    }

    /// A column in memory.
    public init(_ texts: some Sequence<some StringProtocol>) {
        var bytes: [UInt8] = []
        var offsets: [UInt64] = [0]
        for text in texts {
            bytes.append(contentsOf: text.utf8)
            offsets.append(UInt64(bytes.count))
        }
        self.bytes = bytes
        self.offsets = offsets
    }

    /// A column in memory of texts that are bytes already.
    public init(_ texts: [[UInt8]]) {
        var bytes: [UInt8] = []
        var offsets: [UInt64] = [0]
        bytes.reserveCapacity(texts.reduce(0) { $0 + $1.count })
        for text in texts {
            bytes.append(contentsOf: text)
            offsets.append(UInt64(bytes.count))
        }
        self.bytes = bytes
        self.offsets = offsets
    }

    /// The number of texts.
    public var count: Int { offsets.count - 1 }

    /// Calls `body` with the bytes of text `index`.
    public func withBytes<R, Failure: Error>(
        _ index: Int, _ body: (Span<UInt8>) throws(Failure) -> R
    ) throws(Failure) -> R {
        let range = offsets.withSpan { Int($0[index])..<Int($0[index + 1]) }
        return try bytes.withSpan { bytes throws(Failure) in try body(bytes.extracting(range)) }
    }

    /// Text `index`; bytes that are no UTF-8 are repaired.
    public func text(_ index: Int) -> String {
        withBytes(index) { String(decoding: [UInt8]($0), as: UTF8.self) }
    }

    /// Every text, in order.
    public var texts: [String] { (0..<count).map { text($0) } }

    /// The index of `text` in a column whose texts ascend by their bytes; `nil` when it is not there.
    ///
    /// - Complexity: O(log `count` · length).
    public func index(ofSorted text: String) -> Int? {
        let wanted = Array(text.utf8)
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let order = withBytes(middle) { compare($0, wanted.span) }
            if order == 0 { return middle }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}

/// Compares two runs of bytes: negative, zero or positive as `a` comes before, equals or comes after `b`.
public func compare(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
    let common = min(a.count, b.count)
    var index = 0
    while index < common {
        if a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
        index += 1
    }
    return a.count - b.count
}
