import SystemSupport

/// Some documents while their phrases are being counted.
struct PhraseBlock: Sendable {
    private let documents: Range<Int>
    private let texts: [PhraseUnits]
    /// For each unit of each document, the lengths of the frequent phrases that begin there: length n is bit n − 1.
    private var lengths: [[UInt8]]
    private var found: [[PhrasePlace]]
    /// Phrases with a hyphen that are rare written so, and may be frequent written otherwise.
    private var pending: [Pending] = []

    private struct Pending {
        let document: Int
        let key: UInt64
        let words: Range<Int>
    }

    /// What one round finds in a block: phrases of one length, by the number that a counter gives them, and where they are.
    struct Round: Sendable {
        /// Phrases are divided among counters by their key, so that the counters of many blocks can be merged by many
        /// threads.
        fileprivate(set) var counters = [PhraseCounter](repeating: PhraseCounter(), count: shards)
        fileprivate var places: [Place] = []

        static let shards = 16
        static func shard(_ key: UInt64) -> Int { Int(key >> 60) }
    }

    fileprivate struct Place: BitwiseCopyable {
        let document: Int32
        /// The first unit, and its words.
        let first: Int32
        let start: Int32
        let end: Int32
        let shard: Int32
        let phrase: Int32
    }

    init(_ documents: Range<Int>, _ pile: TokenizedPile) {
        self.documents = documents
        texts = documents.map { PhraseUnits(pile.documents[$0], pile.lexicon) }
        lengths = texts.map { [UInt8](repeating: 0, count: $0.units.count) }
        found = [[PhrasePlace]](repeating: [], count: documents.count)
    }

    func text(_ document: Int) -> PhraseUnits { texts[document - documents.lowerBound] }

    /// Counts the phrases of a number of units whose parts of one unit less are frequent.
    func count(units: Int) -> Round {
        var round = Round()
        for document in documents {
            let (text, lengths) = (texts[document - documents.lowerBound], lengths[document - documents.lowerBound])
            for first in text.units.indices where units == 1 || lengths[first] != 0 {
                guard let range = text.phrase(from: first, count: units),
                    units == 1 || Self.hasFrequentParts(text, lengths, from: first, count: units)
                else { continue }
                let key = text.key(range)
                let shard = Round.shard(key)
                let example = PhraseExample(
                    document: Int32(document), start: Int32(range.lowerBound), end: Int32(range.upperBound))
                let phrase = round.counters[shard].add(key, example)
                round.places.append(
                    Place(
                        document: Int32(document), first: Int32(first), start: example.start, end: example.end,
                        shard: Int32(shard), phrase: Int32(phrase)))
            }
        }
        return round
    }

    /// Whether the phrase without its last and that without its first unit are frequent; units that cannot stand at an edge
    /// go with those beside them.
    private static func hasFrequentParts(_ text: PhraseUnits, _ lengths: [UInt8], from first: Int, count: Int) -> Bool {
        var last = first + count - 2
        while last >= first, !text.units[last].isEdge { last -= 1 }
        guard last >= first, lengths[first] >> UInt8(last - first) & 1 == 1 else { return false }
        let end = first + count
        var next = first + 1
        while next < end, !text.units[next].isEdge { next += 1 }
        return next < end && lengths[next] >> UInt8(end - next - 1) & 1 == 1
    }

    /// Notes where the phrases of a round stand that turned out frequent.
    ///
    /// - Parameter names: The phrase of each number of each counter; −1 for none.
    mutating func take(_ round: Round, _ names: [[Int32]], units: Int) {
        for place in round.places {
            let index = Int(place.document) - documents.lowerBound
            let words = Int(place.start)..<Int(place.end)
            let phrase = names[Int(place.shard)][Int(place.phrase)]
            if phrase >= 0 {
                lengths[index][Int(place.first)] |= 1 << UInt8(units - 1)
                found[index].append(PhrasePlace(phrase: phrase, words: words))
            } else if words.count > units {
                let key = round.counters[Int(place.shard)].counts[Int(place.phrase)].key
                pending.append(Pending(document: index, key: key, words: words))
            }
        }
    }

    /// Where the phrases stand, by document, in reading order.
    func places(_ phrases: PhraseCounter) -> [[PhrasePlace]] {
        var all = found
        for item in pending {
            if let phrase = phrases.index(of: item.key) {
                all[item.document].append(PhrasePlace(phrase: Int32(phrase), words: item.words))
            }
        }
        return all.map { $0.sorted { ($0.start, $0.phrase) < ($1.start, $1.phrase) } }
    }
}

/// The counts of all blocks together.
struct MergedCounts: Sendable {
    /// By shard.
    private let counters: [PhraseCounter]
    /// By shard, then by block: the number here of each of the block's phrases.
    private let numbers: [[[Int32]]]

    init(_ rounds: [PhraseBlock.Round], threads: Int) {
        let merged = parallelMap(count: PhraseBlock.Round.shards, threads: threads) { shard in
            var counter = PhraseCounter()
            let numbers = rounds.map { counter.add($0.counters[shard]) }
            return (counter: counter, numbers: numbers)
        }
        counters = merged.map(\.counter)
        numbers = merged.map(\.numbers)
    }

    /// The phrases that enough documents have.
    func counts(atLeast minimum: Int) -> [PhraseCounter.Count] {
        counters.flatMap { $0.counts.filter { $0.documents >= minimum } }
    }

    /// For each block and shard, the phrase of each number of the block's counter; −1 for one that is not known.
    func names(in phrases: PhraseCounter, threads: Int) -> [[[Int32]]] {
        let known = parallelMap(count: counters.count, threads: threads) { shard in
            counters[shard].counts.map { Int32(phrases.index(of: $0.key) ?? -1) }
        }
        let blocks = numbers.first?.count ?? 0
        return parallelMap(count: blocks, threads: threads) { block in
            numbers.indices.map { shard in numbers[shard][block].map { known[shard][Int($0)] } }
        }
    }
}
