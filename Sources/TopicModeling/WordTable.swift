import SystemSupport

/// Words by number: each distinct sequence of bytes gets the next free one.
struct WordTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// The first eight bytes of each word, with zeros behind shorter ones: most words are no longer.
    private var heads: [UInt64] = []
    private var hashes: [UInt64] = []
    /// Open addressing, a power of two in size, at most half full; −1 is free.
    private var slots = [Int32](repeating: -1, count: 1024)

    var count: Int { ends.count }

    /// The number of a word, a new one if it is new.
    mutating func number(of word: Span<UInt8>) -> UInt32 {
        number(of: word, Self.head(of: word))
    }

    private mutating func number(of word: Span<UInt8>, _ head: UInt64) -> UInt32 {
        let hash = Self.hash(word, head)
        let slot = slot(of: word, head, hash)
        if slots[slot] >= 0 { return UInt32(slots[slot]) }
        slots[slot] = Int32(ends.count)
        for index in 0..<word.count { bytes.append(word[index]) }
        ends.append(bytes.count)
        heads.append(head)
        hashes.append(hash)
        if ends.count * 2 > slots.count { grow() }
        return UInt32(ends.count - 1)
    }

    /// The number of a word that has one.
    func number(of word: String) -> UInt32? {
        let span = word.utf8.span
        let head = Self.head(of: span)
        let found = slots[slot(of: span, head, Self.hash(span, head))]
        return found >= 0 ? UInt32(found) : nil
    }

    private static func head(of word: Span<UInt8>) -> UInt64 {
        if word.count >= 8 { return word.eightBytes(at: 0) }
        var head: UInt64 = 0
        for index in 0..<word.count { head |= UInt64(word[index]) << UInt64(8 * index) }
        return head
    }

    private static func hash(_ word: Span<UInt8>, _ head: UInt64) -> UInt64 {
        var hash = (head ^ UInt64(word.count)) &* 0x9E37_79B9_7F4A_7C15
        var index = 8
        while index < word.count {
            hash = (hash ^ hash >> 32 ^ UInt64(word[index])) &* 0x9E37_79B9_7F4A_7C15
            index += 1
        }
        return hash ^ hash >> 32
    }

    /// The slot of a word, or the free one where it would be.
    private func slot(of word: Span<UInt8>, _ head: UInt64, _ hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let candidate = Int(slots[slot])
            if heads[candidate] == head, hashes[candidate] == hash, matches(candidate, word) { break }
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }

    /// The bytes of a word, as a slice.
    subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

    private func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    /// The numbers that this table gives the words of another, by their numbers there.
    mutating func merge(_ other: WordTable) -> [UInt32] {
        (0..<other.count).map { index in
            number(of: other.bytes.span.extracting(other.range(of: index)), other.heads[index])
        }
    }

    /// Whether a word whose first eight bytes are those of another is the same.
    private func matches(_ number: Int, _ word: Span<UInt8>) -> Bool {
        let range = range(of: number)
        guard range.count == word.count else { return false }
        var index = 8
        while index < word.count {
            if bytes[range.lowerBound + index] != word[index] { return false }
            index += 1
        }
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
