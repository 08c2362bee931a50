import Testing
import Vocab

@testable import Digests

@Suite struct SeparatedReaderTests {
    @Test func `rows are papers, by the names of the columns`() throws {
        let text = #"""
            Key,Item Type,Publication Year,Author,Title,DOI,Url,Abstract Note,Date\r
            A1,journalArticle,2021,"Farrow, Ann; Bee, Carl","Kites, and ""tails""",10.1234/CSV.1,,"A first line
            and a second.",2021-05\r
            A2,preprint,2022,"Dee, Eve",'=Sum of kites,,http://arxiv.org/abs/2201.00001v2,,2022-01-04\r
            A3,book,1999,,A title alone,,,,
            """#.replacing(#"\r"#, with: "\r")
        for text in [text, "\u{FEFF}" + text] {
            let reading = read(text, named: "Zotero.csv")
            #expect(reading.count(.separated).read == 3 && reading.messages.isEmpty)
            let paper = try #require(reading.paper("10.1234/csv.1"))
            #expect(paper.authors == ["Ann Farrow", "Carl Bee"] && paper.date?.description == "2021-05")
            #expect(paper.text(.title, .english) == #"Kites, and "tails""#)
            #expect(paper.text(.abstract, .english) == "A first line and a second.")
            let other = try #require(reading.paper("2201.00001"))
            #expect(other.text(.title, .english) == "=Sum of kites" && other.created == .of("2022-01-04"))
            #expect(reading.paper("1999-a-title-alone")?.date == .year(1999))
        }
    }

    @Test func `tabs and semicolons part fields too, and an uneven row is told`() throws {
        let tabs = read("id\ttitle\tcategories\n2401.00001\tKites\tcs.RO cs.CV\n2401.00002\tTails\n", named: "x.tsv")
        #expect(tabs.paper("2401.00001")?.primaryCategory == "cs.RO")
        #expect(tabs.messages == ["x.tsv:3: a row with another number of fields than the first: read as it is"])
        #expect(read("Title;DOI\nKites;10.1234/x\n", named: "x.csv").paper("10.1234/x") != nil)
    }

    @Test func `a shopping list is no table of papers`() {
        for text in ["milk, bread\nflour, salt\n", "title\nonly\n", "a,b\n\"open", "title,x\n"] {
            #expect(read(text, named: "list.csv").count(.separated).read == 0)
        }
    }
}
