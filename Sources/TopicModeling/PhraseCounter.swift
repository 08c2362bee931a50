/// Counts phrases by key: occurrences, documents, and where each was first seen.
struct PhraseCounter: Sendable {
    struct Count: BitwiseCopyable, Sendable {
        let key: UInt64
        var occurrences: Int32 = 0
        var documents: Int32 = 0
        var lastDocument: Int32 = -1
        /// The words of the first occurrence.
        let example: PhraseExample
    }

    private(set) var counts: [Count] = []
    /// Open addressing, a power of two in size, at most half full; −1 is free.
    private var slots = [Int32](repeating: -1, count: 1024)

    /// The number of a phrase that has been counted.
    func index(of key: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] >= 0 {
            if counts[Int(slots[slot])].key == key { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Counts an occurrence and returns the phrase's number; documents come in ascending order.
    mutating func add(_ key: UInt64, _ example: PhraseExample) -> Int {
        let index = insert(key, example)
        counts[index].occurrences += 1
        if counts[index].lastDocument != example.document {
            counts[index].lastDocument = example.document
            counts[index].documents += 1
        }
        return index
    }

    /// Adds what another counter found in later documents, and returns the number here of each of its phrases.
    mutating func add(_ other: PhraseCounter) -> [Int32] {
        other.counts.map { count in
            let index = insert(count.key, count.example)
            counts[index].occurrences += count.occurrences
            counts[index].documents += count.documents
            return Int32(index)
        }
    }

    /// Keeps a phrase with what is known of it.
    mutating func keep(_ count: Count) {
        let index = insert(count.key, count.example)
        counts[index].occurrences += count.occurrences
        counts[index].documents += count.documents
    }

    private mutating func insert(_ key: UInt64, _ example: PhraseExample) -> Int {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] >= 0 {
            if counts[Int(slots[slot])].key == key { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(counts.count)
        counts.append(Count(key: key, example: example))
        if counts.count * 2 > slots.count { grow() }
        return counts.count - 1
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (index, count) in counts.enumerated() {
            var slot = Int(truncatingIfNeeded: count.key) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }
}

/// An occurrence of a phrase: words of a document.
struct PhraseExample: BitwiseCopyable, Sendable {
    let document: Int32
    let start: Int32
    let end: Int32

    var range: Range<Int> { Int(start)..<Int(end) }
}
