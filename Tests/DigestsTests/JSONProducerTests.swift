import Testing
import Vocab

@testable import Digests

/// Records as programs other than digests write them; all texts are made up.
@Suite struct JSONProducerTests {
    private func paper(_ text: String, _ id: String) throws -> Paper {
        let reading = read(text, named: "export.json")
        return try #require(reading.paper(id), "\(reading.papers.map(\.id)) \(reading.messages)")
    }

    @Test func `CSL-JSON`() throws {
        let paper = try paper(
            """
            [{"id": "farrow2024", "type": "article-journal", "title": "Kites &amp; <i>tails</i>", "DOI": "10.1234/csl.1",
              "author": [{"family": "Farrow", "given": "Ann"}, {"family": "Bee", "given": "Carl",
                "non-dropping-particle": "van der"}, {"literal": "The Kite Consortium"}],
              "issued": {"date-parts": [[2024, "5"]]}, "abstract": "<jats:p>A kite flies.</jats:p><jats:p>Twice.</jats:p>"}]
            """, "10.1234/csl.1")
        #expect(paper.authors == ["Ann Farrow", "Carl van der Bee", "The Kite Consortium"])
        #expect(paper.text(.title, .english) == "Kites & tails" && paper.date?.description == "2024-05")
        #expect(paper.text(.abstract, .english) == "A kite flies. Twice.")
    }

    @Test func `Zotero`() throws {
        let paper = try paper(
            """
            [{"key": "ABCD", "title": "Tails", "abstractNote": "A tail trails.", "date": "2023-11-02",
              "creators": [{"creatorType": "author", "firstName": "Ann", "lastName": "Farrow"},
                {"creatorType": "editor", "firstName": "Eve", "lastName": "Dee"}],
              "extra": "arXiv:2311.01234 [cs.RO]", "url": "http://example.org/tails"}]
            """, "2311.01234")
        #expect(paper.authors == ["Ann Farrow"] && paper.created == .of("2023-11-02"))
        #expect(paper.text(.abstract, .english) == "A tail trails.")
    }

    @Test func `OpenAlex`() throws {
        let paper = try paper(
            """
            {"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1", "doi": "https://doi.org/10.1234/oa.1",
              "display_name": "Wind", "publication_year": 2022, "publication_date": "2022-02-03",
              "authorships": [{"author": {"display_name": "Ann Farrow"}}, {"author": {"display_name": "Carl Bee"}}],
              "abstract_inverted_index": {"blows": [1, 3], "Wind": [0], "and": [2], "again.": [4]}}]}
            """, "10.1234/oa.1")
        #expect(paper.text(.title, .english) == "Wind" && paper.authors == ["Ann Farrow", "Carl Bee"])
        #expect(paper.text(.abstract, .english) == "Wind blows and blows again." && paper.created == .of("2022-02-03"))
    }

    @Test func `Semantic Scholar`() throws {
        let paper = try paper(
            """
            {"total": 1, "data": [{"paperId": "0a1b", "externalIds": {"ArXiv": "2201.00001", "DOI": "10.1234/s2"},
              "title": "Loops", "abstract": "Loops are round.", "year": 2022, "tldr": null,
              "authors": [{"authorId": "1", "name": "Ann Farrow"}]}]}
            """, "2201.00001")
        #expect(paper.authors == ["Ann Farrow"] && !paper.hasFailedSummary)
    }

    @Test func `Hugging Face's daily papers`() throws {
        let paper = try paper(
            """
            [{"paper": {"id": "2405.00009", "title": "Inner", "summary": "An inner abstract.",
              "authors": [{"name": "Ann Farrow"}], "publishedAt": "2024-05-01T00:00:00.000Z"},
              "publishedAt": "2024-05-02T00:00:00.000Z", "title": "Inner"}]
            """, "2405.00009")
        #expect(paper.text(.abstract, .english) == "An inner abstract." && paper.created == .of("2024-05-01"))
    }

    @Test func `Crossref and Europe PMC, whose lists lie deep`() throws {
        let crossref = try paper(
            """
            {"status": "ok", "message": {"items": [{"DOI": "10.1234/cr.1", "title": ["Strings"], "author":
              [{"given": "Ann", "family": "Farrow", "sequence": "first"}], "issued": {"date-parts": [[2019]]}}]}}
            """, "10.1234/cr.1")
        #expect(crossref.text(.title, .english) == "Strings" && crossref.date == .year(2019))
        let europe = try paper(
            """
            {"resultList": {"result": [{"id": "77", "doi": "10.1234/ep.1", "title": "Bridles", "abstractText": "<h4>Aim</h4>We tie.",
              "authorString": "Farrow A, Bee C.", "firstPublicationDate": "2020-01-09"}]}}
            """, "10.1234/ep.1")
        #expect(europe.text(.abstract, .english) == "Aim We tie." && europe.created == .of("2020-01-09"))
        #expect(europe.authors.count == 2)
    }

    @Test func `a record with a title and authors alone is the same paper in every file`() throws {
        let text = #"{"title": "No identity", "authors": ["Ann Farrow"], "year": 2018}"#
        #expect(try paper(text, "farrow-2018-no-identity").source == nil)
    }

    @Test(arguments: [
        ("a < b and c > d", "a < b and c > d"), ("x <y> z", "x <y> z"), ("<p>One</p><p>Two</p>", " One  Two "),
        ("H<sub>2</sub>O &lt; 1 &#945; &unknown; &", "H2O < 1 α &unknown; &"), ("<", "<"),
        ("Flour = <b> & yeast", "Flour = <b> & yeast"), ("<p", "<p"),
        ("&#0;", "&#0;"),
    ])
    func `markup goes, signs stay`(text: String, plain: String) { #expect(Markup.plain(text) == plain) }
}
