import JSON
import SystemSupport
import Testing

@Suite struct SearchCommandTests {
    private let pile: Pile

    init() throws { pile = try Pile.shared.get() }

    @Test func `the envelope is as it was promised`() throws {
        let run = try pile("search", "ice", "--json", "--explain")
        #expect(run.status == 0 && run.errors.isEmpty)
        try run.json { found in
            #expect(found["version"]?.int == 1 && found["exact"]?.bool == true)
            #expect(found["index"]?.string == pile.index)
            let hits = Array(try #require(found["hits"]?.array))
            let total = try #require(found["total"]?.int)
            #expect(hits.count > 0 && total >= hits.count)
            for hit in hits {
                let score = try #require(hit["score"]?.double)
                #expect(score > 0 && score <= 1.000_01 && hit["id"]?.string != nil && hit["title"]?.string != nil)
                #expect(hit["parts"]?["lexical"]?.double != nil && hit["parts"]?["semantic"]?.double != nil)
                #expect(hit["date"] != nil && hit["categories"]?.array != nil)
                let why = Array(try #require(hit["why"]?.array))
                let sum = why.reduce(0) { $0 + ($1["share"]?.double ?? 0) }
                #expect(abs(sum - score) < 1e-4 && why.allSatisfy { $0["term"]?.string != nil })
            }
        }
    }

    @Test func `a Chinese question finds papers in English alone`() throws {
        for mode in ["hybrid", "semantic"] {
            let ids = try pile("search", "冰川融化", "--mode", mode, "--format", "ids", "-n", "3").lines
            #expect(Set(ids) == ["2603.00001", "2602.00004", "2603.00006"])
        }
        #expect(try pile("search", "冰川", "--mode", "lexical", "--format", "ids").lines.count >= 2)
    }

    @Test func `the sentence that answers best is shown, its words marked`() throws {
        let run = try pile("search", "resonance of strings", "-n", "1")
        #expect(run.lines.count == 3 && run.lines[2] == "       The *resonance* of *strings* makes the tone.")
        let json = try pile("search", "resonance", "--json", "-n", "1").output
        #expect(json.contains(#""sentence": "The resonance of strings makes the tone.""#))
        #expect(json.filter { !$0.isWhitespace }.contains(#""marks":[[4,13]]"#))
    }

    @Test func `filters are applied before ranking`() throws {
        func ids(_ arguments: String...) throws -> Set<String> {
            let words = ["search", "ice bread tone", "--format", "ids"] + arguments
            return Set(try ToolRun(arguments: words, environment: ["SEXTANT_INDEX": pile.index]).lines)
        }
        #expect(try ids("--category", "cs.CL", "-n", "2") == ["2603.00001", "2602.00004"])
        #expect(try ids("--author", "fu") == ["2602.00003", "2602.00005"])
        // The month of the date shown, whatever the ID says.
        #expect(try ids("--month", "2026-02").isEmpty && ids("--month", "2026-3").count >= 5)
        #expect(try ids("--since", "2026-03-07").isEmpty && ids("--until", "2026-03-06").count >= 5)
    }

    @Test func `words that nothing has are named, and nothing found is 1`() throws {
        let run = try pile("search", "quokka")
        #expect(run.status == 1 && run.output.isEmpty && run.errors == "no paper has: quokka\nnothing found\n")
        let many = try pile("search", "-", input: (1...2000).map { "quokka\($0)" }.joined(separator: " "))
        #expect(many.errors.contains("quokka8 and 1,992 more\n") && !many.errors.contains("quokka9"))
        let json = try pile("search", "quokka", "--json")
        #expect(json.status == 1)
        try json.json { #expect($0["total"]?.int == 0 && $0.hitIDs.isEmpty) }
    }

    @Test func `fields, phrases and excluded words choose`() throws {
        #expect(try pile("search", "ti:glacier", "--format", "ids").lines.sorted() == ["2602.00004", "2603.00001"])
        #expect(try pile("search", "ice", "-snow", "--format", "ids").lines.contains("2602.00004") == false)
        #expect(try pile("search", "\"sheets of ice\"", "--format", "ids").lines == ["2603.00001"])
    }

    @Test func `conditions alone list the papers that meet them`() throws {
        #expect(try pile("search", "au:ng", "--format", "ids").lines == ["2602.00004", "2603.00001"])
        #expect(try pile("search", "cat:cs.LG", "-n", "2", "--format", "ids").lines == ["2602.00003", "2602.00005"])
        #expect(try pile("search", "au:nobody").status == 1)
    }

    @Test func `a mistake in a query is pointed at`() throws {
        let run = try pile("search", "ice \"sheets of")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("the quotation mark is not closed at column 5"))
    }

    @Test func `a pasted draft is plain text`() throws {
        let run = try pile("search", "-", "--format", "ids", input: "-melting \"ice ti: of glaciers\n\nand snow")
        #expect(run.status == 0 && run.lines.count >= 3)
        let empty = try pile("search", "-", input: " \n")
        #expect(empty.status == 2 && empty.errors.contains("standard input holds no query"))
    }

    @Test func `queries become a TREC run`() throws {
        let pile = try Pile()
        try pile.write(
            "{\"_id\": \"q1\", \"text\": \"melting ice\"}\n{\"_id\": \"q2\", \"text\": \"-violin \\\"tone\"}\n",
            to: "queries.jsonl")
        let run = try pile("search", "--queries", "queries.jsonl", "--run", "out.run", "-n", "2")
        #expect(run.status == 0 && run.output.isEmpty)
        let lines = try pile.read("out.run").split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines.allSatisfy { $0.count == 6 && $0[1] == "Q0" && $0[5] == "sextant" && Double($0[4]) != nil })
        #expect(lines.map { "\($0[0]) \($0[3])" } == ["q1 1", "q1 2", "q2 1"])
        #expect(lines[2][2] == "2603.00002")
        let alone = try pile("search", "melting ice", "--format", "ids", "-n", "2").lines
        #expect(lines.prefix(2).map { String($0[2]) } == alone)
        #expect(try pile("search", "--queries", "queries.jsonl").status == 2)
        let missing = try pile("search", "--queries", "none.jsonl", "--run", "x")
        #expect(missing.status == 2 && missing.errors.contains("none.jsonl"))
    }

    @Test(arguments: ["table", "plain", "csv", "jsonl", "ids", "bibtex"]) func `every format shows the same papers`(
        format: String
    ) throws {
        let run = try pile("search", "flour", "--format", format, "-n", "2")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.contains("2602.00003") && run.output.contains("2602.00005"))
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func `results go to a file, whole`() throws {
        let pile = try Pile()
        let expected = try pile("search", "ice", "--json").output
        let run = try pile("search", "ice", "--json", "-o", "found.json")
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(try pile.read("found.json") == expected)
        let refused = try pile("search", "ice", "-o", "nowhere/found.json")
        #expect(refused.status == 2 && refused.errors.contains("nowhere/found.json"))
    }

    @Test func `the answers are the same on every instruction set and any number of threads`() throws {
        let isas = ["portable", "avx2", "avx512", "avx512vnni", "amx", "neon"]
        for words in [["search", "ice 面包", "--json"], ["similar", "2603.00001", "--json", "--explain"]] {
            func run(_ environment: [String: String], _ extra: String...) throws -> ToolRun {
                let all = environment.merging(["SEXTANT_INDEX": pile.index]) { $1 }
                return try ToolRun(arguments: words + extra, environment: all)
            }
            let expected = try run([:]).output
            #expect(try run([:], "--threads", "3").output == expected)
            var tried = 0
            for isa in isas {
                let other = try run(["SEXTANT_ISA": isa])
                if other.status == 2 && other.errors.contains(isa) { continue }  // this machine lacks it
                #expect(other.output == expected, "\(isa)")
                tried += 1
            }
            #expect(tried >= 1)
        }
    }
}

@Suite struct PaperCommandTests {
    private let pile: Pile

