/// What tells a title from those of other parts of a series: its numbers, Roman numerals, years, and words such as
/// `Erratum`.
///
/// Two works that differ in any of it are two, however much of their texts they share: reports on versions 2 and 3, shared
/// tasks of 2024 and 2025, parts I and II, a paper and its correction.
struct TitleMarks: Equatable {
    private var marks: [String] = []

    init(_ title: String) {
        for word in title.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "," }) {
            let word = word.filter { $0 != "," }
            marks += Self.numbers(in: String(word))
            let name = word.filter(\.isLetter)
            if Self.isRoman(String(name)) || Self.kinds.contains(name.lowercased()) { marks.append(name.lowercased()) }
        }
        for sign in Self.chineseKinds where title.contains(sign) { marks.append(sign) }
        marks.sort()
    }

    /// The years from 1900 to 2099 in a text.
    static func years(_ text: String) -> [Int] {
        numbers(in: text).compactMap { $0.count == 4 ? Int($0) : nil }.filter { (1900...2099).contains($0) }
    }

    /// The runs of digits, with points inside: `2`, `2.5`.
    private static func numbers(in text: String) -> [String] {
        var numbers: [String] = []
        var number: [UInt8] = []
        for byte in Array(text.utf8) + [0] {
            let isDigit = byte &- UInt8(ascii: "0") < 10
            if isDigit || (byte == UInt8(ascii: ".") && !number.isEmpty) {
                number.append(byte)
                continue
            }
            while number.last == UInt8(ascii: ".") { number.removeLast() }
            if !number.isEmpty { numbers.append(String(decoding: number, as: UTF8.self)) }
            number.removeAll(keepingCapacity: true)
        }
        return numbers
    }

    /// `I` to `XXXIX` in capitals, or in small letters where no English word is so: `ii`, `iv`.
    private static func isRoman(_ word: String) -> Bool {
        guard !word.isEmpty, word == word.uppercased() || (word == word.lowercased() && word.count > 1) else {
            return false
        }
        let tens = word.uppercased().drop { $0 == "X" }
        guard word.count - tens.count <= 3 else { return false }
        return ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].contains(tens)
    }

    private static let kinds: Set<String> = [
        "erratum", "errata", "corrigendum", "corrigenda", "correction", "addendum", "addenda", "retraction", "reply",
        "rejoinder", "rebuttal", "comment", "comments", "supplement", "supplementary",
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]

    private static let chineseKinds = ["勘误", "更正", "附录", "回复", "评论", "上篇", "下篇", "中篇", "（上）", "（中）", "（下）"]
}
