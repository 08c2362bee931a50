import SystemSupport

/// Some documents while their phrases are being counted.
struct PhraseBlock: Sendable {
    private let documents: Range<Int>
    private let texts: [PhraseUnits]
    /// Where the units of each document begin among those of all.
    private let starts: [Int]
    private let hasHan: Bool
    /// For each unit, the lengths of the frequent phrases that begin there: length n is bit n − 1.
    private var lengths: [UInt8]
    /// What each round found.
    private var found: [Found] = []

    /// What was found in a round.
    struct Found: Sendable {
        fileprivate var lengths: [UInt8]
        /// In the order of the documents.
        fileprivate var places: [(document: Int32, place: PhrasePlace)] = []
        /// Phrases with a hyphen that are rare written so, and may be frequent written otherwise.
        fileprivate var pending: [Pending] = []
    }

    fileprivate struct Pending {
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

        fileprivate mutating func add(_ key: UInt64, _ unit: Int, _ words: Range<Int>, of document: Int) {
            let shard = Self.shard(key)
            let example = PhraseExample(
                document: Int32(document), start: Int32(words.lowerBound), end: Int32(words.upperBound))
            let phrase = counters[shard].add(key, example)
            places.append(
                Place(
                    document: example.document, unit: Int32(unit), start: example.start, end: example.end,
                    shard: Int32(shard), phrase: Int32(phrase)))
        }

        static let shards = 16
        static func shard(_ key: UInt64) -> Int { Int(key >> 60) }
    }

    fileprivate struct Place: BitwiseCopyable {
        let document: Int32
        /// The first unit among those of all documents, and the words.
        let unit: Int32
        let start: Int32
        let end: Int32
        let shard: Int32
        let phrase: Int32
    }

    init(_ documents: Range<Int>, _ pile: TokenizedPile) {
        self.documents = documents
        texts = documents.map { PhraseUnits(pile.documents[$0], pile.lexicon) }
        var starts: [Int] = []
        var units = 0
        for text in texts {
            starts.append(units)
            units += text.units.count
        }
        self.starts = starts
        hasHan = texts.contains { $0.units.contains(where: \.isHan) }
        lengths = [UInt8](repeating: 0, count: units)
    }

    func text(_ document: Int) -> PhraseUnits { texts[document - documents.lowerBound] }

    /// Counts the phrases of a number of units whose parts of one unit less are frequent.
    func count(units: Int) -> Round {
        var round = Round()
        guard units <= PhraseUnits.mostUnits || hasHan else { return round }
        var phrases: [(key: UInt64, unit: Int, words: Range<Int>)] = []
        for (index, document) in documents.enumerated() {
            let text = texts[index]
            let lengths = lengths.span.extracting(starts[index]..<starts[index] + text.units.count)
            phrases.removeAll(keepingCapacity: true)
            for first in text.units.indices {
                guard units == 1 || Self.hasFrequentParts(text.units.span, lengths, from: first, count: units),
                    let words = text.phrase(from: first, count: units)
                else { continue }
                phrases.append((text.key(words), starts[index] + first, words))
            }
            // Apart from the loop above, so that the processor looks up several at a time.
            for phrase in phrases { round.add(phrase.key, phrase.unit, phrase.words, of: document) }
        }
        return round
    }

    /// Whether the phrase without its last and that without its first unit are frequent; units that cannot stand at an edge
    /// go with those beside them.
    private static func hasFrequentParts(
        _ units: Span<PhraseUnits.Unit>, _ lengths: Span<UInt8>, from first: Int, count: Int
    ) -> Bool {
        let end = first + count
        guard lengths[first] != 0, end <= units.count else { return false }
        var last = end - 2
        while last >= first, !units[last].isEdge { last -= 1 }
        guard last >= first, lengths[first] >> UInt8(last - first) & 1 == 1 else { return false }
        var next = first + 1
        while next < end, !units[next].isEdge { next += 1 }
        return next < end && lengths[next] >> UInt8(end - next - 1) & 1 == 1
    }

    /// Where the phrases of a round stand that turned out frequent.
    ///
    /// - Parameter names: The phrase of each number of each counter; −1 for none.
    func found(in round: Round, _ names: [[Int32]], units: Int) -> Found {
        var found = Found(lengths: lengths)
        for place in round.places {
            let words = Int(place.start)..<Int(place.end)
            let phrase = names[Int(place.shard)][Int(place.phrase)]
            if phrase >= 0 {
                found.lengths[Int(place.unit)] |= 1 << UInt8(units - 1)
                found.places.append((place.document, PhrasePlace(phrase: phrase, words: words)))
            } else if words.count > units {
                let key = round.counters[Int(place.shard)].counts[Int(place.phrase)].key
                found.pending.append(Pending(document: Int(place.document), key: key, words: words))
            }
        }
        return found
    }

    /// Notes what was found in a round.
    mutating func take(_ found: Found) {
        lengths = found.lengths
        self.found.append(found)
    }

    /// Where the phrases stand, by document, in reading order.
    func places(_ phrases: PhraseCounter) -> [[PhrasePlace]] {
        var counts = [Int](repeating: 0, count: documents.count)
        for round in found { for item in round.places { counts[Int(item.document) - documents.lowerBound] += 1 } }
        var all = counts.map { count in
            var places: [PhrasePlace] = []
            places.reserveCapacity(count)
            return places
        }
        for round in found {
            for item in round.places { all[Int(item.document) - documents.lowerBound].append(item.place) }
        }
        for item in found.flatMap(\.pending) {
            if let phrase = phrases.index(of: item.key) {
                all[item.document - documents.lowerBound].append(
                    PhrasePlace(phrase: Int32(phrase), words: item.words))
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
