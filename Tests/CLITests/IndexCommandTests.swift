import JSON
import SystemSupport
import Testing

@Suite struct IndexCommandTests {
    @Test func `a run reports what it did, and a second one that there was nothing new`() throws {
        let pile = try Pile()
        let again = try pile("index", "2026-03-06.jsonl")
        #expect(again.status == 0)
        #expect(again.lines.count == 3)
        #expect(again.lines[0] == "read 6 entries (6 in 1 JSONL file)")
        #expect(again.lines[1] == "added 0, merged 0, changed 0, regenerated 0, unchanged 6, repeated 0")
        #expect(again.lines[2].hasPrefix("nothing new; the index has 6 papers ("))
    }

    @Test func `the report is JSON that names every problem`() throws {
        let pile = try Pile()
        try pile.write("{\"id\": \"2603.00008\"}\n{\"id\": \"2603.00009\", \"title\": \"Rivers\"}\n", to: "b.jsonl")
        let run = try pile("index", "--json", "b.jsonl")
        #expect(run.status == 0)
        try run.json { report in
            #expect(report["version"]?.int == 1 && report["dry_run"]?.bool == false)
            #expect(report["added"]?.int == 1 && report["rejected"]?.int == 1 && report["papers"]?.int == 7)
            #expect(report["fitted"]?.bool == false && report["seconds"]?.double != nil)
            let problems = Array(try #require(report["problems"]?.array))
            #expect(problems.map { $0["line"]?.int } == [1])
            #expect(problems.map { $0["file"]?.string } == ["b.jsonl"])
            #expect(problems.map { $0["kind"]?.string } == ["missingText"])
        }
        #expect(run.errors.contains("b.jsonl:1: "))
        #expect(try pile("index", "--json", "-q", "b.jsonl").errors.isEmpty)
    }

    @Test func `a dry run changes nothing`() throws {
        let pile = try Pile()
        try pile.write("{\"id\": \"2603.00009\", \"title\": \"Rivers\"}\n", to: "b.jsonl")
        let before = try FileSystem.contents(of: pile.index + "/catalog.sqlite")
        let run = try pile("index", "--dry-run", "b.jsonl")
        #expect(run.status == 0 && run.output.contains("would have added 1"))
        #expect(run.output.contains("the index would have 7 papers"))
        #expect(try FileSystem.contents(of: pile.index + "/catalog.sqlite") == before)
    }

    @Test func `a path that cannot be read or holds no paper is a failure, and the others are indexed`() throws {
        let pile = try Pile()
        try pile.write("{\"id\": \"2603.00009\", \"title\": \"Rivers\"}\n", to: "b.jsonl")
        let missing = try pile("index", "nowhere.md", "b.jsonl")
        #expect(missing.status == 2 && missing.errors.contains("nowhere.md"))
        #expect(missing.output.contains("added 1"))
        try pile.write("a shopping list\n", to: "notes.txt")
        let notes = try pile("index", "notes.txt")
        #expect(notes.status == 2 && notes.errors.contains("notes.txt"))
        #expect(notes.output.contains("the index has 7 papers"))
    }

    @Test func `standard input is read`() throws {
        let pile = try Pile()
        let run = try pile("index", "-", input: "{\"id\": \"2603.00009\", \"title\": \"Rivers\"}\n")
        #expect(run.status == 0 && run.output.contains("added 1"))
        #expect(try pile("show", "2603.00009").output.contains("Rivers"))
    }

    @Test func `a refit is said, and dimensions are kept to`() throws {
        let pile = try Pile()
        let run = try pile("index", "--refit", "--dimensions", "3", "2026-03-06.jsonl")
        #expect(run.status == 0 && run.output.contains("fitted the model anew on all papers"))
        try pile("status", "--json").json { #expect($0["dimensions"]?.int == 3) }
    }

    @Test func `a folder that is no index is left alone`() throws {
        let pile = try Pile()
        try FileSystem.makeDirectory(pile.folder + "/photos")
        try pile.write("x", to: "photos/a.jpg")
        let run = try pile("index", "--index", "photos", "2026-03-06.jsonl")
        #expect(run.status == 2 && run.errors.contains("photos: holds something that is not a Sextant index"))
        #expect(try FileSystem.list(pile.folder + "/photos") == ["a.jpg"])
    }

    @Test func `the index is the same at any number of threads and on any instruction set`() throws {
        func files(_ environment: [String: String], _ threads: String) throws -> [String: [UInt8]] {
            let pile = try Pile()
            try FileSystem.remove(pile.index)
            let run = try ToolRun(
                arguments: ["index", "--threads", threads, "2026-03-06.jsonl"],
                environment: environment.merging(["SEXTANT_INDEX": pile.index]) { $1 }, in: pile.folder)
            #expect(run.status == 0, "\(run.errors)")
            var files: [String: [UInt8]] = [:]
            for path in try FileSystem.walk(pile.index) {
                files[String(path.dropFirst(pile.index.count))] = try FileSystem.contents(of: path)
            }
            return files
        }
        let expected = try files([:], "1")
        #expect(try files([:], "3") == expected)
        #expect(try files(["SEXTANT_ISA": "portable"], "1") == expected)
        #expect(expected.count > 30)
    }
}