    init() throws { pile = try Pile.shared.get() }

    @Test(arguments: ["2603.00001", "2603.00001v3", "arXiv:2603.00001", "https://arxiv.org/pdf/2603.00001v1.pdf"])
    func `papers are named in many ways`(name: String) throws {
        #expect(try pile("show", name).output.hasPrefix("Glacier ice\n"))
        #expect(try pile("similar", name, "-n", "2", "--format", "ids").lines.sorted() == ["2602.00004", "2603.00006"])
    }

    @Test func `an unknown ID is an error that names the nearest`() throws {
        for words in [["show", "2603.00007"], ["similar", "2603.00007"], ["explain", "2603.00007", "--query", "x"]] {
            let run = try ToolRun(arguments: words, environment: ["SEXTANT_INDEX": pile.index])
            #expect(run.status == 2 && run.output.isEmpty)
            #expect(run.errors.contains("there is no paper '2603.00007' in the index; the nearest IDs are:"))
            #expect(run.errors.contains("2603.00001  Glacier ice"))
        }
    }

    @Test func `similar takes seeds, leaves papers out, and compares one field`() throws {
        let two = try pile("similar", "2603.00001", "2602.00003", "--json")
        #expect(two.status == 0)
        try two.json { #expect(!$0.hitIDs.contains("2603.00001") && !$0.hitIDs.contains("2602.00003")) }
        let not = try pile("similar", "2603.00001", "--not", "2602.00004", "--format", "ids").lines
        #expect(!not.isEmpty && !not.contains("2602.00004"))
        #expect(try pile("similar", "2603.00001", "--by", "method", "--format", "ids").lines == ["2602.00004"])
        let none = try pile("similar", "2603.00006", "--by", "method")
        #expect(none.status == 2 && none.errors.contains("has no method to compare"))
    }

    @Test func `similar takes papers from a bibliography`() throws {
        let pile = try Pile()
        try pile.write("@misc{a, eprint = {2603.00001}, url = {https://arxiv.org/abs/2603.00001v2}}\n", to: "a.bib")
        #expect(
            try pile("similar", "--from", "a.bib", "-n", "2", "--format", "ids").lines.sorted() == [
                "2602.00004", "2603.00006",
            ])
        try pile.write("2603.00001 2603.77777 10.1000/x", to: "some.txt")
        let some = try pile("similar", "--from", "some.txt", "-n", "2", "--format", "ids")
        #expect(some.status == 0 && some.lines.sorted() == ["2602.00004", "2603.00006"])
        #expect(some.errors == "2 of 3 papers of some.txt are not in the index\n")
        try pile.write("2603.77777", to: "none.txt")
        #expect(try pile("similar", "--from", "none.txt").errors.contains("there is no paper '2603.77777'"))
        try pile.write("nothing here\n", to: "b.bib")
        #expect(try pile("similar", "--from", "b.bib").errors.contains("b.bib names no paper"))
    }

