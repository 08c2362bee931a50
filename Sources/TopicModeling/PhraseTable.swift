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
    /// The phrases of each document, ascending, each once.
    private(set) var byDocument: [[Int32]] = []
    private var counter = PhraseCounter()

    private static let documentsPerBlock = 512

    /// Counts the phrases that `minimum` papers use at least.
    ///
    /// Longer phrases are counted only where both phrases of one unit less are frequent (the a-priori principle of
    /// Agrawal and Srikant 1994), so that the table stays small.
    init(_ pile: TokenizedPile, minimum: Int, threads: Int) {
        let units = parallelMap(count: pile.documents.count, threads: threads) {
            PhraseUnits(pile.documents[$0], pile.lexicon)
        }
        for size in 1...PhraseUnits.mostHan {
            let found = Self.count(units, size: size, frequent: counter, threads: threads)
            for count in found.counts where count.documents >= minimum {
                addPhrase(count, size: size, isHan: pile.isHan(count.example))
            }
        }
        measureExtensions(units)
        collect(units, threads: threads)
    }

    func index(of key: UInt64) -> Int? { counter.index(of: key) }

    /// The phrases of `size` units whose parts are frequent.
    private static func count(
        _ units: [PhraseUnits], size: Int, frequent: PhraseCounter, threads: Int
    ) -> PhraseCounter {
        let blockSize = documentsPerBlock
        let blocks = parallelMap(count: (units.count + blockSize - 1) / blockSize, threads: threads) { block in
            var found = PhraseCounter()
            for document in block * blockSize..<min(units.count, (block + 1) * blockSize) {
                let text = units[document]
                for first in text.units.indices {
                    guard let range = text.phrase(from: first, count: size) else { continue }
                    if size > 1 {
                        guard let head = text.withoutLast(from: first, count: size),
                            let tail = text.withoutFirst(from: first, count: size),
                            frequent.index(of: text.key(head)) != nil, frequent.index(of: text.key(tail)) != nil
                        else { continue }
                    }
                    found.add(
                        text.key(range),
                        PhraseExample(
                            document: Int32(document), start: Int32(range.lowerBound), end: Int32(range.upperBound)))
                }
            }
            return found
        }
        var all = PhraseCounter()
        for block in blocks { all.add(block) }
        return all
    }

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
    private mutating func measureExtensions(_ units: [PhraseUnits]) {
        for index in phrases.indices {
            let example = phrases[index].example
            let text = units[Int(example.document)]
            guard let first = text.units.firstIndex(where: { $0.start == example.start }),
                let last = text.units.firstIndex(where: { $0.end == example.end }), last > first
            else { continue }
            let occurrences = Double(phrases[index].occurrences)
            if let range = text.withoutLast(from: first, count: last - first + 1),
                let head = self.index(of: text.key(range))
            {
                let share = min(1, occurrences / Double(phrases[head].occurrences))
                phrases[head].extended = max(phrases[head].extended, share)
                phrases[index].shareOfHead = share
            }
            if let range = text.withoutFirst(from: first, count: last - first + 1),
                let tail = self.index(of: text.key(range))
            {
                let share = min(1, occurrences / Double(phrases[tail].occurrences))
                phrases[tail].extended = max(phrases[tail].extended, share)
                phrases[index].shareOfTail = share
            }
        }
    }

    /// Lists the phrases of each document, and counts the documents of each phrase by these lists.
    private mutating func collect(_ units: [PhraseUnits], threads: Int) {
        let counter = counter
        byDocument = parallelMap(count: units.count, threads: threads) { document in
            let text = units[document]
            var found: [Int32] = []
            for first in text.units.indices where text.units[first].isEdge {
                for size in 1...PhraseUnits.mostHan {
                    guard first + size <= text.units.count else { break }
                    if size > 1, text.units[first + size - 1].breaksBefore { break }
                    guard let range = text.phrase(from: first, count: size) else { continue }
                    if let index = counter.index(of: text.key(range)) { found.append(Int32(index)) }
                }
            }
            return Self.distinct(found)
        }
        recount()
    }

    private static func distinct(_ list: [Int32]) -> [Int32] {
        var distinct: [Int32] = []
        for index in list.sorted() where distinct.last != index { distinct.append(index) }
        return distinct
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
        for document in byDocument.indices {
            let added = byDocument[document].compactMap { aliases[$0] }
            if !added.isEmpty { byDocument[document] = Self.distinct(byDocument[document] + added) }
        }
        recount()
    }
}

extension PhraseTable {
    /// Where some phrases stand, in the first documents that use them, in reading order.
    func occurrences(
        of wanted: Set<Int>, documents most: Int, _ pile: TokenizedPile, threads: Int
    ) -> [Int: [PhraseExample]] {
        var left = [Int](repeating: 0, count: phrases.count)
        for phrase in wanted { left[phrase] = most }
        let read = byDocument.indices.filter { document in
            var isRead = false
            for phrase in byDocument[document] where left[Int(phrase)] > 0 {
                left[Int(phrase)] -= 1
                isRead = true
            }
            return isRead
        }
        var isWanted = [Bool](repeating: false, count: phrases.count)
        for phrase in wanted { isWanted[phrase] = true }
        let size = Self.documentsPerBlock
        let blocks = parallelMap(count: (read.count + size - 1) / size, threads: threads) { [isWanted] block in
            var found: [(phrase: Int, place: PhraseExample)] = []
            for document in read[block * size..<min(read.count, (block + 1) * size)] {
                let text = PhraseUnits(pile.documents[document], pile.lexicon)
                for first in text.units.indices where text.units[first].isEdge {
                    for size in 1...PhraseUnits.mostHan {
                        if first + size > text.units.count { break }
                        if size > 1, text.units[first + size - 1].breaksBefore { break }
                        guard let range = text.phrase(from: first, count: size),
                            let phrase = index(of: text.key(range)), isWanted[phrase]
                        else { continue }
                        found.append(
                            (
                                phrase,
                                PhraseExample(
                                    document: Int32(document), start: Int32(range.lowerBound),
                                    end: Int32(range.upperBound))
                            ))
                    }
                }
            }
            return found
        }
        var places: [Int: [PhraseExample]] = [:]
        for (phrase, place) in blocks.joined() { places[phrase, default: []].append(place) }
        return places
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
        entries(example).allSatisfy(\.isHan)
    }
}
