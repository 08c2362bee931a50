/// A line that begins with a label: `TL;DR: …`, `**Method:** …`, `- **方法**：…`, or `**Abstract**` alone.
struct LabelledLine {
    let label: Label
    /// The rest of the line.
    let value: Range<Int>
    /// Whether the label is in bold type or an item of a list.
    let isMarked: Bool

    /// - Parameter range: The line without blanks at its ends, not empty.
    init?(_ range: Range<Int>, in bytes: [UInt8]) {
        var start = range.lowerBound
        let isItem = "-*+>".utf8.contains(bytes[start]) && bytes.has(" ", at: start + 1, before: range.upperBound)
        if isItem { start += 2 }
        while let end = Self.endOfSymbol(bytes, start, range.upperBound) { start = end }
        guard start < range.upperBound else { return nil }
        let isBold = ["**", "__"].contains { bytes.has($0, at: start, before: range.upperBound) }
        isMarked = isItem || isBold
        let limit = min(range.upperBound, start + 60)
        var colon = start
        while colon < limit, bytes[colon] != UInt8(ascii: ":"), !bytes.has("：", at: colon, before: limit) { colon += 1 }
        // Without a colon the whole line is the label, and bold.
        guard colon < limit || (isBold && limit == range.upperBound) else { return nil }
        let name = bytes.text(start..<colon).filter { $0 != "*" && $0 != "_" }.trimmingBlanks()
        guard let label = Label(name) else { return nil }
        self.label = label
        guard colon < limit else {
            value = limit..<limit
            return
        }
        var rest = (colon + (bytes[colon] == UInt8(ascii: ":") ? 1 : 3)..<range.upperBound).trimmed(in: bytes)
        // The end of **Method:**
        if isBold, ["**", "__"].contains(where: { bytes.has($0, at: rest.lowerBound, before: rest.upperBound) }),
            bytes[rest.lowerBound] == bytes[start]
        {
            rest = (rest.lowerBound + 2..<rest.upperBound).trimmed(in: bytes)
        }
        value = rest
    }

    /// Whether a line begins with a label in bold type that is not known: `**Keywords**: kite`, `**Code:** …`.
    ///
    /// What structured abstracts have in bold type is part of them.
    static func isUnknown(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        var start = range.lowerBound
        if "-*+".utf8.contains(bytes[start]), bytes.has(" ", at: start + 1, before: range.upperBound) { start += 2 }
        guard bytes.has("**", at: start, before: range.upperBound),
            let end = bytes.firstOffset(of: "**", in: start + 2..<min(range.upperBound, start + 62))
        else { return false }
        let rest = (end + 2..<range.upperBound).trimmed(in: bytes)
        let name = bytes.text(start + 2..<end).trimmingBlanks()
        let hasColon =
            name.hasSuffix(":") || name.hasSuffix("：") || bytes.has(":", at: rest.lowerBound, before: range.upperBound)
            || bytes.has("：", at: rest.lowerBound, before: range.upperBound)
        return hasColon && !partsOfAbstracts.contains(name.lowercased().filter { !":： ".contains($0) })
    }

    private static let partsOfAbstracts: Set<String> = [
        "background", "objective", "objectives", "aim", "aims", "purpose", "introduction", "findings", "significance",
        "materials", "materialsandmethods", "design", "setting", "context", "discussion", "limitations", "problem",
        "interpretation", "importance", "motivation", "method", "methods", "approach", "result", "results",
        "conclusion",
        "conclusions", "背景", "目的", "方法", "结果", "结论", "意义", "讨论", "问题",
    ]

    /// Where an ornament ends that stands at an offset: a blank, an emoji, or the mark that makes one of a symbol.
    private static func endOfSymbol(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        guard start < end else { return nil }
        if bytes[start] == 0x20 { return start + 1 }
        if bytes.has("\u{FE0F}", at: start, before: end) { return start + 3 }
        // U+1F000… begin with F0 9F; arrows, technical and other symbols and dingbats, U+2190…U+2BFF, with E2 86…E2 AF.
        if bytes[start] == 0xF0, start + 4 <= end, bytes[start + 1] == 0x9F { return start + 4 }
        if bytes[start] == 0xE2, start + 3 <= end, (0x86...0xAF).contains(bytes[start + 1]) { return start + 3 }
        return nil
    }
}
