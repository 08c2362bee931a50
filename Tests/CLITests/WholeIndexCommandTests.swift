import JSON
import SystemSupport
import Testing

@Suite struct WholeIndexCommandTests {
    private let pile: Pile

    init() throws { pile = try Pile.shared.get() }

    @Test func `status as text and as JSON`() throws {
        let text = try pile("status").output
        for name in ["index", "papers", "languages", "months", "categories", "size", "model", "drift"] {
            #expect(text.contains(name), "\(name)")
        }
        try pile("status", "--json").json { status in
            #expect(status["version"]?.int == 1 && status["papers"]?.int == 6 && status["segments"]?.int == 1)
            #expect(status["languages"]?["en"]?.int == 6 && status["languages"]?["zh"]?.int == 4)
            #expect(status["months"]?["2026-03"]?.int == 6 && status["undated"]?.int == 0)
            #expect(status["dimensions"]?.int ?? 0 > 0 && status["drift"]?["fitted"]?.int == 6)
        }
        #expect(try pile("status", "--plain").lines.contains("papers\t6"))
    }

    @Test func `doctor tells what the digests lack, by its exit code too`() throws {
        let run = try pile("doctor", "--json")
        #expect(run.status == 1)
        try run.json { found in
            #expect(found["version"]?.int == 1 && found["clean"]?.bool == false)
            #expect(found["damage"]?.array.map { Array($0).count } == 0)
            let kinds = Array(try #require(found["findings"]?.array)).compactMap { $0["kind"]?.string }
            #expect(kinds.contains("failed_summaries"))
        }
        #expect(try pile("doctor").output.contains("papers whose summary failed: 1"))
        #expect(try pile("doctor", "--plain").lines.contains { $0.hasPrefix("failed_summaries\t2602.00005") })
    }

    @Test func `export writes papers that index reads again, and nothing is lost`() throws {
        let pile = try Pile()
        let table = #"{"id": "2603.00001", "title": "冰川之冰", "abstract": "冰层融化成雪。"}"# + "\n"
        try pile.write(table, to: "2026-03-09.jsonl")
        #expect(try pile("index", "2026-03-09.jsonl").status == 0)
        let english = #"{"id": "2603.00002", "title": "Violin tone", "AI": {"tldr": "Strings resonate."}}"# + "\n"
        try pile.write(english, to: "2026-03-10.jsonl")
        #expect(try pile("index", "2026-03-10.jsonl").status == 0)
        let exported = try pile("export").output
        #expect(exported.split(separator: "\n").count == 6)
        try pile.write(exported, to: "exported.jsonl")
        let run = try pile("index", "--index", "copy", "exported.jsonl")
        #expect(run.status == 0 && run.output.contains("added 6"), "\(run.errors)")
        #expect(try pile("export", "--index", "copy").output == exported)
    }

    @Test func `export filters, and knows every form`() throws {
        #expect(try pile("export", "--author", "Fu, D.").lines.count == 2)
        #expect(
            try pile("export", "--to", "csv").lines.first?.hasPrefix("id,date,categories,authors,title,abst") == true)
        #expect(try pile("export", "--to", "bibtex").output.contains("@misc{"))
        #expect(try pile("export", "--month", "2001-01").status == 1)
        let npy = try pile("export", "--to", "npy")
        #expect(npy.status == 2 && npy.errors.contains("--to npy needs -o FILE"))
        let folder = try Pile()
        #expect(try folder("export", "--to", "npy", "-o", "v.npy").status == 0)
        let bytes = try FileSystem.contents(of: folder.folder + "/v.npy")
        #expect(Array(bytes.prefix(6)) == [0x93] + Array("NUMPY".utf8))
    }

