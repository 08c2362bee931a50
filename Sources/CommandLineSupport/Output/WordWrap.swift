import SystemSupport

/// Breaks text into lines of a terminal's columns.
///
/// Lines break at spaces and between wide characters, since Chinese is written without spaces; closing punctuation
/// never begins a line and opening punctuation never ends one. A word wider than the line is cut.
public enum WordWrap {
    /// - Parameters:
    ///   - text: One paragraph; any run of white space in it is one space.
    ///   - width: The columns of a line, 2 or more (a wide character needs two).
    /// - Returns: The lines, without trailing spaces; none for an empty text.
    public static func lines(_ text: String, width: Int) -> [String] {
        precondition(width >= 2, "a line has two columns or more")
        var lines: [String] = []
        var line = ""
        var used = 0
        for piece in pieces(of: text).flatMap({ cut($0, to: width) }) {
            let gap = piece.followsSpace && !line.isEmpty ? 1 : 0
            if used + gap + piece.width > width, !line.isEmpty {
                lines.append(line)
                (line, used) = (piece.text, piece.width)
            } else {
                line += (gap == 1 ? " " : "") + piece.text
                used += gap + piece.width
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Paragraphs (separated by empty lines) to lines, one empty line between paragraphs.
    public static func paragraphs(_ text: String, width: Int) -> [String] {
        let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
            .split(whereSeparator: { $0.allSatisfy(\.isWhitespace) })
            .map { lines($0.joined(separator: " "), width: width) }
        return Array(paragraphs.joined(separator: [""]))
    }

    /// A part of the text that does not break inside.
    private struct Piece {
        var text: String
        var width: Int
        var followsSpace: Bool
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var canJoin = false  // whether the next character may continue the last piece
        var followsSpace = false
        for character in text {
            if character.isWhitespace {
                (canJoin, followsSpace) = (false, true)
                continue
            }
            let width = Terminal.displayWidth(of: String(character))
            let isWide = width > 1
            let joins = canJoin || (!followsSpace && (closing.contains(character) || width == 0))
            if joins, !isWide || closing.contains(character) || endsOpening(pieces.last), let last = pieces.indices.last
            {
                pieces[last].text.append(character)
                pieces[last].width += width
            } else {
                pieces.append(Piece(text: String(character), width: width, followsSpace: followsSpace))
            }
            canJoin = !isWide || opening.contains(character)
            followsSpace = false
        }
        return pieces
    }

    private static let closing: Set<Character> = [
        "。", "，", "、", "；", "：", "？", "！", "）", "」", "』", "】", "》", "〉", "”", "’", "…", "％", ".", ",", ";", ":", "?",
        "!",
        ")", "]", "}",
    ]
    private static let opening: Set<Character> = ["（", "「", "『", "【", "《", "〈", "“", "‘"]

    private static func endsOpening(_ piece: Piece?) -> Bool {
        piece?.text.last.map(opening.contains) ?? false
    }

    /// A piece wider than the line as several that are not.
    private static func cut(_ piece: Piece, to width: Int) -> [Piece] {
        guard piece.width > width else { return [piece] }
        var parts = [Piece(text: "", width: 0, followsSpace: piece.followsSpace)]
        for character in piece.text {
            let columns = Terminal.displayWidth(of: String(character))
            if parts[parts.count - 1].width + columns > width {
                parts.append(Piece(text: "", width: 0, followsSpace: false))
            }
            parts[parts.count - 1].text.append(character)
            parts[parts.count - 1].width += columns
        }
        return parts
    }
}
