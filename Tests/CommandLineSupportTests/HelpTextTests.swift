import CommandLineSupport
import SystemSupport
import Testing

@Suite struct HelpTextTests {
    @Test func `the tool's help is as it was looked at`() throws {
        try Golden.check(HelpText(Sample.tool).text(for: nil), "help-tool.txt")
    }

    @Test func `a command's help is as it was looked at`() throws {
        try Golden.check(HelpText(Sample.tool).text(for: Sample.find), "help-find.txt")
        try Golden.check(HelpText(Sample.tool, width: 60).text(for: Sample.near), "help-near-60.txt")
    }

    @Test(arguments: [1, 60, 67, 80, 100, 1_000])
    func `help keeps within the width, whose limits are 60 and 100`(width: Int) {
        let help = HelpText(Sample.tool, width: width)
        for command in [nil, Sample.find, Sample.near, Sample.sort] {
            for line in help.text(for: command).split(separator: "\n") {
                #expect(Terminal.displayWidth(of: String(line)) <= min(max(width, 60), 100), "\(line)")
                #expect(line.last != " ", "\(line)")
            }
        }
    }

    @Test func `every option and command is explained`() {
        let help = HelpText(Sample.tool)
        let text = help.text(for: nil)
        for word in ["find", "near", "sort", "--limit", "-n", "--month", "--version", "-h", "TOOL_HOME"] {
            #expect(text.contains(word), "\(word)")
        }
        for option in Sample.find.options { #expect(help.text(for: Sample.find).contains("--\(option.name)")) }
        #expect(help.text(for: Sample.sort).contains("-k N"))
        #expect(!help.text(for: Sample.sort).contains("--limit"))
    }

    @Test func `a command's help offers only formats that it writes`() {
        let text = HelpText(Sample.tool).text(for: Sample.near)
        #expect(text.contains("table, json or ids (default: table)"))
        #expect(text.contains("--json ") && !text.contains("--plain"))
    }

    @Test func `headings are bold where that can be seen`() {
        let text = HelpText(Sample.tool, style: TextStyle(isEnabled: true)).text(for: nil)
        #expect(text.contains("\u{1B}[1mCommands:\u{1B}[0m"))
        #expect(!HelpText(Sample.tool).text(for: nil).contains("\u{1B}"))
    }

    @Test func `usage names the arguments`() {
        let help = HelpText(Sample.tool)
        #expect(help.usage(of: Sample.find) == "Usage: tool find [OPTIONS] WORD...")
        #expect(help.usage(of: Sample.sort) == "Usage: tool sort [OPTIONS] [FOLDER]")
        #expect(help.usage(of: nil) == "Usage: tool COMMAND [OPTIONS]")
    }
}
