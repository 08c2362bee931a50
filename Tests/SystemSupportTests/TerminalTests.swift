import Testing

@testable import SystemSupport

@Suite struct TerminalTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("稀疏注意力", 10), ("sparse 稀疏", 11), ("é", 1), ("e\u{301}", 1), ("，。", 4),
        ("Ａ", 2), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("👩‍👩‍👧", 2), ("🇨🇳", 2), ("👍🏽", 2), ("❤️", 2), ("α→β", 3),
        ("\u{1B}[", 1), ("\u{200B}", 0), ("𠀀", 2), ("a\u{AD}b", 2), ("…", 1),
    ]) func `columns are counted`(text: String, width: Int) {
        #expect(Terminal.displayWidth(of: text) == width, "\(text.unicodeScalars)")
    }

    @Test func `padding counts columns`() {
        #expect(Terminal.pad("稀疏", to: 6) == "稀疏  ")
        #expect(Terminal.pad("abcdef", to: 3) == "abcdef")
    }

    @Test func `a cut text fits and never splits a character`() {
        #expect(Terminal.truncate("abcdef", to: 6) == "abcdef")
        #expect(Terminal.truncate("abcdefg", to: 6) == "abcde…")
        #expect(Terminal.truncate("稀疏注意力", to: 6) == "稀疏…")
        #expect(Terminal.truncate("稀疏注意力", to: 7) == "稀疏注…")
        #expect(Terminal.truncate("稀疏", to: 4) == "稀疏")
        #expect(Terminal.truncate("稀疏", to: 1) == "…")
        #expect(Terminal.truncate("稀疏", to: 0) == "")
        for columns in 0...20 {
            #expect(Terminal.displayWidth(of: Terminal.truncate("a稀é疏👩‍👩‍👧注b意力", to: columns)) <= columns)
        }
    }

    @Test func `a progress line tells rate and time left`() {
        #expect(
            ProgressBar.line(label: "Reading", done: 1200, total: 5000, unit: "papers", elapsed: 0.2)
                == "Reading  1200/5000 papers  24 %  6000/s  1 s left")
        #expect(
            ProgressBar.line(label: "Reading", done: 10, total: nil, unit: "", elapsed: 2) == "Reading  10  5/s")
        #expect(
            ProgressBar.line(label: "Fit", done: 1, total: 7300, unit: "", elapsed: 1)
                == "Fit  1/7300  0 %  1/s  2 h 1 min left")
        #expect(ProgressBar.line(label: "Fit", done: 0, total: 0, unit: "", elapsed: 0) == "Fit  0/0  0/s")
        #expect(
            ProgressBar.line(label: "Fit", done: 5, total: 5, unit: "", elapsed: 1) == "Fit  5/5  100 %  5/s")
    }
}
