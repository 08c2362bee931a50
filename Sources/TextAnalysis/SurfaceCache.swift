/// Remembers what each distinct stretch of text gave: its bytes to the IDs of its terms.
///
/// Entries lie in the order in which they came, so that the frequent ones share few memory pages. A table of slots
/// (open addressing, linear probing, at most half full) says where each entry is; a tag of the hash in the slot keeps
/// most look-ups from touching a wrong entry. A key of up to 16 bytes is compared in two machine words; the bytes of
/// longer ones lie in one array. When the cache has its largest number of entries it is emptied, so that formulas,
/// which seldom come twice, cannot fill the memory.
struct SurfaceCache {
    /// The bytes of a stretch of text, shifted into two words: the last 16 of them.
    struct Key: Equatable {
        var low: UInt64 = 0
        var high: UInt64 = 0

        @inline(__always)
        mutating func append(_ byte: UInt8) {
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }

        /// Appends the first `count` of eight bytes, the first in the lowest bits.
        @inline(__always)
        mutating func append(_ bytes: UInt64, count: Int) {
            let bits = UInt64(8 * count)
            high = high << bits | low >> (64 - bits)
            low = low << bits | bytes.byteSwapped >> (64 - bits)
        }
    }

    /// A stretch of a text, as the cache knows it: at most ``longestKey`` bytes.
    struct Probe {
        fileprivate let key: Key
        fileprivate let hash: UInt64
        let start: Int
        fileprivate let length: Int

        var end: Int { start + length }

        /// A probe of nothing, to fill a batch.
        init() {
            (key, hash, start, length) = (Key(), 0, 0, 0)
        }

        @inline(__always)
        init(_ key: Key, of text: Span<UInt8>, _ start: Int, _ end: Int) {
            self.key = key
            self.start = start
            length = end - start
            var tail: UInt64 = 0
            if length > longestWordKey {
                for index in start..<(end - longestWordKey) { tail = mixed(tail, UInt64(text[index])) }
            }
            hash = mixed(key.low ^ tail, key.high ^ UInt64(length))
        }
    }

    /// 32 bytes, two to a line of the memory caches: why the hash is not kept.
    private struct Entry {
        let key: Key
        /// Where the IDs are; the ID itself if there is one.
        var ids: UInt32 = 0
        /// Where the bytes of a long key are.
        var bytes: UInt32 = 0
        let length: UInt16
        let idCount: UInt16
    }

    /// Longer stretches are not remembered.
    static let longestKey = 255
    private static let longestWordKey = 16
    /// A slot is an entry's index plus one in its lower bits and a tag in its upper ones; 0 is free.
    private static let indexBits: UInt32 = 19
    private static let indexMask: UInt32 = 1 << indexBits - 1

    private var slots: [UInt32]
    private var entries: [Entry] = []
    private let largestCount: Int
    private var longKeys: [UInt8] = []
    private var idLists: [UInt32] = []

    /// A cache that is emptied at `largestCount` entries; more than half a million do not fit, and take some 30 MB.
    init(largestCount: Int = .max) {
        self.largestCount = min(largestCount, Int(Self.indexMask) - 1)
        slots = Array(repeating: 0, count: 1 << 12)
    }

    /// What is remembered of a stretch: the ID of its only term, or where its IDs are.
    struct Found {
        /// The ID if `count` is 1; of no meaning if it is 0.
        let ids: UInt32
        let count: Int
    }

    /// The entry that the first slot of a probe points to: where ``find(_:in:startingAt:)`` had best look first.
    @inline(__always)
    func candidate(_ probe: Probe) -> Int {
        Int(slots[firstSlot(of: probe.hash)] & Self.indexMask) - 1
    }

