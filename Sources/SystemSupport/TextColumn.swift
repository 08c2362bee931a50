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

    /// A column in memory whose texts are made by several threads.
    ///
    /// - Parameter append: Appends the bytes of the text of that index.
    public init(count: Int, threads: Int, _ append: @Sendable (Int, inout [UInt8]) -> Void) {
        let blockSize = 512
        let blocks = parallelMap(count: (count + blockSize - 1) / blockSize, threads: threads) { block in
            var bytes: [UInt8] = []
            var ends: [Int] = []
            for index in block * blockSize..<min((block + 1) * blockSize, count) {
                append(index, &bytes)
                ends.append(bytes.count)
            }
            return (bytes: bytes, ends: ends)
        }
        var bytes: [UInt8] = []
        var offsets: [UInt64] = [0]
        bytes.reserveCapacity(blocks.reduce(0) { $0 + $1.bytes.count })
        offsets.reserveCapacity(count + 1)
        for block in blocks {
            for end in block.ends { offsets.append(UInt64(bytes.count + end)) }
            bytes.append(contentsOf: block.bytes)
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
        let wanted = text.utf8.span
        return bytes.withSpan { bytes in
            offsets.withSpan { offsets in
                var low = 0
                var high = offsets.count - 1
                while low < high {
                    let middle = (low + high) / 2
                    let order = compare(bytes.extracting(Int(offsets[middle])..<Int(offsets[middle + 1])), wanted)
                    if order == 0 { return middle }
                    if order < 0 { low = middle + 1 } else { high = middle }
                }
                return nil
            }
        }
    }

    /// How many texts of a column whose texts ascend by their bytes begin with a byte below `first`, or are empty.
    ///
    /// - Complexity: O(log `count`).
    public func count(sortedBefore first: UInt8) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if withBytes(middle, { $0.count == 0 || $0[0] < first }) { low = middle + 1 } else { high = middle }
        }
        return low
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
