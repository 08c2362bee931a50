import Glibc
import SystemSupport
import TestSupport
import Testing

/// What the system and its files may do to a command: it says so, and harms nothing.
@Suite struct FaultTests {
    @Test func `an output in the folder of an index is refused`() throws {
        let pile = try Pile()
        let before = try FileSystem.contents(of: pile.index + "/catalog.sqlite")
        for name in ["catalog.sqlite", "lock", "new.json", "segments/new.json"] {
            for words in [["export", "-o"], ["topics", "--report"], ["topics", "--assignments"]] {
                let run = try ToolRun(arguments: words + ["index/" + name, "--index", pile.index], in: pile.folder)
                #expect(run.status == 2 && run.errors.contains(name) && run.errors.contains("another place"))
            }
        }
        #expect(try FileSystem.contents(of: pile.index + "/catalog.sqlite").prefix(15) == before.prefix(15))
        #expect(try pile("doctor").status == 1)
        // An index that is made meanwhile, too.
        try pile.write(Pile.digest, to: "again.jsonl")
        try FileSystem.makeDirectory(pile.folder + "/empty")
        let run = try ToolRun("--index", "empty", "index", "again.jsonl", "-o", "empty/catalog.sqlite", in: pile.folder)
        #expect(run.status == 2)
        #expect(try ToolRun("--index", "empty", "show", "2603.00001", in: pile.folder).status == 0)
    }

