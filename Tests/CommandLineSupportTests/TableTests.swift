import CommandLineSupport
import SystemSupport
import Testing

@Suite struct TableTests {
    private func table() -> Table {
        var table = Table([
            Table.Column("score", isRightAligned: true), Table.Column("id", emphasis: .accent),
            Table.Column("title", narrowest: 8), Table.Column("date"),
        ])
        table.add(["0.91", "2601.21465", "稀疏注意力用于长视频理解", "2026-01-30"])
        table.add(["12", "2601.1", "A title", ""])
        return table
    }

    @Test func `columns align, Chinese counted double`() {
        #expect(
            table().lines() == [
                "score  id          title                     date",
                " 0.91  2601.21465  稀疏注意力用于长视频理解  2026-01-30",
                "   12  2601.1      A title",
            ])
    }

    @Test func `what may be cut is cut to the width`() {
        #expect(
            table().lines(width: 45) == [
                "score  id          title           date",
                " 0.91  2601.21465  稀疏注意力用…   2026-01-30",
                "   12  2601.1      A title",
            ])
        for width in 39...60 {
            for line in table().lines(width: width) { #expect(Terminal.displayWidth(of: line) <= width, "\(line)") }
        }
    }

    @Test func `what may not be cut is never cut`() {
        let lines = table().lines(width: 10)
        #expect(lines[1] == " 0.91  2601.21465  稀疏注…   2026-01-30")
    }

    @Test func `the widest gives way first`() {
        var table = Table([Table.Column("", narrowest: 1), Table.Column("", narrowest: 1)])
        table.add([String(repeating: "a", count: 20), String(repeating: "b", count: 6)])
        #expect(table.lines(width: 14) == ["aaaaa…  bbbbbb"])
        #expect(table.lines(width: 10) == ["aaa…  bbb…"])
    }

    @Test func `a table without titles has no heading`() {
        var table = Table([Table.Column(""), Table.Column("")])
        table.add(["a", "b"])
        #expect(table.lines() == ["a  b"])
        #expect(Table([Table.Column("")]).lines().isEmpty)
    }

    @Test func `colours do not change what stands where`() {
        let plain = table().lines(width: 45)
        let colored = table().lines(width: 45, style: TextStyle(isEnabled: true))
        #expect(colored[0].contains("\u{1B}[1m") && colored[1].contains("\u{1B}[36m2601.21465\u{1B}[0m"))
        #expect(colored.map(withoutEscapes) == plain)
    }

    @Test func `cells cannot break lines or reach the terminal`() {
        var table = Table([Table.Column("")])
        table.add(["a\nb\u{1B}[31m \tc\u{7}\u{202E}"])
        #expect(table.lines() == ["a b[31m c"])
    }

    private func withoutEscapes(_ text: String) -> String {
        var result = ""
        var isEscape = false
        for character in text {
            if character == "\u{1B}" { isEscape = true }
            if !isEscape { result.append(character) }
            if character == "m" { isEscape = false }
        }
        return result
    }
}

@Suite struct DefinitionListTests {
    @Test func `texts wrap beside their names`() {
        let lines = DefinitionList().lines([("标题", "one two three four five six"), ("id", "x")], width: 30)
        #expect(lines == ["  标题  one two three four", "        five six", "  id    x"])
    }

    @Test func `a name too wide has a line of its own`() {
        let name = String(repeating: "n", count: 27)
        #expect(
            DefinitionList().lines([(name, "text"), ("a", "b")], width: 80) == ["  " + name, "     text", "  a  b"])
    }

    @Test func `without a width nothing is wrapped, and no text is a line too`() {
        let text = String(repeating: "word ", count: 50)
        #expect(DefinitionList(indentation: 0).lines([("a", text)], width: nil).count == 1)
        #expect(DefinitionList(indentation: 0).lines([("a", "")], width: 80) == ["a"])
    }
}

@Suite struct ScoreBarTests {
    @Test(arguments: [
        (0.0, "    "), (1.0, "████"), (0.5, "██  "), (0.53, "██▏ "), (-1.0, "    "), (7.0, "████"), (.nan, "    "),
        (.infinity, "████"), (-.infinity, "    "), (0.999, "████"),
    ])
    func `a bar is filled by eighths`(share: Double, bar: String) {
        #expect(ScoreBar.text(share, width: 4) == bar)
    }

    @Test func `a bar has its width, and grows`() {
        var last = ""
        for step in 0...200 {
            let bar = ScoreBar.text(Double(step) / 200, width: 7)
            #expect(Terminal.displayWidth(of: bar) == 7)
            #expect(bar.filter { $0 == "█" }.count >= last.filter { $0 == "█" }.count)
            last = bar
        }
    }
}

@Suite struct SparklineTests {
    @Test func `the largest value is a full bar`() {
        #expect(Sparkline.text([0, 1, 2, 4]) == "▁▃▅█")
        #expect(Sparkline.text([3]) == "█" && Sparkline.text([0, 0]) == "▁▁" && Sparkline.text([]) == "")
    }

    @Test func `more values than columns are averaged`() {
        #expect(Sparkline.text([0, 0, 4, 4], width: 2) == "▁█")
        #expect(Sparkline.text([1, 1, 1, 1, 1], width: 3).count == 3)
    }

    @Test func `what is no number counts as nothing`() {
        #expect(Sparkline.text([.nan, -1, .infinity, 2]) == "▁▁▁█")
    }
}
