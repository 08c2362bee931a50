import CommandLineSupport
import Testing

@Suite struct BibTeXTests {
    private func text(_ text: String) -> String {
        let entry = BibTeX.entry(type: "misc", key: "k", fields: [.text("note", text)])
        return String(entry.dropFirst("@misc{k,\n  note = {".count).dropLast("},\n}\n".count))
    }

    @Test func `an entry has its fields in order, empty ones left out`() {
        let entry = BibTeX.entry(
            type: "misc", key: "2601.21465",
            fields: [
                .title("Sparse Attention & Co"), .names("author", ["Ada Lovelace", "张三"]), .text("year", "2026"),
                .text("note", " "), .title(""), .verbatim("url", "https://arxiv.org/abs/2601.21465"),
            ])
        #expect(
            entry == """
                @misc{2601.21465,
                  title = {{Sparse Attention \\& Co}},
                  author = {Ada Lovelace and 张三},
                  year = {2026},
                  url = {https://arxiv.org/abs/2601.21465},
                }

                """)
    }

    @Test(arguments: [
        ("50% of A&B #1", ##"50\% of A\&B \#1"##), ("snake_case", #"snake\_case"#),
        ("already \\% done", #"already \% done"#),
        ("$x_i^2$ & y", #"$x_i^2$ \& y"#), ("costs $5", #"costs \$5"#), ("$a$ and $5", #"\$a\$ and \$5"#),
        ("2^10 ~ 1000", #"2\textasciicircum{}10 \textasciitilde{} 1000"#),
        (#"Erd\H{o}s and Schr\"odinger"#, #"Erd\H{o}s and Schr\"odinger"#),
        ("{BERT} {", "BERT "), ("a } b { c", "a  b  c"), (#"set \{a"#, "set a"), (#"end\"#, #"end\textbackslash{}"#),
        (#"a \ b"#, #"a \textbackslash{} b"#), ("two\nlines", "two lines"), (#"\~n \^o"#, #"\~n \^o"#),
        (#"\\_"#, #"\\\_"#),
    ])
    func `text is escaped, markup kept`(plain: String, expected: String) {
        #expect(text(plain) == expected)
    }

    @Test func `names that would be torn apart stay whole`() {
        let entry = BibTeX.entry(
            type: "misc", key: "k",
            fields: [.names("author", ["Ferdinand Brand", "Black and White Team", "Lovelace, Ada", "others"])])
        #expect(entry.contains("{Ferdinand Brand and {Black and White Team} and {Lovelace, Ada} and {others}}"))
    }

    @Test func `a key holds nothing that ends it`() {
        #expect(BibTeX.entry(type: "misc", key: "math/9201239 v1,{x}", fields: []) == "@misc{math/9201239-v1--x-,\n}\n")
    }

    @Test func `every entry of a file has a key of its own`() {
        var keys = BibTeX.Keys()
        #expect(
            ["doc 1", "doc-1", "doc%1", "DOC-1", "doc-1-2"].map { keys.next($0) }
                == ["doc-1", "doc-1-2", "doc-1-3", "DOC-1-4", "doc-1-2-2"])
    }

    @Test(arguments: [
        (#"\input{/etc/passwd}"#, #"\\textbackslash{}input{/etc/passwd}"#),
        (#"a \write18{ls} b"#, #"a \textbackslash{}write18{ls} b"#),
        (#"\def\x{y}"#, #"\textbackslash{}def\textbackslash{}x{y}"#),
        (#"$\catcode$"#, #"$\textbackslash{}catcode$"#),
        (#"\emph{b} $\frac{1}{2}\alpha$"#, #"\emph{b} $\frac{1}{2}\alpha$"#),
        ("^^5cinput", #"\textasciicircum{}\textasciicircum{}5cinput"#),
    ])
    func `commands that do more than set signs are not obeyed`(plain: String, expected: String) {
        #expect(text(plain) == expected.replacing(#"\\text"#, with: #"\text"#))
    }

    @Test func `a link holds nothing that ends it`() {
        let entry = BibTeX.entry(type: "misc", key: "k", fields: [.verbatim("url", "https://x.y/a_b}{%20 c")])
        #expect(entry.contains("url = {https://x.y/a_b%20c}"))
    }

    @Test func `whatever the text, every brace is closed`() {
        let alphabet = Array("{}\\$%&_^~ a图\n")
        var state: UInt64 = 3
        for _ in 0..<2_000 {
            let plain = String(
                (0..<12).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return alphabet[Int((state >> 33) % UInt64(alphabet.count))]
                })
            let entry = BibTeX.entry(type: "misc", key: "k", fields: [.title(plain), .names("author", [plain])])
            var depth = 0
            for character in entry.dropLast(2) {
                depth += character == "{" ? 1 : character == "}" ? -1 : 0
                #expect(depth >= 1 || character == "@" || character.isLetter, "\(plain)")
            }
            #expect(depth == 1, "\(plain)")
        }
    }
}
