import JSON
import SystemSupport
import Testing

@Suite struct ToolTests {
    static let commands = [
        "index", "status", "doctor", "search", "similar", "show", "explain", "topics", "topic", "trends", "new",
        "bench", "eval",
        "export",
    ]

    @Test func `the version is one line on standard output`() throws {
        let run = try ToolRun("--version")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.wholeMatch(of: /sextant \d+\.\d+\.\d+\n/) != nil)
    }

    @Test func `without a command there is help, as an error`() throws {
        let run = try ToolRun()
        #expect(run.status == 2 && run.output.isEmpty)
        for command in Self.commands { #expect(run.errors.contains("\n  \(command) "), "\(command)") }
    }

    @Test(arguments: commands)
    func `every command explains itself within 80 columns`(command: String) throws {
        let run = try ToolRun(command, "--help")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.contains("Usage: sextant \(command) [OPTIONS]"))
        for line in run.output.split(separator: "\n") {
            #expect(Terminal.displayWidth(of: String(line)) <= 80, "\(line)")
        }
        #expect(try ToolRun("help", command).output == run.output)
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func `a slip gets the nearest match and the usage`() throws {
        let run = try ToolRun("serach", "x")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.hasPrefix("error: there is no command 'serach'; did you mean 'search'?\nUsage: sextant "))
    }

    @Test func `a wrong value is explained with the command's usage`() throws {
        let run = try ToolRun("search", "x", "--limit", "abc")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(
            run.errors == """
                error: '--limit' must be a whole number of 1 or more, not 'abc'
                Usage: sextant search [OPTIONS] [QUERY...]
                'sextant search --help' says more.

                """)
    }

    @Test func `an instruction set that is not there is an error`() throws {
        let run = try ToolRun("bench", "--count", "64", environment: ["SEXTANT_ISA": "abacus"])
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("abacus") && run.errors.contains("portable"))
        #expect(try ToolRun("--version", environment: ["SEXTANT_ISA": "abacus"]).status == 0)
    }

    @Test func `a closed pipe is quiet and no error`() throws {
        let line = "{ sleep 0.2; \"$sextant\" --generate-completion-script zsh; } | true; echo ${PIPESTATUS[0]}"
        let run = try ToolRun(shell: line)
        #expect(run.output == "0\n")
        #expect(run.errors.isEmpty)
    }

    @Test func `a full disk is an error`() throws {
        let run = try ToolRun(shell: "\"$sextant\" help > /dev/full")
        #expect(run.status == 2)
        #expect(run.errors.contains("standard output: cannot be written"))
    }

    @Test(.enabled(if: FileSystem.exists("/usr/bin/mandoc")))
    func `the manual page has no fault`() throws {
        let run = try ToolRun(shell: "\"$sextant\" --generate-man-page | mandoc -Tlint")
        #expect(run.status == 0 && run.output.isEmpty, "\(run.output)")
    }

    @Test func `completion scripts have no mistake that their shells can find`() throws {
        for shell in ["bash", "zsh", "fish"] {
            let line =
                "if command -v \(shell); then \"$sextant\" --generate-completion-script \(shell) | \(shell) -n; fi"
            let run = try ToolRun(shell: line)
            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        }
    }

    @Test func `the benchmark's record is JSON, and every answer right`() throws {
        let bench = "\"$sextant\" bench --dimension 8 --count 64 --threads 1 --json -o bench.json"
        let run = try ToolRun(shell: bench + " && ls -A >&2 && cat bench.json")
        #expect(run.status == 0)
        #expect(run.errors.hasSuffix("bench.json\n"))
        var parser = JSONParser()
        try Array(run.output.utf8).withRawSpan { bytes in
            try parser.parse(bytes) { report in
                #expect(report["version"]?.int == 1)
                #expect(report["dimension"]?.int == 8)
                #expect(report["count"]?.int == 64)
                var rows = 0
                for row in try #require(report["rows"]?.array) {
                    rows += 1
                    #expect(row["agrees"]?.bool == true)
                    #expect(row["vectors_per_second"]?.double ?? 0 > 0)
                }
                #expect(rows >= 12)
            }
        }
    }

    @Test func `a saved record can be compared with`() throws {
        let bench = "\"$sextant\" bench --dimension 8 --count 64 --threads 1"
        let run = try ToolRun(shell: bench + " -q --save old.json && " + bench + " --json --compare old.json")
        #expect(run.status == 0 && run.errors.isEmpty)
        let tables = run.output.prefix { $0 != "{" }
        #expect(tables.contains("plain loop") && tables.contains("portable") && tables.contains("reading alone"))
        #expect(tables.split(separator: "\n").allSatisfy { $0.count <= 80 })
        var parser = JSONParser()
        try parser.parse(String(run.output.dropFirst(tables.count))) { report in
            for row in try #require(report["rows"]?.array) { #expect(row["ratio"]?.double ?? 0 > 0) }
        }
    }

    @Test func `a comparison says what else has changed`() throws {
        let bench = "\"$sextant\" bench --dimension 8 --threads 1"
        let run = try ToolRun(
            shell: bench + " --count 64 -q --save old.json && " + bench + " --count 65 --compare old.json -o new.txt")
        #expect(run.status == 0 && run.errors.contains("old.json is of other circumstances: 64 vectors, now 65"))
        for text in ["{}", "not JSON", "{\"version\":2,\"rows\":[]}"] {
            let run = try ToolRun(shell: "echo '\(text)' > x.json; \(bench) --compare x.json")
            #expect(run.status == 2 && run.output.isEmpty)
            #expect(run.errors.contains("x.json is not a record of 'sextant bench --save'"), "\(run.errors)")
        }
        #expect(try ToolRun("bench", "--compare", "missing.json").errors.contains("missing.json"))
        #expect(try ToolRun("bench", "--save", "no/such/folder.json").errors.contains("no such folder"))
    }
}
