extension Day {
    /// The first date that stands anywhere in a text: `2026-03-08`, `2026_03_08`, `2026.03.08`, `2026/03/08`,
    /// `20260308` or `2026年3月8日`.
    ///
    /// The digits must stand by themselves, and the year be in 1900...2099: `12026-03-081` holds no date.
    static func find(in text: some StringProtocol) -> Day? {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            guard bytes[start].isDigit, start == 0 || !bytes[start - 1].isDigit else {
                start += 1
                continue
            }
            if let day = date(bytes[start...]) { return day }
            start += 1
        }
        return nil
    }

    /// The date that the bytes begin with.
    private static func date(_ bytes: ArraySlice<UInt8>) -> Day? {
        var rest = bytes
        guard let year = rest.takeNumber(atLeast: 4, atMost: 4), (1900...2099).contains(year) else { return nil }
        let separator = rest.first ?? 0
        if separator.isDigit {
            guard let month = rest.takeNumber(atLeast: 2, atMost: 2), let day = rest.takeNumber(atLeast: 2, atMost: 2),
                rest.first?.isDigit != true
            else { return nil }
            return Day(year: year, month: month, day: day)
        }
        if rest.take("年") {
            guard let month = rest.takeNumber(atLeast: 1, atMost: 2), rest.take("月"),
                let day = rest.takeNumber(atLeast: 1, atMost: 2), rest.take("日")
            else { return nil }
            return Day(year: year, month: month, day: day)
        }
        guard "-_./".utf8.contains(separator), rest.popFirst() != nil,
            let month = rest.takeNumber(atLeast: 1, atMost: 2), rest.popFirst() == separator,
            let day = rest.takeNumber(atLeast: 1, atMost: 2), rest.first?.isDigit != true
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// The day that a metadata field names: an ISO 8601 date or time, or `Mon, 2 Apr 2007 19:18:42 GMT`.
    init?(metadata text: String) {
        let isEmphasized = text.utf8.first.map { !$0.isDigit && !$0.isLetter } ?? false
        let text = isEmphasized ? text.filter { !"*_`".contains($0) }.trimmingBlanks() : text
        if let day = Day.find(in: text.prefix(10)) {
            self = day
            return
        }
        let words = text.split { $0 == " " || $0 == "," }
        for (index, word) in words.enumerated() where index > 0 && index + 1 < words.count {
            guard let month = Self.monthNames.firstIndex(of: word.prefix(3).lowercased()),
                let day = Int(digits: words[index - 1]), let year = Int(digits: words[index + 1])
            else { continue }
            self.init(year: year, month: month + 1, day: day)
            return
        }
        return nil
    }

    fileprivate static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}

extension Month {
    /// The month of a year by its number or by the first letters of its English name.
    init?(year: Int, named name: String) {
        let number = Int(name) ?? Day.monthNames.firstIndex(of: name.prefix(3).lowercased()).map { $0 + 1 }
        guard let number else { return nil }
        self.init(year: year, month: number)
    }
}

extension ArraySlice<UInt8> {
    /// Takes digits off the front and gives their value; takes nothing when there are too few. Stops at `atMost`.
    fileprivate mutating func takeNumber(atLeast: Int, atMost: Int) -> Int? {
        let digits = prefix(atMost).prefix { $0.isDigit }
        guard digits.count >= atLeast else { return nil }
        removeFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    fileprivate mutating func take(_ text: String) -> Bool {
        guard starts(with: text.utf8) else { return false }
        removeFirst(text.utf8.count)
        return true
    }
}
