/// The words of a document in units that a phrase takes whole: a word, a hyphenated word, a Han character.
struct PhraseUnits: Sendable {
    struct Unit: BitwiseCopyable, Sendable {
        let start: Int32
        var end: Int32
        let breaksBefore: Bool
        let isHan: Bool
        /// May begin and end a phrase.
        var isEdge: Bool
        /// May stand inside a phrase.
        var isInner: Bool
    }

    static let mostWords = 6
    static let mostUnits = 4
    /// Longer than a phrase may be, to see where runs of Han characters are cut.
    static let mostHan = 8

    let units: [Unit]
    /// The stem of each word of the document, mixed.
    private let stems: [UInt64]

    init(_ words: [ScannedWord], _ lexicon: Lexicon) {
        var units: [Unit] = []
        units.reserveCapacity(words.count)
        var stems: [UInt64] = []
        stems.reserveCapacity(words.count)
        for (index, word) in words.enumerated() {
            let entry = lexicon.entries[Int(word.word)]
            stems.append(Self.mixed(UInt64(entry.stem) + 1))
            if word.marks.contains(.joined), !units.isEmpty {
                units[units.count - 1].end = Int32(index + 1)
                // A hyphenated word has a meaning of its own: "end-to-end", "3-D".
                units[units.count - 1].isEdge = true
                units[units.count - 1].isInner = true
                continue
            }
            let isStopWord = entry.isStopWord && !(entry.isHan && Self.isContent(words, index, lexicon))
            let isWord = !isStopWord && (entry.hasMeaning || entry.isHan)
            units.append(
                Unit(
                    start: Int32(index), end: Int32(index + 1), breaksBefore: word.marks.contains(.breaksBefore),
                    isHan: entry.isHan, isEdge: isWord, isInner: isWord || entry.isLink))
        }
        self.units = units
        self.stems = stems
    }

    /// Words with a character that is a function word elsewhere: 因 of 因果 (causality), 地 of 地理 (geography).
    private static let contentPairs: Set<String> = [
        "因果", "基因", "患者", "学者", "向量", "行为", "故障", "个性", "个体", "地图", "地理", "地面", "地球", "地形", "地震", "使命",
    ]

    /// Whether a function character builds a word with the one before or after it.
    private static func isContent(_ words: [ScannedWord], _ index: Int, _ lexicon: Lexicon) -> Bool {
        func pair(_ first: Int) -> Bool {
            guard first >= 0, first + 1 < words.count, !words[first + 1].marks.contains(.breaksBefore) else {
                return false
            }
            return contentPairs.contains(lexicon.text(words[first].word) + lexicon.text(words[first + 1].word))
        }
        return pair(index - 1) || pair(index)
    }

    /// The key of a run of words: equal for the same sequence of stems.
    func key(_ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        for index in range { key = Self.mixed(key &* 0x9E37_79B9_7F4A_7C15 &+ stems[index]) }
        return key
    }

    /// The key of a sequence of stems, by their numbers.
    static func key(stems: some Sequence<UInt32>) -> UInt64 {
        stems.reduce(0) { mixed($0 &* 0x9E37_79B9_7F4A_7C15 &+ mixed(UInt64($1) + 1)) }
    }

    /// The words of the phrase of `count` units from `first`, if they may be one.
    func phrase(from first: Int, count: Int) -> Range<Int>? {
        let last = first + count - 1
        guard last < units.count, units[first].isEdge, units[last].isEdge else { return nil }
        let isHan = units[first].isHan
        guard count <= (isHan ? Self.mostHan : Self.mostUnits) else { return nil }
        for index in first..<last {
            guard !units[index + 1].breaksBefore, index == first || units[index].isInner else { return nil }
        }
        let range = Int(units[first].start)..<Int(units[last].end)
        return isHan || range.count <= Self.mostWords ? range : nil
    }

    /// The keys of what remains of a phrase without its last, and without its first unit, where something does; units that
    /// can neither begin nor end a phrase go with those beside them.
    func keysWithoutEdges(_ phrase: PhraseExample) -> (head: UInt64?, tail: UInt64?) {
        guard let first = unit({ $0.start >= phrase.start }), let end = unit({ $0.end >= phrase.end }),
            units[first].start == phrase.start, units[end].end == phrase.end, end > first
        else { return (nil, nil) }
        var last = end - 1
        while last >= first, !units[last].isEdge { last -= 1 }
        var next = first + 1
        while next <= end, !units[next].isEdge { next += 1 }
        return (
            last >= first ? key(Int(phrase.start)..<Int(units[last].end)) : nil,
            next <= end ? key(Int(units[next].start)..<Int(phrase.end)) : nil
        )
    }

    /// The first unit that a test which all later ones pass is passed by.
    private func unit(_ passes: (Unit) -> Bool) -> Int? {
        var (low, high) = (0, units.count)
        while low < high {
            let middle = (low + high) / 2
            if passes(units[middle]) { high = middle } else { low = middle + 1 }
        }
        return low < units.count ? low : nil
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value &* 0xBF58_476D_1CE4_E5B9
        z ^= z >> 31
        z = z &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 29)
    }
}