    @Test func `export writes each paper's nearest, and they are those of similar`() throws {
        let run = try pile("export", "--to", "knn", "-k", "2")
        #expect(run.status == 0, "\(run.errors)")
        let lines = run.lines.map { $0.split(separator: "\t").map(String.init) }
        #expect(!lines.isEmpty && lines.allSatisfy { $0.count == 3 && $0[0] != $0[1] && Double($0[2]) ?? 0 > 0 })
        for id in Set(lines.map { $0[0] }) {
            let similar = try pile("similar", id, "-n", "2", "--plain").lines.compactMap {
                $0.split(separator: "\t").dropFirst().first.map(String.init)
            }
            #expect(lines.filter { $0[0] == id }.map { $0[1] } == similar)
        }
        let month = try pile("export", "--to", "knn", "--month", "2026-02").lines
        #expect(month.allSatisfy { $0.split(separator: "\t").prefix(2).allSatisfy { $0.hasPrefix("2602") } })
    }

    @Test(arguments: [
        ["status"], ["doctor"], ["search", "x"], ["similar", "2603.00001"], ["show", "2603.00001"], ["export"],
        ["explain", "2603.00001", "--query", "x"], ["eval"], ["topics"], ["topic", "1"], ["trends"],
        ["new", "--since", "2026-03"],
    ])
    func `without an index every command says how to make one`(words: [String]) throws {
        let run = try ToolRun(arguments: words + ["--index", "none"])
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("none: there is no index here; make one with `sextant index`"), "\(run.errors)")
    }

    @Test func `an index without papers answers that there is nothing`() throws {
        let pile = try Pile()
        try FileSystem.remove(pile.index)
        try pile.write("a shopping list\n", to: "notes.txt")
        #expect(try pile("index", "notes.txt").status == 2)
        #expect(try pile("status").status == 1 && pile("search", "ice").status == 1 && pile("export").status == 1)
        #expect(try pile("eval").status == 1)
        let show = try pile("show", "2603.00001")
        #expect(show.status == 2 && show.errors.contains("it is empty"))
    }

    @Test func `where the index is`() throws {
        let pile = try Pile()
        let data = pile.folder + "/data"
        func papers(_ environment: [String: String], _ arguments: String...) throws -> Int32 {
            try ToolRun(arguments: ["status"] + arguments, environment: environment, in: pile.folder).status
        }
        #expect(try papers([:]) == 2)
        #expect(try papers([:], "--index", "index") == 0)
        #expect(try papers(["SEXTANT_INDEX": "nowhere"], "--index", "index") == 0)
        try FileSystem.makeDirectory(data)
        try FileSystem.rename(pile.index, to: data + "/sextant")
        #expect(try papers(["XDG_DATA_HOME": data]) == 0 && papers(["XDG_DATA_HOME": "data"]) == 2)
        try FileSystem.makeDirectory(pile.folder + "/.local/share")
        try FileSystem.rename(data + "/sextant", to: pile.folder + "/.local/share/sextant")
        #expect(try papers([:]) == 0)
    }

    @Test func `a closed pipe is quiet`() throws {
        let run = try ToolRun(
            shell: "{ \"$sextant\" export --index \"\(pile.index)\"; echo $? >&2; } | true", in: pile.folder)
        #expect(run.errors == "0\n" && run.output.isEmpty)
    }

    @Test func `a full disk is an error`() throws {
        let run = try ToolRun(shell: "\"$sextant\" export --index \"\(pile.index)\" > /dev/full", in: pile.folder)
        #expect(run.status == 2 && run.errors.contains("standard output: cannot be written"))
    }

    /// Root may write everywhere, so the program runs as somebody else where it can.
    @Test func `an index that may only be read is asked, and not written`() throws {
        let pile = try Pile()
        let digest = #"{"id": "2603.00009", "title": "Rivers"}"# + "\n"
        try pile.write(digest, to: "b.jsonl")
        let line = """
            chmod -R a+rX . && chmod -R a-w . && cp "$sextant" ./tool && chmod 755 ./tool
            if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=65534 --regid=65534 --clear-groups"; fi
            export HOME=/nonexistent
            $as ./tool search ice --index index --format ids; echo "search $?"
            $as ./tool doctor --index index --plain > /dev/null; echo "doctor $?"
            $as ./tool index b.jsonl --index index; echo "index $?"
            chmod -R u+w .
            """
        let run = try ToolRun(shell: line, in: pile.folder)
        #expect(run.lines.prefix(1) == ["2603.00001"] || run.lines.prefix(1) == ["2602.00004"])
        #expect(run.output.contains("search 0\n") && run.output.contains("doctor 1\n"), "\(run.output) \(run.errors)")
        #expect(run.output.contains("index 2\n") && run.errors.contains("index"), "\(run.errors)")
    }
}

