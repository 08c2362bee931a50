import SystemSupport

/// How the papers use a phrase: its spelling, and what stands around it.
struct PhraseUse: Sendable, Equatable {
    /// As a person would write it: the most frequent spelling, with no more capitals than a seventh of the uses in running
    /// text have. Words of a proper name have theirs nearly everywhere; those of a method that is being given its
    /// abbreviation often do, and in titles everything does.
    var spelling = ""
    /// The share of uses after which no further noun comes: low for adjectives ("low-resource") and for the beginnings of
    /// longer phrases.
    var endsFreely = 0.0
    /// The share of uses before which nothing comes that it could be part of.
    var beginsFreely = 0.0
    /// The share of uses with the same word right before it, and right after it: near 1, the phrase is a fragment.
    var likeliestBefore = 0.0
    var likeliestAfter = 0.0

    /// Uses that were read.
    var count = 0

    /// Whether it is mostly part of the same longer phrase.
    var isFragment: Bool { max(likeliestBefore, likeliestAfter) > 0.6 }
}

/// The uses of some phrases.
struct PhraseUses: Sendable {
    private let uses: [Int: PhraseUse]
    private static let none = PhraseUse()

    /// Documents of a phrase that are read at most: more change no share by much.
    private static let documentsRead: Int32 = 100

    init(of phrases: Set<Int>, _ table: PhraseTable, _ pile: TokenizedPile, _ words: WordUse, threads: Int) {
        let wanted = phrases.sorted()
        let occurrences = table.occurrences(of: wanted, documents: Self.documentsRead, threads: threads)
        let size = 64
        let blocks = parallelMap(count: (wanted.count + size - 1) / size, threads: threads) { block in
            (block * size..<min(wanted.count, (block + 1) * size)).map { slot in
                var reader = UseReader(pile: pile, words: words)
                for occurrence in occurrences[slot] { reader.read(occurrence) }
                return reader.use
            }
        }
        uses = Dictionary(uniqueKeysWithValues: zip(wanted, blocks.joined()))
    }

    subscript(phrase: Int) -> PhraseUse { uses[phrase] ?? Self.none }
}

/// Gathers the uses of one phrase.
private struct UseReader {
    let pile: TokenizedPile
    let words: WordUse
    private var total = 0
    private var freeEnds = 0
    private var freeBeginnings = 0
    private var definitions = 0
    /// The stems right before it, and right after it.
    private var before: [UInt32] = []
    private var after: [UInt32] = []
    private var spellings: [Spelling] = []

    /// A way to write it, and how often it was: in running text, and where capitals say nothing.
    private struct Spelling {
        let hash: UInt64
        let example: PhraseExample
        var running = 0
        var elsewhere = 0
    }

    init(pile: TokenizedPile, words: WordUse) {
        self.pile = pile
        self.words = words
    }

    mutating func read(_ occurrence: PhraseExample) {
        let text = pile.documents[Int(occurrence.document)]
        let range = occurrence.range
        total += 1
        if range.lowerBound > 0, !text[range.lowerBound].marks.contains(.breaksBefore) {
            let entry = pile.lexicon.entries[Int(text[range.lowerBound - 1].word)]
            if entry.isHan || !entry.isStopWord { before.append(entry.stem) }
            if entry.isStopWord { freeBeginnings += 1 }
        } else {
            freeBeginnings += 1
        }
        // What follows an abbreviation in parentheses is not known to be part of it: "key-value (KV) cache".
        let isDefined = range.upperBound < text.count && text[range.upperBound].marks.contains(.opensParenthesis)
        if isDefined {
            definitions += 1
        } else if range.upperBound < text.count {
            if text[range.upperBound].marks.contains(.breaksBefore) {
                freeEnds += 1
            } else {
                let entry = pile.lexicon.entries[Int(text[range.upperBound].word)]
                if entry.isHan || !entry.isStopWord { after.append(entry.stem) }
                if entry.isStopWord || entry.isAdverb || entry.isParticiple || words.isVerb(entry) { freeEnds += 1 }
            }
        } else {
            freeEnds += 1
        }
        let isRunning = !isDefined && text[range.lowerBound].marks.isDisjoint(with: [.inTitle, .beginsSentence])
        var hash: UInt64 = 0
        for index in range {
            hash = (hash ^ UInt64(text[index].word)) &* 0x9E37_79B9_7F4A_7C15
            if text[index].marks.contains(.joined), index > range.lowerBound { hash = ~hash }
        }
        let place = spellings.firstIndex { $0.hash == hash } ?? spellings.count
        if place == spellings.count { spellings.append(Spelling(hash: hash, example: occurrence)) }
        if isRunning { spellings[place].running += 1 } else { spellings[place].elsewhere += 1 }
    }

    var use: PhraseUse {
        guard total > 0 else { return PhraseUse() }
        let known = total - definitions
        return PhraseUse(
            spelling: spelling, endsFreely: known > 0 ? Double(freeEnds) / Double(known) : 1,
            beginsFreely: Double(freeBeginnings) / Double(total),
            likeliestBefore: Double(Self.mostOfOne(before)) / Double(total),
            likeliestAfter: Double(Self.mostOfOne(after)) / Double(total), count: total)
    }

    /// How often the most frequent stem is there.
    private static func mostOfOne(_ stems: [UInt32]) -> Int {
        var (most, run) = (0, 0)
        var last: UInt32?
        for stem in stems.sorted() {
            run = stem == last ? run + 1 : 1
            last = stem
            most = max(most, run)
        }
        return most
    }

    /// The letters that most uses agree on, with the fewest capitals that enough of them have; the first in the alphabet
    /// among equals.
    private var spelling: String {
        var groups: [String: [(text: String, capitals: Int, running: Int, weight: Int)]] = [:]
        for spelling in spellings {
            let text = pile.spelling(spelling.example)
            let capitals = text.unicodeScalars.count { $0.properties.isUppercase }
            // What is written in running text counts before everything else.
            groups[text.lowercased(), default: []].append(
                (text, capitals, spelling.running, spelling.running * 1000 + spelling.elsewhere))
        }
        let group = groups.max { a, b in
            let (first, second) = (a.value.reduce(0) { $0 + $1.weight }, b.value.reduce(0) { $0 + $1.weight })
            return (first, b.key) < (second, a.key)
        }
        guard let group else { return "" }
        let running = group.value.reduce(0) { $0 + $1.running }
        let eligible = group.value.filter { running == 0 || $0.running * 7 >= running }
        let plainest = eligible.min { ($0.capitals, -$0.weight, $0.text) < ($1.capitals, -$1.weight, $1.text) }
        let text = plainest?.text ?? ""
        return running == 0 ? withoutFirstCapital(text) : text
    }

    /// A phrase that only begins sentences or titles, with a small letter if the pile has its first word so.
    private func withoutFirstCapital(_ text: String) -> String {
        let word = text.prefix { $0 != " " && $0 != "-" }
        let small = word.lowercased()
        guard word.dropFirst() == small.dropFirst(), pile.lexicon.isWritten(small) else { return text }
        return small + text.dropFirst(word.count)
    }
}

extension TokenizedPile {
    /// A phrase as it is written in one place.
    func spelling(_ example: PhraseExample) -> String {
        var spelling = ""
        for (index, word) in words(example).enumerated() {
            if index > 0, !word.marks.contains(.isHan) { spelling += word.marks.contains(.joined) ? "-" : " " }
            spelling += lexicon.text(word.word)
        }
        return spelling
    }
}
