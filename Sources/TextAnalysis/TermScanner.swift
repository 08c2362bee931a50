import Vocab

/// Finds the tokens of a text and makes their terms: the rules of ``Analyzer``, with buffers that are used again.
struct TermScanner: ~Copyable {
    /// A ``Token`` whose terms are `terms[termRange]` of the scanner.
    struct ScannedToken {
        var range: Range<Int>
        var termRange: Range<Int>
        var isStopWord: Bool
        var breaksBefore: Bool
    }

    /// The tokens of the last text, in order.
    private(set) var tokens: [ScannedToken] = []
    /// Their terms, in order.
    private(set) var terms: [Term] = []

    /// Longer words are accidents: sequences, encoded data, words whose blanks were lost.
    static let longestTerm = 64

    private var reader = TextUnitReader()
    private var stemmer = Stemmer()
    private var word = WordBuffer()
    private var breaksBefore = true

    /// Scans `text` in place of what was scanned before.
    mutating func scan(_ text: Span<UInt8>) {
        tokens.removeAll(keepingCapacity: true)
        terms.removeAll(keepingCapacity: true)
        breaksBefore = true
        reader.read(text)
        var index = 0
        while index < reader.units.count {
            switch reader.units[index].kind {
            case .letter, .digit: index = scanWord(from: index)
            case .han: index = scanHanRun(from: index)
            case .hyphen, .point, .comma, .separator:
                breaksBefore = true
                index += 1
            case .apostrophe, .script, .space, .seam: index += 1
            }
        }
    }

    private mutating func append(tokenFrom first: Int, to last: Int, firstTerm: Int, isStopWord: Bool) {
        let range = Int(reader.units[first].lower)..<Int(reader.units[last].upper)
        tokens.append(
            ScannedToken(
                range: range, termRange: firstTerm..<terms.count, isStopWord: isStopWord, breaksBefore: breaksBefore))
        breaksBefore = false
    }

    // MARK: Han

    /// Each pair of adjacent characters is a token; a character that stands alone is one too.
    private mutating func scanHanRun(from start: Int) -> Int {
        var end = start + 1
        while end < reader.units.count, reader.units[end].kind == .han { end += 1 }
        for index in start..<max(start + 1, end - 1) {
            let last = min(index + 1, end - 1)
            let firstTerm = terms.count
            let term = Self.hanTerm(reader.units[index].scalar, last > index ? reader.units[last].scalar : nil)
            if let term { terms.append(term) }
            append(tokenFrom: index, to: last, firstTerm: firstTerm, isStopWord: term == nil)
        }
        return end
    }

    /// The term of a pair of Han characters, or of one that stands alone; nil for a stop word.
    static func hanTerm(_ first: Unicode.Scalar, _ second: Unicode.Scalar?) -> Term? {
        if second.map({ StopWords.isChinese(first, $0) }) ?? StopWords.isChinese(first) { return nil }
        var text = String(first)
        if let second { text.unicodeScalars.append(second) }
        return Term(text, .chinese)
    }

    // MARK: Words

    private mutating func scanWord(from start: Int) -> Int {
        word.removeAll()
        var index = scanPart(from: start)
        var last = index - 1
        while index + 1 < reader.units.count, reader.units[index].kind == .hyphen, isWordUnit(index + 1) {
            index = scanPart(from: index + 1)
            last = index - 1
        }
        if index + 1 < reader.units.count, reader.units[index].kind == .apostrophe,
            reader.units[index + 1].scalar == "s", reader.units[index + 1].kind == .letter, !isWordUnit(index + 2)
        {
            last = index + 1
            index += 2
        }
        let firstTerm = terms.count
        var isStopWord = false
        if word.partCount > 1 {
            if word.whole.letters > 0 { _ = appendTerm(of: word.whole) }
            for part in 0..<word.partCount { _ = appendTerm(of: word.part(part)) }
        } else {
            isStopWord = appendTerm(of: word.whole)
        }
        append(tokenFrom: start, to: last, firstTerm: firstTerm, isStopWord: isStopWord)
        return index
    }

    private func isWordUnit(_ index: Int) -> Bool {
        guard index < reader.units.count else { return false }
        return reader.units[index].kind == .letter || reader.units[index].kind == .digit
    }

    private func isDigit(_ index: Int) -> Bool {
        index < reader.units.count && reader.units[index].kind == .digit
    }

    /// Reads letters and digits up to what ends them or a hyphen, into the word; returns the end.
    ///
    /// A point between digits belongs to them, a comma before a group of three vanishes, and so does a step up or
    /// down from a letter to a digit.
    private mutating func scanPart(from start: Int) -> Int {
        let isKana = reader.units[start].isKana
        var index = start
        scan: while index < reader.units.count {
            let unit = reader.units[index]
            switch unit.kind {
            case .letter:
                guard unit.isKana == isKana else { break scan }
                append(letter: index)
            case .digit: word.append(digit: unit.scalar)
            case .point:
                guard isDigit(index - 1), isDigit(index + 1) else { break scan }
                word.appendPoint()
            case .comma:
                guard word.isNumber, isDigit(index - 1), isDigit(index + 1), isDigit(index + 2), isDigit(index + 3),
                    !isDigit(index + 4)
                else { break scan }
            case .script:
                guard reader.units[index - 1].kind == .letter, isDigit(index + 1) else { break scan }
            case .han, .hyphen, .apostrophe, .space, .seam, .separator: break scan
            }
            index += 1
        }
        word.endPart()
        return index
    }

    /// A Greek letter without a Greek neighbour is read by its name.
    private mutating func append(letter index: Int) {
        let unit = reader.units[index]
        if unit.isGreek, !isGreek(index - 1), !isGreek(index + 1) {
            word.append(letters: Greek.name(of: unit.scalar))
        } else {
            word.append(letter: unit.scalar)
        }
    }

    private func isGreek(_ index: Int) -> Bool {
        reader.units.indices.contains(index) && reader.units[index].isGreek
    }

    /// Appends the term of a word, if it gives one; returns whether it is a stop word.
    private mutating func appendTerm(of part: WordBuffer.Part) -> Bool {
        guard !part.range.isEmpty, part.range.count <= Self.longestTerm, part.letters + part.digits > 1 else {
            return false
        }
        let bytes = word.bytes[part.range]
        let text = String(decoding: bytes, as: UTF8.self)
        if part.isASCII, StopWords.english.contains(text) { return true }
        if part.isASCII, part.letters > 0, bytes.count > 2 {
            terms.append(Term(stemmer.stem(bytes.span), .english))
        } else {
            terms.append(Term(text, .english))
        }
        return false
    }
}

extension TextUnit {
    fileprivate var isGreek: Bool { kind == .letter && Greek.isLetter(scalar) }

    /// Whether it is a letter of a Japanese syllabary, which touches words of other scripts without a blank.
    fileprivate var isKana: Bool {
        guard kind == .letter, scalar.value >= 0x3041 else { return false }
        switch scalar.value {
        case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: return true
        default: return false
        }
    }
}
