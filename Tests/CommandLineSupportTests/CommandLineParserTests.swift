import CommandLineSupport
import Testing

@Suite struct CommandLineParserTests {
    private func invocation(_ line: String) throws(UsageError) -> Invocation {
        try CommandLineParser(Sample.tool).parse(line.split(separator: " ").map(String.init))
    }

    /// The arguments of a line that runs a command.
    private func arguments(_ line: String) throws -> Arguments {
        guard case .run(_, let arguments, _) = try invocation(line) else {
            throw UsageError("'\(line)' runs nothing")
        }
        return arguments
    }

    private func message(_ line: String) -> String {
        let error = #expect(throws: UsageError.self) { try invocation(line) }
        return error.map { "\($0)" } ?? ""
    }

    @Test func `a command gets its words and defaults`() throws {
        let arguments = try arguments("near a b")
        #expect(arguments.words == ["a", "b"])
        #expect(arguments[StandardOptions.limit] == 10)
        #expect(arguments[Sample.not] == [])
        #expect(arguments[Sample.from] == nil)
        #expect(!arguments[Sample.all])
        #expect(!arguments.contains(StandardOptions.limit))
    }

    @Test(arguments: [
        "near x --limit 5", "near --limit=5 x", "near -n5 x", "near -n 5 x", "near -n=5 x", "-n 5 near x",
        "--limit=5 near x",
        "near x -an5", "near x -n 3 -n 5",
    ])
    func `an option's value may be written in many ways and places`(line: String) throws {
        let arguments = try arguments(line)
        #expect(arguments[StandardOptions.limit] == 5)
        #expect(arguments.words == ["x"])
    }

