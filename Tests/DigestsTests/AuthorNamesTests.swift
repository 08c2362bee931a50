import Testing

@testable import Digests

@Suite struct AuthorNamesTests {
    private func names(_ json: String) -> [String] {
        read("{\"id\":\"2501.00001\",\"title\":\"T\",\"authors\":\(json)}\n", named: "a.jsonl").papers[0].authors
    }

    /// What the authors of a record are, and the names in it.
    @Test(arguments: [
        (#""Bee, A.""#, ["A. Bee"]),
        (#""Bee, Ann""#, ["Ann Bee"]),
        (#""Bee, Ann M.""#, ["Ann M. Bee"]),
        (#"["Bee, Ann Marie"]"#, ["Ann Marie Bee"]),
        (#""Prak, Ann Bee""#, ["Prak", "Ann Bee"]),
        (#""P. Bee, T. G. Ho""#, ["P. Bee", "T. G. Ho"]),
        (#""Ben Cox, Carl Dee""#, ["Ben Cox", "Carl Dee"]),
        (#""Ann Bee, Ph. D""#, ["Ann Bee Ph. D"]),
        (#"["Ann Bee, Carl Dee,", "Eve Fox, Gil Hay"]"#, ["Ann Bee", "Carl Dee", "Eve Fox", "Gil Hay"]),
        (#""van der Berg, Anna""#, ["Anna van der Berg"]),
        (#""Garcia-Nunez, Maria""#, ["Maria Garcia-Nunez"]),
        (#""Bee, Ann and Dee, Carl""#, ["Ann Bee", "Carl Dee"]),
        (#""Bee, Ann, and Dee, Carl""#, ["Ann Bee", "Carl Dee"]),
        (#""Bee, A. and Dee, C. D. and Fox, E.""#, ["A. Bee", "C. D. Dee", "E. Fox"]),
        (#""Bee, A., Dee, C. D., and Fox, E.-F.""#, ["A. Bee", "C. D. Dee", "E.-F. Fox"]),
        (#""Bee, A., Dee, C.""#, ["A. Bee", "C. Dee"]),
        (#""Bee, Ann; Dee, Carl""#, ["Ann Bee", "Carl Dee"]),
        (#""Bee, Ann; Garcia Lopez, Maria; Dee, Carl, Jr.""#, ["Ann Bee", "Maria Garcia Lopez", "Carl Dee Jr."]),
        (#""Ann Bee, Carl Dee, ; Eve Fox""#, ["Ann Bee", "Carl Dee", "Eve Fox"]),
        (#""Ann Bee, Carl Dee""#, ["Ann Bee", "Carl Dee"]),
        (#""Ann Bee,Carl Dee,""#, ["Ann Bee", "Carl Dee"]),
        (#""Ann Bee, Carl Dee, and Eve Fox""#, ["Ann Bee", "Carl Dee", "Eve Fox"]),
        (#""Ann Bee & Carl Dee""#, ["Ann Bee", "Carl Dee"]),
        (#""Ann Bee and""#, ["Ann Bee"]),
        (#""Ann Bee, Carl Dee Jr., Eve Fox""#, ["Ann Bee", "Carl Dee Jr.", "Eve Fox"]),
        (#""Ann Bee, Carl Dee, Jr., Eve Fox""#, ["Ann Bee", "Carl Dee Jr.", "Eve Fox"]),
        (#""Plato, Ann Bee, Carl Dee""#, ["Plato", "Ann Bee", "Carl Dee"]),
        (#""张伟, 李娜""#, ["张伟", "李娜"]),
        (#""张伟，李娜、王芳""#, ["张伟", "李娜", "王芳"]),
        (#""C. Bal\\'azs (Fermi, IL), E. L. Berger and P. M. N.""#, ["C. Balázs", "E. L. Berger", "P. M. N."]),
        (#"["Bee, Ann"]"#, ["Ann Bee"]),
        (#"["Bee, Ann", "Dee, C."]"#, ["Ann Bee", "C. Dee"]),
        (#"["Garcia Lopez, Maria"]"#, ["Maria Garcia Lopez"]),
        (#"["Ann Bee", "and Carl Dee"]"#, ["Ann Bee", "Carl Dee"]),
        (#"["Ann Bee,", "Carl Dee\\", "Eve Fox;", ", "]"#, ["Ann Bee", "Carl Dee", "Eve Fox"]),
        (#"["Ann Bee, Carl Dee, Eve Fox"]"#, ["Ann Bee", "Carl Dee", "Eve Fox"]),
        (#"["Carl Dee, Jr."]"#, ["Carl Dee Jr."]),
        (#"["Dee, Jr., Carl"]"#, ["Carl Dee Jr."]),
        (#"[{"name": "Bee, Ann"}, {"name": "Carl Dee"}]"#, ["Ann Bee", "Carl Dee"]),
    ])
    func `names are told apart and put in order`(json: String, expected: [String]) {
        #expect(names(json) == expected)
    }

    @Test(arguments: [
        (#"["The ATLAS Collaboration", "Ann Bee"]"#, ["The ATLAS Collaboration", "Ann Bee"]),
        (#"["Acme Robots, Inc."]"#, ["Acme Robots, Inc."]),
        (#"["Department of Physics and Astronomy"]"#, ["Department of Physics and Astronomy"]),
        (
            #""LIGO Scientific Collaboration and Virgo Collaboration""#,
            ["LIGO Scientific Collaboration", "Virgo Collaboration"]
        ),
        (#""The Kite Team, Ann Bee""#, ["The Kite Team", "Ann Bee"]),
        (#""OpenAI, Ann Bee""#, ["OpenAI", "Ann Bee"]),
        (#""{Barnes and Noble, Inc.} and Bee, Ann""#, ["Barnes and Noble, Inc.", "Ann Bee"]),
    ])
    func `names of companies and groups are kept`(json: String, expected: [String]) {
        #expect(names(json) == expected)
    }

    @Test(arguments: [
        (#"P\'al Vas\'ut"#, "Pál Vasút"), (#"P\'{a}l Vas{\'u}t"#, "Pál Vasút"), (#"\L{}ukasz \.Zak"#, "Łukasz Żak"),
        (#"J\"urgen M\"{u}ller"#, "Jürgen Müller"), (#"Petr Ho{\v r}ava"#, "Petr Hořava"),
        (#"Fran\c{c}ois"#, "François"),
        (#"Ludv\'\i k"#, "Ludvík"), (#"S\o ren Kj\ae r"#, "Søren Kjær"), (#"Erd\H{o}s"#, "Erdős"),
        (#"A.~B.\,Bee"#, "A. B. Bee"),
        (#"{\AA}ke Bee"#, "Åke Bee"), (#"M. Je\zabek"#, "M. Jezabek"), ("Ann Bee\\", "Ann Bee"),
        (#"\textbf{Ann} Bee"#, "Ann Bee"),
    ])
    func `LaTeX is decoded`(source: String, expected: String) {
        let escaped = source.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        #expect(names("[\"\(escaped)\"]") == [expected])
        #expect(AuthorNames.split(source).names == [expected])
        #expect(Array(LaTeXLetters.decoded(source).unicodeScalars).count >= expected.unicodeScalars.count)
    }

    @Test func `a name that was stored as LaTeX is shown decoded`() throws {
        var paper = Paper(id: PaperID(rawValue: "1"))
        paper.authorList = AuthorList([#"P\'al Vas\'ut"#])
        #expect(try Paper(record: paper.record).authors == ["Pál Vasút"])
    }

    @Test func `a cell with one name in two parts has one author`() {
        let reading = read("|Title|Authors|PDF|\n|--|--|--|\n|Kites|Bee, A.|[PDF](https://arxiv.org/pdf/2501.00001)|\n")
        #expect(reading.papers[0].authors == ["A. Bee"])
    }

    @Test func `the line below a report's heading has names in spoken order`() {
        let reading = read("### [1] [Kites](https://arxiv.org/abs/2501.00001)\n*Khushi,Ann Bee*\n\nAbstract: Text.\n")
        #expect(reading.papers[0].authors == ["Khushi", "Ann Bee"])
    }
}
