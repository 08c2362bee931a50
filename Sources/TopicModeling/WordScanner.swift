import SystemSupport
import Vocab

/// A word of a text as phrases need it: a part of a hyphenated word, or a Han character.
struct ScannedWord: BitwiseCopyable, Sendable {
    /// Its number in a ``WordTable``, as it is written.
    var word: UInt32
    var marks: Marks

    struct Marks: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt8
        /// Something that ends a phrase stands before it.
        static let breaksBefore = Marks(rawValue: 1)
        /// A hyphen without spaces joins it to the word before.
        static let joined = Marks(rawValue: 2)
        /// The first word of a sentence, whose capital says nothing.
        static let beginsSentence = Marks(rawValue: 4)
        /// Stands in a title, whose capitals say nothing.
        static let inTitle = Marks(rawValue: 8)
        /// An opening parenthesis stands right before it.
        static let opensParenthesis = Marks(rawValue: 16)
        static let isHan = Marks(rawValue: 32)
    }
}

/// Cuts UTF-8 text into words: letters and digits, with breaks at punctuation; every Han character is a word.
///
/// Mathematics between dollars is a break unless it is letters and digits alone (`$k$-means`); LaTeX commands and web
/// addresses are dropped.
struct WordScanner {
    private(set) var words: [ScannedWord] = []
    private var table: WordTable
    private var marks: ScannedWord.Marks = []

    init(table: WordTable = WordTable()) {
        self.table = table
    }

    /// The words numbered so far.
    var vocabulary: WordTable { table }

    mutating func removeWords() -> [ScannedWord] {
        defer { words.removeAll(keepingCapacity: true) }
        return words
    }

    /// Reads one text; what comes before it ends a phrase and a sentence.
    mutating func scan(_ text: Span<UInt8>, inTitle: Bool) {
        let title: ScannedWord.Marks = inTitle ? .inTitle : []
        marks = [.breaksBefore, .beginsSentence, title]
        var position = 0
        while position < text.count {
            if text[position] == UInt8(ascii: " ") {
                marks.remove(.joined)
                position += 1
                continue
            }
            let end = wordEnd(text, from: position)
            if end > position {
                if let next = afterAddress(text, position, end) {
                    mark(.breaksBefore)
                    position = next
                    continue
                }
                append(text.extracting(position..<end))
                marks = title
                position = end
            } else {
                position = skipSeparator(text, at: position)
            }
        }
    }

    private mutating func append(_ word: Span<UInt8>, isHan: Bool = false) {
        var marks = marks
        if isHan { marks.insert(.isHan) }
        if let last = words.last, !marks.contains(.breaksBefore), last.marks.contains(.isHan) != isHan {
            marks.insert(.breaksBefore)
        }
        words.append(ScannedWord(word: table.number(of: word), marks: marks))
    }

    private mutating func mark(_ new: ScannedWord.Marks) { marks.insert(new) }
}