    @Test func `repeated options keep their order`() throws {
        #expect(try arguments("near x --not a --not=b --not c")[Sample.not] == ["a", "b", "c"])
        #expect(
            try arguments("--category cs.CL near x --category math")[StandardOptions.category] == ["cs.CL", "math"])
    }

    @Test func `shorthands set the format, and two formats are an error`() throws {
        #expect(try arguments("near x --json")[StandardOptions.format] == .json)
        #expect(try arguments("near x --json --format json --json")[StandardOptions.format] == .json)
        for line in ["near x --json --plain", "near x --format ids --json"] {
            #expect(throws: UsageError.self) { try arguments(line) }
        }
    }

    @Test func `a double dash ends the options`() throws {
        #expect(try arguments("near -- --limit -n -- x").words == ["--limit", "-n", "--", "x"])
        #expect(try arguments("-- near -x").words == ["-x"])
    }

    @Test func `a lone dash and negative numbers are words, and values`() throws {
        #expect(try arguments("near - -5 -.5").words == ["-", "-5", "-.5"])
        #expect(try arguments("near x --min-score -0.5")[StandardOptions.minimumScore] == -0.5)
        #expect(try arguments("near --from - x")[Sample.from] == "-")
    }

    @Test func `an option is not taken for another one's value`() {
        #expect(message("near x --limit --json") == "'--limit' needs a value: a whole number of 1 or more")
        #expect(message("near x --from -a") == "'--from' needs a value: a file")
        #expect(message("near x -n") == "'-n' needs a value: a whole number of 1 or more")
    }

    @Test func `an attached value may begin with a dash`() throws {
        #expect(try arguments("near x --from=-a")[Sample.from] == "-a")
    }

    @Test(arguments: [
        ("near x --limit abc", "'--limit' must be a whole number of 1 or more, not 'abc'"),
        ("near x -n 0", "'-n' must be a whole number of 1 or more, not '0'"),
        ("near x -n 99999999999999999999", "'-n' must be a whole number of 1 or more, not '99999999999999999999'"),
        ("near x --threads 5000", "'--threads' must be a whole number from 1 to 1024, not '5000'"),
        ("near x --min-score nan", "'--min-score' must be a number, not 'nan'"),
        ("near x --min-score 0x1p4", "'--min-score' must be a number, not '0x1p4'"),
        ("near x --month 2026-13", "'--month' must be a month such as 2026-03 or “last month”, not '2026-13'"),
        (
            "near x --since 2026-02-30",
            "'--since' must be a date such as 2026-03-08, 2026-03, 2026, 7d, yesterday or “last month”, not '2026-02-30'"
        ),
        ("near x --from=", "'--from' must be a file, not ''"),
        ("find x --mode fats", "'--mode' must be fast or careful, not 'fats'; did you mean 'fast'?"),
        ("near x --all=yes", "'--all' takes no value"),
        ("near x -a=yes", "'-a' takes no value"),
        ("near x --limt 5", "unknown option '--limt'; did you mean '--limit'?"),
        ("near x -limit 5", "unknown option '-limit'; did you mean '--limit'?"),
        ("near x -z", "unknown option '-z'"),
        ("near x --mode fast", "unknown option '--mode'"),
        ("--mode fast find x", "'--mode' belongs to 'find': write it after the command"),
        ("fnid x", "there is no command 'fnid'; did you mean 'find'?"),
        ("nonsense x", "there is no command 'nonsense'"),
        ("--json", "there is no command"),
        ("near", "'near' needs ID or --from"),
        ("find", "'find' needs WORD"),
        ("sort a b", "'sort' takes no word 'b' here"),
        ("near x --csv", "unknown option '--csv'"),
        ("near x --format csv", "'near' writes table, json or ids, not csv"),
        ("help find near", "'help' explains one command"),
        ("help fnid", "there is no command 'fnid'; did you mean 'find'?"),
    ])
    func `a line that makes no sense is explained`(line: String, expected: String) {
        #expect(message(line) == expected)
    }

    @Test func `an error names the command it was meant for`() {
        let error = #expect(throws: UsageError.self) { try invocation("near x --limit abc") }
        #expect(error?.command == "near")
        let early = #expect(throws: UsageError.self) { try invocation("--limit abc near x") }
        #expect(early?.command == nil)
    }

    @Test func `an argument can be left out when an option stands for it`() throws {
        #expect(try arguments("near --from ids.txt").words.isEmpty)
        #expect(try arguments("sort").words.isEmpty)
    }

    @Test(arguments: [
        "find --help", "find -h", "--help find", "help find", "find x --limt 3 --help", "find --mode bad -h",
        "find -n x -h",
    ])
    func `help for a command comes first, whatever else is wrong`(line: String) throws {
        guard case .help(let command) = try invocation(line) else {
            Issue.record("no help for '\(line)'")
            return
        }
        #expect(command?.name == "find")
    }

    @Test(arguments: ["--help", "-h", "help", "--limt --help", "help help"])
    func `help for the tool needs no command`(line: String) throws {
        guard case .help(nil) = try invocation(line) else {
            Issue.record("no help for '\(line)'")
            return
        }
    }

    @Test func `help after a double dash is a word`() throws {
        #expect(try arguments("near -- --help").words == ["--help"])
    }

    @Test func `the tool answers for its version, completion and manual page`() throws {
        guard case .version = try invocation("--version") else { throw UsageError("no version") }
        guard case .version = try invocation("find --version") else { throw UsageError("no version") }
        guard case .completionScript(.zsh) = try invocation("--generate-completion-script zsh") else {
            throw UsageError("no script")
        }
        guard case .manualPage = try invocation("--generate-man-page") else { throw UsageError("no manual page") }
        #expect(
            message("--generate-completion-script csh")
                == "'--generate-completion-script' must be bash, zsh or fish, not 'csh'; did you mean 'zsh'?")
    }

    @Test func `a shared option that changes nothing is noted, not refused`() throws {
        guard case .run(_, _, let notes) = try invocation("sort --category cs.CL -n 3") else { return }
        #expect(notes == ["--limit changes nothing for 'sort'", "--category changes nothing for 'sort'"])
        guard case .run(_, _, let none) = try invocation("find x --category cs.CL") else { return }
        #expect(none.isEmpty)
    }

    @Test func `a query takes dashed words, and still its options`() throws {
        let arguments = try arguments("find graph -survey -neural -q -n5 -o-x -o out -ti:bayes -n-gram -图 --all")
        #expect(arguments.words == ["graph", "-survey", "-neural", "-o-x", "-ti:bayes", "-n-gram", "-图"])
        #expect(arguments[StandardOptions.quiet] && arguments[Sample.all])
        #expect(arguments[StandardOptions.limit] == 5)
        #expect(arguments[StandardOptions.output] == "out")
        #expect(try self.arguments("find x -o/tmp/out")[StandardOptions.output] == "/tmp/out")
        #expect(message("find x -z") == "unknown option '-z'")
    }

    @Test func `any line gives an answer or an error`() {
        let pieces = [
            "find", "near", "sort", "help", "--", "-", "-n", "-n5", "--limit", "--limit=", "=", "-=", "--=", "--=x",
            "-k", "auto",
            "--json", "-h", "", "--help", "-qa", "é", "-é", "--é", "图", "\u{0}", "-5", "--not",
        ]
        var state: UInt64 = 5
        for _ in 0..<3_000 {
            let words = (0..<4).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return pieces[Int((state >> 33) % UInt64(pieces.count))]
            }
            do {
                if case .run(let command, let arguments, _) = try CommandLineParser(Sample.tool).parse(words) {
                    #expect(words.contains(command.name))
                    #expect(arguments.words.allSatisfy(words.contains))
                }
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
    }
}
