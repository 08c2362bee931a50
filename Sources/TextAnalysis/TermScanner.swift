/// Finds the tokens of a text and the words in them: the rules of ``Analyzer`` but for stop words and stems.
///
/// The buffers are used again from text to text.
struct TermScanner {
    /// The tokens of the last text, in order.
    private(set) var tokens: [ScannedToken] = []
    /// Their words, in order.
    private(set) var words: [ScannedWord] = []
    /// The folded letters of the words, in UTF-8.
    private(set) var bytes: [UInt8] = []

    private var reader = TextUnitReader()
    private var breaksBefore = true

    /// Scans `text` in place of what was scanned before.
    mutating func scan(_ text: Span<UInt8>) {
        tokens.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        breaksBefore = true
        reader.read(text)
        var index = 0
        while index < reader.units.count {
            switch reader.units[index].kind {
            case .letter where reader.units[index].isSyllable: index = scanRun(from: index) { $0.isSyllable }
            case .letter, .digit: index = scanToken(from: index)
            case .han: index = scanRun(from: index) { $0.kind == .han }
            case .hyphen, .point, .comma, .separator:
                breaksBefore = true
                index += 1
            case .apostrophe, .script, .space, .seam: index += 1
            }
        }
    }

    private mutating func append(tokenFrom first: Int, to last: Int, firstWord: Int) {
        let range = Int(reader.units[first].lower)..<Int(reader.units[last].upper)
        tokens.append(ScannedToken(range: range, words: firstWord..<words.count, breaksBefore: breaksBefore))
        breaksBefore = false
    }

    /// Each pair of characters that touch is a token; a character that stands alone is one too.
    private mutating func scanRun(from start: Int, _ belongs: (TextUnit) -> Bool) -> Int {
        let isHan = reader.units[start].kind == .han
        var end = start + 1
        while end < reader.units.count, belongs(reader.units[end]),
            reader.units[end].lower == reader.units[end - 1].upper
        {
            end += 1
        }
        for index in start..<max(start + 1, end - 1) {
            let last = min(index + 1, end - 1)
            let firstByte = bytes.count
            for character in index...last { bytes.append(utf8: reader.units[character].scalar) }
            words.append(
                ScannedWord(range: firstByte..<bytes.count, letters: last - index + 1, isASCII: false, isHan: isHan))
            append(tokenFrom: index, to: last, firstWord: words.count - 1)
        }
        return end
    }

    /// A word, or words that hyphens join: then the whole, and the parts.
    private mutating func scanToken(from start: Int) -> Int {
        let firstWord = words.count
        var index = scanWord(from: start)
        var last = index - 1
        while index < reader.units.count, reader.units[index].kind == .hyphen, isWordUnit(index + 1) {
            if words.count == firstWord + 1 { words.append(words[firstWord]) }  // room for the whole
            index = scanWord(from: index + 1)
            words[firstWord].join(words[words.count - 1])
            last = index - 1
        }
        // A hyphen between numbers is a range or a date: no whole.
        if words.count > firstWord + 1, words[firstWord].letters == 0 { words.remove(at: firstWord) }
        if isPossessive(at: index) {
            last = index + 1
            index += 2
        }
        append(tokenFrom: start, to: last, firstWord: firstWord)
        return index
    }

    private func isPossessive(at index: Int) -> Bool {
        index + 1 < reader.units.count && reader.units[index].kind == .apostrophe
            && reader.units[index + 1].kind == .letter && reader.units[index + 1].scalar == "s"
            && !isWordUnit(index + 2)
    }

    private func isWordUnit(_ index: Int) -> Bool {
        guard index < reader.units.count else { return false }
        return reader.units[index].kind == .letter || reader.units[index].kind == .digit
    }

    private func isDigit(_ index: Int) -> Bool {
        index < reader.units.count && reader.units[index].kind == .digit
    }

    /// Appends the word of letters and digits that begins at `start`; returns its end.
    ///
    /// A point between digits belongs to them, a comma before a group of three vanishes, and so does a step up or
    /// down from a letter to a digit.
    private mutating func scanWord(from start: Int) -> Int {
        var word = ScannedWord(range: bytes.count..<bytes.count)
        var index = start
        scan: while index < reader.units.count {
            let unit = reader.units[index]
            switch unit.kind {
            case .letter:
                guard !unit.isSyllable else { break scan }
                append(letter: index, to: &word)
            case .digit:
                bytes.append(utf8: unit.scalar)
                word.digits += 1
            case .point:
                guard isDigit(index - 1), isDigit(index + 1) else { break scan }
                bytes.append(UInt8(ascii: "."))
            case .comma:
                guard word.isNumber, isDigit(index + 1), isDigit(index + 2), isDigit(index + 3), !isDigit(index + 4)
                else { break scan }
            case .script:
                guard reader.units[index - 1].kind == .letter, isDigit(index + 1) else { break scan }
            case .han, .hyphen, .apostrophe, .space, .seam, .separator: break scan
            }
            index += 1
            word.range = word.range.lowerBound..<bytes.count
        }
        words.append(word)
        return index
    }

    /// A Greek letter without a Greek neighbour is read by its name.
    private mutating func append(letter index: Int, to word: inout ScannedWord) {
        let unit = reader.units[index]
        if unit.isGreek, !isGreek(index - 1), !isGreek(index + 1) {
            let name = Greek.name(of: unit.scalar)
            bytes.append(contentsOf: name.utf8)
            word.letters += name.utf8.count
        } else {
            bytes.append(utf8: unit.scalar)
            word.letters += 1
            word.isASCII = word.isASCII && unit.scalar.isASCII
        }
    }

    private func isGreek(_ index: Int) -> Bool {
        reader.units.indices.contains(index) && reader.units[index].isGreek
    }
}

extension TextUnit {
    fileprivate var isGreek: Bool { kind == .letter && Greek.isLetter(scalar) }

    /// Whether it is written without blanks between words, or with endings that touch them: kana and Hangul.
    fileprivate var isSyllable: Bool { kind == .letter && isUnspacedSyllable(scalar) }
}
