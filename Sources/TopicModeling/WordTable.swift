/// Words by number: each distinct sequence of bytes gets the next free one.
struct WordTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var hashes: [UInt64] = []
    /// Open addressing, a power of two in size, at most half full; −1 is free.
    private var slots = [Int32](repeating: -1, count: 1024)

    var count: Int { ends.count }

    /// The number of a word, a new one if it is new.
    mutating func number(of word: Span<UInt8>) -> UInt32 {
        let hash = Self.hash(word)
        let slot = slot(of: word, hash)
        if slots[slot] >= 0 { return UInt32(slots[slot]) }
        slots[slot] = Int32(ends.count)
        for index in 0..<word.count { bytes.append(word[index]) }
        ends.append(bytes.count)
        hashes.append(hash)
        if ends.count * 2 > slots.count { grow() }
        return UInt32(ends.count - 1)
    }

    /// The number of a word that has one.
    func number(of word: String) -> UInt32? {
        let span = word.utf8.span
        let found = slots[slot(of: span, Self.hash(span))]
        return found >= 0 ? UInt32(found) : nil
    }

    private static func hash(_ word: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<word.count { hash = (hash ^ UInt64(word[index])) &* 0x0000_0100_0000_01B3 }
        return hash ^ hash >> 29
    }

    /// The slot of a word, or the free one where it would be.
    private func slot(of word: Span<UInt8>, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let candidate = Int(slots[slot])
            if hashes[candidate] == hash, matches(candidate, word) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    /// The bytes of a word, as a slice.
    subscript(number: Int) -> ArraySlice<UInt8> {
        bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    /// The numbers that this table gives the words of another, by their numbers there.
    mutating func merge(_ other: WordTable) -> [UInt32] {
        (0..<other.count).map { index in
            let range = (index == 0 ? 0 : other.ends[index - 1])..<other.ends[index]
            return number(of: other.bytes.span.extracting(range))
        }
    }

    private func matches(_ number: Int, _ word: Span<UInt8>) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == word.count else { return false }
        for index in 0..<word.count where bytes[start + index] != word[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }
}
