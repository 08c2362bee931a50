import JSON
import SystemSupport
import Testing

@Suite struct EvalCommandTests {
    private let pile: Pile

    init() throws { pile = try Pile() }

    /// A judged folder with a document for each letter, and so many queries, each for a word that one has.
    private func collection(_ name: String, queries: Int) throws {
        try FileSystem.makeDirectory(pile.folder + "/\(name)/qrels")
        let letters = "abcdefgh".map(String.init)
        func lines(_ text: (String) -> String) -> String { letters.prefix(queries).map { text($0) + "\n" }.joined() }
        try pile.write(
            letters.map { #"{"_id": "\#($0)", "text": "\#($0)ice \#($0)tone snow"}"# + "\n" }.joined(),
            to: name + "/corpus.jsonl")
        try pile.write(lines { #"{"_id": "q\#($0)", "text": "\#($0)ice"}"# }, to: name + "/queries.jsonl")
        try pile.write("query-id\tcorpus-id\tscore\n" + lines { "q\($0)\t\($0)\t1" }, to: name + "/qrels/test.tsv")
    }

    @Test func `the pile itself is measured by its summaries and titles`() throws {
        let own = try pile("eval", "--json")
        #expect(own.status == 0 && own.errors.isEmpty)
        try own.json { found in
            let rows = Array(try #require(found["results"]?.array))
            #expect(rows.map { $0["queries"]?.string }.filter { $0 == "zh-tldr" }.count == 3 && rows.count == 9)
            #expect(Set(rows.compactMap { $0["queries"]?.string }) == ["zh-tldr", "en-method", "en-title"])
            #expect(Set(rows.compactMap { $0["mode"]?.string }) == ["hybrid", "semantic", "lexical"])
            #expect(rows.allSatisfy { $0["MRR@10"]?.double != nil })
            let comparisons = Array(try #require(found["comparisons"]?.array))
            #expect(comparisons.count == 6 && comparisons.allSatisfy { $0["significant"]?.bool == false })
            #expect(found["changes"] == nil)
        }
    }

    @Test func `a judged collection in every form`() throws {
        try collection("judged", queries: 1)
        let plain = try pile("eval", "judged", "--plain")
        #expect(plain.status == 0 && plain.lines.count == 3, "\(plain.errors)")
        #expect(plain.lines.allSatisfy { $0.hasPrefix("judged\t1\t") && $0.contains("1.0000") })
        let csv = try pile("eval", "judged", "--format", "csv").output.split(separator: "\r\n").map(String.init)
        #expect(csv.count == 4 && csv[0].hasPrefix("queries,count,mode,nDCG@10,MAP,MRR@10,T@10,R@1,R@10,R@100,hybrid_"))
        #expect(csv[1].hasSuffix(",,,,") && csv[3].hasSuffix(",false"))
        let table = try pile("eval", "judged").output
        #expect(table.contains("hybrid against the other modes, nDCG@10"))
        #expect(table.contains("95 % interval"))
        let missing = try pile("eval", "nowhere")
        #expect(missing.status == 2 && missing.errors.contains("nowhere/corpus.jsonl"))
    }

    @Test func `queries that are papers are asked of similar too`() throws {
        try collection("judged", queries: 8)
        let refused = try pile("eval", "judged", "--queries-are-papers")
        #expect(
            refused.status == 2 && refused.errors.contains("judged/queries.jsonl: query qa has the ID of no document"))
        #expect(try pile("eval", "--queries-are-papers").errors.contains("--queries-are-papers needs a FOLDER"))
        // Each is asked to find the next.
        let letters = "abcdefgh".map(String.init)
        try pile.write(
            letters.map { #"{"_id": "\#($0)", "text": "\#($0)ice"}"# + "\n" }.joined(), to: "judged/queries.jsonl")
        try pile.write(
            zip(letters, letters.dropFirst() + ["a"]).map { "\($0)\t\($1)\t1\n" }.joined(), to: "judged/qrels/test.tsv")
        #expect(try pile("eval", "judged", "--plain").lines.count == 3)
        let plain = try pile("eval", "judged", "--queries-are-papers", "--plain", "--save", "old.json")
        #expect(
            plain.lines.map { $0.split(separator: "\t")[2] } == ["hybrid", "semantic", "lexical", "similar"],
            "\(plain.errors)")
        try pile("eval", "judged", "--queries-are-papers", "--compare", "old.json", "--json").json { found in
            #expect(found["results"]?.array?.map { $0["mode"]?.string }.last == "similar")
            #expect(found["comparisons"]?.array?.map { $0["against"]?.string } == ["semantic", "lexical", "similar"])
            #expect(found["changes"]?.array?.map { $0["mode"]?.string }.last == "similar")
        }
    }

    @Test func `a saved run is compared with query by query`() throws {
        try collection("judged", queries: 8)
        #expect(try pile("eval", "judged", "--save", "old.json").status == 0)
        let same = try pile("eval", "judged", "--compare", "old.json")
        #expect(same.status == 0 && same.errors.isEmpty && same.output.contains("now against the earlier run"))
        #expect(same.lines.filter { $0.hasSuffix("the same") && $0.contains("1.0000") }.count == 3, "\(same.output)")
        // As if lexical search had found nothing then.
        let record = try pile.read("old.json")
        let lexical = try #require(record.range(of: "\"lexical\""))
        let scores = try #require(record.range(of: "\"scores\":[", range: lexical.upperBound..<record.endIndex))
        let worse =
            record[..<scores.upperBound] + Array(repeating: "0", count: 8).joined(separator: ",")
            + record[scores.upperBound...].drop { $0 != "]" }
        try pile.write(String(worse), to: "worse.json")
        try pile("eval", "judged", "--compare", "worse.json", "--json").json { found in
            let changes = Array(try #require(found["changes"]?.array))
            #expect(changes.map { $0["same_queries"]?.int } == [8, 8, 8])
            #expect(changes.map { $0["difference"]?.double } == [0, 0, 1])
            #expect(changes.map { $0["significant"]?.bool } == [false, false, true])
        }
    }

    @Test func `a comparison says when the queries are others`() throws {
        try collection("judged", queries: 8)
        try collection("fewer", queries: 6)
        #expect(try pile("eval", "judged", "-q", "--save", "old.json").status == 0)
        let fewer = try pile("eval", "fewer", "--compare", "old.json", "--plain")
        #expect(
            fewer.errors.contains(
                "old.json is of other circumstances: 8 judged queries, now 6, of which 6 are the same and compared"),
            "\(fewer.errors)")
        #expect(fewer.lines.allSatisfy { $0.contains("\t6\t1.0000\t0.0000\t0.0000\t0.0000\tfalse") }, "\(fewer.output)")
        // The same IDs with other judgments are other queries.
        try pile.write("qa\tb\t1\nqb\ta\t1\n", to: "judged/qrels/test.tsv")
        let other = try pile("eval", "judged", "--compare", "old.json")
        #expect(other.status == 0 && other.errors.contains("of which none is the same"), "\(other.errors)")
        let own = try pile("eval", "--compare", "old.json")
        #expect(own.errors.contains("8 papers, now 6; no zh-tldr queries, now 1;"), "\(own.errors)")
        #expect(own.errors.contains("judged queries, now none"))
    }

    @Test func `what is no record is refused before any work`() throws {
        let texts = [
            "{}", "not JSON", "{\"version\":2,\"sets\":[]}", "{\"version\":1,\"sets\":[{}]}",
            #"{"version":1,"sets":[{"queries":"a","metric":"m","ids":["1","1"],"fingerprints":["0","0"]}]}"#,
            #"{"version":1,"sets":[{"queries":"a","metric":"m","ids":["1"],"fingerprints":["0"],"results":[{}]}]}"#,
        ]
        for text in texts {
            try pile.write(text, to: "x.json")
            let run = try pile("eval", "--compare", "x.json")
            #expect(run.status == 2 && run.output.isEmpty)
            #expect(run.errors.contains("x.json is not a record of 'sextant eval --save'"), "\(run.errors)")
        }
        #expect(try pile("eval", "--compare", "missing.json").errors.contains("missing.json"))
        #expect(try pile("eval", "--save", "no/such/folder.json").errors.contains("no such folder"))
    }
}
