import Testing

@testable import Digests

/// Which of two records of one paper is shown.
@Suite struct RecencyTests {
    private func joined(_ lines: String..., named name: String = "digest.jsonl") -> [Paper] {
        lines.indices.map { start in
            var papers = (lines[start...] + lines[..<start]).map { read($0 + "\n", named: name).papers[0] }
            let first = papers.removeFirst()
            return papers.reduce(into: first) { $0.merge($1) }
        }
    }

    @Test func `the text of the later revision wins, however long the other is`() {
        for key in ["update_date", "updated", "updated_date"] {
            for paper in joined(
                #"{"id":"2501.00001","title":"An overly long first title about a walrus colony","abstract":"A long abstract.","\#(key)":"2025-01-02"}"#,
                #"{"id":"2501.00001","title":"Walrus title two","abstract":"Short.","\#(key)":"2025-06-02"}"#)
            {
                #expect(paper.text(.title) == "Walrus title two" && paper.text(.abstract) == "Short.")
            }
        }
    }

    @Test func `without a revision's day the later version wins, from the ID, a link or versions`() {
        let forms = [
            (#""id":"2501.00001v1""#, #""id":"2501.00001v3""#),
            (
                #""id":"2501.00001","pdf":"https://arxiv.org/pdf/2501.00001v1.pdf""#,
                #""abs":"http://arxiv.org/abs/2501.00001v2""#
            ),
            (
                #""id":"2501.00001","versions":[{"version":"v1"}]"#,
                #""id":"2501.00001","versions":[{"version":"v1"},{"version":"v2"}]"#
            ),
            (#""id":"2501.00001","version":1"#, #""id":"2501.00001","version":"v4""#),
        ]
        for (old, new) in forms {
            for paper in joined(
                "{\(old),\"title\":\"A long first title\",\"abstract\":\"One.\"}",
                "{\(new),\"title\":\"Second title\",\"abstract\":\"A longer second abstract.\"}")
            {
                #expect(paper.text(.title) == "Second title" && paper.text(.abstract) == "A longer second abstract.")
            }
        }
    }

    @Test func `the days of versions are revisions`() {
        let versions =
            #"[{"version":"v1","created":"Mon, 2 Apr 2007 19:18:42 GMT"},{"version":"v2","created":"Tue, 24 Jul 2007 20:10:27 GMT"}]"#
        for paper in joined(
            #"{"id":"0704.0001","title":"The long first title","update_date":"2007-05-01"}"#,
            #"{"id":"0704.0001","title":"Second","versions":\#(versions)}"#)
        {
            #expect(paper.text(.title) == "Second" && paper.created == Day("2007-04-02"))
        }
    }

    @Test func `tables and reports name versions by their links`() {
        func table(_ version: Int, _ title: String) -> Paper {
            read("|标题|PDF|\n|--|--|\n|\(title)|[PDF](https://arxiv.org/pdf/2501.00001v\(version))|\n").papers[0]
        }
        func report(_ version: Int, _ title: String) -> Paper {
            read("### [1] [\(title)](https://arxiv.org/abs/2501.00001v\(version))\n\nAbstract: Text.\n").papers[0]
        }
        for make in [table, report] {
            var paper = make(1, "A long first title")
            paper.merge(make(2, "Second title"))
            #expect(paper.text(.title) == "Second title")
        }
    }

    @Test func `a withdrawal marks the paper and leaves its last real texts`() {
        for notice in [
            "This paper has been withdrawn by the authors due to an error in Lemma 2.",
            "This submission has been withdrawn.",
            "Withdrawn.", "The authors have withdrawn this paper.",
            "arXiv admin note: withdrawn by arXiv administrators.",
            "This article was retracted because of an error.", "This version of the paper has been withdrawn.",
            "本文已被作者撤回。",
        ] {
            for paper in joined(
                #"{"id":"2501.00001v1","title":"Walrus one","abstract":"Walruses sleep."}"#,
                #"{"id":"2501.00001v2","title":"Walrus two","abstract":"Walruses sleep long."}"#,
                #"{"id":"2501.00001v3","title":"Withdrawn: Walrus three","abstract":"\#(notice)"}"#)
            {
                #expect(paper.isWithdrawn, "\(notice)")
                #expect(paper.text(.title) == "Walrus two" && paper.text(.abstract, .english) == "Walruses sleep long.")
            }
        }
    }

    @Test func `a withdrawal alone is shown, and a later version takes the mark off`() throws {
        let notice = #"{"id":"2501.00001v2","title":"Walrus","abstract":"This paper has been withdrawn."}"#
        let alone = joined(notice)[0]
        #expect(alone.isWithdrawn && alone.text(.abstract) == "This paper has been withdrawn.")
        #expect(try Paper(record: alone.record) == alone)
        for paper in joined(notice, #"{"id":"2501.00001v3","title":"Walrus","abstract":"Walruses wake."}"#) {
            #expect(!paper.isWithdrawn && paper.text(.abstract) == "Walruses wake.")
        }
        let commented = joined(
            #"{"id":"2501.00001","title":"Walrus","abstract":"They sleep.","comment":"Withdrawn due to an error"}"#)[0]
        #expect(commented.isWithdrawn && commented.text(.abstract) == "They sleep.")
    }

    @Test func `a text about what is withdrawn is no withdrawal`() {
        for abstract in [
            "In the selective withdrawal experiment fluid is withdrawn through a tube.",
            "Withdrawn from a bath, a plate is coated.",
            "The drug was withdrawn from the market.", "We study how a plate is withdrawn from a bath.",
            "Retracted papers are cited for years.", "This paper studies retracted papers.",
        ] {
            let paper = joined(
                #"{"id":"2501.00001","title":"Plates withdrawn from a bath","abstract":"\#(abstract)"}"#)[0]
            #expect(!paper.isWithdrawn, "\(abstract)")
        }
    }

    @Test func `the first author alone never replaces a full list`() {
        let full =
            #"{"id":"2501.00001","title":"T","authors":["Ann Bee","Carl Dee","Eve Fox"],"update_date":"2025-01-02"}"#
        for first in [
            #""author":"Ann Bee""#, #""first_author":"Ann Bee""#, #""authors":"Ann Bee""#, #""authors":["Ann Bee"]"#,
            #""authors":["Ann Bee","et al."]"#, #""authors":"Ann Bee, Carl Dee et al.""#,
            #""authors":"Bee, A. and others""#,
        ] {
            for paper in joined(full, #"{"id":"2501.00001","title":"T","update_date":"2026-01-02",\#(first)}"#) {
                #expect(paper.authors == ["Ann Bee", "Carl Dee", "Eve Fox"], "\(first)")
            }
        }
    }
}
