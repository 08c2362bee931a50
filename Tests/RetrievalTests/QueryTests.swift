import TestSupport
import Testing

@testable import Retrieval

@Suite struct QueryTests {
    private typealias Condition = Query.Condition

    private func word(_ field: Query.Field, _ text: String, phrase: Bool = false, excluded: Bool = false) -> Condition {
        Condition(field: field, text: text, isPhrase: phrase, isExcluded: excluded)
    }

    @Test func `plain words are ranked by and ask nothing`() throws {
        let query = try Query(parsing: "  sparse   attention\t长视频\n")
        #expect(query.text == "sparse attention 长视频" && query.conditions.isEmpty)
    }

    @Test func `a plain text means every character`() {
        let text = "-not \"open ti: cat:cs.CL"
        #expect(Query(text: text).text == text && Query(text: text).conditions.isEmpty)
    }

    @Test func `a phrase is ranked by and must stand there`() throws {
        let query = try Query(parsing: "fast \"graph neural network\" now")
        #expect(query.text == "fast graph neural network now")
        #expect(query.conditions == [word(.any, "graph neural network", phrase: true)])
    }

    @Test(arguments: ["“graph net”", "\"graph net\"", "„graph net“", "”graph net”"])
    func `typographic quotes are quotes`(source: String) throws {
        #expect(try Query(parsing: source).conditions == [word(.any, "graph net", phrase: true)])
    }

    @Test func `a word or phrase after a minus must not stand there, and is not ranked by`() throws {
        let query = try Query(parsing: "graph -survey -\"state of the art\"")
        #expect(query.text == "graph")
        #expect(
            query.conditions == [
                word(.any, "survey", excluded: true), word(.any, "state of the art", phrase: true, excluded: true),
            ])
    }

    @Test func `fields stand before words and phrases, and may be excluded`() throws {
        let query = try Query(parsing: "ti:graph abs:\"neural net\" au:Ng cat:cs.CL -ti:survey -au:\"Bo Li\"")
        #expect(query.text == "graph neural net")
        #expect(
            query.conditions == [
                word(.title, "graph"), word(.abstract, "neural net", phrase: true), word(.author, "Ng"),
                word(.category, "cs.CL"), word(.title, "survey", excluded: true),
                word(.author, "Bo Li", phrase: true, excluded: true),
            ])
    }

    @Test func `a hyphen within a word, two hyphens and a lone hyphen are plain`() throws {
        for source in ["state-of-the-art", "--flag", "a - b", "-"] {
            let query = try Query(parsing: source)
            #expect(query.text == source && query.conditions.isEmpty)
        }
    }

    @Test func `an unknown field, a colon in a word and a quote in a word are plain`() throws {
        for source in ["title:graph", "note:ti:x", "5\"disk", "TI:graph"] {
            let query = try Query(parsing: source)
            #expect(query.text == source && query.conditions.isEmpty)
        }
    }

    @Test func `an empty query asks nothing`() throws {
        for source in ["", "  \n"] { #expect(try Query(parsing: source) == Query(text: "")) }
    }

    @Test(arguments: [
        ("graph \"open phrase", 7, "the quotation mark is not closed"),
        ("\"", 1, "the quotation mark is not closed"),
        ("a ti:", 6, "nothing stands after 'ti:'"),
        ("cat: cs.CL", 5, "nothing stands after 'cat:'"),
        ("x \"\" y", 3, "a word or a phrase is missing"),
        ("长视频 au:\"  \"", 8, "nothing stands after 'au:'"),
        ("-\"", 2, "the quotation mark is not closed"),
    ])
    func `an error points at the column`(source: String, column: Int, message: String) {
        #expect {
            try Query(parsing: source)
        } throws: { error in
            error as? QueryError == QueryError(message: message, query: source, column: column)
        }
    }

    @Test func `an error says what, where and in which query`() {
        let error = QueryError(message: "the quotation mark is not closed", query: "a \"b", column: 3)
        #expect("\(error)" == "the quotation mark is not closed at column 3 of the query: a \"b")
    }

    @Test func `no query crashes, whatever stands in it`() {
        let pieces = ["-", "\"", "ti:", "au:", ":", " ", "x", "图", "“", "--", "\u{0}", "👩‍🔬", "\u{301}"]
        var generator = SplitMix(state: 11)
        var understood = 0
        for _ in 0..<3000 {
            let source = (0..<Int.random(in: 0...7, using: &generator))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            do {
                let query = try Query(parsing: source)
                #expect(query.conditions.allSatisfy { $0.text.contains { !$0.isWhitespace } })
                understood += 1
            } catch {
                #expect((1...source.count + 1).contains(error.column), "\(source)")
            }
        }
        #expect(understood > 300)
    }
}