    @Test(arguments: [40_000, 150_000, 400_000]) func `too little memory is said before work`(kilobytes: Int) throws {
        let pile = try Pile.shared.get()
        let run = try ToolRun(
            shell: "ulimit -v \(kilobytes); exec $sextant --index \(pile.index) search ice", in: pile.folder)
        // A debug build cannot even be loaded into the smallest.
        if run.status == 2 { #expect(run.errors.contains("MB or more")) } else { #expect(kilobytes < 100_000) }
        let enough = try ToolRun(
            shell: "ulimit -v 900000; exec $sextant --index \(pile.index) search ice", in: pile.folder)
        #expect(enough.status == 0, "\(enough.errors)")
    }

    @Test func `a limit on the size of files is an error that names the file`() throws {
        let pile = try Pile()
        try pile.write(#"{"id": "2603.00017", "title": "Kites", "summary": "Kites and strings."}"#, to: "b.jsonl")
        let run = try ToolRun(shell: "ulimit -f 1; exec $sextant --index \(pile.index) index b.jsonl", in: pile.folder)
        #expect(run.status == 2 && run.errors.contains("file too large") && run.errors.contains(pile.index))
        #expect(try pile("show", "2603.00001").status == 0)
        #expect(try pile("index", "b.jsonl").output.contains("added 1"))
    }

    @Test func `names that are not UTF-8 are read, and shown as escapes`() throws {
        let pile = try Pile()
        let line = #"{\"id\": \"2603.00018\", \"title\": \"Comets\", \"summary\": \"Dust.\"}"#
        let run = try ToolRun(
            shell: """
                mkdir $'d\\xe9'; printf '\(line)\\nno JSON\\n' > $'d\\xe9/p\\xff.jsonl'
                $sextant --index $'n\\xe8' index $'d\\xe9' && $sextant --index $'n\\xe8' show 2603.00018
                """, in: pile.folder)
        #expect(run.status == 0 && run.output.contains("added 1") && run.output.contains("Comets"))
        #expect(run.errors.contains(#"d\xE9/p\xFF.jsonl:2: "#))
        #expect(try FileSystem.list(pile.folder).contains(SystemPath.text([0x6E, 0xE8])))
    }

    @Test func `a failure is said with --quiet too, and a line break in a name makes no line`() throws {
        let pile = try Pile()
        try FileSystem.makeDirectory(pile.folder + "/empty")
        for path in ["nowhere.md", "empty", "no\nerror: where"] {
            let run = try pile("index", "-q", path)
            #expect(run.status == 2 && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        }
        #expect(try pile("index", "-q", "no\nerror: where").errors.contains(#"no\nerror: where: no such file"#))
    }

    @Test(.timeLimit(.minutes(2))) func `what has no end is refused`() throws {
        let pile = try Pile()
        for command in [
            "search - < /dev/zero", "search --queries /dev/zero --run run", "similar --from /dev/zero",
            "topics -k 1000000000", "index /dev/zero",
        ] {
            let run = try ToolRun(shell: "exec $sextant --index \(pile.index) \(command)", in: pile.folder)
            #expect(run.status == 2 && !run.errors.isEmpty, "\(command): \(run.errors)")
        }
    }

    @Test(.timeLimit(.minutes(2))) func `a query of many words is answered`() throws {
        let words = (0..<40_000).map { "word\($0)" }.joined(separator: " ")
        #expect(try Pile.shared.get()("search", "-", input: "ice " + words).status == 0)
    }

    @Test func `a mistyped path is not a finding for ever`() throws {
        let pile = try Pile()
        #expect(try pile("index", "nowhere.md").status == 2)
        #expect(try !pile("doctor", "--plain").output.contains("nowhere.md"))
    }

    @Test func `an interrupted evaluation leaves nothing, and a killed one's folder is removed by the next`() throws {
        let pile = try Pile()
        let temporary = pile.folder + "/tmp"
        try FileSystem.makeDirectory(temporary)
        func eval(_ prefix: String = "", in folder: String) throws -> ToolRun {
            try ToolRun(shell: "TMPDIR=\(folder) \(prefix) $sextant -q --index \(pile.index) eval", in: pile.folder)
        }
        let missing = try eval(in: pile.folder + "/nowhere")
        #expect(missing.status == 2 && missing.errors.contains("nowhere"))
        #expect(!FileSystem.exists(pile.folder + "/nowhere"))
        try FileSystem.makeDirectory(temporary + "/sextant-eval-2147483646-7/index")
        try FileSystem.makeDirectory(temporary + "/sextant-eval-\(getppid())-7")
        _ = try eval(in: temporary)
        #expect(try FileSystem.list(temporary) == ["sextant-eval-\(getppid())-7"])
    }
}

@Suite struct ShownTopicsTests {
    @Test func `a topic's number alone means the topics that were shown last`() throws {
        let pile = try Pile()
        #expect(try pile("topics", "--category", "cs.CL", "-k", "2").status == 0)
        let named = try pile("topic", "1", "--category", "cs.CL", "-k", "2", "--plain")
        #expect(try pile("topics").status == 0)
        let all = try pile("topic", "1", "--plain")
        #expect(all.output != named.output && all.errors.isEmpty)
        #expect(try pile("topics", "--category", "cs.CL", "-k", "2").status == 0)
        let alone = try pile("topic", "1", "--plain")
        #expect(named.status == 0 && alone.output == named.output)
        #expect(alone.errors.contains("cs.CL"))
    }

    @Test func `the same papers give the same topics a second time`() throws {
        let digest = (0..<60).map { number in
            let groups = [["ice", "snow", "glacier"], ["violin", "string", "tone"], ["bread", "yeast", "oven"]]
            let words = groups[number % 3]
            let text = (0..<12).map { words[(number + $0 * (1 + number % 2)) % 3] }.joined(separator: " ")
            let title = "\(words[number % 2]) \(number)"
            return #"{"id": "2603.\#(10000 + number)", "title": "\#(title)", "summary": "\#(text)"}"#
        }.joined(separator: "\n")
        let pile = try Pile(digest)
        let first = try pile("topics", "--json")
        #expect(first.status == 0)
        let second = try pile("topics", "--json")
        // The first line of each that differs says how the number of topics was chosen.
        #expect(
            second.lines.filter { !$0.contains(#""choice""#) } == first.lines.filter { !$0.contains(#""choice""#) })
    }
}
