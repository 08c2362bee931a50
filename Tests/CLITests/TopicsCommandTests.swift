import JSON
import SystemSupport
import Testing

@Suite struct TopicsCommandTests {
    /// Papers on ice (cores and roads), and on bread (ovens and yeast), over forty days.
    private static let digest: String = {
        let themes = [
            ("glacier ice", "ice cores", "We drill ice cores from glacier ice. Ice cores tell of old snow and air."),
            ("glacier ice", "ice roads", "Trucks drive on ice roads over glacier ice. Ice roads bear heavy loads."),
            ("bread crust", "stone ovens", "We bake bread crust in stone ovens. Stone ovens keep heat for flour."),
            ("bread crust", "wild yeast", "A bread crust rises by wild yeast. Wild yeast lives in flour and dough."),
        ]
        return (0..<40).map { index in
            let (theme, part, text) = themes[index % 4]
            let day = index / 2 + 1
            return #"{"id": "2603.\#(10000 + index)", "title": "On \#(part) \#(index)", "categories": ["cs.LG"], "#
                + #""created": "2026-03-\#(day < 10 ? "0" : "")\#(day)", "summary": "\#(text) It is about \#(theme)."}"#
        }.joined(separator: "\n") + "\n"
    }()

    private static let shared = Result { try Pile(digest) }
    private let pile: Pile

    init() throws { pile = try Self.shared.get() }

    @Test func `topics are divided on request`() throws {
        let run = try pile("topics", "-k", "2", "--depth", "2", "--json")
        #expect(run.status == 0, "\(run.errors)")
        try run.json { json in
            let topics = json["topics"]?.array.map { Array($0) } ?? []
            #expect(topics.count == 2 && topics.allSatisfy { $0["size"]?.int == 20 })
            for topic in topics {
                let parts = topic["subtopics"]?.array.map { Array($0) } ?? []
                #expect(parts.count == 2 && parts.allSatisfy { $0["size"]?.int == 10 && $0["terms"] != nil })
                #expect(parts.compactMap { $0["subtopic"]?.int } == [1, 2])
            }
        }
        #expect(try !pile("topics", "-k", "2", "--json").output.contains("subtopics"))
        let table = try pile("topics", "-k", "2", "--depth", "2")
        #expect(table.lines.contains { $0.contains("1.1 ") } && table.lines.contains { $0.contains("2.2 ") })
    }

    @Test func `a topic is opened by its number`() throws {
        let run = try pile("topic", "1", "-k", "2", "--json")
        #expect(run.status == 0, "\(run.errors)")
        try run.json { json in
            #expect(json["version"]?.int == 1)
            #expect(
                json["topic"]?["topic"]?.int == 1 && json["topic"]?["subtopics"]?.array.map { Array($0) }?.count == 2)
            #expect(
                json["members"]?.array.map { Array($0) }?.count == 20
                    && json["fits"]?.array.map { Array($0) }?.count == 20)
            #expect(Set(json["subtopics"]?.array.map { Array($0) }?.compactMap { $0.int } ?? []) == [1, 2])
        }
        #expect(try pile("topics", "--topic", "1", "-k", "2", "--json").output == run.output)
        let table = try pile("topic", "1", "-k", "2")
        #expect(table.lines.contains { $0.hasPrefix("ID") && $0.contains("part") })
        #expect(table.lines.contains { $0.contains("1.2") && $0.contains("2603.") })
        #expect(try pile("topic", "1", "-k", "2", "--format", "ids").lines.count == 20)
        #expect(table.lines.contains("    20 papers"))
    }

    @Test func `a topic's list of papers can be cut, and says so`() throws {
        let ids = try pile("topic", "1", "-k", "2", "--format", "ids", "-n", "4").lines
        #expect(ids.count == 4)
        let table = try pile("topic", "1", "-k", "2", "-n", "4")
        #expect(table.lines.contains("    20 papers, the first 4 listed"))
        #expect(table.lines.filter { $0.contains("2603.") }.count == 4)
        try pile("topic", "1", "-k", "2", "-n", "4", "--json").json { json in
            #expect(json["topic"]?["size"]?.int == 20)
            #expect(json["members"]?.array.map { Array($0) }?.compactMap { $0.string } == ids)
        }
        #expect(try pile("topic", "1", "-k", "2", "-n", "99").lines.contains("    20 papers"))
    }

    @Test func `a topic that is none is an error`() throws {
        let run = try pile("topic", "9", "-k", "2")
        #expect(run.status == 2 && run.errors.contains("there is no topic 9: the topics are 1 to 2"))
        #expect(try pile("topic", "ice", "-k", "2").status == 2)
        #expect(try pile("topic", "-k", "2").status == 2)
        #expect(try pile("topic", "1", "--month", "1999-01").status == 1)
    }

    @Test func `each paper's topic and part can be written to a file`() throws {
        let pile = try Pile(Self.digest)
        #expect(try pile("topics", "-k", "2", "--depth", "2", "--assignments", "parts.tsv", "-q").status == 0)
        let lines = try pile.read("parts.tsv").split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(lines.count == 40 && lines.allSatisfy { $0.count == 3 && $0[2].hasPrefix($0[1] + ".") })
        #expect(try pile("topics", "-k", "2", "--assignments", "topics.tsv", "-q").status == 0)
        #expect(try pile.read("topics.tsv").split(separator: "\n").allSatisfy { $0.split(separator: "\t").count == 2 })
    }

    @Test func `trends are told for each topic, and the test is named`() throws {
        let run = try pile("trends", "-k", "2", "--since", "2026-03-11", "--json")
        #expect(run.status == 0, "\(run.errors)")
        try run.json { json in
            #expect(json["version"]?.int == 1 && json["by"]?.string == "day" && json["since"]?.string == "2026-03-11")
            let totals = json["totals"]?.array.map { Array($0) }?.compactMap { $0.int } ?? []
            #expect(totals == [Int64](repeating: 2, count: 20))
            let topics = json["topics"]?.array.map { Array($0) } ?? []
            #expect(topics.count == 2)
            for topic in topics {
                #expect(topic["counts"]?.array.map { Array($0) }?.compactMap { $0.int }.reduce(0, +) == 20)
                #expect(topic["verdict"]?.string == "steady" && topic["p"]?.double != nil)
                #expect(topic["before"]?.int == 10 && topic["since"]?.int == 10)
            }
        }
        let table = try pile("trends", "-k", "2", "--by", "week")
        #expect(table.lines.first == "40 papers in 2 topics, by week: 4 with papers, 2026-02-23 to 2026-03-16")
        #expect(table.output.contains("0 grow, 0 fade"))
        let month = try pile("trends", "-k", "2", "--by", "month")
        #expect(month.output.contains("of 2 too little is known"))
        #expect(try pile("trends", "-k", "2", "--plain").lines.allSatisfy { $0.split(separator: "\t").count == 9 })
        #expect(try pile("trends", "--month", "1999-01").status == 1)
        #expect(try pile("trends", "--by", "year").status == 2)
    }

    @Test func `new papers need a day, and papers before it`() throws {
        let run = try pile("new")
        #expect(run.status == 2 && run.errors.contains("'new' needs --since"))
        let few = try pile("new", "--since", "2026-03-02")
        #expect(few.status == 1 && few.errors.contains("too few papers to say what is new since 2026-03-02"))
        let found = try pile("new", "--since", "2026-03-20", "--json")
        #expect(found.status == 1 || found.status == 0)
        try found.json { json in #expect(json["version"]?.int == 1 && json["earlier"]?.int == 38) }
    }
}