extension WordScanner {
    /// The end of the word that begins at `start`; `start` itself when none does.
    private func wordEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        var end = start
        // Most words are letters of ASCII, eight of which are looked at together.
        while end + 8 <= text.count {
            let run = text.eightBytes(at: end).leadingLettersAndDigits
            end += run
            if run < 8 { break }
        }
        while end < text.count {
            let byte = text[end]
            if byte < 0x80 {
                let isPoint =
                    byte == UInt8(ascii: ".") && end > start && isDigit(text[end - 1])
                    && end + 1 < text.count && isDigit(text[end + 1])
                guard isLetterOrDigit(byte) || isPoint else { break }
                end += 1
            } else {
                let (scalar, length) = Self.decode(text, at: end)
                guard !Script.isHan(scalar),
                    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                        || scalar.properties.generalCategory == .nonspacingMark
                else { break }
                end += length
            }
        }
        return end
    }

    /// Reads what is no word at `position` and returns the position after it.
    private mutating func skipSeparator(_ text: Span<UInt8>, at position: Int) -> Int {
        let byte = text[position]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            marks.remove(.joined)
            return position + 1
        case UInt8(ascii: "-") where hasWordOnBothSides(text, position, length: 1):
            mark(.joined)
            return position + 1
        case UInt8(ascii: "'"):
            return afterApostrophe(text, position + 1)
        case UInt8(ascii: "$"):
            return afterMathematics(text, position)
        case UInt8(ascii: "\\"):
            return afterCommand(text, position)
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            mark([.breaksBefore, .beginsSentence])
            return position + 1
        case UInt8(ascii: "("):
            mark([.breaksBefore, .opensParenthesis])
            return position + 1
        case UInt8(ascii: "{"), UInt8(ascii: "}"):
            return position + 1
        case 0..<0x80:
            mark(.breaksBefore)
            return position + 1
        default:
            return skipWide(text, at: position)
        }
    }

    private mutating func skipWide(_ text: Span<UInt8>, at position: Int) -> Int {
        let (scalar, length) = Self.decode(text, at: position)
        if Script.isHan(scalar) {
            append(text.extracting(position..<position + length), isHan: true)
            marks = marks.intersection(.inTitle)
            return position + length
        }
        switch scalar.value {
        case 0x2010, 0x2011,
            0x2013 where hasWordOnBothSides(text, position, length: length):
            mark(.joined)
        case 0x2019:
            return afterApostrophe(text, position + length)
        case 0xA0, 0x2009, 0x202F, 0x3000:
            marks.remove(.joined)
        case 0x3002, 0xFF01, 0xFF1F:
            mark([.breaksBefore, .beginsSentence])
        case 0xFF08:
            mark([.breaksBefore, .opensParenthesis])
        default:
            mark(.breaksBefore)
        }
        return position + length
    }

    /// A possessive `'s` is dropped and joins; another apostrophe is a break.
    private mutating func afterApostrophe(_ text: Span<UInt8>, _ next: Int) -> Int {
        if next < text.count, text[next] | 0x20 == UInt8(ascii: "s"), wordEnd(text, from: next) == next + 1 {
            return next + 1
        }
        mark(.breaksBefore)
        return next
    }

    /// The position after `$…$`, or after the dollars alone when it is a name such as `$k$`.
    private mutating func afterMathematics(_ text: Span<UInt8>, _ position: Int) -> Int {
        var end = position + 1
        var isName = true
        while end < min(text.count, position + 300), text[end] != UInt8(ascii: "$") {
            if !isLetterOrDigit(text[end]) { isName = false }
            end += 1
        }
        guard end < text.count, text[end] == UInt8(ascii: "$") else {
            mark(.breaksBefore)
            return position + 1
        }
        if isName, end > position + 1 {
            append(text.extracting(position + 1..<end))
            marks = marks.intersection(.inTitle)
        } else {
            mark(.breaksBefore)
        }
        return end + 1
    }

    /// The position after a command's name; the command breaks a phrase.
    private mutating func afterCommand(_ text: Span<UInt8>, _ position: Int) -> Int {
        mark(.breaksBefore)
        var end = position + 1
        while end < text.count, isLetter(text[end]) { end += 1 }
        return max(end, min(text.count, position + 2))
    }

    /// The position after a web address that begins with this word, if one does.
    private func afterAddress(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard end - start <= 5, end < text.count, text[end] == UInt8(ascii: ":") || text[end] == UInt8(ascii: ".")
        else { return nil }
        var word: [UInt8] = []
        for index in start..<end { word.append(text[index] | 0x20) }
        let isScheme = word.elementsEqual("http".utf8) || word.elementsEqual("https".utf8)
        let isHost = word.elementsEqual("www".utf8)
        guard isScheme && text[end] == UInt8(ascii: ":") || isHost && text[end] == UInt8(ascii: ".") else { return nil }
        var next = end
        while next < text.count, text[next] > 0x20 { next += 1 }
        return next
    }

    private func hasWordOnBothSides(_ text: Span<UInt8>, _ position: Int, length: Int) -> Bool {
        position > 0 && position + length < text.count && isWordByte(text[position - 1])
            && isWordByte(text[position + length])
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "$")
    }
    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    /// The scalar at a position of UTF-8 text from a `String`, hence well-formed.
    static func decode(_ text: Span<UInt8>, at position: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = text[position]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard first >= 0xC0, position + length <= text.count else { return ("\u{FFFD}", 1) }
        var value = UInt32(first) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(text[position + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
