import SystemSupport

/// Words by number: each distinct sequence of bytes gets the next free one.
struct WordTable: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// Open addressing, a power of two in size, at most half full.
    private var slots = [Slot](repeating: Slot(), count: 1024)
    /// Of a hash, which leaves as many of its highest bits as number the slots.
    private var shift: UInt32 = 22

    /// A place for a word, with enough of it to tell nearly all others apart without a look elsewhere.
    private struct Slot: BitwiseCopyable {
        /// The first eight bytes, with zeros behind a shorter word, which has none itself: most words are no longer.
        var head: UInt64 = 0
        var hash: UInt32 = 0
        /// −1 is free.
        var number: Int32 = -1
    }

    var count: Int { ends.count }

    /// The number of a word, a new one if it is new.
    mutating func number(of word: Span<UInt8>) -> UInt32 {
        let head = Self.head(of: word)
        let hash = Self.hash(word, head)
        let slot = slot(of: word, head, hash)
        if slots[slot].number >= 0 { return UInt32(slots[slot].number) }
        slots[slot] = Slot(head: head, hash: hash, number: Int32(ends.count))
        for index in 0..<word.count { bytes.append(word[index]) }
        ends.append(bytes.count)
        if ends.count * 2 > slots.count { grow() }
        return UInt32(ends.count - 1)
    }

    /// The number of a word that has one.
    func number(of word: String) -> UInt32? {
        let span = word.utf8.span
        let head = Self.head(of: span)
        let found = slots[slot(of: span, head, Self.hash(span, head))].number
        return found >= 0 ? UInt32(found) : nil
    }

    private static func head(of word: Span<UInt8>) -> UInt64 {
        if word.count >= 8 { return word.eightBytes(at: 0) }
        var head: UInt64 = 0
        for index in 0..<word.count { head |= UInt64(word[index]) << UInt64(8 * index) }
        return head
    }

    /// The last bit tells words of more than eight bytes from others.
    private static func hash(_ word: Span<UInt8>, _ head: UInt64) -> UInt32 {
        var hash = (head ^ UInt64(word.count)) &* 0x9E37_79B9_7F4A_7C15
        var index = 8
        while index < word.count {
            hash = (hash ^ hash >> 32 ^ UInt64(word[index])) &* 0x9E37_79B9_7F4A_7C15
            index += 1
        }
        return UInt32(truncatingIfNeeded: hash >> 32) & ~1 | (word.count > 8 ? 1 : 0)
    }

    /// The slot of a word, or the free one where it would be.
    private func slot(of word: Span<UInt8>, _ head: UInt64, _ hash: UInt32) -> Int {
        let slots = slots.span
        var place = Int(hash >> shift)
        while slots[place].number >= 0 {
            if slots[place].head == head, slots[place].hash == hash,
                word.count <= 8 || matches(Int(slots[place].number), word)
            {
                break
            }
            place = (place + 1) & (slots.count - 1)
        }
        return place
    }

    /// The bytes of a word, as a slice.
    subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

    private func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    /// The numbers that this table gives the words of another, by their numbers there.
    mutating func merge(_ other: WordTable) -> [UInt32] {
        (0..<other.count).map { index in
            number(of: other.bytes.span.extracting(other.range(of: index)))
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
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        shift -= 1
        for slot in old where slot.number >= 0 {
            var place = Int(slot.hash >> shift)
            while slots[place].number >= 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = slot
        }
    }
}
