import Digests
import SystemSupport
import Testing

@testable import CommandLineSupport

@Suite struct ResultOutputTests {
    private func contents(_ path: String) throws -> String {
        String(decoding: try FileSystem.contents(of: path), as: UTF8.self)
    }

    @Test func `a file is there when it is finished, and not before`() throws {
        try withTemporaryFolder { folder in
            let output = try ResultOutput(path: folder + "/out")
            try output.write("one\n")
            try output.writeLine("two")
            #expect(!FileSystem.exists(folder + "/out"))
            try output.finish()
            #expect(try contents(folder + "/out") == "one\ntwo\n")
            #expect(try FileSystem.list(folder) == ["out"])
        }
    }

    @Test func `what was there before stays until then, and nothing is left behind`() throws {
        try withTemporaryFolder { folder in
            let first = try ResultOutput(path: folder + "/out")
            try first.write("old")
            try first.finish()
            do {
                let second = try ResultOutput(path: folder + "/out")
                try second.write("new")
            }
            #expect(try contents(folder + "/out") == "old")
            #expect(try FileSystem.list(folder) == ["out"])
        }
    }

    @Test func `nothing written is an empty file, and one that was given up is none`() throws {
        try withTemporaryFolder { folder in
            try ResultOutput(path: folder + "/empty").finish()
            _ = try ResultOutput(path: folder + "/none")
            #expect(try FileSystem.list(folder) == ["empty"])
        }
    }

    @Test func `a device is written, not replaced`() throws {
        let output = try ResultOutput(path: "/dev/null")
        try output.write("gone")
        try output.finish()
        #expect(!FileSystem.isRegularFile("/dev/null"))
        #expect(try contents("/dev/null") == "")
    }

    @Test func `a folder or a missing folder is an error that names the path`() throws {
        try withTemporaryFolder { folder in
            #expect(throws: FileError.writeFailed(path: folder, reason: "is a folder")) {
                try ResultOutput(path: folder)
            }
            #expect(throws: FileError.writeFailed(path: folder + "/none/out", reason: "no such folder")) {
                try ResultOutput(path: folder + "/none/out")
            }
            #expect(throws: FileError.writeFailed(path: "/", reason: "is a folder")) { try ResultOutput(path: "/") }
        }
    }

    @Test func `no path and a dash are standard output`() throws {
        #expect(try ResultOutput(path: nil).isStandardOutput)
        #expect(try ResultOutput(path: "-").isStandardOutput)
    }
}

@Suite struct IndexLocationTests {
    private func path(_ option: String?, _ variables: [String: String], home: String? = "/home/a") throws -> String {
        try IndexLocation.path(option: option, environment: { variables[$0] }, home: home)
    }

    @Test func `the option comes first, then the variable, then the data folder`() throws {
        let variables = ["SEXTANT_INDEX": "/b", "XDG_DATA_HOME": "/c"]
        #expect(try path("a", variables) == "a")
        #expect(try path(nil, variables) == "/b")
        #expect(try path(nil, ["XDG_DATA_HOME": "/c"]) == "/c/sextant")
        #expect(try path(nil, [:]) == "/home/a/.local/share/sextant")
    }

    @Test func `empty variables and a relative data folder are ignored`() throws {
        #expect(try path(nil, ["SEXTANT_INDEX": "", "XDG_DATA_HOME": "c"]) == "/home/a/.local/share/sextant")
        #expect(try path(nil, ["XDG_DATA_HOME": ""]) == "/home/a/.local/share/sextant")
    }

    @Test func `with no home there is an error that says what to do`() {
        let error = #expect(throws: UsageError.self) { try path(nil, [:], home: nil) }
        #expect(error?.message.contains("--index") == true)
    }
}

@Suite struct TextStyleTests {
    @Test func `variables can refuse colours`() {
        func allows(_ variables: [String: String]) -> Bool { TextStyle.allowsColors { variables[$0] } }
        #expect(allows(["TERM": "xterm"]))
        #expect(allows(["TERM": "xterm", "NO_COLOR": ""]))
        #expect(!allows(["TERM": "xterm", "NO_COLOR": "1"]))
        #expect(!allows(["TERM": "dumb"]))
        #expect(!allows([:]))
    }

    @Test func `a disabled style leaves texts alone, and an empty text stays empty`() {
        #expect(TextStyle.none(.bold, "x") == "x")
        #expect(TextStyle(isEnabled: true)(.bold, "x") == "\u{1B}[1mx\u{1B}[0m")
        #expect(TextStyle(isEnabled: true)(.bold, "") == "")
        #expect(TextStyle(isEnabled: true)(.none, "x") == "x")
    }
}

