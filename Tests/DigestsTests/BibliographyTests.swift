import TestSupport
import Testing
import Vocab

@testable import Digests

@Suite struct BibliographyTests {
    private static let bibTeX = #"""
        % Encoding: UTF-8
        @comment{jabref-meta: databaseType:bibtex;}
        @string{jkf = "Journal of " # {Kite Flight}}

        @article{farrow:kites,
          title = {{Kites} That Read the {W}ind: $\alpha$-Tails in G{\"o}ttingen},
          author = {Farrow, Ann and van der Bee, Carl and {The Kite Consortium}},
          journal = jkf,
          year = 2024, month = mar, day = 5,
          doi = {10.1234/KITES.7},
          abstract = "A kite {reads} 100\% of the wind.
             It does so \emph{twice}.",
        }

        @misc(tails, title={Tails}, author="Dee, Eve", eprint={2401.00007v2}, archivePrefix={arXiv},
          primaryClass={cs.RO}, date={2024-01-03})
        @inproceedings{nothing,
          title = "No identity but a title",
          author = {Wen, Li and others}, year = {2019}
        }
        """#

    @Test func `entries of BibTeX are papers`() throws {
        let reading = read(Self.bibTeX, named: "library.bib")
        #expect(reading.messages.isEmpty && reading.count(.bibtex).read == 3)
        let kites = try #require(reading.paper("10.1234/kites.7"))
        #expect(kites.text(.title, .english) == "Kites That Read the Wind: $\\alpha$-Tails in Göttingen")
        #expect(kites.authors == ["Ann Farrow", "Carl van der Bee", "The Kite Consortium"])
        #expect(kites.text(.abstract, .english) == "A kite reads 100% of the wind. It does so twice.")
        #expect(kites.created == .of("2024-03-05"))
        let tails = try #require(reading.paper("2401.00007"))
        #expect(tails.created == .of("2024-01-03") && tails.primaryCategory == "cs.RO" && tails.authors == ["Eve Dee"])
        let named = try #require(reading.paper("wen-2019-no-identity-but-a-title"))
        #expect(named.authors == ["Li Wen"] && named.source == nil)
        #expect(named.date == .year(2019) && named.date?.description == "2019" && named.created == nil)
    }

    @Test func `signs that an export escaped are signs again`() throws {
        let text =
            #"@misc{k, title={M\textasciicircum{}3 \& 5\% of a\_b\textasciitilde{}c \textbackslash{}d}, doi={10.1234/t}}"#
        #expect(read(text).papers.first?.text(.title, .english) == #"M^3 & 5% of a_b~c \d"#)
    }

    @Test func `a broken entry is reported with its line, and the others are read`() {
        let text = """
            @article{a, title = {Open {brace}, author = {Bee, Ann}

            @article{b, title = {Whole}, doi = {10.1234/b}}
            @article{c, title = {No comma} year = 2001}
            @article{d, title = {Also whole}, doi = {10.1234/d}}
            """
        let reading = read(text, named: "library.bib")
        #expect(reading.papers.map(\.id.rawValue) == ["10.1234/b", "no-comma", "10.1234/d"])
        #expect(
            reading.messages == [
                "library.bib:1: the value of 'title' is not closed: what was read of it kept",
                "library.bib:4: a comma is missing behind 'title': what was read of it kept",
            ])
    }

    @Test(arguments: [
        "@", "@article", "@article{", "@article{a,", "@article{a, title", "@a{b, c={{{", "@a{b, c=\"", "@string{",
    ])
    func `a file cut short is no crash`(text: String) {
        #expect(read(text, named: "x.bib").papers.isEmpty)
        #expect(read("@misc{k, title={T}, doi={10.1234/t}}\n" + text, named: "x.bib").papers.count == 1)
    }

    @Test func `entries of RIS are papers`() throws {
        let text = """
            Provider: somebody

            TY  - JOUR
            AU  - Farrow, Ann
            A1  - ignored
            AU  - Bee, Carl
            TI  - Kites and their tails
            PY  - 2014//
            DA  - 2014/05/03/
            AB  - A first line
            and a second.
            DO  - https://doi.org/10.1234/ris.1
            ER  -\u{20}

            TY  - CONF
            T1  - A title alone
            Y1  - 2015///
            ER  -
            """
        for text in [text, "\u{FEFF}" + text.replacing("\n", with: "\r\n")] {
            let reading = read(text, named: "export.ris")
            let paper = try #require(reading.paper("10.1234/ris.1"))
            #expect(paper.authors == ["Ann Farrow", "Carl Bee"] && paper.created == .of("2014-05-03"))
            #expect(paper.text(.abstract, .english) == "A first line and a second.")
            #expect(reading.paper("2015-a-title-alone")?.date == .year(2015) && reading.count(.tagged).read == 2)
        }
    }

    @Test func `entries of MEDLINE are papers`() throws {
        let text = """
            PMID- 123
            TI  - Wind over
                  the hills.
            LID - 10.1234/med.1 [doi]
            AB  - Hills slow
                  the wind.
            FAU - Farrow, Ann
            AU  - Farrow A
            DP  - 2014 May 3

            PMID- 124
            TI  - Without a DOI.
            AU  - Bee C
            """
        let reading = read(text, named: "pubmed.nbib")
        let paper = try #require(reading.paper("10.1234/med.1"))
        #expect(paper.authors == ["Ann Farrow"] && paper.text(.title, .english) == "Wind over the hills.")
        #expect(paper.text(.abstract, .english) == "Hills slow the wind." && paper.created == .of("2014-05-03"))
        #expect(reading.paper("pmid:124")?.text(.title, .english) == "Without a DOI.")
    }

    @Test func `entries of the Web of Science and of EndNote are papers`() throws {
        let science = """
            FN Clarivate Analytics Web of Science
            VR 1.0
            PT J
            AU Farrow, A
               Bee, C
            AF Farrow, Ann
               Bee, Carl
            TI Kites in a
               long tunnel
            AB Tunnels have wind.
            PY 2011
            DI 10.1234/wos.1
            ER

            EF
            """
        let paper = try #require(read(science, named: "savedrecs.ris").paper("10.1234/wos.1"))
        #expect(
            paper.authors == ["Ann Farrow", "Carl Bee"] && paper.text(.title, .english) == "Kites in a long tunnel")
        let endNote =
            "%0 Journal Article\n%T Loops\n%A Farrow, Ann\n%A Bee, Carl\n%D 2012\n%R 10.1234/en.1\n%X Loops are round.\n"
        let other = try #require(read(endNote, named: "x.enw").paper("10.1234/en.1"))
        #expect(other.authors == ["Ann Farrow", "Carl Bee"] && other.text(.abstract, .english) == "Loops are round.")
    }

    @Test func `the most exact date of a paper counts, a year also where it is not that of the ID`() throws {
        func date(_ fields: String) throws -> String? {
            try #require(read("@misc{k, title={T}, \(fields)}").papers.first).date?.description
        }
        #expect(try date("doi={10.1234/t}, year=2021, month=sep") == "2021-09")
        #expect(
            try date("doi={10.1234/t}, year={c. 2021}") == "2021"
                && date("doi={10.1234/t}, date={2021-09/2021-11}") == "2021-09")
        #expect(
            try date("eprint={2401.00007}, year=2024") == "2024-01" && date("eprint={2401.00007}, year=2025") == "2025")
        #expect(try date("doi={10.1234/t}, year={n.d.}") == nil)
        var paper = try #require(read("@misc{k, title={T}, doi={10.1234/t}, year=2021}").papers.first)
        paper.merge(try #require(read("@misc{k, title={T}, doi={10.1234/t}, year=2021, month=9}").papers.first))
        #expect(paper.published?.description == "2021-09")
        #expect(try Paper(record: paper.record) == paper)
    }

    @Test func `no mutilated bibliography is a crash`() {
        let sources = [
            Self.bibTeX, "TY  - JOUR\nAU  - Farrow, Ann\nTI  - Kites\nPY  - 2014//\nDO  - 10.1234/a\nER  - \n",
            "PMID- 1\nTI  - Wind\n      hills\nDP  - 2014 May\n\nPT J\nAU A\n   B\nTI T\nER\n\nEF\n",
            #"[{"title": ["<p>T</p>"], "issued": {"date-parts": [[2024, 5]]}, "abstract_inverted_index": {"a": [0]}, "author": [{"family": "F"}]}]"#,
        ].map { Array($0.utf8) }
        let pieces = [
            "@", "{", "}", "\"", "#", ",", "=", "\\", "\n", "TY  - ", "ER  -", "%0 ", "<", ">", "&#", "\u{FEFF}", "é",
        ]
        var generator = SplitMix(state: 5)
        var read = 0
        for _ in 0..<4000 {
            var bytes = sources[Int.random(in: 0..<sources.count, using: &generator)]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                let end = min(bytes.count, place + Int.random(in: 0...20, using: &generator))
                let piece = Array(pieces[Int.random(in: 0..<pieces.count, using: &generator)].utf8)
                bytes.replaceSubrange(place..<end, with: Bool.random(using: &generator) ? piece : [])
            }
            let found = DigestReader.read(bytes: bytes, named: "x")
            #expect(
                !found.papers.isEmpty || !found.problems.isEmpty || bytes.isEmpty,
                "\(String(decoding: bytes, as: UTF8.self))")
            read += found.papers.count
        }
        #expect(read > 1000)
    }

    @Test(arguments: [
        ("<?xml version=\"1.0\"?>\n<feed xmlns=\"x\"></feed>", "an Atom feed, which is not read"),
        ("<?xml version=\"1.0\"?>\n<PubmedArticleSet/>", "PubMed's XML, which is not read"),
        ("<!DOCTYPE html><p>x", "a web page, which is not read"), ("%PDF-1.7", "a PDF document"),
        ("SQLite format 3\0", "an SQLite database"),
    ])
    func `a format that is known and not read is named`(text: String, what: String) throws {
        let problem = try #require(read(text, named: "x").problems.first)
        #expect(problem.message == what && problem.action.hasPrefix("skipped: ") && problem.severity == .failure)
    }

    @Test func `a digest that quotes an entry stays a digest`() {
        let text =
            "| Title | Link |\n|---|---|\n| [Kites](https://arxiv.org/abs/2401.00001) | x |\n\n@misc{a, title={B}, doi={10.1234/b}}\n"
        #expect(read(text).count(.bibtex).read == 0)
    }
}