@Suite struct DamagedIndexTests {
    private static let commands = [
        ["status"], ["doctor"], ["search", "ice"], ["search", "--mode", "lexical", "\"ice\""],
        ["similar", "2603.00001", "--explain"], ["similar", "2603.00001", "--by", "title"], ["show", "2603.00001"],
        ["explain", "2603.00001", "--to", "2602.00004"], ["export"], ["index", "--dry-run", "2026-03-06.jsonl"],
    ]

    private func run(_ words: [String], on pile: Pile) throws -> ToolRun {
        try ToolRun(arguments: words, environment: ["SEXTANT_INDEX": pile.index], in: pile.folder)
    }

    @Test func `a flipped byte in any file crashes nothing, and doctor names the file`() throws {
        let pile = try Pile()
        var files = 0
        for path in try FileSystem.walk(pile.index) where !path.hasSuffix("/lock") {
            let bytes = try FileSystem.contents(of: path)
            var damaged = bytes
            damaged[(bytes.count + files * 7) / 2 % bytes.count] ^= 1 << UInt8(files % 8)
            let writer = try FileWriter(path: path)
            try writer.write(damaged)
            try writer.close()
            // Doctor on every file, the others in turn: `scripts/damage-test` runs all on all.
            for (number, words) in Self.commands.enumerated() where number == 1 || number == files % Self.commands.count
            {
                let found = try run(words, on: pile)
                #expect((0...2).contains(found.status), "\(words) with \(path) damaged: \(found.status)")
                if words == ["doctor"] {
                    #expect(found.status > 0 && (found.output + found.errors).contains(path), "\(path)")
                }
            }
            let mender = try FileWriter(path: path)
            try mender.write(bytes)
            try mender.close()
            files += 1
        }
        #expect(files > 25)
        #expect(try run(["status"], on: pile).status == 0)
    }

    @Test func `a missing file and a cut one are errors that name them`() throws {
        for (section, words) in [("records", ["show", "2603.00001"]), ("vectors", ["similar", "2603.00001"])] {
            let pile = try Pile()
            let path = pile.index + "/segments/s000002/\(section).npy"
            let bytes = try FileSystem.contents(of: path)
            let writer = try FileWriter(path: path)
            try writer.write(Array(bytes.dropLast()))
            try writer.close()
            let cut = try run(words, on: pile)
            #expect(cut.status == 2 && cut.output.isEmpty && cut.errors.contains(path), "\(cut.errors)")
            try FileSystem.remove(path)
            let missing = try run(words, on: pile)
            #expect(missing.status == 2 && missing.errors.contains(path) && missing.errors.contains("missing"))
        }
    }

    @Test func `a catalog of noise is named, and indexing leaves it alone`() throws {
        let pile = try Pile()
        let path = pile.index + "/catalog.sqlite"
        let writer = try FileWriter(path: path)
        try writer.write([UInt8](repeating: 0xA5, count: 5000))
        try writer.close()
        for words in Self.commands + [["index", "2026-03-06.jsonl"]] {
            let found = try run(words, on: pile)
            #expect(found.status == 2 && (found.output + found.errors).contains(path), "\(words): \(found.errors)")
        }
        #expect(try FileSystem.contents(of: path).count == 5000)
    }
}