@Suite struct ValueKindTests {
    @Test(arguments: [
        ("2026-03-08", "2026-03-08", "2026-03-08"), ("2026-03", "2026-03-01", "2026-03-31"),
        ("2026", "2026-01-01", "2026-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-02", "2026-02-01", "2026-02-28"), ("9999-12", "9999-12-01", "9999-12-31"),
    ])
    func `a date is a day, or the first or last one of a month or year`(text: String, first: String, last: String) {
        #expect(ValueKind.firstDay.parse(text) == Day(first))
        #expect(ValueKind.lastDay.parse(text) == Day(last))
    }

    @Test(arguments: [
        "2026-02-29", "2026-03-08 ", "last", "7", "d", "99999d", "next month", "2026-3-", "2026-00", "２０２６", "", "26",
        "+026-03-08",
        "2026-03-08-01",
        "-2026",
    ])
    func `anything else is no date`(text: String) {
        #expect(ValueKind.firstDay.parse(text) == nil)
        #expect(ValueKind.lastDay.parse(text) == nil)
    }

    @Test func `a month has its number`() {
        #expect(ValueKind.month.parse("2026-12") == Month("2026-12"))
        for text in ["2026-13", "2026", "2026-01-01", "yesterday", "last year"] {
            #expect(ValueKind.month.parse(text) == nil)
        }
    }

    /// A Monday.
    private static let today = Day(daysSinceEpoch: 20_514)

    @Test(arguments: [
        ("today", "2026-03-02", "2026-03-02"), ("Yesterday", "2026-03-01", "2026-03-01"),
        ("7d", "2026-02-23", "2026-03-02"), ("7 days", "2026-02-23", "2026-03-02"),
        ("last 7 days", "2026-02-23", "2026-03-02"), ("7 days ago", "2026-02-23", "2026-03-02"),
        ("2w", "2026-02-16", "2026-03-02"), ("3m", "2025-12-02", "2026-03-02"), ("1y", "2025-03-02", "2026-03-02"),
        ("this week", "2026-03-02", "2026-03-08"), ("last week", "2026-02-23", "2026-03-01"),
        ("last month", "2026-02-01", "2026-02-28"), ("last-month", "2026-02-01", "2026-02-28"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last year", "2025-01-01", "2025-12-31"), ("2026-3", "2026-03-01", "2026-03-31"),
        ("2026-3-8", "2026-03-08", "2026-03-08"), ("2026/03/08", "2026-03-08", "2026-03-08"),
        ("2026.3", "2026-03-01", "2026-03-31"),
    ])
    func `a time is given in words too`(text: String, first: String, last: String) {
        #expect(ValueKind.firstDay(today: Self.today).parse(text) == Day(first))
        #expect(ValueKind.lastDay(today: Self.today).parse(text) == Day(last))
    }

    @Test func `a month is given in words too`() {
        let kind = ValueKind.month(today: Self.today)
        #expect(kind.parse("2026-3") == Month("2026-03") && kind.parse("2026/03") == Month("2026-03"))
        #expect(kind.parse("last month") == Month("2026-02") && kind.parse("this month") == Month("2026-03"))
    }

    @Test func `numbers are decimal and finite`() {
        for text in ["1", "-0.5", ".5", "1e-3"] { #expect(ValueKind.number.parse(text) != nil, "\(text)") }
        for text in ["", "x", "inf", "nan", "1e999", "0x10", "1,5", " 1"] {
            #expect(ValueKind.number.parse(text) == nil, "\(text)")
        }
        #expect(ValueKind.wholeNumber(from: 2, to: 4).parse("5") == nil)
        #expect(ValueKind.wholeNumber(from: 2, to: 4).parse("4") == 4)
        #expect(ValueKind.wholeNumber(from: 2).parse("2.0") == nil)
    }

    @Test func `a choice offers its words`() {
        #expect(ValueKind<OutputFormat>.choice.completion == .words(OutputFormat.allCases.map(\.rawValue)))
        #expect(ValueKind<OutputFormat>.choice(of: [.json]).parse("table") == nil)
        #expect(ValueKind<OutputFormat>.choice(of: [.json]).expectation == "json")
        #expect(ValueKind<OutputFormat>.choice.parse("JSON") == nil)
    }
}
