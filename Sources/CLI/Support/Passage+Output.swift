import CommandLineSupport
import JSON
import Sextant

extension Passage {
    /// The passage in lines of a terminal: what was asked for highlighted, or between asterisks where there is no style.
    ///
    /// - Parameter most: The most lines; of a longer passage those that show most of what was asked for.
    func lines(width: Int, most: Int, style: TextStyle) -> [String] {
        var all = WordWrap.lines(marked(style), width: width)
        // Room for the signs that something is left out.
        if all.count > most { all = WordWrap.lines(marked(style), width: width - 4) }
        func markCount(_ start: Int) -> Int {
            all[start..<min(start + most, all.count)].joined().count { $0 == Self.opening }
        }
        var start = 0
        for other in all.indices where other + most <= all.count && markCount(other) > markCount(start) {
            start = other
        }
        let end = min(start + most, all.count)
        var isMarked = all[..<start].joined().last { $0 == Self.opening || $0 == Self.closing } == Self.opening
        var lines = all[start..<end].map { Self.set($0, style, isMarked: &isMarked) }
        if start > 0 { lines[0] = style(.dim, "… ") + lines[0] }
        if end < all.count { lines[lines.count - 1] += style(.dim, " …") }
        return lines
    }

    /// Stand around what was asked for while the text is broken into lines: characters of no width.
    private static let (opening, closing): (Character, Character) = ("\u{2061}", "\u{2062}")

    /// The text with the signs, and where there is no style with asterisks too.
    private func marked(_ style: TextStyle) -> String {
        let (before, after) = style.isEnabled ? ("", "") : ("*", "*")
        let bytes = Array(text.utf8)
        var result = ""
        var at = 0
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        for mark in marks {
            result +=
                part(at..<mark.lowerBound) + before + String(Self.opening) + part(mark) + String(Self.closing) + after
            at = mark.upperBound
        }
        return (result + part(at..<bytes.count)).singleLine
    }

    private static func set(_ line: String, _ style: TextStyle, isMarked: inout Bool) -> String {
        var result = ""
        var piece = ""
        func flush(_ isMarked: Bool) {
            guard !piece.isEmpty else { return }
            if isMarked {
                result += style(.highlight, piece)
            } else {
                result += style(.dim, piece)
            }
            piece = ""
        }
        for character in line {
            if character == opening || character == closing {
                flush(isMarked)
                isMarked = character == opening
            } else {
                piece.append(character)
            }
        }
        flush(isMarked)
        return result
    }

    /// Writes the sentence and where the words stand in it, in bytes of its UTF-8.
    func write(to json: inout JSONWriter) {
        json.member("sentence", text)
        json.key("marks")
        json.array { json in
            for mark in marks {
                json.array { json in
                    json.int(mark.lowerBound)
                    json.int(mark.upperBound)
                }
            }
        }
    }
}