    /// What is remembered of a stretch of `text`; nil if nothing is.
    ///
    /// A candidate is but a hint: one from before the cache changed does no harm.
    @inline(__always)
    func find(_ probe: Probe, in text: Span<UInt8>, startingAt candidate: Int) -> Found? {
        if entries.indices.contains(candidate), entries[candidate].key == probe.key,
            Int(entries[candidate].length) == probe.length, probe.length <= Self.longestWordKey
        {
            return Found(ids: entries[candidate].ids, count: Int(entries[candidate].idCount))
        }
        return find(probe, in: text)
    }

    /// What is remembered of a stretch of `text`; nil if nothing is.
    func find(_ probe: Probe, in text: Span<UInt8>) -> Found? {
        let tag = Self.tag(of: probe.hash)
        var slot = firstSlot(of: probe.hash)
        while slots[slot] != 0 {
            if slots[slot] & ~Self.indexMask == tag {
                let index = Int(slots[slot] & Self.indexMask) - 1
                if entries[index].key == probe.key, Int(entries[index].length) == probe.length,
                    probe.length <= Self.longestWordKey || isLongKey(entries[index], equalTo: text, probe.start)
                {
                    return Found(ids: entries[index].ids, count: Int(entries[index].idCount))
                }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The IDs of a stretch of several terms.
    func ids(of found: Found) -> ArraySlice<UInt32> {
        idLists[Int(found.ids)..<(Int(found.ids) + found.count)]
    }

    /// Remembers the IDs of the terms of a stretch of `text`, which must not be remembered yet.
    mutating func insert(_ probe: Probe, of text: Span<UInt8>, ids: Span<UInt32>) {
        emptyIfFull()
        if ids.count == 1 {
            insert(probe, of: text, ids: ids[0], count: 1)
        } else {
            insert(probe, of: text, ids: UInt32(idLists.count), count: ids.count)
            for index in ids.indices { idLists.append(ids[index]) }
        }
    }

    /// Remembers the ID of the only term of a stretch of `text`, or that there is none.
    mutating func insert(_ probe: Probe, of text: Span<UInt8>, id: UInt32?) {
        emptyIfFull()
        insert(probe, of: text, ids: id ?? 0, count: id == nil ? 0 : 1)
    }

    private mutating func insert(_ probe: Probe, of text: Span<UInt8>, ids: UInt32, count: Int) {
        if entries.count * 2 == slots.count { grow() }
        var entry = Entry(
            key: probe.key, ids: ids, length: UInt16(probe.length), idCount: UInt16(count))
        if probe.length > Self.longestWordKey {
            entry.bytes = UInt32(longKeys.count)
            for index in probe.start..<(probe.start + probe.length) { longKeys.append(text[index]) }
        }
        entries.append(entry)
        place(probe.hash, index: entries.count - 1)
    }

    private func isLongKey(_ entry: Entry, equalTo text: Span<UInt8>, _ start: Int) -> Bool {
        for index in 0..<Int(entry.length) where longKeys[Int(entry.bytes) + index] != text[start + index] {
            return false
        }
        return true
    }

    private func firstSlot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

    private static func tag(of hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) & ~indexMask }

    /// A product of two words, folded, as in Wang Yi's wyhash.
    private static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xD1B5_4A32_D192_ED03)
        return product.high ^ product.low
    }

    private mutating func place(_ hash: UInt64, index: Int) {
        var slot = firstSlot(of: hash)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Self.tag(of: hash) | UInt32(index + 1)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (index, entry) in entries.enumerated() {
            let isLong = entry.length > Self.longestWordKey
            let start = isLong ? Int(entry.bytes) : 0
            let probe = Probe(entry.key, of: longKeys.span, start, start + Int(entry.length))
            place(probe.hash, index: index)
        }
    }

    private mutating func emptyIfFull() {
        guard entries.count >= largestCount else { return }
        for slot in slots.indices { slots[slot] = 0 }
        entries.removeAll(keepingCapacity: true)
        longKeys.removeAll(keepingCapacity: true)
        idLists.removeAll(keepingCapacity: true)
    }
}
