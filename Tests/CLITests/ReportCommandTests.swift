import JSON
import SystemSupport
import Testing

@Suite struct ReportCommandTests {
    @Test func `a report is written beside what is printed, and where it is is said`() throws {
        let pile = try Pile()
        let plain = try pile("topics", "-k", "2", "--plain")
        let run = try pile("topics", "-k", "2", "--plain", "--report", "page.html")
        #expect(run.status == 0 && run.output == plain.output)
        #expect(run.errors.contains("page.html"))
        let page = try pile.read("page.html")
        #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
        // The title of a paper that is full of markup.
        #expect(page.contains("Flour = \\u003cb> & \\\"yeast\\\""))
        #expect(!page.contains("<b>"))
    }

    @Test func `its heading says what the filters left`() throws {
        let pile = try Pile()
        #expect(try pile("topics", "--month", "2026-03", "--category", "cs.CL", "--report", "a.html").status == 0)
        #expect(try pile.read("a.html").contains("<h1>Topics: 2026-03, cs.CL</h1>"))
        #expect(try pile("topics", "--since", "2026-03-01", "--report", "b.html", "-q").status == 0)
        #expect(try pile.read("b.html").contains("<h1>Topics: since 2026-03-01</h1>"))
    }

    @Test func `the number of threads changes no byte of it`() throws {
        let pile = try Pile()
        for threads in ["1", "2", "3"] {
            let run = try pile("topics", "--fresh", "-k", "2", "--threads", threads, "--report", "\(threads).html")
            #expect(run.status == 0)
        }
        #expect(try pile.read("1.html") == pile.read("2.html"))
        #expect(try pile.read("1.html") == pile.read("3.html"))
    }

    @Test func `a report that cannot be written is an error, and says so before the work`() throws {
        let run = try Pile.shared.get()("topics", "--report", "no/such/folder/page.html")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.contains("no/such/folder"))
    }

    @Test func `without a paper there is no report`() throws {
        let pile = try Pile()
        let run = try pile("topics", "--month", "2019-01", "--report", "page.html")
        #expect(run.status == 1 && run.errors.contains("no paper passes"))
        #expect(!FileSystem.exists(pile.folder + "/page.html"))
    }

    @Test func `the export for Embedding Atlas has places and neighbours by line`() throws {
        let run = try Pile.shared.get()("export", "--to", "atlas", "--neighbors", "3")
        #expect(run.status == 0 && run.lines.count == 6)
        for line in run.lines {
            var parser = JSONParser()
            try parser.parse(line) { paper in
                #expect(paper["id"]?.string?.hasPrefix("arXiv:260") == true)
                #expect(paper["x"]?.double != nil && paper["y"]?.double != nil)
                let ids = paper["neighbors"]?["ids"]?.array?.map { $0.int ?? -1 } ?? []
                let distances = paper["neighbors"]?["distances"]?.array?.map { $0.double ?? -1 } ?? []
                #expect(ids.count == distances.count && ids.count <= 3)
                #expect(ids.allSatisfy { (0..<6).contains($0) })
                #expect(distances == distances.sorted() && distances.allSatisfy { $0 >= 0 })
            }
        }
    }
}
