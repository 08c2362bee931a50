/// Made-up texts that try the analyzer's rules at their borders.
let hostileTexts: [String] =
    [
        "", " ", "a", "-", "--", "---", "a-b", "a-", "-a", "a--b---c----d", "x_1^2_{3}", "\\", "\\\\", "\\a", "\\\"",
        "The quick brown fox; the lazy dogs.", "gpt-4o (GPT-3.5) 3d, 10,000 and 1.5.", "e.g. the U.S. i.e., etc.",
        "$k$-means, $\\alpha$-decay, Ly$\\alpha$; MoS$_2$ $10^{-3}$", "\\cite{a, b} \\cite[x]{y z} \\cite{open",
        "\\cite{" + String(repeating: "k ", count: 300) + "} tail", "\\v Cech \\L ojasiewicz Ho\\v\nrava \\\"\"o",
        "see https://a.b/c(d)?e=f,g;h and www.x.y... or WWW.Z/模型", "http://" + String(repeating: "x", count: 600),
        "稀疏注意力，长视频理解。我们提出GPT-4o模型（Transformer）的方法", "ＧＰＴ－４ｏ、１０，０００　ｋｍ²",
        "图", "图a图", "a图-图b", "图\u{E0100}像 葛\u{FE00}城", "々〇図", "𠮷野家𰻞𰻞面", "アルゴリズムGPTモデル한국어тест",
        "“Newton’s” ‘laws’ — d’Alembert's 'tests' '' ' 's x's", "soft\u{AD}hyphen zero\u{200B}width \u{FEFF}bom",
        "e\u{301}e\u{301} \u{301} a\u{301}\u{302}-b", "İIıiſßẞﬁﬃǆ ℝⁿ𝐗𝛼ⅳ①½", "α αβ α-β Δα/α Hα µm Ωh²", "🙂👩‍👩‍👧‍👦🇨🇳 graph🙂net",
        "\0\u{1}\u{7F}\u{85}\u{2028}\u{FFFD}\u{10FFFF}", "line one\r\n\r\nline two\n\nline\nthree\t\ttab",
        "}{}{$_^~{a}{b}\\frac{1}{2}{}", "a_b a^b a_1 1_a 1^1 ^1 _a a__1", "1,000 1,00 1,0000 1,000,00 ,000 1,,000",
        "1.2.3 .5 5. 5.x x.5 1..2", "a'b a's a's-b a'sx A'S a’s", "\\(k\\)-means \\[x\\] 30\\,GeV 400\\ km R\\&D",
        String(repeating: "a", count: 64), String(repeating: "a", count: 65), String(repeating: "ab-", count: 200),
        String(repeating: "x", count: 5_000), String(repeating: "é", count: 300), String(repeating: "{", count: 2_000),
        String(repeating: "\\cite{", count: 500), String(repeating: "图", count: 1_000) + "a",
        String(repeating: "$\\alpha\\beta$", count: 200), "\\begin{abstract}We show\\end{abstract}",
        "\\operatorname*{argmax}_{x\\in X} f(x) \\textbf{\\emph{deep}} \\href{http://a.b/c}{text} \\unknown{arg}",
    ]
