import TestSupport
import Testing

@testable import Retrieval

@Suite struct QueryTests {
    private typealias Requirement = Query.Requirement

    private func word(
        _ field: Query.Field, _ text: String, phrase: Bool = false, excluded: Bool = false
    ) -> Requirement {
        let condition = Requirement.condition(.init(field: field, text: text, isPhrase: phrase))
        return excluded ? .not(condition) : condition
    }

    @Test func `plain words are ranked by and ask nothing`() throws {
        let query = try Query(parsing: "  sparse   attention\t长视频\n")
        #expect(query.text == "sparse attention 长视频" && query.requirements.isEmpty)
    }

    @Test func `a plain text means every character`() {
        let text = "-not \"open ti: cat:cs.CL"
        #expect(Query(text: text).text == text && Query(text: text).requirements.isEmpty)
    }

    @Test func `a phrase is ranked by and must stand there`() throws {
        let query = try Query(parsing: "fast \"graph neural network\" now")
        #expect(query.text == "fast graph neural network now")
        #expect(query.requirements == [word(.any, "graph neural network", phrase: true)])
    }

    @Test(arguments: ["“graph net”", "\"graph net\"", "„graph net“", "”graph net”"])
    func `typographic quotes are quotes`(source: String) throws {
        #expect(try Query(parsing: source).requirements == [word(.any, "graph net", phrase: true)])
    }

    @Test func `a word or phrase after a minus must not stand there, and is not ranked by`() throws {
        let query = try Query(parsing: "graph -survey -\"state of the art\"")
        #expect(query.text == "graph")
        #expect(
            query.requirements == [
                word(.any, "survey", excluded: true), word(.any, "state of the art", phrase: true, excluded: true),
            ])
    }

    @Test func `fields stand before words and phrases, and may be excluded`() throws {
        let query = try Query(parsing: "ti:graph abs:\"neural net\" au:Ng cat:cs.CL -ti:survey -au:\"Bo Li\"")
        #expect(query.text == "graph neural net")
        #expect(
            query.requirements == [
                word(.title, "graph"), word(.abstract, "neural net", phrase: true), word(.author, "Ng"),
                word(.category, "cs.CL"), word(.title, "survey", excluded: true),
                word(.author, "Bo Li", phrase: true, excluded: true),
            ])
    }

    @Test func `a hyphen within a word, two hyphens and a lone hyphen are plain`() throws {
        for source in ["state-of-the-art", "--flag", "a - b", "-"] {
            let query = try Query(parsing: source)
            #expect(query.text == source && query.requirements.isEmpty)
        }
    }

    @Test func `an unknown field, a colon in a word and a quote in a word are plain`() throws {
        for source in ["note:ti:x", "5\"disk", "BERT:a", "https://title:x", "注意力：长视频"] {
            let query = try Query(parsing: source)
            #expect(query.text == source && query.requirements.isEmpty)
        }
    }

    @Test func `an empty query asks nothing`() throws {
        for source in ["", "  \n"] {
            let query = try Query(parsing: source)
            #expect(query.text.isEmpty && query.requirements.isEmpty)
        }
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

    @Test(arguments: [
        ("titel:graph", 1, "there is no field 'titel:' (did you mean 'title:'?)"),
        ("x autor:Ng", 3, "there is no field 'autor:' (did you mean 'author:'?)"),
        ("cat:*", 5, "a star stands for the categories of an archive alone, as in 'cat:cs.*'"),
        ("year:now", 6, "a year is such as 2026 or 2024-2026"),
        ("(a OR b", 1, "the parenthesis is not closed"),
        ("a OR b)", 7, "nothing opens this parenthesis"),
        ("a OR ()", 7, "an operand is missing"),
    ])
    func `an error names what is meant`(source: String, column: Int, message: String) {
        #expect {
            try Query(parsing: source)
        } throws: { error in
            error as? QueryError == QueryError(message: message, query: source, column: column)
        }
    }

    @Test func `operators stand between two operands, in capitals`() throws {
        let (a, b, c) = (word(.any, "a"), word(.any, "b"), word(.any, "c"))
        let cases: [(String, Requirement)] = [
            ("a AND b", .all([a, b])), ("a OR b AND c", .any([a, .all([b, c])])), ("a ANDNOT b", .all([a, .not(b)])),
            ("a NOT b", .all([a, .not(b)])), ("a AND NOT b", .all([a, .not(b)])),
            ("a b OR c", .any([.all([a, b]), c])),
            ("(a OR b) AND c", .all([.any([a, b]), c])), ("（a OR b） c", .all([.any([a, b]), c])),
            ("a AND NOT (b OR c)", .all([a, .not(.any([b, c]))])), ("a OR -b", .any([a, .not(b)])),
        ]
        for (source, requirement) in cases {
            #expect(try Query(parsing: source).requirements == [requirement], "\(source)")
        }
        #expect(try Query(parsing: "a AND NOT (b OR c)").text == "a")
        for source in ["a and b", "a AND", "AND b", "a OR ", "NOT b"] {
            let query = try Query(parsing: source)
            #expect(query.requirements.isEmpty && !query.text.isEmpty, "\(source)")
        }
    }

    @Test func `long names of fields, signs of full width and years are understood`() throws {
        for source in ["title:graph", "TI:graph", "ti：graph", "Title：graph"] {
            #expect(try Query(parsing: source).requirements == [word(.title, "graph")], "\(source)")
        }
        #expect(try Query(parsing: "x －survey").requirements == [word(.any, "survey", excluded: true)])
        #expect(try Query(parsing: "＂graph net＂").requirements == [word(.any, "graph net", phrase: true)])
        #expect(try Query(parsing: "cat:cs.* x").requirements == [word(.category, "cs")])
        #expect(try Query(parsing: "year:2024-2026 x").requirements == [word(.year, "2024-2026")])
    }

    @Test func `what is not looked for is told with its reason`() throws {
        func reasons(_ source: String) throws -> [String] {
            try Query(parsing: source).unsearchedWords.map { "\($0.word): \($0.reason)" }
        }
        #expect(try reasons("C++") == ["C++: is a single letter with signs"])
        #expect(try reasons("R graphs") == ["R: is a single letter or digit"])
        #expect(try reasons("the of") == ["the: is a stop word", "of: is a stop word"])
        #expect(try reasons("the graph").isEmpty && reasons("熵").isEmpty)
        #expect(try reasons("🙂") == ["🙂: has no letters and no digits"])
        let taken = try Query(parsing: ".NET and graphs").wordsWithoutSigns
        #expect(taken.count == 1 && taken[0] == (".NET", "NET"))
    }

    @Test func `an error says what, where and in which query`() {
        let error = QueryError(message: "the quotation mark is not closed", query: "a \"b", column: 3)
        #expect("\(error)" == "the quotation mark is not closed at column 3 of the query: a \"b")
    }

    @Test func `no query crashes, whatever stands in it`() {
        let pieces = [
            "-", "(", ")", " OR ", " AND ", "NOT ", "\"", "ti:", "au:", "：", "－", ":", " ", "x", "图", "“", "--",
            "\u{0}", "👩‍🔬", "\u{301}",
        ]
        var generator = SplitMix(state: 11)
        var understood = 0
        for _ in 0..<3000 {
            let source = (0..<Int.random(in: 0...7, using: &generator))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            do {
                let query = try Query(parsing: source)
                #expect(query.source == source)
                understood += 1
            } catch {
                #expect((1...source.count + 1).contains(error.column), "\(source)")
            }
        }
        #expect(understood > 300)
    }
}
