import SystemSupport

/// The phrases of a pile that enough papers use, and which papers use them.
struct PhraseTable: Sendable {
    struct Phrase: Sendable {
        let key: UInt64
        let example: PhraseExample
        let isHan: Bool
        /// Words or Han characters.
        let length: Int
        /// Words, where a hyphenated one counts once.
        let units: Int
        let occurrences: Int
        /// Papers that use it.
        var documents: Int
        /// The share of its occurrences that are part of the same longer phrase: near 1, it is a fragment.
        var extended: Double = 0
        /// The share of its occurrences among those of the phrase without its first, and without its last unit.
        var shareOfTail: Double = 1
        var shareOfHead: Double = 1
    }

    private(set) var phrases: [Phrase] = []
    /// The phrases of each document, each once.
    private(set) var byDocument: [[Int32]] = []
    /// Where phrases stand, by document.
    private var places: [[PhrasePlace]] = []
    private var counter = PhraseCounter()

    private static let documentsPerBlock = 256

    /// Counts the phrases that `minimum` papers use at least.
    ///
    /// Longer phrases are counted only where both phrases of one unit less are frequent (the a-priori principle of
    /// Agrawal and Srikant 1994), so that the table stays small.
    init(_ pile: TokenizedPile, minimum: Int, threads: Int) {
        let size = Self.documentsPerBlock
        let count = pile.documents.count
        var blocks = parallelMap(count: (count + size - 1) / size, threads: threads) { block in
            PhraseBlock(block * size..<min(count, (block + 1) * size), pile)
        }
        for units in 1...PhraseUnits.mostHan {
            let rounds = parallelMap(count: blocks.count, threads: threads) { [blocks] in blocks[$0].count(units: units)
            }
            let merged = MergedCounts(rounds, threads: threads)
            for found in merged.counts(atLeast: minimum) {
                addPhrase(found, size: units, isHan: pile.isHan(found.example))
            }
            let names = merged.names(in: counter, threads: threads)
            let found = parallelMap(count: blocks.count, threads: threads) { [blocks] index in
                blocks[index].found(in: rounds[index], names[index], units: units)
            }
            for index in blocks.indices { blocks[index].take(found[index]) }
        }
        measureExtensions(blocks, threads: threads)
        places = parallelMap(count: blocks.count, threads: threads) { [blocks, counter] in
            blocks[$0].places(counter)
        }.flatMap { $0 }
        byDocument = parallelMap(count: blocks.count, threads: threads) { [places, phrases] block in
            var last = [Int32](repeating: -1, count: phrases.count)
            return (block * size..<min(count, (block + 1) * size)).map { document in
                places[document].map(\.phrase).filter { phrase in
                    defer { last[Int(phrase)] = Int32(document) }
                    return last[Int(phrase)] != Int32(document)
                }
            }
        }.flatMap { $0 }
        recount()
    }

    func index(of key: UInt64) -> Int? { counter.index(of: key) }

    private mutating func addPhrase(_ count: PhraseCounter.Count, size: Int, isHan: Bool) {
        // "vision-language" is one unit and "vision language" two: the same phrase, counted in two rounds.
        if let known = counter.index(of: count.key) {
            let old = phrases[known]
            phrases[known] = Phrase(
                key: old.key, example: old.example, isHan: old.isHan, length: old.length, units: max(old.units, size),
                occurrences: old.occurrences + Int(count.occurrences), documents: old.documents)
            return
        }
        counter.keep(count)
        phrases.append(
            Phrase(
                key: count.key, example: count.example, isHan: isHan, length: count.example.range.count, units: size,
                occurrences: Int(count.occurrences), documents: Int(count.documents)))
    }

    /// Compares every phrase with those of one unit less.
    private mutating func measureExtensions(_ blocks: [PhraseBlock], threads: Int) {
        let size = 4096
        let parts = parallelMap(count: (phrases.count + size - 1) / size, threads: threads) {
            [phrases, counter] block in
            phrases[block * size..<min(phrases.count, (block + 1) * size)].map { phrase in
                let document = Int(phrase.example.document)
                let keys = blocks[document / Self.documentsPerBlock].text(document).keysWithoutEdges(phrase.example)
                return (head: keys.head.flatMap(counter.index), tail: keys.tail.flatMap(counter.index))
            }
        }
        for (index, (head, tail)) in parts.joined().enumerated() {
            let occurrences = Double(phrases[index].occurrences)
            if let head {
                let share = min(1, occurrences / Double(phrases[head].occurrences))
                phrases[head].extended = max(phrases[head].extended, share)
                phrases[index].shareOfHead = share
            }
            if let tail {
                let share = min(1, occurrences / Double(phrases[tail].occurrences))
                phrases[tail].extended = max(phrases[tail].extended, share)
                phrases[index].shareOfTail = share
            }
        }
    }