    @Test func `explain says what each term adds, and its parts make the score`() throws {
        for words in [["--to", "2602.00004"], ["--query", "melting 冰川"]] {
            let run = try ToolRun(
                arguments: ["explain", "2603.00001", "--json"] + words, environment: ["SEXTANT_INDEX": pile.index])
            #expect(run.status == 0)
            try run.json { found in
                let score = try #require(found["score"]?.double)
                let sum = Array(try #require(found["why"]?.array)).reduce(0) { $0 + ($1["share"]?.double ?? 0) }
                #expect(found["version"]?.int == 1 && score > 0 && abs(sum - score) < 1e-4)
            }
        }
        #expect(try pile("explain", "2603.00001", "--query", "quokka").status == 0)
    }

    @Test func `show gives a card, and every other format`() throws {
        let card = try pile("show", "2603.00001", "2602.00005").output
        for text in [
            "Ada Ng, Bo Li", "cs.CL cs.LG", "https://arxiv.org/abs/2603.00001", "冰川正在融化", "its summary could not",
        ] {
            #expect(card.contains(text), "\(text)")
        }
        try pile("show", "2603.00001", "--json").json { found in
            let paper = try #require(found["papers"]?.array?.first { _ in true })
            #expect(paper["id"]?.string == "2603.00001" && paper["AI"]?["method"]?.string == "ice cores")
        }
        #expect(try pile("show", "2603.00001", "--format", "bibtex").output.contains("eprint"))
        #expect(try pile("show", "2602.00005", "--format", "csv").output.contains("\"Flour = <b> & \"\"yeast\"\"\""))
    }
}
