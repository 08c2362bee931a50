import CommandLineSupport
import Foundation
import SystemSupport
import Testing

@Suite struct CompletionScriptTests {
    @Test(arguments: Shell.allCases)
    func `a script is as it was looked at`(shell: Shell) throws {
        try Golden.check(CompletionScript(Sample.tool).text(for: shell), "completion.\(shell.rawValue)")
    }

    /// The program's path, if it is installed.
    private static func installed(_ program: String) -> String? {
        ["/bin/", "/usr/bin/", "/usr/local/bin/"].map { $0 + program }.first(where: FileSystem.exists)
    }

    @Test(arguments: Shell.allCases.filter { installed($0.rawValue) != nil })
    func `an installed shell finds no mistake in its script`(shell: Shell) throws {
        let program = try #require(Self.installed(shell.rawValue))
        let script = CompletionScript(Sample.tool).text(for: shell)
        let result = try run(program, ["-n", "/dev/stdin"], input: script)
        #expect(result.status == 0 && result.output.isEmpty, "\(result.output)")
    }

    @Test(
        .enabled(if: installed("bash") != nil),
        arguments: [
            (["tool", ""], ["find", "near", "sort", "help"]),
            (["tool", "so"], ["sort"]),
            (["tool", "--json", "n"], ["near"]),
            (["tool", "--limit", "5", "f"], ["find"]),
            (["tool", "--format", "=", "json", "f"], ["find"]),
            (["tool", "help", "f"], ["find"]),
            (["tool", "find", "--mo"], ["--mode", "--month"]),
            (["tool", "find", "--mode", ""], ["fast", "careful"]),
            (["tool", "find", "--mode", "="], ["fast", "careful"]),
            (["tool", "find", "--mode", "=", "c"], ["careful"]),
            (["tool", "near", "--format", ""], ["table", "json", "ids"]),
            (["tool", "--format", "c"], ["csv"]),
            (["tool", "near", "--limit", ""], []),
            (["tool", "sort", "/us"], ["/usr"]),
            (["tool", "near", "-o", "/us"], ["/usr"]),
        ])
    func `bash offers what fits`(words: [String], expected: [String]) throws {
        let list = words.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            compopt() { :; }
            \(CompletionScript(Sample.tool).text(for: .bash))
            COMP_WORDS=(\(list)); COMP_CWORD=\(words.count - 1)
            _tool
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try run(try #require(Self.installed("bash")), ["/dev/stdin"], input: script)
        #expect(result.output.split(separator: "\n").map(String.init) == expected)
    }

    @Test func `words in single quotes stay what they are`() throws {
        let tool = ToolDefinition(
            name: "tool", version: "1", date: "2026-01-01", abstract: "A tool",
            commands: [CommandDefinition(name: "go", abstract: "Don't [stop]: go", formats: [.table])], general: [])
        for shell in Shell.allCases where Self.installed(shell.rawValue) != nil {
            let script = CompletionScript(tool).text(for: shell)
            let program = try #require(Self.installed(shell.rawValue))
            #expect(try run(program, ["-n", "/dev/stdin"], input: script).status == 0)
        }
        #expect(CompletionScript(tool).text(for: .fish).contains("-d 'Don'\\''t [stop]: go'"))
    }
}

@Suite struct ManualPageTests {
    @Test func `the page is as it was looked at`() throws {
        try Golden.check(ManualPage(Sample.tool).text, "manual.1")
    }

    @Test(.enabled(if: FileSystem.exists("/usr/bin/mandoc")))
    func `mandoc finds no fault`() throws {
        let result = try run("/usr/bin/mandoc", ["-Tlint"], input: ManualPage(Sample.tool).text)
        #expect(result.output.isEmpty, "\(result.output)")
        #expect(result.status == 0)
    }

    @Test func `no line begins like a macro by accident`() {
        let tool = ToolDefinition(
            name: "tool", version: "1", date: "2026-01-01", abstract: "A tool",
            discussion: ".Sh is no heading here. 'quoted \\fBnot bold\\fP", commands: [], general: [])
        let page = ManualPage(tool).text
        #expect(page.contains("\\&.Sh is no heading here."))
        #expect(page.contains("\\&'quoted \\efBnot bold\\efP"))
    }
}

/// Runs a program with a text on its standard input; both its outputs together.
private func run(_ program: String, _ arguments: [String], input: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let (source, sink) = (Pipe(), Pipe())
    process.standardInput = source
    process.standardOutput = sink
    process.standardError = sink
    try process.run()
    try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try source.fileHandleForWriting.close()
    let output = try sink.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