    private mutating func recount() {
        for index in phrases.indices { phrases[index].documents = 0 }
        for list in byDocument {
            for index in list { phrases[Int(index)].documents += 1 }
        }
    }

    /// Counts a paper that uses an abbreviation as one that uses the phrase it stands for.
    mutating func merge(_ aliases: [Int32: Int32]) {
        guard !aliases.isEmpty else { return }
        var long = [Int32](repeating: -1, count: phrases.count)
        for (alias, phrase) in aliases { long[Int(alias)] = phrase }
        for document in byDocument.indices {
            for phrase in byDocument[document] where long[Int(phrase)] >= 0 {
                let added = long[Int(phrase)]
                if !byDocument[document].contains(added) { byDocument[document].append(added) }
            }
        }
        recount()
    }
}

extension PhraseTable {
    /// Where some phrases stand, in the first documents that use them, in reading order.
    ///
    /// - Parameter most: The documents that are read for a phrase. One that is read for another phrase counts too.
    func occurrences(of wanted: [Int], documents most: Int32, threads: Int) -> PhraseOccurrences {
        var slots = [Int32](repeating: -1, count: phrases.count)
        for (slot, phrase) in wanted.enumerated() { slots[phrase] = Int32(slot) }
        let (size, total) = (8 * Self.documentsPerBlock, byDocument.count)
        let blockCount = (total + size - 1) / size
        @Sendable func documents(_ block: Int) -> Range<Int> { block * size..<min(total, (block + 1) * size) }
        let users = parallelMap(count: blockCount, threads: threads) { [slots] block in
            var users = [Int32](repeating: 0, count: wanted.count)
            for document in documents(block) {
                for phrase in byDocument[document] where slots[Int(phrase)] >= 0 { users[Int(slots[Int(phrase)])] += 1 }
            }
            return users
        }
        let blocks = parallelMap(count: blockCount, threads: threads) { [slots] block in
            var before = [Int32](repeating: 0, count: wanted.count)
            for earlier in users[..<block] { for slot in before.indices { before[slot] += earlier[slot] } }
            var found: [(slot: Int32, example: PhraseExample)] = []
            for document in documents(block) {
                var isRead = false
                for phrase in byDocument[document] where slots[Int(phrase)] >= 0 {
                    let slot = Int(slots[Int(phrase)])
                    if before[slot] < most { isRead = true }
                    before[slot] += 1
                }
                guard isRead else { continue }
                for place in places[document] where slots[Int(place.phrase)] >= 0 {
                    found.append((slots[Int(place.phrase)], place.example(in: document)))
                }
            }
            return PhraseOccurrences.Block(found, count: wanted.count)
        }
        return PhraseOccurrences(blocks: blocks)
    }
}

/// Where a phrase stands in a document.
struct PhrasePlace: BitwiseCopyable, Sendable {
    let phrase: Int32
    /// The first word and how many there are, in one number: a large pile has millions of places.
    private let words: UInt32

    init(phrase: Int32, words: Range<Int>) {
        self.phrase = phrase
        self.words = UInt32(words.lowerBound) << 4 | UInt32(words.count)
    }

    /// The first word.
    var start: UInt32 { words >> 4 }

    func example(in document: Int) -> PhraseExample {
        PhraseExample(document: Int32(document), start: Int32(words >> 4), end: Int32(words >> 4 + words & 15))
    }
}

/// Occurrences of some phrases.
struct PhraseOccurrences: Sendable {
    fileprivate let blocks: [Block]

    /// Those in some documents, by the place of the phrase in the list that was asked for.
    fileprivate struct Block: Sendable {
        var examples: [PhraseExample]
        /// Where those of each place begin; one more at the end.
        let starts: [Int]

        init(_ found: [(slot: Int32, example: PhraseExample)], count: Int) {
            var ends = [Int](repeating: 0, count: count + 1)
            for item in found { ends[Int(item.slot) + 1] += 1 }
            for slot in 0..<count { ends[slot + 1] += ends[slot] }
            starts = ends
            examples = found.map(\.example)
            for item in found {
                examples[ends[Int(item.slot)]] = item.example
                ends[Int(item.slot)] += 1
            }
        }
    }

    /// Those of the phrase at a place.
    subscript(slot: Int) -> FlattenSequence<[ArraySlice<PhraseExample>]> {
        blocks.map { $0.examples[$0.starts[slot]..<$0.starts[slot + 1]] }.joined()
    }
}

extension TokenizedPile {
    /// The words of a phrase's example.
    func words(_ example: PhraseExample) -> ArraySlice<ScannedWord> {
        documents[Int(example.document)][example.range]
    }

    func entries(_ example: PhraseExample) -> [Lexicon.Entry] {
        words(example).map { lexicon.entries[Int($0.word)] }
    }

    func isHan(_ example: PhraseExample) -> Bool {
        words(example).allSatisfy { lexicon.entries[Int($0.word)].isHan }
    }
}
