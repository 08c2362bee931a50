/// The documents of some phrases, among those that count.
struct PhrasePostings: Sendable {
    /// The documents that count, ascending.
    let pile: [Int]
    private let lists: [Int: [Int32]]

    init(of phrases: Set<Int>, in pile: [Int], _ table: PhraseTable) {
        var slots = [Int32](repeating: -1, count: table.phrases.count)
        let wanted = phrases.sorted()
        for (slot, phrase) in wanted.enumerated() { slots[phrase] = Int32(slot) }
        // All in one list, slot after slot.
        var ends = [Int](repeating: 0, count: wanted.count + 1)
        for document in pile {
            for phrase in table.byDocument[document] where slots[Int(phrase)] >= 0 {
                ends[Int(slots[Int(phrase)]) + 1] += 1
            }
        }
        for slot in wanted.indices { ends[slot + 1] += ends[slot] }
        let starts = ends
        var places = [Int32](repeating: 0, count: starts[wanted.count])
        for (place, document) in pile.enumerated() {
            for phrase in table.byDocument[document] where slots[Int(phrase)] >= 0 {
                places[ends[Int(slots[Int(phrase)])]] = Int32(place)
                ends[Int(slots[Int(phrase)])] += 1
            }
        }
        lists = Dictionary(
            uniqueKeysWithValues: wanted.enumerated().map { slot, phrase in
                (phrase, Array(places[starts[slot]..<starts[slot + 1]]))
            })
        self.pile = pile
    }

    /// The places of a phrase's documents in ``pile``, ascending; none for a phrase that was not asked for.
    subscript(phrase: Int) -> [Int32] { lists[phrase] ?? [] }
}
