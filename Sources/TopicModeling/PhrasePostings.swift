/// The documents of some phrases.
struct PhrasePostings: Sendable {
    private let documents: [Int: [Int32]]
    /// The number of documents in the pile.
    let total: Int

    init(of phrases: Set<Int>, _ table: PhraseTable) {
        var places = [Int32](repeating: -1, count: table.phrases.count)
        let wanted = phrases.sorted()
        for (place, phrase) in wanted.enumerated() { places[phrase] = Int32(place) }
        var lists = [[Int32]](repeating: [], count: wanted.count)
        for (document, list) in table.byDocument.enumerated() {
            for phrase in list where places[Int(phrase)] >= 0 {
                lists[Int(places[Int(phrase)])].append(Int32(document))
            }
        }
        documents = Dictionary(uniqueKeysWithValues: zip(wanted, lists))
        total = table.byDocument.count
    }

    /// Ascending; none for a phrase that was not asked for.
    subscript(phrase: Int) -> [Int32] { documents[phrase] ?? [] }
}
