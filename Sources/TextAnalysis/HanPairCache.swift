/// Remembers the ID of each pair of Han characters: open addressing with linear probing, at most half full.
struct HanPairCache {
    /// What stands for the ID of a stop word.
    static let noTerm = UInt32.max

    /// Pair and ID; a pair of 0 marks a free slot.
    private var entries: [(pair: UInt64, id: UInt32)] = Array(repeating: (0, 0), count: 1 << 10)
    private var count = 0

    /// The key of a pair, or of one character that stands alone.
    static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar?) -> UInt64 {
        UInt64(first.value) << 32 | UInt64(second?.value ?? 0)
    }

    /// The ID of a pair, or ``noTerm``; nil for a pair that is new.
    subscript(pair: UInt64) -> UInt32? {
        var slot = firstSlot(of: pair)
        while entries[slot].pair != 0 {
            if entries[slot].pair == pair { return entries[slot].id }
            slot = (slot + 1) & (entries.count - 1)
        }
        return nil
    }

    /// Remembers a pair that is new.
    mutating func insert(_ pair: UInt64, id: UInt32) {
        if count * 2 == entries.count { grow() }
        place((pair, id))
        count += 1
    }

    private func firstSlot(of pair: UInt64) -> Int {
        let product = pair &* 0x9E37_79B9_7F4A_7C15
        return Int(product >> 32) & (entries.count - 1)
    }

    private mutating func place(_ entry: (pair: UInt64, id: UInt32)) {
        var slot = firstSlot(of: entry.pair)
        while entries[slot].pair != 0 { slot = (slot + 1) & (entries.count - 1) }
        entries[slot] = entry
    }

    private mutating func grow() {
        let old = entries
        entries = Array(repeating: (0, 0), count: old.count * 2)
        for entry in old where entry.pair != 0 { place(entry) }
    }
}
