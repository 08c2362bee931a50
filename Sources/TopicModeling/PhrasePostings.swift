/// The documents of some phrases, among those that count.
struct PhrasePostings: Sendable {
    /// The documents that count, ascending.
    let pile: [Int]
    private let lists: [Int: [Int32]]

    init(of phrases: Set<Int>, in pile: [Int], _ table: PhraseTable) {
        var slots = [Int32](repeating: -1, count: table.phrases.count)
        let wanted = phrases.sorted()
        for (slot, phrase) in wanted.enumerated() { slots[phrase] = Int32(slot) }
        var lists = [[Int32]](repeating: [], count: wanted.count)
        for (place, document) in pile.enumerated() {
            for phrase in table.byDocument[document] where slots[Int(phrase)] >= 0 {
                lists[Int(slots[Int(phrase)])].append(Int32(place))
            }
        }
        self.lists = Dictionary(uniqueKeysWithValues: zip(wanted, lists))
        self.pile = pile
    }

    /// The places of a phrase's documents in ``pile``, ascending; none for a phrase that was not asked for.
    subscript(phrase: Int) -> [Int32] { lists[phrase] ?? [] }
}
